"""A sender between a real database and a stand-in Bot API, on a clock that the test turns."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import insert, select

from bot.clock import RunningClock
from bot.delivery.answers import Answers
from bot.delivery.outage import Pauses
from bot.delivery.sender import Sender
from bot.delivery.telegram import Phones, make_bot
from bot.domain.ids import PersonId
from bot.domain.notices import Lane, Notice
from bot.metrics import Metrics
from bot.services.notices import Renderer
from bot.views.screens import Screen
from storage import outbox
from storage.database import Database
from storage.tables import outbox as outbox_table
from storage.tables import persons
from tests.delivery.stand_in import TOKEN, StandIn, stand_in

START = datetime(2022, 4, 27, 6, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Pace:
    """The settings of sending, quick enough for a test."""

    per_second: float = 0.0
    per_chat_per_second: float = 1.0
    chat_burst: int = 3
    per_group_per_minute: int = 20
    in_flight: int = 12
    attempts: int = 3
    lease_seconds: float = 60.0
    connect_seconds: float = 2.0
    answer_seconds: float = 5.0
    first_retry_seconds: float = 2.0
    longest_retry_seconds: float = 300.0


@dataclass
class Floor:
    """Everything a test of the sender needs."""

    database: Database
    server: StandIn
    clock: RunningClock
    pace: Pace = field(default_factory=Pace)
    metrics: Metrics = field(default_factory=Metrics)
    pauses: Pauses = field(default_factory=Pauses)
    renderers: dict[str, Renderer] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._opened: list[tuple[Sender, Any]] = []
        self.answers: Answers | None = None

    def sender(self, *, start: bool = True, api_url: str | None = None, **pace: Any) -> Sender:
        """A sender on this floor; `pace` changes its settings."""
        self.pace = replace(self.pace, **pace)
        bot = make_bot(TOKEN, api_url=api_url or self.server.base_url, sending=self.pace)
        self.answers = Answers(bot, clock=self.clock, pauses=self.pauses, metrics=self.metrics)
        made = Sender(
            database=self.database,
            clock=self.clock,
            phones=Phones(bot),
            renderers=self.renderers,
            sending=self.pace,
            metrics=self.metrics,
            pauses=self.pauses,
            answers=self.answers,
            dice=Random(7),
        )
        self._opened.append((made, bot))
        if start:
            made.start()
        return made

    async def owe(self, *notices: Notice) -> None:
        """Queue notices."""
        async with self.database.writing() as connection:
            await outbox.queue(connection, notices, now=self.clock.now())
        for sender, _ in self._opened:
            sender.look()

    def say(self, text: str, chat_id: int = 1, **more: Any) -> Notice:
        """A finished notice; a reply, due now, unless told otherwise."""
        given: dict[str, Any] = {"lane": Lane.REPLY, "kind": "reply", "due_at": self.clock.now()} | more
        if "view" not in given and "screen" not in given:
            given["screen"] = Screen(text).to_json()
        return Notice(chat_id=chat_id, **given)

    async def person(self, telegram_id: int) -> PersonId:
        """Somebody known."""
        values = {"telegram_id": telegram_id, "name": f"P{telegram_id}", "language": "en", "created_at": START}
        async with self.database.writing() as connection:
            row = await connection.execute(insert(persons).values(**values).returning(persons.c.id))
            return PersonId(row.scalar_one())

    async def quiet(self, sender: Sender) -> None:
        """Wait until the sender has nothing to do at this moment of the clock."""
        async with asyncio.timeout(20):
            while sender.busy():
                await asyncio.sleep(0.002)

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait for something to become true."""
        async with asyncio.timeout(20):
            while not condition():
                await asyncio.sleep(0.002)

    async def run(self, sender: Sender, seconds: float, step: float = 0.5) -> None:
        """Turn the clock on by `seconds`, letting the sender finish at every step."""
        end = self.clock.now() + timedelta(seconds=seconds)
        while (left := (end - self.clock.now()).total_seconds()) > 0:
            following = self.clock.next_sleeper()
            ahead = (following - self.clock.now()).total_seconds() if following else step
            self.clock.advance(max(1e-4, min(left, max(ahead, 0.0), step)))
            await self.quiet(sender)

    async def rows(self) -> list[Any]:
        """The outbox as it stands."""
        async with self.database.reading() as connection:
            return list(await connection.execute(select(outbox_table).order_by(outbox_table.c.id)))

    async def states(self) -> list[str]:
        """The states of the rows, in the order in which they were queued."""
        return [row.state for row in await self.rows()]

    async def close(self) -> None:
        """Stop everything."""
        if self.server.gate is not None:
            self.server.gate.set()
        for sender, bot in self._opened:
            await sender.stop(2)
            for request in bot._request:
                await request.shutdown()


@pytest.fixture
async def server() -> AsyncIterator[StandIn]:
    """A stand-in Bot API."""
    async with stand_in() as state:
        yield state


@pytest.fixture
async def floor(database: Database, server: StandIn) -> AsyncIterator[Floor]:
    """A floor on SQLite."""
    made = Floor(database, server, RunningClock(START, speed=0))
    yield made
    await made.close()


@pytest.fixture
async def both_floors(both_databases: Database, server: StandIn) -> AsyncIterator[Floor]:
    """A floor on each database."""
    made = Floor(both_databases, server, RunningClock(START, speed=0))
    yield made
    await made.close()
