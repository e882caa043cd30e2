"""The menu, and leaving a question unanswered by going somewhere else."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CommandHandler
from telegram.ext.filters import UpdateType

from bot.domain.people import AttendeeStatus
from bot.views import menu as views
from bot.views.menu import Door, MenuTap
from handlers.callbacks import on
from handlers.context import Context

REGISTERING = "registration"


async def show(_update: Update, context: Context) -> None:
    """/menu, or its button."""
    context.show(views.menu(context.words, context.actor, context.run.event))


async def settings(_update: Update, context: Context) -> None:
    """/settings, or its button."""
    attendee = context.actor.attendee
    registered = attendee is not None and attendee.status is AttendeeStatus.REGISTERED
    context.show(views.settings(context.words, attendee=registered))


async def set_aside(update: Update, context: Context) -> None:
    """Asked before the features: whoever gives a command or goes through the menu answers no open question.

    Words typed afterwards are no answer to it. Only who registers for the first time, and looked something up
    (/help, /privacy), goes on by simply typing.
    """
    message, query = update.message, update.callback_query
    text = (message.text or "") if message else ""
    elsewhere = text.startswith("/") and not text.startswith("/cancel")
    if elsewhere or (query is not None and (query.data or "").startswith(f"{MenuTap.prefix}:")):
        states = context.run.states
        kept = {name: state for name, state in states.items() if name == REGISTERING and context.actor.attendee is None}
        states.clear()
        states.update(kept)


def handlers() -> list[BaseHandler[Update, Context, Any]]:
    """The menu."""
    return [
        CommandHandler("menu", show, filters=UpdateType.MESSAGE),
        CommandHandler("settings", settings, filters=UpdateType.MESSAGE),
        on(MenuTap, show, door=Door.MENU),
        on(MenuTap, settings, door=Door.SETTINGS),
    ]
