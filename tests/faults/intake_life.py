"""One life of a process that polls and handles: it ends only by being killed."""

from __future__ import annotations

import asyncio
import random
from typing import Any

from sqlalchemy import insert
from telegram.ext import CommandHandler, MessageHandler
from telegram.ext.filters import COMMAND, TEXT

from bot.clock import SystemClock
from bot.config import InboxSettings
from bot.delivery.request import AiohttpRequest
from bot.intake.absence import Absence
from bot.intake.polling import Poller
from bot.views.screens import Screen
from handlers.context import Context
from handlers.durable import DurableConversation
from storage.database import Database
from storage.tables import facts
from tests.intake.office import Office


async def mark(update: Any, context: Context) -> int:
    """Write, wait a little, owe, and count in the draft: four effects that must come together."""
    number = str(update.update_id)
    row = {"name": number, "value": update.effective_user.id, "changed_at": context.now}
    await context.uow.connection.execute(insert(facts).values(row))  # a second time would be an error
    await asyncio.sleep(random.random() / 200)
    context.draft["count"] = context.draft.get("count", 0) + 1
    context.show(Screen(number))
    return 2 if context.run.states.get("counting") == 1 else 1


def counting() -> DurableConversation:
    """A conversation that goes to and fro between two states."""
    step = MessageHandler(TEXT & ~COMMAND, mark)
    return DurableConversation("counting", [CommandHandler("begin", mark)], {1: [step], 2: [step]}, [])


def live(url: str, api_url: str) -> None:
    """Poll `api_url` into the database at `url`, and handle."""
    asyncio.run(_live(url, api_url))


async def _live(url: str, api_url: str) -> None:
    rules = InboxSettings(user_burst=10_000, pending_cap=10_000, batch=8)
    office = Office(Database(url), [counting()], rules, SystemClock())
    await office.application.initialize()
    poller = Poller(
        office.database,
        office.clock,
        office.receiver,
        AiohttpRequest(connections=2, connect_seconds=5, answer_seconds=30),
        api_url=api_url,
        token=lambda: "1:none",
        poll_seconds=25,
        absence=Absence(office.database, office.clock),
    )
    office.worker.start()
    poller.start()
    await asyncio.Event().wait()
