"""Meetings whose place is given before any is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.timetable.problem import Problem


def pinned(problem: Problem, slots: Sequence[int | None], *, all_stay: bool = False) -> dict[int, int]:
    """Meeting -> place, of those that keep it: fixed ones, and announced ones at their old time whose place is still
    right; with `all_stay` the others at their old time too. Where two of them stand at the same place, the fixed one
    has it, then the one that comes first.
    """
    closed = dict(problem.closed)
    taken: set[tuple[int, int]] = set()
    found: dict[int, int] = {}
    for fixed in (True, False):
        for number, meeting in enumerate(problem.meetings):
            slot, spot = slots[number], meeting.spot
            if slot is None or spot is None or slot != meeting.at or meeting.fixed is not fixed:
                continue
            right = problem.places[spot].kind is meeting.kind(slot) and not closed.get(spot, 0) >> slot & 1
            if (fixed or (right and (all_stay or meeting.announced))) and (slot, spot) not in taken:
                taken.add((slot, spot))
                found[number] = spot
    return found
