"""A stage on a still clock, served on a free port, and a bot's bare hands to knock at it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest

from bot.clock import RunningClock
from bot.rehearsal.botapi import METHODS, call
from bot.rehearsal.botapi.reading import Upload
from bot.rehearsal.server import StageServer
from bot.rehearsal.stage import Phone, Stage

Json = dict[str, Any]
TOKEN = "1:rehearsal"
START = datetime(2022, 4, 27, 6, 0, tzinfo=UTC)


def play(stage: Stage, method: str, /, **passed: Any) -> Any:
    """Call a method on the stage itself; its result, or ApiError."""
    uploads = {key: value for key, value in passed.items() if isinstance(value, Upload)}
    rest = {key: value for key, value in passed.items() if key not in uploads}
    return call(stage, METHODS[method.lower()], rest, uploads)


@dataclass
class Wire:
    """A stage behind HTTP."""

    stage: Stage
    server: StageServer
    session: aiohttp.ClientSession

    async def bot(self, method: str, /, **passed: Any) -> Json:
        """Call a method over HTTP with a JSON body; the whole answer."""
        async with self.session.post(f"{self.server.base_url}/bot{TOKEN}/{method}", json=passed) as answer:
            body: Json = await answer.json()
            assert answer.status == (200 if body["ok"] else body["error_code"])
            return body

    async def get(self, path: str) -> Any:
        """GET from the human API."""
        async with self.session.get(f"{self.server.base_url}/api/v1{path}") as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def post(self, path: str, status: int = 200, /, **wish: Any) -> Any:
        """POST to the human API, expecting `status`."""
        async with self.session.post(f"{self.server.base_url}/api/v1{path}", json=wish) as answer:
            assert answer.status == status, await answer.text()
            return await answer.json()


async def polled(stage: Stage, waiting: bool = True) -> None:
    """Wait until a long poll is waiting at the stage (or none is any more)."""
    async with asyncio.timeout(10):
        while stage.updates.awaited is not waiting:
            await asyncio.sleep(0.005)


@pytest.fixture
def clock() -> RunningClock:
    return RunningClock(START, speed=0)


@pytest.fixture
def stage(clock: RunningClock) -> Stage:
    return Stage(TOKEN, clock, webhook_first_retry=0.01)


@pytest.fixture
def ann(stage: Stage) -> Phone:
    """Ann, who has opened the bot before."""
    return stage.add_person("Ann", "Ąžuolė", username="ann_a", language_code="lt", started=True)


@pytest.fixture
async def wire(stage: Stage) -> AsyncIterator[Wire]:
    server = StageServer(stage, event={"name": "Vilnius", "city": "Vilnius", "zone": "Europe/Vilnius"})
    await server.start()
    async with aiohttp.ClientSession() as session:
        yield Wire(stage, server, session)
    await server.stop()
