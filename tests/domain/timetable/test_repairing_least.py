"""Repairs of tiny problems beside every timetable there is: as few go without, and hardly more are moved."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from hypothesis import HealthCheck, assume, given, settings

from bot.domain.timetable import Problem, Timetable, faults, slots_in
from bot.domain.timetable.repairing import repair
from tests.domain.timetable.problems import problems

Slots = tuple[int | None, ...]


def test_a_small_problem_loses_as_few_as_trying_everything_does() -> None:
    more: list[int] = []

    @settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=100)
    @given(problems(broken=True, most_people=5, most_meetings=5))
    def check(problem: Problem) -> None:
        assume(problem.slots <= 5)
        best = min((worth(problem, slots) for slots in every_timetable(problem)), default=None)
        assume(best is not None)
        mine = worth(problem, repair(problem).table.slots)
        assert best is not None
        assert mine[:3] == best[:3]
        more.append(mine[3] - best[3])

    check()
    assert sum(more) <= len(more) // 20, "moves more than it must"


def worth(problem: Problem, slots: Slots) -> tuple[int, int, int, int]:
    """What goes without, the most important first, then how many announced meetings are moved."""
    without, moved = [0, 0, 0], 0
    for meeting, slot in zip(problem.meetings, slots, strict=True):
        without[2 - meeting.priority] += slot is None
        moved += meeting.announced and slot is not None and slot != meeting.at
    return without[0], without[1], without[2], moved


def every_timetable(problem: Problem) -> Iterator[Slots]:
    choices: list[list[int | None]] = [
        [m.at] if m.fixed and m.at is not None else [*slots_in(m.allowed), None] for m in problem.meetings
    ]
    return (slots for slots in itertools.product(*choices) if possible(problem, slots))


def possible(problem: Problem, slots: Slots) -> bool:
    """There are places for these slots such that the checker finds nothing."""
    spots: list[int | None] = [None] * len(slots)
    closed = dict(problem.closed)
    held = [n for n, m in enumerate(problem.meetings) if m.fixed and m.at is not None and m.spot is not None]
    for n in held:
        spots[n] = problem.meetings[n].spot
    taken = {(spots[n], slots[n]) for n in held}
    for n, slot in enumerate(slots):
        if slot is None or n in held:
            continue
        free = (
            number
            for number, place in enumerate(problem.places)
            if place.kind is problem.meetings[n].kind(slot)
            and (number, slot) not in taken
            and not closed.get(number, 0) >> slot & 1
        )
        spots[n] = next(free, None)
        if spots[n] is None:
            return False
        taken.add((spots[n], slot))
    return not faults(problem, Timetable(slots, tuple(spots)))
