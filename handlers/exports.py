"""/export: lists to take away."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CommandHandler
from telegram.ext.filters import UpdateType

from bot.domain.exports import Format
from bot.services import exports
from bot.views import exports as views
from bot.views.exports import ExportTap
from handlers.callbacks import on
from handlers.context import Context
from handlers.imports import organiser


async def show(_update: Update, context: Context) -> None:
    """/export: which list?"""
    await organiser(context)
    context.show(views.choose(context.words, context.event, Format.XLSX))


async def choose(_update: Update, context: Context) -> None:
    """The form of the file, or a list: the file comes as a message of its own."""
    person = await organiser(context)
    tap = context.tap(ExportTap)
    if tap.what is None:
        context.show(views.choose(context.words, context.event, tap.format))
        return
    await exports.order(context.uow, context.event, person, tap.what, tap.format)
    context.toast(views.being_made(context.words, tap.what))


def handlers() -> list[BaseHandler[Update, Context, Any]]:
    """The command and its buttons."""
    return [CommandHandler("export", show, filters=UpdateType.MESSAGE), on(ExportTap, choose)]
