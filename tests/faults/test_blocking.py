"""Nothing holds the event loop for more than 50 ms."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from pathlib import Path

import pytest

from tests.faults.walk_watched import LONGEST, watched

ROOT = Path(__file__).parents[2]
TIMES = 3  # what holds the loop does so in every fresh process; a machine that stands still for a moment does not


def test_the_watch_sees_what_holds_the_loop() -> None:
    async def hold() -> None:
        end = time.thread_time() + 2 * LONGEST
        while time.thread_time() < end:
            pass

    with watched() as taken:
        asyncio.run(hold())
    assert max(taken)[0] > LONGEST


@pytest.mark.fault
@pytest.mark.timeout(480)
async def test_a_walk_through_the_house_never_holds_the_loop(tmp_path: Path) -> None:
    held = []
    for number in range(TIMES):
        url = f"sqlite:///{tmp_path / f'{number}.sqlite3'}"
        command = (sys.executable, "-m", "tests.faults.walk_watched", url)
        walk = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
        said, _ = await walk.communicate()
        assert walk.returncode == 0, said.decode()[-2000:]
        held = json.loads(said.decode().splitlines()[-1])
        if not held:
            return
    pytest.fail(f"the loop was held in each of {TIMES} walks, at last by {held[:5]}")
