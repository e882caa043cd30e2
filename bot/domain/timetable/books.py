"""The books of a timetable while it is written: who sits where, so that nothing is given twice.

What was planned a while ago meets what has happened since: each meeting takes its planned time and place if they are
still right for it, else the ones that leave its people the fewest gaps, else none.
"""

from __future__ import annotations

from collections import defaultdict

from bot.domain.timetable.checking import BREAK_WEIGHT
from bot.domain.timetable.problem import Kind, Problem


class Books:
    """Empty at first: ``sit`` what stays, then what is moved."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.where: list[tuple[int, int] | None] = [None] * len(problem.meetings)
        self._busy = [0] * len(problem.people)
        self._taken: list[set[int]] = [set() for _ in range(problem.slots)]
        self._load: dict[tuple[int, int], int] = defaultdict(int)
        self._blocks = problem.block_masks()
        self._later: dict[int, list[int]] = defaultdict(list)
        for number, meeting in enumerate(problem.meetings):
            for earlier in meeting.after:
                self._later[earlier].append(number)
        for spot, mask in problem.closed:
            for slot in range(problem.slots):
                if mask >> slot & 1:
                    self._taken[slot].add(spot)

    def sit(self, number: int, slot: int, spot: int) -> None:
        """The meeting has this time and this place, without a question asked."""
        self.where[number] = (slot, spot)
        self._taken[slot].add(spot)
        for person in self.problem.meetings[number].people:
            self._busy[person] |= 1 << slot
            self._load[person, self.problem.times[slot].block] += 1

    def stand_up(self, number: int) -> None:
        """The meeting has neither any more; its place stays taken: somebody else has it."""
        seat = self.where[number]
        if seat is not None:
            self.where[number] = None
            for person in self.problem.meetings[number].people:
                self._busy[person] &= ~(1 << seat[0])
                self._load[person, self.problem.times[seat[0]].block] -= 1

    def close(self, slot: int, spot: int) -> None:
        """Somebody else has this place then."""
        self._taken[slot].add(spot)

    def fits(self, number: int, slot: int, spot: int) -> bool:
        """Whether every hard rule lets it sit there, beside what sits already."""
        if not self._suits(number, slot) or spot in self._taken[slot]:
            return False
        return self.problem.places[spot].kind is self.problem.meetings[number].kind(slot)

    def best(self, number: int) -> tuple[int, int] | None:
        """The time that adds the fewest gaps for its people, and there the place nearest to theirs; None: no time."""
        found: list[tuple[int, int, int]] = []
        for slot in range(self.problem.slots):
            if self._suits(number, slot):
                spot = self._spot(number, slot)
                if spot is not None:
                    found.append((self._cost(number, slot), slot, spot))
        return min(found)[1:] if found else None

    def _suits(self, number: int, slot: int) -> bool:
        problem, meeting = self.problem, self.problem.meetings[number]
        if not (meeting.tables | meeting.rooms) >> slot & 1:
            return False
        if any(self._busy[person] >> slot & 1 for person in meeting.people):
            return False
        time = problem.times[slot]
        if problem.most is not None and any(self._load[p, time.block] >= problem.most for p in meeting.people):
            return False
        for earlier in meeting.after:
            seat = self.where[earlier]
            if seat is not None and problem.times[seat[0]].ends > time.starts:
                return False
        for later in self._later.get(number, ()):
            seat = self.where[later]
            if seat is not None and problem.times[seat[0]].starts < time.ends:
                return False
        return True

    def _spot(self, number: int, slot: int) -> int | None:
        """The free place of the right kind nearest to where it stood, else the first."""
        meeting, places = self.problem.meetings[number], self.problem.places
        kind, taken = meeting.kind(slot), self._taken[slot]
        free = [spot for spot, place in enumerate(places) if place.kind is kind and spot not in taken]
        if not free:
            return None
        old = places[meeting.spot] if meeting.spot is not None else None
        if old is None or old.kind is Kind.ROOM:
            return free[0]
        return min(free, key=lambda spot: (places[spot].zone != old.zone, abs(places[spot].number - old.number), spot))

    def _cost(self, number: int, slot: int) -> int:
        mask = self._blocks[self.problem.times[slot].block]
        cost = 0
        for person in self.problem.meetings[number].people:
            busy, blocked = self._busy[person] & mask, self.problem.people[person].blocked
            cost += _gaps(busy | 1 << slot, blocked) - _gaps(busy, blocked)
        return cost


def _gaps(busy: int, blocked: int) -> int:
    """3 x breaks + idle slots of one person in one block."""
    cost, last = 0, -1
    while busy:
        slot = (busy & -busy).bit_length() - 1
        if last >= 0:
            between = ((1 << slot) - 1) & ~((2 << last) - 1) & ~blocked
            if between:
                cost += BREAK_WEIGHT + between.bit_count()
        last, busy = slot, busy & (busy - 1)
    return cost
