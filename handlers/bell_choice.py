"""/reminders: when the bell rings, and the overview of the day."""

from __future__ import annotations

import re
from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CommandHandler, MessageHandler
from telegram.ext.filters import COMMAND, UpdateType

from bot.domain.people import Attendee
from bot.domain.refusals import Refused
from bot.services import reminders
from bot.views import bell_choice as views
from bot.views.bell_choice import ChooseAct, ChooseTap
from bot.views.menu import Door, MenuTap
from bot.views.words import Html
from handlers.callbacks import on
from handlers.context import Context
from handlers.durable import DurableConversation

CHOOSING = "choosing"
LONGEST = 60  # characters that are looked at


async def show(_update: Update, context: Context) -> str:
    """/reminders, or its button."""
    return _show(context, context.attendee)


async def choose(_update: Update, context: Context) -> str:
    """A tap: more bells, fewer, none, the organiser's; the overview or not."""
    tap = context.tap(ChooseTap)
    uow, event, me = context.uow, context.event, context.attendee
    match tap.act:
        case ChooseAct.ADD:
            me = await reminders.add_bells(uow, event, me, [tap.minutes])
        case ChooseAct.DROP:
            me = await reminders.drop_bell(uow, event, me, tap.minutes)
        case ChooseAct.NONE:
            me = await reminders.no_bells(uow, event, me)
        case ChooseAct.DEFAULT:
            me = await reminders.default_reminders(uow, event, me)
        case ChooseAct.DIGESTS_ON | ChooseAct.DIGESTS_OFF:
            me = await reminders.set_digests(uow, me, wanted=tap.act is ChooseAct.DIGESTS_ON)
        case ChooseAct.SHOW:
            pass
    return _show(context, me)


async def typed(update: Update, context: Context) -> str:
    """Minutes in digits, several if wanted ("20", "45 and 5"); anything else is asked again."""
    text = ((update.message.text if update.message else None) or "")[:LONGEST]
    numbers = [int(found) for found in re.findall(r"(?<![\d.,:-])\d{1,3}(?![\d:])", text)]
    w, me = context.words, context.attendee
    if not numbers or re.search(r"\d{4}|\d:\d|\d[.,]\d", text):
        return _show(context, me, views.not_minutes(w))
    try:
        me = await reminders.add_bells(context.uow, context.event, me, numbers)
    except Refused as no:
        if no.code == "too_many_bells":
            return _show(context, me, views.too_many(w, int(str(no.facts["most"]))))
        if no.code != "bell_minutes":
            raise
        return _show(context, me, views.not_minutes(w))
    return _show(context, me)


def _show(context: Context, me: Attendee, news: Html | None = None) -> str:
    context.show(views.bell_choice(context.words, context.event, me, news=news))
    return CHOOSING


def handlers() -> list[BaseHandler[Update, Context, Any]]:
    """A conversation only for the sake of typed minutes."""
    return [
        DurableConversation(
            "reminders",
            entry_points=[
                CommandHandler("reminders", show, filters=UpdateType.MESSAGE),
                on(MenuTap, show, door=Door.REMINDERS),
                on(ChooseTap, choose),
            ],
            states={CHOOSING: [MessageHandler(UpdateType.MESSAGE & ~COMMAND, typed)]},
            fallbacks=[],
        )
    ]
