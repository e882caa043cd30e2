"""How long ``matchbell run`` takes until it is ready, and the memory that it takes then."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import psutil  # type: ignore[import-untyped]

from bot.rehearsal.clockwork import OwnClock
from bot.rehearsal.server import StageServer
from bot.rehearsal.stage import Stage
from tests.benchmarks.results import Figure

TOKEN = "7236150:" + "F" * 35  # of the right form; nobody's
LONGEST = 60.0  # seconds until it is given up
SETTLED = 3.0  # seconds after which what is loaded in the background is loaded


@dataclass(frozen=True)
class Started:
    """One start."""

    seconds: float  # from the command to the first answered poll
    memory: float  # MB of resident memory at that moment
    settled: float  # and some seconds later


async def start(folder: Path) -> Started:
    """Start it on a folder's database (made there if need be), wait until it polls, stop it."""
    stage = Stage(TOKEN, OwnClock())
    server = StageServer(stage)
    await server.start()
    config = folder / "config.toml"
    config.write_text(
        f'[telegram]\napi_url = "{server.base_url}"\n[database]\nurl = "sqlite:///{folder / "bench.sqlite3"}"\n'
        '[health]\nport = 0\n[log]\nlevel = "warning"\n'
    )
    environment = {**os.environ, "MATCHBELL_TOKEN": TOKEN}
    began = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "--config", str(config), "run", env=environment
    )
    try:
        while not stage.requests["getUpdates"]:
            if process.returncode is not None or time.perf_counter() - began > LONGEST:
                raise RuntimeError(f"matchbell run did not become ready (exit code {process.returncode})")
            await asyncio.sleep(0.002)
        seconds = time.perf_counter() - began
        running = psutil.Process(process.pid)
        memory = running.memory_info().rss / 2**20
        await asyncio.sleep(SETTLED)
        return Started(seconds, memory, running.memory_info().rss / 2**20)
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        await process.wait()
        await server.stop()


async def measure(runs: int) -> AsyncIterator[Figure]:
    """The first start on an empty folder (every migration), and starts after that."""
    first, again = [], []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as folder:
            first.append(await start(Path(folder)))
            again.append(await start(Path(folder)))
    note = "from the command to getMe answered and the first poll"
    yield Figure("start", "start until ready", "s", [one.seconds for one in again], note, "2")
    yield Figure(
        "first start", "first start until ready, migrations included", "s", [one.seconds for one in first], note
    )
    yield Figure("memory", "resident memory when ready", "MB", [one.memory for one in again], "no attendees", "120")
    note = f"{SETTLED:g} s later, what is loaded in the background included"
    yield Figure("memory idle", "resident memory, idle", "MB", [one.settled for one in again], note, "120")
