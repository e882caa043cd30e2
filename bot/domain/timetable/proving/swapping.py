"""Fewer breaks by swapping: a good solution soon, without any proof. Annealing over Kempe chains, in plain Python.

Two slots a and b; a person's meeting in a goes to b, the one that its other participant has in b goes to a, and so on.
All stay without a clash, and only the two people at the ends of the chain have other slots than before.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from random import Random

from bot.domain.timetable.instances import Instance
from bot.domain.timetable.proving.domains import members

HOT, COLD = 2.0, 0.4  # the temperature at the start and at the end, where a break costs 3
BREAK, IDLE, UNFAIR = 3.0, 0.3, 30.0
AT_BREAKS = 0.4  # of the proposals: begin at somebody with a break
BESIDE = 0.7  # of the proposals: leave from the edge of a run; as often: go beside a run
LOOK = 256  # proposals between two looks at the clock

Cost = tuple[float, int]  # the cost of a person's slots, and their breaks


class Swapping:
    """A solution that is changed step by step. `most`: more breaks than so many are unfair for one person."""

    def __init__(self, instance: Instance, masks: Sequence[int], assignment: Sequence[int], *, most: int) -> None:
        self._instance = instance
        self._masks = masks
        self._most = most
        self._ends = [(meeting.one, meeting.two) for meeting in instance.meetings]
        self._after: list[list[int]] = [[] for _ in instance.meetings]
        for later, before in enumerate(instance.before):
            for sooner in before:
                self._after[sooner].append(later)
        self._ordered = any(instance.before)
        self._costs: dict[int, Cost] = {}
        self._slots: dict[int, tuple[int, ...]] = {}
        self._may = [0] * instance.participants
        for (one, two), mask in zip(self._ends, masks, strict=True):
            self._may[one] |= mask
            self._may[two] |= mask
        self._begin(assignment)

    def _begin(self, assignment: Sequence[int]) -> None:
        people = self._instance.participants
        self._slot = list(assignment)
        self._at = [[-1] * people for _ in range(self._instance.slots + 1)]
        self._busy = [0] * people
        self._used = [0] * (self._instance.slots + 1)
        for meeting, slot in enumerate(assignment):
            self._used[slot] += 1
            for person in self._ends[meeting]:
                self._at[slot][person] = meeting
                self._busy[person] |= 1 << slot
        self._cost = [self._cost_of(mask) for mask in self._busy]
        self._breaks = sum(breaks for _, breaks in self._cost)
        self._unfair = sum(breaks > self._most for _, breaks in self._cost)
        self._waiting = [person for person in range(people) if self._cost[person][1]]
        self._place = {person: index for index, person in enumerate(self._waiting)}

    def run(
        self, proposals: int, *, seed: int, target: int, left: Callable[[], float], found: Callable[[list[int]], None]
    ) -> None:
        """Make proposals; `found` hears of each fair solution that is better than all before in this run.

        It ends early with `target` breaks or when `left()` seconds are none.
        """
        draw = Random(seed).random  # noqa: S311 - no secret
        people = [person for person, busy in enumerate(self._busy) if busy and self._may[person] & ~busy]
        best = self._breaks if self._unfair == 0 else None
        heat, factor = HOT, (COLD / HOT) ** (LOOK / max(proposals, 1))
        for proposal in range(proposals if people else 0):
            if proposal % LOOK == 0:
                if left() <= 0:
                    return
                heat *= factor
            waiting = self._waiting
            among = waiting if waiting and draw() < AT_BREAKS else people
            person = among[int(draw() * len(among))]
            if not self._propose(person, draw, heat) or self._unfair:
                continue
            if best is None or self._breaks < best:
                best = self._breaks
                found(list(self._slot))
                if best <= target:
                    return

    def _propose(self, person: int, draw: Callable[[], float], heat: float) -> bool:
        """Another pattern for this person, with the chain that hangs on it, if it is allowed and cheap enough."""
        busy = self._busy[person]
        goes, leaves = self._may[person] & ~busy, busy
        if draw() < BESIDE:
            goes &= busy << 1 | busy >> 1
        if draw() < BESIDE:
            leaves &= ~(busy << 1 & busy >> 1)
        if not goes:
            return False
        a, b = self._pick(leaves, draw()), self._pick(goes, draw())
        both = 1 << a | 1 << b
        limit = -heat * math.log(1.0 - draw())
        change = self._cost_of(busy ^ both)[0] - self._cost[person][0]
        if change > limit:
            return False
        chain: list[int] = []
        end = self._follow(person, a, b, chain)
        if end < 0 or change + self._cost_of(self._busy[end] ^ both)[0] - self._cost[end][0] > limit:
            return False
        if len(chain) % 2 and self._used[b] >= self._instance.tables:
            return False
        if self._ordered and not self._keeps_order(chain, a, b):
            return False
        self._swing(chain, a, b)
        self._count(person, both)
        self._count(end, both)
        return True

    def _pick(self, mask: int, number: float) -> int:
        slots = self._slots.get(mask)
        if slots is None:
            slots = self._slots[mask] = tuple(members(mask))
        return slots[int(number * len(slots))]

    def _cost_of(self, mask: int) -> Cost:
        known = self._costs.get(mask)
        if known is None:
            breaks = max((mask & ~(mask << 1)).bit_count() - 1, 0)
            idle = mask.bit_length() - (mask & -mask).bit_length() + 1 - mask.bit_count() if mask else 0
            cost = BREAK * breaks + IDLE * idle + UNFAIR * max(breaks - self._most, 0)
            known = self._costs[mask] = (cost, breaks)
        return known

    def _follow(self, person: int, a: int, b: int, chain: list[int]) -> int:
        """Who stands at the other end of the chain, its meetings in order; -1: one of them cannot be there."""
        here, there = self._at[a], self._at[b]
        meeting = here[person]
        while meeting >= 0:
            if not self._masks[meeting] >> b & 1:
                return -1
            chain.append(meeting)
            one, two = self._ends[meeting]
            person = two if one == person else one
            here, there = there, here
            a, b = b, a
            meeting = here[person]
        return person

    def _keeps_order(self, chain: Sequence[int], a: int, b: int) -> bool:
        slots = {meeting: a if index % 2 else b for index, meeting in enumerate(chain)}
        return all(
            all(slots.get(sooner, self._slot[sooner]) < slot for sooner in self._instance.before[meeting])
            and all(slots.get(later, self._slot[later]) > slot for later in self._after[meeting])
            for meeting, slot in slots.items()
        )

    def _swing(self, chain: Sequence[int], a: int, b: int) -> None:
        for index, meeting in enumerate(chain):
            row = self._at[b if index % 2 else a]
            for person in self._ends[meeting]:
                row[person] = -1
        for index, meeting in enumerate(chain):
            slot = self._slot[meeting] = a if index % 2 else b
            row = self._at[slot]
            for person in self._ends[meeting]:
                row[person] = meeting
        if len(chain) % 2:
            self._used[a] -= 1
            self._used[b] += 1

    def _count(self, person: int, both: int) -> None:
        before = self._cost[person][1]
        self._busy[person] ^= both
        self._cost[person] = self._cost_of(self._busy[person])
        breaks = self._cost[person][1]
        self._breaks += breaks - before
        self._unfair += (breaks > self._most) - (before > self._most)
        if breaks and not before:
            self._place[person] = len(self._waiting)
            self._waiting.append(person)
        elif before and not breaks:
            index, last = self._place.pop(person), self._waiting.pop()
            if last != person:
                self._waiting[index] = last
                self._place[last] = index
