"""The menu, and leaving a question unanswered by going somewhere else."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CommandHandler
from telegram.ext.filters import UpdateType

from bot.domain.people import AttendeeStatus
from bot.services import agenda
from bot.views import languages as language_views
from bot.views import menu as views
from bot.views.agenda import next_lines
from bot.views.menu import Door, MenuTap
from bot.views.words import Html
from handlers.callbacks import on
from handlers.context import Context

REGISTERING = "registration"
TIMEZONE, LOCATION = "timezone", "location"  # while a key for sharing one's location is shown


async def show(_update: Update, context: Context) -> None:
    """/menu, or its button: what comes next stands above the question."""
    context.show(views.menu(context.words, context.actor, context.run.event, news=await news(context)))


async def news(context: Context) -> Html | None:
    """Where the person has to be now and next; None when nothing is ahead, or they take no part."""
    attendee, event = context.actor.attendee, context.run.event
    if event is None or attendee is None or attendee.status is not AttendeeStatus.REGISTERED:
        return None
    on, coming = await agenda.now_and_next_of(context.uow, event, attendee)
    entries = [entry for entry in (on, coming) if entry is not None]
    return next_lines(context.words, event, entries, context.now)


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
        if states.get(TIMEZONE) == LOCATION:
            context.send(language_views.keys_away(context.words))
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
