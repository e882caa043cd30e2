"""Choosing a time: for a request, a counter-offer or a move; then, for a request, a note."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from telegram import Update
from telegram.ext import MessageHandler
from telegram.ext.filters import COMMAND, TEXT, UpdateType

from bot.domain.ids import MeetingId
from bot.domain.meetings import Status
from bot.domain.refusals import Refused
from bot.services import meetings
from bot.views import meetings as views
from bot.views.meetings import ChoiceAct, ChoiceTap, MeetingAct, MeetingTap
from bot.views.menu import menu
from bot.views.people import RequestTap
from handlers.callbacks import on
from handlers.context import Context
from handlers.durable import DurableConversation
from handlers.meetings import noting
from handlers.meetings.choice import chosen_so_far, for_meeting, read
from handlers.meetings.steps import END, Step, ask_note, begin, finish, say_no, show_times, show_typed
from handlers.meetings.tapping import show_meeting, side


async def begin_request(_update: Update, context: Context) -> str | int:
    """*Request a meeting* on a card."""
    tap = context.tap(RequestTap)
    me = context.attendee
    try:
        await meetings.may_request(context.uow, context.event, me, tap.guest)
    except Refused as no:
        return say_no(context, no)
    return await begin(context, {"purpose": "request", "other": tap.guest}, slot=tap.slot)


async def begin_counter(_update: Update, context: Context) -> str | int:
    """*Another time* under a request."""
    tap = context.tap(MeetingTap)
    me = await side(context, tap.meeting)
    shown = await meetings.shown(context.uow, tap.meeting, me)
    if shown.meeting.version != tap.version or not shown.my_turn:
        await show_meeting(context, tap.meeting, me, stale=True)
        return END
    return await begin(context, for_meeting("counter", tap, shown.other.id))


async def begin_move(_update: Update, context: Context) -> str | int:
    """*Move* under an agreed meeting."""
    tap = context.tap(MeetingTap)
    me = await side(context, tap.meeting)
    shown = await meetings.shown(context.uow, tap.meeting, me)
    if shown.meeting.version != tap.version or shown.meeting.status is not Status.SCHEDULED:
        await show_meeting(context, tap.meeting, me, stale=True)
        return END
    return await begin(context, for_meeting("move", tap, shown.other.id))


async def turn_page(_update: Update, context: Context) -> str | int:
    """Another page of the free slots."""
    return await show_times(context, page=context.tap(ChoiceTap).page)


async def take(_update: Update, context: Context) -> str | int:
    """A slot, or any time."""
    tap = context.tap(ChoiceTap)
    choice = chosen_so_far(context)
    choice["slot"] = tap.slot if tap.act is ChoiceAct.SLOT else None
    if choice["purpose"] == "request" and "note" not in choice:
        found = await read(context)
        if choice["slot"] is not None and choice["slot"] not in {slot.id for slot in found.free}:
            return await show_times(context, page=tap.page, news=views.time_gone(context.words))
        return ask_note(context, found)
    return await finish(context)


async def typed_time(update: Update, context: Context) -> str | int:
    """A time in words: confirmed by a button, never taken at once."""
    return await show_typed(context, (update.message.text if update.message else None) or "")


async def not_a_time(_update: Update, context: Context) -> str | int:
    """A picture, a sticker: no time."""
    return await show_times(context, news=views.typed_no_time(context.words))


async def stop(_update: Update, context: Context) -> int:
    """Never mind: back to the meeting, or to the menu."""
    choice = context.draft.pop("choice", None) or {}
    if choice.get("meeting") is not None:
        meeting_id = MeetingId(choice["meeting"])
        await show_meeting(context, meeting_id, await side(context, meeting_id))
    else:
        context.show(menu(context.words, context.actor, context.run.event))
    return END


def _typed(callback: Any, otherwise: Any) -> Sequence[MessageHandler[Context, Any]]:
    words = UpdateType.MESSAGE & TEXT & ~COMMAND
    return [
        MessageHandler(words, callback),
        MessageHandler(UpdateType.MESSAGE & ~COMMAND, otherwise),
    ]


def conversation() -> DurableConversation:
    """Choosing a time, then writing a note."""
    return DurableConversation(
        "meeting",
        entry_points=[
            on(RequestTap, begin_request),
            on(MeetingTap, begin_counter, act=MeetingAct.COUNTER),
            on(MeetingTap, begin_move, act=MeetingAct.MOVE),
        ],
        states={
            Step.TIME.value: [
                on(ChoiceTap, take, act=ChoiceAct.SLOT),
                on(ChoiceTap, take, act=ChoiceAct.ANY),
                on(ChoiceTap, turn_page, act=ChoiceAct.DAY),
                *_typed(typed_time, not_a_time),
            ],
            Step.NOTE.value: [
                on(ChoiceTap, noting.skip_note, act=ChoiceAct.SKIP_NOTE),
                on(ChoiceTap, noting.as_time, act=ChoiceAct.AS_TIME),
                on(ChoiceTap, noting.as_note, act=ChoiceAct.AS_NOTE),
                *_typed(noting.take_note, noting.not_a_note),
            ],
        },
        fallbacks=[on(ChoiceTap, stop, act=ChoiceAct.STOP)],
    )
