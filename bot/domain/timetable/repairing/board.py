"""The floor as bit masks: who sits when, how many places are left, and what all of it costs.

Plain Python integers: a bit a slot, so that "when are all of them free" is one `&`. Changes go through
:meth:`Board.set`, which writes them down, so that a search takes back what did not help.
"""

from __future__ import annotations

from itertools import pairwise

from bot.domain.timetable.checking import BREAK_WEIGHT
from bot.domain.timetable.problem import Kind, Problem, slots_in

NOWHERE = -1
MOVE = 1_000  # a meeting whose people know its time, put at another: more than any gaps it could save
QUIET_MOVE = 60  # the same with a meeting that nobody was told of yet
UNPLACED = (10**14, 10**20, 10**26)  # by priority: one more of a higher one outweighs all of the lower
TAKEN_AWAY = 10**9  # on top, if it had a time that its people were told of


class Board:
    """Where everything is. Slots and meetings are numbers; :data:`NOWHERE` is no slot and no meeting.

    `cost` adds up, the gravest first: what has no time, by priority; what was moved; everybody's gaps.
    """

    def __init__(self, problem: Problem) -> None:
        slots = problem.slots
        self.problem = problem
        self.slots = slots
        self.most = problem.most
        blocks = problem.block_masks()
        self.block_of = [time.block for time in problem.times]
        self.block = [blocks[time.block] for time in problem.times]
        self.starts = [time.starts for time in problem.times]
        self.ends = [time.ends for time in problem.times]
        self.blocked = [guest.blocked for guest in problem.people]
        self.people = [meeting.people for meeting in problem.meetings]
        self.rooms = [meeting.rooms for meeting in problem.meetings]
        self.held = [meeting.fixed and meeting.at is not None for meeting in problem.meetings]
        self.allowed: list[int] = []
        self.home: list[int] = []  # where it may stay: its slot, if that is still allowed
        self.loss: list[int] = []
        self.cost_of_move: list[int] = []
        self._read()
        self.after: dict[int, tuple[int, ...]] = {n: m.after for n, m in enumerate(problem.meetings) if m.after}
        self.before: dict[int, list[int]] = {}
        for number, earlier in self.after.items():
            for other in earlier:
                self.before.setdefault(other, []).append(number)
        self.free = [list(problem.room(Kind.TABLE)), list(problem.room(Kind.ROOM))]
        self.slot = [NOWHERE] * len(problem.meetings)
        self.busy = [0] * len(problem.people)
        self.sitting = [NOWHERE] * (len(problem.people) * slots)
        self.cost = 0
        self.trail: list[tuple[int, int]] = []
        self._gaps: dict[tuple[int, int], int] = {}

    def _read(self) -> None:
        blocked = self.blocked
        for meeting, held in zip(self.problem.meetings, self.held, strict=True):
            mask = meeting.tables | meeting.rooms
            for person in meeting.people:
                mask &= ~blocked[person]
            at = meeting.at
            stays = at is not None and (held or mask >> at & 1)
            self.allowed.append(mask)
            self.home.append(at if stays and at is not None else NOWHERE)
            self.loss.append(UNPLACED[meeting.priority] + (TAKEN_AWAY if meeting.announced and at is not None else 0))
            self.cost_of_move.append(MOVE if meeting.announced else QUIET_MOVE)

    def kind(self, number: int, slot: int) -> int:
        """A table or a room, as an index of `free`."""
        return self.rooms[number] >> slot & 1

    def stand(self, number: int, slot: int, *, takes_place: bool = True) -> None:
        """Put a meeting where it stands, before :meth:`settle`; a held one may stand at a place that counts no more."""
        if takes_place:
            self.free[self.rooms[number] >> slot & 1][slot] -= 1
        for person in self.people[number]:
            self.busy[person] |= 1 << slot
            self.sitting[person * self.slots + slot] = number
        self.slot[number] = slot

    def settle(self) -> None:
        """Count what everything costs as it stands: once, after the last :meth:`stand`."""
        self.cost = sum(loss for loss, slot in zip(self.loss, self.slot, strict=True) if slot < 0)
        self.cost += sum(map(self.gaps, self.busy, self.blocked))

    def set(self, number: int, slot: int) -> None:
        """Put a meeting in a slot, or take it off the floor with NOWHERE. Whether that is allowed is not asked."""
        self.trail.append((number, self.slot[number]))
        self._set(number, slot)

    def back(self, length: int) -> None:
        """Take back everything since the trail was this long."""
        while len(self.trail) > length:
            self._set(*self.trail.pop())

    def _set(self, number: int, slot: int) -> None:
        old, home = self.slot[number], self.home[number]
        clear, bit = 0, 0
        if old >= 0:
            self.free[self.rooms[number] >> old & 1][old] += 1
            clear = 1 << old
            if home not in (old, NOWHERE):
                self.cost -= self.cost_of_move[number]
        else:
            self.cost -= self.loss[number]
        if slot >= 0:
            self.free[self.rooms[number] >> slot & 1][slot] -= 1
            bit = 1 << slot
            if home not in (slot, NOWHERE):
                self.cost += self.cost_of_move[number]
        else:
            self.cost += self.loss[number]
        for person in self.people[number]:
            before = self.busy[person]
            after = self.busy[person] = before & ~clear | bit
            blocked = self.blocked[person]
            self.cost += self.gaps(after, blocked) - self.gaps(before, blocked)
            if clear:
                self.sitting[person * self.slots + old] = NOWHERE
            if bit:
                self.sitting[person * self.slots + slot] = number
        self.slot[number] = slot

    def common(self, number: int) -> int:
        """The slots allowed in which all its people are free."""
        mask = self.allowed[number]
        for person in self.people[number]:
            mask &= ~self.busy[person]
        return mask

    def overfull(self, number: int, slot: int) -> bool:
        """One more meeting is too many for one of its people in that block."""
        if self.most is None:
            return False
        block = self.block[slot]
        return any((self.busy[person] & block).bit_count() >= self.most for person in self.people[number])

    def order_breakers(self, number: int, slot: int) -> list[int]:
        """The meetings that have to be before or after this one and would not be, if it stood in this slot."""
        where = self.slot
        found = [
            other
            for other in self.after.get(number, ())
            if where[other] >= 0 and self.ends[where[other]] > self.starts[slot]
        ]
        found += [
            other
            for other in self.before.get(number, ())
            if where[other] >= 0 and self.ends[slot] > self.starts[where[other]]
        ]
        return found

    def direct(self, number: int) -> list[int]:
        """The slots it can take without anybody else moving."""
        rooms, free = self.rooms[number], self.free
        found = [slot for slot in slots_in(self.common(number)) if free[rooms >> slot & 1][slot] > 0]
        if self.most is not None:
            found = [slot for slot in found if not self.overfull(number, slot)]
        if number in self.after or number in self.before:
            found = [slot for slot in found if not self.order_breakers(number, slot)]
        return found

    def price(self, number: int, slot: int) -> int:
        """What putting it there costs, in gaps and moving; it stands nowhere now."""
        cost = 0
        bit = 1 << slot
        for person in self.people[number]:
            blocked = self.blocked[person]
            busy = self.busy[person]
            cost += self.gaps(busy | bit, blocked) - self.gaps(busy, blocked)
        return cost if self.home[number] in (slot, NOWHERE) else cost + self.cost_of_move[number]

    def best(self, number: int) -> int:
        """The cheapest slot that needs nobody else to move; NOWHERE without one. The earliest of equals."""
        found, least = NOWHERE, 0
        for slot in self.direct(number):
            price = self.price(number, slot)
            if found < 0 or price < least:
                found, least = slot, price
        return found

    def gaps(self, busy: int, blocked: int) -> int:
        """Three a break and one an idle slot, of somebody with these meetings and these blocked slots."""
        key = (busy, blocked)
        known = self._gaps.get(key)
        if known is None:
            known = 0
            for one, two in pairwise(slots_in(busy)):
                if self.block_of[one] == self.block_of[two]:
                    idle = ((1 << two) - (2 << one) & ~blocked).bit_count()
                    known += idle + BREAK_WEIGHT * (idle > 0)
            self._gaps[key] = known
        return known
