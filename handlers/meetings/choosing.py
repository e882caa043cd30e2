"""Choosing a time: for a request, a counter-offer or a move; then, for a request, a note."""

from __future__ import annotations

from telegram import Update

from bot.domain.ids import MeetingId
from bot.domain.meetings import AGREED, Status, check_may_choose_time, may_change_counter
from bot.domain.refusals import Refused
from bot.services import meetings
from bot.views import meetings as views
from bot.views.meetings import ChoiceAct, ChoiceTap, MeetingAct, MeetingTap
from bot.views.menu import menu
from bot.views.people import RequestTap
from handlers.callbacks import on
from handlers.context import Context
from handlers.durable import DurableConversation
from handlers.meetings import adding, finding, noting, remarking
from handlers.meetings.choice import chosen_so_far, for_meeting, read
from handlers.meetings.steps import END, Step, ask_for, ask_note, begin, finish, show_times, show_typed, typed
from handlers.meetings.tapping import show_meeting, side
from handlers.menu import news


async def begin_request(_update: Update, context: Context) -> str | int:
    """*Request a meeting* on a card; where that names a time, it is chosen already."""
    tap = context.tap(RequestTap)
    return await ask_for(context, tap.guest, tap.slot)


async def begin_counter(_update: Update, context: Context) -> str | int:
    """*Another time* under a request."""
    tap = context.tap(MeetingTap)
    me = await side(context, tap.meeting)
    shown = await meetings.shown(context.uow, tap.meeting, me)
    may = shown.my_turn or may_change_counter(shown.meeting, me.id)
    if shown.meeting.version != tap.version or not may or not shown.am_in:
        await show_meeting(context, tap.meeting, me, stale=True)
        return END
    check_may_choose_time(shown.event, shown.meeting, me.id)
    return await begin(context, for_meeting("counter", tap, shown.other.id))


async def begin_move(_update: Update, context: Context) -> str | int:
    """*Move* under an agreed meeting; *Choose a time* under one that has none."""
    tap = context.tap(MeetingTap)
    me = await side(context, tap.meeting)
    shown = await meetings.shown(context.uow, tap.meeting, me)
    if shown.meeting.version != tap.version or shown.meeting.status not in AGREED or not shown.am_in:
        await show_meeting(context, tap.meeting, me, stale=True)
        return END
    check_may_choose_time(shown.event, shown.meeting, me.id)
    if shown.meeting.status is Status.ACCEPTED:
        return await begin(context, for_meeting("place", tap, shown.other.id))
    if shown.meeting.is_group and not shown.i_asked:
        raise Refused("host_only")
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
        context.show(menu(context.words, context.actor, context.run.event, news=await news(context)))
    return END


def conversation() -> DurableConversation:
    """Whom to meet, choosing a time, writing a note, saying why, adding people: one at a time."""
    return DurableConversation(
        "meeting",
        entry_points=[
            on(RequestTap, begin_request),
            on(MeetingTap, begin_counter, act=MeetingAct.COUNTER),
            on(MeetingTap, begin_move, act=MeetingAct.MOVE),
            *finding.entry_points(),
            *remarking.entry_points(),
            *adding.entry_points(),
        ],
        states={
            Step.TIME.value: [
                on(ChoiceTap, take, act=ChoiceAct.SLOT),
                on(ChoiceTap, take, act=ChoiceAct.ANY),
                on(ChoiceTap, turn_page, act=ChoiceAct.DAY),
                *typed(typed_time, not_a_time),
            ],
            Step.NOTE.value: [
                on(ChoiceTap, noting.skip_note, act=ChoiceAct.SKIP_NOTE),
                on(ChoiceTap, noting.choose_purpose, act=ChoiceAct.PURPOSE),
                on(ChoiceTap, noting.as_time, act=ChoiceAct.AS_TIME),
                on(ChoiceTap, noting.as_note, act=ChoiceAct.AS_NOTE),
                *typed(noting.take_note, noting.not_a_note),
            ],
            Step.WHOM.value: typed(finding.take_name, finding.not_a_name),
            Step.DESCRIBE.value: typed(remarking.take_note, remarking.not_a_note),
            Step.WHY.value: typed(remarking.take_reason, remarking.not_a_reason),
            Step.ADD.value: typed(adding.take_name, adding.not_a_name),
        },
        fallbacks=[on(ChoiceTap, stop, act=ChoiceAct.STOP)],
    )
