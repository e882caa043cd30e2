"""The rehearsal's clock: it runs, stands, jumps, wakes sleepers in order, and never goes back."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import RunningClock, SystemClock

START = datetime(2022, 4, 27, 7, 0, tzinfo=UTC)


async def test_a_standing_clock_wakes_nobody_until_it_is_turned() -> None:
    clock = RunningClock(START, speed=0)
    order: list[str] = []

    async def sleeper(name: str, seconds: float) -> None:
        await clock.sleep(seconds)
        order.append(name)

    tasks = [asyncio.create_task(sleeper(n, s)) for n, s in (("late", 60), ("early", 10), ("never", 3600))]
    await asyncio.sleep(0)
    assert clock.next_sleeper() == START + timedelta(seconds=10)
    assert clock.real_seconds_until(START + timedelta(seconds=10)) is None
    clock.jump_to(START + timedelta(seconds=60))
    await asyncio.sleep(0)
    assert order == ["early", "late"]
    tasks[2].cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert clock.next_sleeper() is None


async def test_a_fast_clock_wakes_its_sleepers_early_on_the_wall() -> None:
    clock = RunningClock(START, speed=36_000)
    before = SystemClock().monotonic()
    await clock.sleep(3600)
    assert SystemClock().monotonic() - before < 5
    assert clock.now() >= START + timedelta(hours=1)


async def test_whoever_waits_for_the_clock_is_told_when_it_is_turned() -> None:
    clock = RunningClock(START, speed=0)
    told: list[datetime] = []
    clock.on_turn(lambda: told.append(clock.now()))
    clock.advance(5)
    clock.set_speed(0)
    clock.jump_to(START)
    assert told[0] == START + timedelta(seconds=5)
    assert len(told) == 2


@given(st.lists(st.floats(min_value=0, max_value=1e6), max_size=20))
def test_it_never_goes_back(steps: list[float]) -> None:
    clock = RunningClock(START, speed=0)
    seen = clock.now()
    for step in steps:
        clock.advance(step)
        clock.jump_to(START)
        assert clock.now() >= seen
        seen = clock.now()
    with pytest.raises(ValueError, match="backwards"):
        clock.advance(-1)
    with pytest.raises(ValueError, match="backwards"):
        clock.set_speed(-1)
