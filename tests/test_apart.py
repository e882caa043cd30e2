"""Heavy work goes to a process of its own."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import pytest

from bot.apart import Ended, Say, run_apart

ROOT = Path(__file__).parents[1]


def _noisy() -> int:
    print("a warning of some library")
    return 7


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


async def test_a_process_that_dies_is_told_and_what_it_prints_is_no_answer() -> None:
    with pytest.raises(Ended, match="exit 3"):
        await run_apart(os._exit, 3)
    assert await run_apart(_noisy) == 7


def _counts(up_to: int, say: Say) -> int:
    for number in range(up_to):
        if not say(number):
            return -number
        time.sleep(0.005)
    return up_to


async def test_long_work_says_how_far_it_is_and_stops_when_asked() -> None:
    heard: list[int] = []
    assert await run_apart(_counts, 5, tell=heard.append) == 5
    assert heard == [0, 1, 2, 3, 4]
    stop = asyncio.Event()

    def tell(number: int) -> None:
        if number == 3:
            stop.set()

    said = await run_apart(_counts, 100_000, tell=tell, stop=stop, patience=60)
    assert -100_000 < said <= -3  # with the word it says then, or soon after


async def test_large_words_pass_both_ways() -> None:
    large = [bytes(3_000_000), bytes(2_000_000)]
    assert await run_apart(_back, large, tell=lambda _: None) == large


def _back(value: object, say: Say) -> object:
    say("here")
    return value


@pytest.mark.parametrize("work", ["run_apart(time.sleep, 3)", "run_apart(_counts, 10**9, tell=id)"])
async def test_nothing_is_left_running(tmp_path: Path, work: str) -> None:
    """Killed in the middle, the bot takes its helper with it."""
    script = tmp_path / "bot_in_the_middle.py"
    script.write_text(IN_THE_MIDDLE.replace("WORK", work), "utf-8")
    parent = await asyncio.create_subprocess_exec(
        sys.executable, str(script), stdout=asyncio.subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert parent.stdout is not None
    child = int(await parent.stdout.readline())
    parent.kill()
    await parent.wait()
    async with asyncio.timeout(20):
        while psutil.pid_exists(child) and psutil.Process(child).status() != psutil.STATUS_ZOMBIE:
            await asyncio.sleep(0.05)


IN_THE_MIDDLE = """
import asyncio, psutil, time
from bot.apart import run_apart
from tests.test_apart import _counts

async def main():
    work = asyncio.create_task(WORK)
    while not psutil.Process().children():
        await asyncio.sleep(0.01)
    print(psutil.Process().children()[0].pid, flush=True)
    await work

asyncio.run(main())
"""
