"""Times have been found: which meeting sits where. Any free place of the right kind will do; the nearest is best."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.timetable.problem import Kind, Problem, Timetable


def seat(problem: Problem, slots: Sequence[int | None]) -> Timetable:
    """A place for every meeting that has a time. A meeting for which none is left in its slot loses its time."""
    spots: list[int | None] = [None] * len(slots)
    times: list[int | None] = list(slots)
    taken: list[set[int]] = [set() for _ in range(problem.slots)]
    closed = dict(problem.closed)
    order = sorted(range(len(slots)), key=lambda n: (not problem.meetings[n].fixed, not problem.meetings[n].announced))
    for keep in (True, False):
        for number in order:
            slot, meeting = times[number], problem.meetings[number]
            if slot is None or spots[number] is not None:
                continue
            if keep:
                spot = meeting.spot if slot == meeting.at else None
                if spot is None or spot in taken[slot]:
                    continue
                right = problem.places[spot].kind is meeting.kind(slot) and not closed.get(spot, 0) >> slot & 1
                if not right and not meeting.fixed:
                    continue
            else:
                kind: Kind = meeting.kind(slot)
                spot = next(
                    (
                        p
                        for p, place in enumerate(problem.places)
                        if place.kind is kind and p not in taken[slot] and not closed.get(p, 0) >> slot & 1
                    ),
                    None,
                )
                if spot is None:
                    times[number] = None
                    continue
            spots[number] = spot
            taken[slot].add(spot)
    return Timetable(tuple(times), tuple(spots))
