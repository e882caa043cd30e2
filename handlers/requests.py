"""/requests: what waits for your answer, and what you wait for."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CommandHandler
from telegram.ext.filters import UpdateType

from bot.services import meetings
from bot.views import meetings as views
from bot.views.meetings import RequestsTap
from bot.views.menu import Door, MenuTap
from handlers.callbacks import on
from handlers.context import Context


async def show(_update: Update, context: Context) -> None:
    """The first page."""
    await _list(context, 0)


async def turn_page(_update: Update, context: Context) -> None:
    """Another page."""
    await _list(context, context.tap(RequestsTap).page)


async def _list(context: Context, page: int) -> None:
    yours, awaited = await meetings.open_requests(context.uow, context.attendee)
    context.show(views.requests(context.words, context.event, yours, awaited, page))


def handlers() -> list[BaseHandler[Update, Context, Any]]:
    """The command, its button in the menu, and turning pages."""
    return [
        CommandHandler("requests", show, filters=UpdateType.MESSAGE),
        on(MenuTap, show, door=Door.REQUESTS),
        on(RequestsTap, turn_page),
    ]
