"""How few breaks a participant can have, whatever the others do: the least runs that so many meetings need."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.timetable.instances import Instance


def least_breaks(instance: Instance, masks: Sequence[int]) -> tuple[int, ...]:
    """For each participant, the fewest breaks with as many meetings in the slots that theirs can have between them,
    those included that one of them must have.
    """
    found = []
    for mine in instance.meetings_of():
        union = must = 0
        for index in mine:
            union |= masks[index]
            if masks[index] & (masks[index] - 1) == 0:
                must |= masks[index]
        found.append(max(0, _least_runs(union, must, len(mine)) - 1))
    return tuple(found)


def _least_runs(union: int, must: int, wanted: int) -> int:
    """The fewest runs of `wanted` slots of `union` with all of `must`; `wanted` itself where they do not fit."""
    worst = wanted
    best: dict[tuple[int, bool], int] = {(0, False): 0}  # slots taken, the last one taken -> runs
    for slot in range(1, union.bit_length()):
        following: dict[tuple[int, bool], int] = {}
        for (taken, last), runs in best.items():
            if not must >> slot & 1:
                key = (taken, False)
                following[key] = min(runs, following.get(key, worst + 1))
            if union >> slot & 1 and taken < wanted:
                key = (taken + 1, True)
                following[key] = min(runs + (not last), following.get(key, worst + 1))
        best = following
    return min((runs for (taken, _), runs in best.items() if taken == wanted), default=worst)
