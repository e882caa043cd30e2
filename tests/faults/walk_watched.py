"""A walk through the house in a process of its own; prints which callbacks held the event loop, as JSON.

A process of its own starts as the bot does: what is loaded late is loaded here, and nothing that other tests have left
in memory is collected in the middle.
"""

from __future__ import annotations

import asyncio
import gc
import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

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


async def walk(floor: Floor) -> None:
    """Two people register and agree a meeting, type times and ask for lists; an announcement and a bell go out."""
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


async def long_ones(url: str) -> list[tuple[float, str]]:
    """Walk on the database at `url`; what of ours held the loop longer than `LONGEST`, longest first."""
    async with open_floor(url, at=datetime(2022, 4, 12, 9, 0, tzinfo=VILNIUS), strict=False) as floor:
        await crowd(floor, 80)
        await asyncio.sleep(0.5)  # what is prepared beside the loop after a start
        gc.collect()
        with watched() as taken:
            await walk(floor)
    ours = [one for one in taken if "bot/rehearsal" not in one[1] and "/pytest" not in one[1]]
    return sorted((one for one in ours if one[0] > LONGEST), reverse=True)


if __name__ == "__main__":
    print("\n" + json.dumps(asyncio.run(long_ones(sys.argv[1]))))
