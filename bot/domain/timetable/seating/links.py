"""Between which meetings people walk, once the times are known."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.domain.timetable.problem import Kind, Problem

Links = list[list[int]]


def links(problem: Problem, slots: Sequence[int | None]) -> Links:
    """For each meeting at a table those before and after it in the days of its people, in the same block and at tables
    too: once for each person who walks from one to the other.
    """
    days: list[list[tuple[int, int]]] = [[] for _ in problem.people]
    found: Links = [[] for _ in slots]
    for number, slot in enumerate(slots):
        if slot is not None:
            for person in problem.meetings[number].people:
                days[person].append((slot, number))
    for day in days:
        for (early, one), (late, two) in pairwise(sorted(day)):
            if problem.times[early].block == problem.times[late].block and not (
                _virtual(problem, one, early) or _virtual(problem, two, late)
            ):
                found[one].append(two)
                found[two].append(one)
    return found


def _virtual(problem: Problem, number: int, slot: int) -> bool:
    meeting = problem.meetings[number]
    if meeting.fixed and meeting.spot is not None and slot == meeting.at:
        return problem.places[meeting.spot].kind is Kind.ROOM
    return meeting.kind(slot) is Kind.ROOM
