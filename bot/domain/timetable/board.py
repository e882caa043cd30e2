"""Who sits when, while a timetable is made: bit masks which answer at once where a meeting may go.

Places are only counted here, slot by slot and by their kind: any free one of the right kind will do, and
:mod:`bot.domain.timetable.seating` gives them out afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from bot.domain.timetable.checking import BREAK_WEIGHT
from bot.domain.timetable.problem import Kind, Problem, slots_in


class Board:
    """The times of a problem's meetings: `slots`, and what follows from them.

    Fixed meetings stand on it from the beginning. `busy` are each person's slots with a meeting, `free[kind][slot]` how
    many places are left.
    """

    def __init__(self, problem: Problem, slots: Sequence[int | None] = ()) -> None:
        self.problem = problem
        self.slots: list[int | None] = [None] * len(problem.meetings)
        self.busy = [0] * len(problem.people)
        self.free = {kind: list(problem.room(kind)) for kind in Kind}
        self.blocks = problem.block_masks()
        self.everything = (1 << problem.slots) - 1
        self._closed = dict(problem.closed)
        self._later: dict[int, list[int]] = {}
        for number, meeting in enumerate(problem.meetings):
            for earlier in meeting.after:
                self._later.setdefault(earlier, []).append(number)
        self._begins_after = [
            sum(1 << late for late, time in enumerate(problem.times) if time.starts >= one.ends)
            for one in problem.times
        ]
        self._ends_before = [
            sum(1 << early for early, time in enumerate(problem.times) if time.ends <= one.starts)
            for one in problem.times
        ]
        for number, meeting in enumerate(problem.meetings):
            if meeting.fixed and meeting.at is not None:
                self.put(number, meeting.at)
        for number, slot in enumerate(slots):
            if slot is not None and self.slots[number] is None:
                self.put(number, slot)

    def put(self, number: int, slot: int) -> None:
        """Give a meeting without a time this one, whether or not the rules allow it."""
        self.slots[number] = slot
        self._count(number, slot, -1)
        for person in self.problem.meetings[number].people:
            self.busy[person] |= 1 << slot

    def take(self, number: int) -> int | None:
        """Take a meeting's time from it; what it was."""
        slot = self.slots[number]
        if slot is not None:
            self.slots[number] = None
            self._count(number, slot, 1)
            for person in self.problem.meetings[number].people:
                self.busy[person] &= ~(1 << slot)
        return slot

    def _count(self, number: int, slot: int, change: int) -> None:
        meeting = self.problem.meetings[number]
        kind = meeting.kind(slot)
        if meeting.fixed and meeting.spot is not None and meeting.at == slot:
            if self._closed.get(meeting.spot, 0) >> slot & 1:
                return  # it stays at a place which is not counted
            kind = self.problem.places[meeting.spot].kind
        self.free[kind][slot] += change

    def both_free(self, number: int) -> int:
        """The allowed slots in which nobody of the meeting has another one."""
        meeting = self.problem.meetings[number]
        mask = meeting.allowed
        for person in meeting.people:
            mask &= ~self.busy[person]
        return mask

    def in_order(self, number: int) -> int:
        """The slots which leave the meeting after those it waits for, and before those that wait for it."""
        mask = self.everything
        for earlier in self.problem.meetings[number].after:
            slot = self.slots[earlier]
            if slot is not None:
                mask &= self._begins_after[slot]
        for later in self._later.get(number, ()):
            slot = self.slots[later]
            if slot is not None:
                mask &= self._ends_before[slot]
        return mask

    def not_too_many(self, number: int) -> int:
        """The slots of blocks in which everybody of the meeting may have one more."""
        most = self.problem.most
        if most is None:
            return self.everything
        mask = 0
        people = self.problem.meetings[number].people
        for block in self.blocks:
            if all((self.busy[person] & block).bit_count() < most for person in people):
                mask |= block
        return mask

    def with_place(self, number: int, mask: int) -> int:
        """Those of the slots in which a place of the right kind is free."""
        meeting = self.problem.meetings[number]
        return sum(1 << slot for slot in slots_in(mask) if self.free[meeting.kind(slot)][slot] > 0)

    def open(self, number: int) -> int:
        """The slots that a meeting without a time may take now without moving any other one."""
        mask = self.both_free(number)
        if mask:
            mask &= self.in_order(number) & self.not_too_many(number)
        return self.with_place(number, mask)

    def cost(self, people: Iterable[int]) -> int:
        """The gaps of these people: three a break and one an idle slot."""
        total = 0
        for person in people:
            busy, blocked = self.busy[person], self.problem.people[person].blocked
            for block in self.blocks:
                breaks, idle = gaps_of(busy & block, blocked & block)
                total += BREAK_WEIGHT * breaks + idle
        return total


@lru_cache(maxsize=1 << 16)
def gaps_of(busy: int, blocked: int) -> tuple[int, int]:
    """Breaks and idle slots of one person in one block; as :func:`bot.domain.timetable.checking.person_gaps` has it."""
    breaks = idle = 0
    last: int | None = None
    for slot in slots_in(busy):
        if last is not None:
            waiting = ((1 << slot) - 1 & ~((2 << last) - 1) & ~blocked).bit_count()
            idle += waiting
            breaks += waiting > 0
        last = slot
    return breaks, idle
