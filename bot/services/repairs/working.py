"""The repair itself: what it changes when somebody misses some times, and why a meeting finds none."""

from __future__ import annotations

import asyncio
import pickle
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.apart import run_apart
from bot.domain.ids import AttendeeId, MeetingId
from bot.domain.timetable import Meeting, Problem
from bot.domain.timetable.reasons import reasons
from bot.domain.timetable.repairing import Repaired, repair
from bot.services.timetable.deciding import Move
from bot.services.timetable.loading import Loaded

PORTION = 1_000  # meetings pickled before others have their turn on the event loop
HERE, LITTLE = 120, 2_000  # meetings, and units of work, that hold the event loop no longer than a tap does
SECONDS = 1.5  # of the two that a repair may take, reading and writing included
PATIENCE = 30.0

Portions = Sequence[bytes]
Answer = tuple[Repaired, tuple[tuple[int, str, tuple[int, ...]], ...]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where meetings go; `lost` have no time any more: why, and because of whom."""

    moves: tuple[Move, ...]
    lost: tuple[tuple[MeetingId, str, tuple[AttendeeId, ...]], ...]
    people: int
    seconds: float


async def work_out(loaded: Loaded) -> Outcome:
    """The smallest change with which every rule is kept. What waits for a time is left waiting."""
    problem = await _without_waiting(loaded.problem)
    if len(problem.meetings) <= HERE:
        done, why = answer(problem, LITTLE)
    else:
        done, why = await run_apart(answer_portions, await _portions(problem), patience=PATIENCE)
    changed = [number for number in done.changed if number not in loaded.gone]
    return Outcome(
        moves=tuple(_move(loaded, done, number) for number in changed),
        lost=tuple((loaded.meetings[n], code, tuple(loaded.attendees[p] for p in people)) for n, code, people in why),
        people=len({person for number in changed for person in problem.meetings[number].people}),
        seconds=done.seconds,
    )


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


async def _without_waiting(problem: Problem) -> Problem:
    found: list[Meeting] = []
    for number, meeting in enumerate(problem.meetings):
        found.append(replace(meeting, tables=0, rooms=0) if meeting.at is None else meeting)
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


def _move(loaded: Loaded, done: Repaired, number: int) -> Move:
    slot, spot = done.table.slots[number], done.table.spots[number]
    return Move(
        loaded.meetings[number],
        loaded.versions[number],
        None if slot is None else loaded.slots[slot],
        None if spot is None else loaded.places[spot],
        pinned=number in loaded.pinned,
    )
