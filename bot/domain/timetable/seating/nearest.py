"""Each meeting at a place where one of its people sat just before, or at the nearest free one."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.timetable.problem import Kind, Problem, Timetable, slots_in
from bot.domain.timetable.seating.links import links
from bot.domain.timetable.seating.pinned import pinned


class Floor:
    """The free places of each slot: bit masks over the places of a kind in order of zone and number."""

    def __init__(self, problem: Problem) -> None:
        self.line = {
            kind: sorted(
                (spot for spot, place in enumerate(problem.places) if place.kind is kind),
                key=lambda spot: (problem.places[spot].zone, problem.places[spot].number, spot),
            )
            for kind in Kind
        }
        self.rank = {spot: rank for line in self.line.values() for rank, spot in enumerate(line)}
        self._kinds = [place.kind for place in problem.places]
        self._free = {kind: [(1 << len(line)) - 1] * problem.slots for kind, line in self.line.items()}
        for spot, mask in problem.closed:
            for slot in slots_in(mask & ((1 << problem.slots) - 1)):
                self.take(slot, spot)

    def take(self, slot: int, spot: int) -> None:
        """It is not free any more."""
        self._free[self._kinds[spot]][slot] &= ~(1 << self.rank[spot])

    def free(self, slot: int, spot: int) -> bool:
        """Whether it is."""
        return bool(self._free[self._kinds[spot]][slot] >> self.rank[spot] & 1)

    def nearest(self, slot: int, kind: Kind, spot: int | None) -> int | None:
        """The free place of this kind that is the fewest places away; the first one, if from nowhere."""
        free = self._free[kind][slot]
        if not free:
            return None
        rank = self.rank[spot] if spot is not None and self._kinds[spot] is kind else 0
        below, above = free & ((1 << rank) - 1), free >> rank
        up = (above & -above).bit_length() - 1 if above else len(self.line[kind])
        down = rank - (below.bit_length() - 1) if below else len(self.line[kind])
        return self.line[kind][rank + up if above and up <= down else rank - down]


def seat(problem: Problem, slots: Sequence[int | None], *, all_stay: bool = False) -> Timetable:
    """A place for every meeting that has a time: slot by slot, people stay where they sat if they can.

    `all_stay`: meetings at their old time keep their place if it is right, whether or not they were announced.
    A meeting for which there is no place in its slot loses its time; that does not happen where places were counted.
    """
    floor, spots = Floor(problem), pinned(problem, slots, all_stay=all_stay)
    neighbours = links(problem, slots)
    of_slot: list[list[int]] = [[] for _ in problem.times]
    for number, slot in enumerate(slots):
        if slot is not None and number in spots:
            floor.take(slot, spots[number])
        elif slot is not None:
            of_slot[slot].append(number)
    for slot, meetings in enumerate(of_slot):
        for staying in (True, False):  # first those who can sit where they sat, so that nobody else takes it
            for number in meetings:
                kind = problem.meetings[number].kind(slot)
                near = [spots[other] for other in neighbours[number] if other in spots]
                if number in spots:
                    continue
                found = next((s for s in near if problem.places[s].kind is kind and floor.free(slot, s)), None)
                if found is None and not staying:
                    found = floor.nearest(slot, kind, near[0] if near else None)
                if found is not None:
                    spots[number] = found
                    floor.take(slot, found)
    return Timetable(
        tuple(slot if number in spots else None for number, slot in enumerate(slots)),
        tuple(spots.get(number) for number in range(len(slots))),
    )
