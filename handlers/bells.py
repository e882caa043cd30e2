"""The three buttons under a bell."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.ext import BaseHandler

from bot.domain.meetings import Status
from bot.services import meetings, reminders
from bot.services.reminders import BellAnswer
from bot.views import meetings as meeting_views
from bot.views import reminders as views
from bot.views.meetings import Shown
from bot.views.reminders import BellAct, BellTap
from handlers.callbacks import on
from handlers.context import Context
from handlers.meetings.tapping import show_meeting, side

ANSWERS = {BellAct.ON_MY_WAY: BellAnswer.ON_MY_WAY, BellAct.LATE: BellAnswer.LATE}


async def answer(_update: Update, context: Context) -> None:
    """*On my way*, *5 min late*."""
    tap = context.tap(BellTap)
    said = ANSWERS[tap.act]
    me = await side(context, tap.meeting)
    await reminders.answer(context.uow, tap.meeting, tap.slot, said, by=me)
    shown = await meetings.shown(context.uow, tap.meeting, me)
    if _still_on(shown, tap):
        context.show(views.bell(context.words, shown, said=said.value), subject=f"meeting:{tap.meeting}")
    else:
        await show_meeting(context, tap.meeting, me, stale=True)


async def ask(_update: Update, context: Context) -> None:
    """*Can't come*: really?"""
    await _show(context, confirm=True)


async def back(_update: Update, context: Context) -> None:
    """The bell again."""
    await _show(context, confirm=False)


async def cant_come(_update: Update, context: Context) -> None:
    """Yes: the meeting is cancelled, the other side and the desk hear at once."""
    tap = context.tap(BellTap)
    me = await side(context, tap.meeting)
    shown = await meetings.shown(context.uow, tap.meeting, me)
    if _still_on(shown, tap):
        await meetings.cancel(context.uow, tap.meeting, by=me, reason=meetings.CANT_COME)
        shown = await meetings.shown(context.uow, tap.meeting, me)
    context.show(meeting_views.card(context.words, shown), subject=f"meeting:{tap.meeting}")


async def _show(context: Context, *, confirm: bool) -> None:
    tap = context.tap(BellTap)
    me = await side(context, tap.meeting)
    shown = await meetings.shown(context.uow, tap.meeting, me)
    if not _still_on(shown, tap):
        await show_meeting(context, tap.meeting, me, stale=True)
        return
    view = views.ask_cant_come if confirm else views.bell
    context.show(view(context.words, shown), subject=f"meeting:{tap.meeting}")


def _still_on(shown: Shown, tap: BellTap) -> bool:
    return shown.meeting.status is Status.SCHEDULED and shown.meeting.slot_id == tap.slot and shown.am_in


def handlers() -> list[BaseHandler[Update, Context, Any]]:
    """One for each button."""
    return [
        on(BellTap, answer, act=BellAct.ON_MY_WAY),
        on(BellTap, answer, act=BellAct.LATE),
        on(BellTap, ask, act=BellAct.ASK_CANT_COME),
        on(BellTap, cant_come, act=BellAct.CANT_COME),
        on(BellTap, back, act=BellAct.BACK),
    ]
