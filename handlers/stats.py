"""/stats: the event in numbers, with a picture."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CommandHandler
from telegram.ext.filters import UpdateType

from bot.services import stats
from bot.views import stats as views
from bot.views.menu import Door, MenuTap
from bot.views.stats import StatsAct, StatsTap
from handlers.callbacks import on
from handlers.context import Context
from handlers.imports import organiser


async def show(_update: Update, context: Context) -> None:
    """/stats, or its button: the numbers at once, the picture behind them."""
    person = await organiser(context)
    await _numbers(context)
    stats.order_picture(context.uow, context.event, person)


async def refresh(_update: Update, context: Context) -> None:
    """The numbers as they are now."""
    await organiser(context)
    await _numbers(context)


async def picture(_update: Update, context: Context) -> None:
    """Only the picture."""
    stats.order_picture(context.uow, context.event, await organiser(context))
    context.toast(views.being_drawn(context.words))


async def _numbers(context: Context) -> None:
    counted = await stats.count(context.uow.connection, context.event)
    context.show(views.numbers(context.words, context.event, counted, context.now))


def handlers() -> list[BaseHandler[Update, Context, Any]]:
    """The command and its buttons."""
    return [
        CommandHandler("stats", show, filters=UpdateType.MESSAGE),
        on(MenuTap, show, door=Door.STATS),
        on(StatsTap, refresh, act=StatsAct.REFRESH),
        on(StatsTap, picture, act=StatsAct.PICTURE),
    ]
