"""A repair of the timetable from a service: here where that is quick, in a process of its own where it is not."""

from __future__ import annotations

import asyncio
import pickle
from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.apart import run_apart
from bot.domain.timetable import Meeting, Problem
from bot.domain.timetable.reasons import reasons
from bot.domain.timetable.repairing import Repaired, repair

PORTION = 1_000  # meetings pickled before others have their turn on the event loop
HERE, LITTLE = 120, 2_000  # meetings, and units of work, that hold the event loop no longer than a tap does
SECONDS = 1.5  # of the two that a repair may take, reading and writing included
PATIENCE = 30.0

Portions = Sequence[bytes]
Why = tuple[tuple[int, str, tuple[int, ...]], ...]
Answer = tuple[Repaired, Why]
"""The repair, and for each meeting that it drops: why, and because of whom."""


async def mend(problem: Problem, wanted: Collection[int] = ()) -> Answer:
    """The smallest change with which every rule is kept. What waits for a time is left waiting, but for `wanted`."""
    problem = await _without_waiting(problem, frozenset(wanted))
    if len(problem.meetings) <= HERE:
        return answer(problem, LITTLE)
    return await run_apart(answer_portions, await _portions(problem), patience=PATIENCE)


def answer(problem: Problem, work: int | None) -> Answer:
    """The repair, and a reason for what it drops."""
    done = repair(problem, seconds=SECONDS, work=work)
    if not done.dropped:
        return done, ()
    dropped = set(done.dropped)
    found = ((n, reason) for n, reason in reasons(problem, done.table.slots) if n in dropped)
    return done, tuple((n, reason.code.value, reason.people) for n, reason in found)


def answer_portions(portions: Portions) -> Answer:
    """The same in a process of its own."""
    times, places, people, most, closed = pickle.loads(portions[0])  # noqa: S301 - our own words
    meetings = tuple(m for portion in portions[1:] for m in pickle.loads(portion))  # noqa: S301 - our own words
    return answer(Problem(times, places, people, meetings, most, closed), None)


async def _without_waiting(problem: Problem, wanted: frozenset[int]) -> Problem:
    found: list[Meeting] = []
    for number, meeting in enumerate(problem.meetings):
        waits = meeting.at is None and number not in wanted
        found.append(replace(meeting, tables=0, rooms=0) if waits else meeting)
        if number % PORTION == 0:
            await asyncio.sleep(0)
    return replace(problem, meetings=tuple(found))


async def _portions(problem: Problem) -> Portions:
    shell = (problem.times, problem.places, problem.people, problem.most, problem.closed)
    found = [pickle.dumps(shell)]
    for start in range(0, len(problem.meetings), PORTION):
        await asyncio.sleep(0)
        found.append(pickle.dumps(problem.meetings[start : start + PORTION]))
    return found
