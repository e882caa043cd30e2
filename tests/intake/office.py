"""Inbox, worker and handlers over a real database, with updates as Telegram writes them."""

from __future__ import annotations

import itertools
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from telegram.ext import BaseHandler

from bot.clock import Clock, RunningClock
from bot.config import InboxSettings
from bot.intake.application import AnyApplication, build_application
from bot.intake.receiving import Receiver
from bot.intake.worker import Worker
from handlers import registry
from handlers.context import Context
from handlers.errors import describe
from handlers.handling import Handling
from storage import events
from storage.database import Database
from storage.tables import conversations, inbox, outbox

START = datetime(2022, 4, 26, 7, tzinfo=UTC)
ME = {"id": 7, "is_bot": True, "first_name": "Matchbell", "username": "matchbell_bot"}
TIME = 1_650_956_400

Handlers = Sequence[BaseHandler[Any, Any, Any]]
_numbers = itertools.count(1)


def _user(user_id: int) -> dict[str, Any]:
    return {"id": user_id, "is_bot": False, "first_name": f"User {user_id}", "language_code": "en"}


def _chat(user_id: int) -> dict[str, Any]:
    return {"id": user_id, "type": "private", "first_name": f"User {user_id}"}


def said(user_id: int, text: str, number: int | None = None, chat: dict[str, Any] | None = None) -> dict[str, Any]:
    """An update: this user wrote `text`."""
    number = next(_numbers) if number is None else number
    message: dict[str, Any] = {
        "message_id": number,
        "date": TIME,
        "chat": chat or _chat(user_id),
        "from": _user(user_id),
        "text": text,
    }
    if text.startswith("/"):
        message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]
    return {"update_id": number, "message": message}


def tapped(user_id: int, data: str, number: int | None = None, **message: Any) -> dict[str, Any]:
    """An update: this user pressed the button with `data` under message 500."""
    number = next(_numbers) if number is None else number
    shown = {"message_id": 500, "date": TIME, "chat": _chat(user_id), "text": "A screen"} | message
    query = {"id": f"q{number}", "from": _user(user_id), "chat_instance": "1", "data": data, "message": shown}
    return {"update_id": number, "callback_query": query}


def membership(user_id: int, status: str, number: int | None = None) -> dict[str, Any]:
    """An update: this user blocked ("kicked") or let in ("member") the bot."""
    number = next(_numbers) if number is None else number
    old = {"user": ME, "status": "kicked" if status == "member" else "member", "until_date": 0}
    new = {"user": ME, "status": status, "until_date": 0}
    changed = {
        "chat": _chat(user_id),
        "from": _user(user_id),
        "date": TIME,
        "old_chat_member": old,
        "new_chat_member": new,
    }
    return {"update_id": number, "my_chat_member": changed}


class Office:
    """What stands between Telegram and the outbox, worked by hand."""

    def __init__(
        self, database: Database, features: Handlers, rules: InboxSettings | None = None, clock: Clock | None = None
    ) -> None:
        self.database = database
        self.clock = clock or RunningClock(START, speed=0)
        self.rules = rules or InboxSettings()
        self.answers: list[tuple[str, str | None, bool]] = []
        self.application = build_application(ME, self._installer(features), Context)
        self.handling = Handling(self.application, events.event)
        self.worker = self.new_worker()
        self.receiver = Receiver(database, self.clock, self.rules, self.worker.look)

    @staticmethod
    def _installer(features: Handlers) -> Any:
        def install(application: AnyApplication) -> None:
            application.add_handlers(list(features))
            registry.install(application)

        return install

    def new_worker(self) -> Worker:
        """Another worker on the same database, as another process has one."""
        return Worker(
            self.database,
            self.clock,
            self.rules,
            self.handling,
            lambda *answer: self.answers.append(answer),
            describe=describe,
            heartbeat=0.05,
            seed=1,
        )

    async def take(self, *updates: Any) -> None:
        """Receive updates and work until nothing is due."""
        await self.receiver.receive(updates)
        await self.work()

    async def work(self) -> None:
        """Work until nothing is due."""
        while await self.worker.work():
            pass

    def turn(self, seconds: float) -> None:
        """Turn the clock."""
        assert isinstance(self.clock, RunningClock)
        self.clock.advance(seconds)

    async def texts(self, chat_id: int | None = None) -> list[str]:
        """What is queued to be said, in order."""
        return [row["screen"]["text"] for row in await self.owed() if chat_id in {None, row["chat_id"]}]

    async def owed(self) -> list[dict[str, Any]]:
        """The rows of the outbox, in order."""
        return await self._rows(select(outbox).order_by(outbox.c.id))

    async def inbox(self) -> list[dict[str, Any]]:
        """The rows of the inbox, in order."""
        return await self._rows(select(inbox).order_by(inbox.c.update_id))

    async def states(self, user_id: int) -> dict[str, Any]:
        """The conversation states of a user in their private chat."""
        rows = await self._rows(select(conversations).where(conversations.c.user_id == user_id))
        return rows[0]["states"] if rows else {}

    async def _rows(self, query: Any) -> list[dict[str, Any]]:
        async with self.database.reading() as connection:
            return [dict(row) for row in (await connection.execute(query)).mappings()]


@asynccontextmanager
async def an_office(
    database: Database, features: Handlers = (), rules: InboxSettings | None = None, clock: Clock | None = None
) -> AsyncIterator[Office]:
    """An office, open."""
    office = Office(database, features, rules, clock)
    await office.application.initialize()
    try:
        yield office
    finally:
        await office.worker.stop(5)
        await office.receiver.close()
        await office.application.shutdown()


def as_sent(update: dict[str, Any]) -> bytes:
    """The body of a webhook's POST."""
    return json.dumps(update, ensure_ascii=False).encode()
