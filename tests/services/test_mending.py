"""A repair from a service: small ones here, large ones in a process of their own, with the same answer."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.timetable import Guest, Problem, faults
from bot.services.mending import HERE, LITTLE, answer, mend
from tests.domain.timetable.problems import planted


def _late(people: int, each: int) -> Problem:
    """An announced timetable, and somebody in it who misses two slots."""
    problem = planted(people, each, 10, seed=1, spare=0.2)
    table = answer(problem, 40_000)[0].table
    meetings = [
        replace(meeting, at=slot, spot=spot, announced=True)
        for meeting, slot, spot in zip(problem.meetings, table.slots, table.spots, strict=True)
    ]
    first = min(m.at for m in meetings if 0 in m.people and m.at is not None)
    missed = 3 << first
    return replace(
        problem,
        people=(Guest(missed), *problem.people[1:]),
        meetings=tuple(replace(m, tables=m.tables & ~missed) if 0 in m.people else m for m in meetings),
    )


async def test_a_small_repair_is_made_here() -> None:
    problem = _late(24, 5)
    assert len(problem.meetings) <= HERE
    done, why = await mend(problem)
    assert replace(done, seconds=0.0) == replace(answer(problem, LITTLE)[0], seconds=0.0)
    assert len(why) == len(done.dropped)
    assert not faults(problem, done.table)


async def test_a_large_repair_is_made_apart_and_comes_to_the_same() -> None:
    problem = _late(80, 5)
    assert len(problem.meetings) > HERE
    done, _ = await mend(problem)
    assert done.moved
    assert not done.dropped
    assert replace(done, seconds=0.0) == replace(answer(problem, None)[0], seconds=0.0)


async def test_what_waits_for_a_time_is_left_waiting_but_for_the_wanted() -> None:
    problem = _late(24, 5)
    waiting = replace(problem.meetings[3], at=None, spot=None, announced=False)
    problem = replace(problem, meetings=(*problem.meetings[:3], waiting, *problem.meetings[4:]))
    assert (await mend(problem))[0].waiting == (3,)
    assert (await mend(problem, [3]))[0].placed == (3,)
