"""Nothing holds the event loop for more than 50 ms."""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pytest

from tests.faults.scenes import agreed, composed, crowd
from tests.floor import VILNIUS, Floor, open_floor

LONGEST = 0.050  # seconds of this thread's processor time: a busy machine makes nothing longer


@contextmanager
def watched() -> Iterator[list[tuple[float, str]]]:
    """The callbacks that take longest, with what each took."""
    taken: list[tuple[float, str]] = []
    plain = asyncio.Handle._run

    def timed(self: asyncio.Handle) -> None:
        began = time.thread_time()
        plain(self)
        seconds = time.thread_time() - began
        if seconds > LONGEST / 5:
            taken.append((seconds, _named(self)))

    asyncio.Handle._run = timed  # type: ignore[method-assign]
    try:
        yield taken
    finally:
        asyncio.Handle._run = plain  # type: ignore[method-assign]


def _named(handle: Any) -> str:
    owner = getattr(handle._callback, "__self__", None)
    return repr(owner if isinstance(owner, asyncio.Task) else handle._callback)[:300]


def test_the_watch_sees_what_holds_the_loop() -> None:
    async def hold() -> None:
        end = time.thread_time() + 2 * LONGEST
        while time.thread_time() < end:
            pass

    with watched() as taken:
        asyncio.run(hold())
    assert max(taken)[0] > LONGEST


@pytest.mark.fault
@pytest.mark.timeout(240)
async def test_a_walk_through_the_house_never_holds_the_loop(sqlite_url: str) -> None:
    start = datetime(2022, 4, 12, 9, 0, tzinfo=VILNIUS)
    async with open_floor(sqlite_url, at=start, strict=False) as floor:
        await crowd(floor, 80)
        await asyncio.sleep(0.5)  # what is prepared beside the loop after a start
        gc.collect()
        gc.freeze()  # what other tests have left is none of the bot's
        try:
            with watched() as taken:
                await _walk(floor)
        finally:
            gc.unfreeze()
    ours = [one for one in taken if "bot/rehearsal" not in one[1] and "/pytest" not in one[1]]
    assert not [one for one in ours if one[0] > LONGEST], sorted(ours, reverse=True)[:5]


async def _walk(floor: Floor) -> None:
    for name in ("Ann", "Bo"):
        floor.newcomer(name)
        await floor.says(name, "/start vilnius-2022")
        await floor.taps(name, "I agree")
        await floor.says(name, "Walkers")
        await floor.taps(name, "Business")
        await floor.says(name, "Litauen")
        await floor.taps(name, "All days in the hall")
        await floor.says(name, "suomi ir lietuvių")
        await floor.taps(name, "Done")
        await floor.says(name, "apples, pears")
        await floor.taps(name, "Done")
        await floor.taps(name, "Skip")
        assert "You are registered" in await floor.taps(name, "Register")
    await floor.says("Ann", "/people")
    await floor.taps("Ann", "Search")
    await floor.says("Ann", "Walkers")
    await agreed(floor, "Ann", "Bo", "Any time")
    for command in ("/agenda", "/requests", "/mydata", "/privacy", "/language", "/profile", "/help"):
        await floor.says("Ann", command)
    for typed in ("rytoj 15 val.", "the day after tomorrow at noon", "x" * 4000, "am 27. April um 14:15 Uhr"):
        await floor.says("Bo", typed)
    await composed(floor, "News for everybody")
    await floor.taps("organiser", "Send now")
    await floor.settle(60)
    await floor.clock_strikes(datetime(2022, 4, 27, 9, 46, tzinfo=VILNIUS))
