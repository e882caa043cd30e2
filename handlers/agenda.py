"""/agenda: what is agreed, day by day, and the calendar file."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CommandHandler
from telegram.ext.filters import UpdateType

from bot.services import agenda
from bot.views import agenda as views
from bot.views.menu import Door, MenuTap, menu_button
from handlers.callbacks import on
from handlers.context import Context


async def show(_update: Update, context: Context) -> None:
    """/agenda, or its button."""
    days = await agenda.agenda_of(context.uow, context.event, context.attendee)
    context.show(views.agenda_screen(context.words, context.event, days, menu_button(context.words)))


async def calendar_file(_update: Update, context: Context) -> None:
    """The calendar file, as a document below the agenda."""
    text = await agenda.calendar_of(context.uow, context.event, context.attendee, context.words)
    if text is None:
        context.toast(views.nothing_for_calendar(context.words), alert=True)
    else:
        context.send(views.calendar_screen(context.words, context.event, text))


def handlers() -> list[BaseHandler[Update, Context, Any]]:
    """Everything about the agenda."""
    return [
        CommandHandler("agenda", show, filters=UpdateType.MESSAGE),
        on(MenuTap, show, door=Door.AGENDA),
        on(views.AgendaTap, show, action="show"),
        on(views.AgendaTap, calendar_file, action="file"),
    ]
