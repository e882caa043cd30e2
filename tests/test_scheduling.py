"""The job engine: due things are looked at once, whatever the clock does; one failure stops nobody."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import RunningClock
from bot.scheduling import Job, JobEngine

START = datetime(2022, 4, 27, 7, 0, tzinfo=UTC)


@asynccontextmanager
async def nothing_to_open() -> AsyncIterator[None]:
    yield


class Diary:
    """A written fake of rows that fall due."""

    def __init__(self, clock: RunningClock) -> None:
        self.clock = clock
        self.waiting: list[datetime] = []
        self.done: list[datetime] = []
        self.broken = False
        self.at_once = 0

    async def look(self) -> None:
        self.at_once += 1
        assert self.at_once == 1, "two looks at the same job at the same time"
        await asyncio.sleep(0)
        self.at_once -= 1
        if self.broken:
            raise RuntimeError("broken")
        due = [moment for moment in self.waiting if moment <= self.clock.now()]
        self.waiting = [moment for moment in self.waiting if moment not in due]
        self.done += due

    async def next_due(self, _source: object) -> datetime | None:
        return min(self.waiting, default=None)


@pytest.fixture
def clock() -> RunningClock:
    return RunningClock(START, speed=0)


@pytest.fixture
def bells(clock: RunningClock) -> Diary:
    return Diary(clock)


@pytest.fixture
def other(clock: RunningClock) -> Diary:
    return Diary(clock)


@pytest.fixture
async def engine(clock: RunningClock, bells: Diary, other: Diary) -> AsyncIterator[JobEngine]:
    jobs = [Job("other", other.look, other.next_due), Job("bells", bells.look, bells.next_due)]
    engine = JobEngine(jobs, clock, nothing_to_open, patience=0.0)
    engine.start()
    yield engine
    await engine.stop()


async def quiet(engine: JobEngine) -> None:
    while engine.busy():
        await asyncio.sleep(0)


async def test_what_fell_due_while_nobody_ran_is_done_at_the_start(bells: Diary, clock: RunningClock) -> None:
    bells.waiting = [START - timedelta(hours=3)]
    engine = JobEngine([Job("bells", bells.look, bells.next_due)], clock, nothing_to_open)
    engine.start()
    await quiet(engine)
    assert len(bells.done) == 1
    await engine.stop()


async def test_turning_the_clock_past_a_moment_does_it_once(
    engine: JobEngine, bells: Diary, clock: RunningClock
) -> None:
    bells.waiting = [START + timedelta(minutes=15)]
    engine.ask()
    await quiet(engine)
    assert engine.next_thing() == START + timedelta(minutes=15)
    clock.advance(14 * 60)
    await quiet(engine)
    assert bells.done == []
    clock.advance(60)
    await quiet(engine)
    clock.advance(3600)
    await quiet(engine)
    assert bells.done == [START + timedelta(minutes=15)]
    assert engine.next_thing() is None


async def test_a_running_clock_rings_by_itself(engine: JobEngine, bells: Diary, clock: RunningClock) -> None:
    bells.waiting = [START + timedelta(minutes=10)]
    clock.set_speed(6000)
    engine.ask()
    for _ in range(200):
        if bells.done:
            break
        await asyncio.sleep(0.02)
    assert bells.done == [START + timedelta(minutes=10)]


async def test_one_broken_job_stops_no_other_and_is_tried_again(
    engine: JobEngine, bells: Diary, other: Diary, clock: RunningClock
) -> None:
    await quiet(engine)
    other.broken = True
    other.waiting = bells.waiting = [START + timedelta(minutes=1)]
    engine.ask()
    await quiet(engine)
    clock.advance(120)
    await quiet(engine)
    assert bells.done
    assert not other.done
    assert engine.failures == 1
    other.broken = False
    engine.look("other")
    await quiet(engine)
    assert other.done


async def test_a_hint_during_a_look_makes_it_look_once_more(engine: JobEngine, bells: Diary) -> None:
    await quiet(engine)
    engine.look("bells")
    await asyncio.sleep(0)
    bells.waiting = [START - timedelta(seconds=1)]
    engine.look("bells")
    await quiet(engine)
    assert bells.done


async def test_after_stop_nothing_is_looked_at(engine: JobEngine, bells: Diary, clock: RunningClock) -> None:
    await quiet(engine)
    await engine.stop()
    bells.waiting = [START]
    clock.advance(60)
    engine.changed()
    engine.ask()
    await asyncio.sleep(0)
    assert bells.done == []


async def test_many_changes_cost_one_look(clock: RunningClock) -> None:
    asked = 0

    async def when(_source: object) -> datetime | None:
        nonlocal asked
        asked += 1
        return None

    async def nothing() -> None: ...

    engine = JobEngine([Job("bells", nothing, when)], clock, nothing_to_open, patience=0.05)
    engine.start()
    await quiet(engine)
    before = asked
    for _ in range(100):
        engine.changed()
    await asyncio.sleep(0.2)
    assert asked == before + 1
    await engine.stop()
