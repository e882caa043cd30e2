"""Heavy work goes to a process of its own."""

from __future__ import annotations

import asyncio
import os
import time

import pytest

from bot.apart import run_apart


async def test_the_work_is_done_in_another_process() -> None:
    assert await run_apart(os.getpid) != os.getpid()


async def test_an_error_over_there_is_raised_here() -> None:
    with pytest.raises(ZeroDivisionError):
        await run_apart(divmod, 1, 0)


async def test_the_loop_goes_on_meanwhile_and_what_hangs_is_ended() -> None:
    turns = 0

    async def count() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0.01)

    counting = asyncio.create_task(count())
    with pytest.raises(TimeoutError):
        await run_apart(time.sleep, 60, patience=0.5)
    counting.cancel()
    assert turns > 5
