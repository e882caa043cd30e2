"""/meet with a name, or alone: from a name to the choice of a time."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CommandHandler
from telegram.ext.filters import UpdateType

from bot.domain.meetings import check_self
from bot.domain.people import PeopleFilter
from bot.domain.typed_words import read_field
from bot.services import people
from bot.views import meetings as views
from handlers.context import Context
from handlers.meetings.steps import END, Step, answer, ask_for


async def meet(update: Update, context: Context) -> str | int:
    """/meet, with or without a name."""
    text = (update.message.text if update.message else None) or ""
    name = "".join(text.split(maxsplit=1)[1:])
    context.draft.pop("choice", None)
    if not name.strip():
        return await not_a_name(update, context)
    return await _look(context, name)


async def take_name(update: Update, context: Context) -> str | int:
    """The name, typed below the question."""
    return await _look(context, (update.message.text if update.message else None) or "")


async def not_a_name(_update: Update, context: Context) -> str | int:
    """Whom?"""
    check_self(context.attendee)
    answer(context, views.ask_whom(context.words))
    return Step.WHOM


async def _look(context: Context, typed: str) -> str | int:
    """One who fits: choose a time with them. Several: which one. Nobody: another name."""
    check_self(context.attendee)
    name = read_field("search", typed)
    found = await people.find(context.uow, context.event, context.attendee, PeopleFilter(text=name), 0)
    if found.total == 1:
        return await ask_for(context, found.people[0].id)
    answer(context, views.matches(context.words, found, name))
    return Step.WHOM if not found.people or found.pages > 1 else END


def entry_points() -> list[BaseHandler[Update, Context, Any]]:
    """The command."""
    return [CommandHandler("meet", meet, filters=UpdateType.MESSAGE)]
