"""Choosing a time: for a request, a counter-offer or a move; then, for a request, a note."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from telegram import Update
from telegram.ext import ConversationHandler, MessageHandler
from telegram.ext.filters import COMMAND, TEXT, UpdateType

from bot.domain.ids import MeetingId, SlotId
from bot.domain.meetings import Status, check_note
from bot.domain.notices import Action, Lane, Notice
from bot.domain.refusals import Refused
from bot.domain.typed_times import MOST_CHOICES, Kind, matching_slots, read_moments
from bot.services import meetings
from bot.views import meetings as views
from bot.views.meetings import ChoiceAct, ChoiceTap, MeetingAct, MeetingTap
from bot.views.menu import menu, menu_button
from bot.views.people import RequestTap
from bot.views.refusals import refused
from bot.views.screens import Screen
from bot.views.words import Html
from handlers.callbacks import on
from handlers.context import Context
from handlers.durable import DurableConversation
from handlers.meetings.choice import act, chosen_so_far, page_with, read, remember_meeting, slot_of
from handlers.meetings.tapping import show_meeting, side

END = ConversationHandler.END
OPEN = "choosing"  # subject of the message with the choice


class Step(StrEnum):
    """Where the conversation stands."""

    TIME = "time"
    NOTE = "note"


async def begin_request(_update: Update, context: Context) -> str | int:
    """*Request a meeting* on a card."""
    tap = context.tap(RequestTap)
    me = context.attendee
    try:
        await meetings.may_request(context.uow, context.event, me, tap.guest)
    except Refused as no:
        return _say_no(context, no)
    context.draft["choice"] = {"purpose": "request", "other": tap.guest}
    return await _show_times(context)


async def begin_counter(_update: Update, context: Context) -> str | int:
    """*Another time* under a request."""
    tap = context.tap(MeetingTap)
    me = await side(context, tap.meeting)
    shown = await meetings.shown(context.uow, tap.meeting, me)
    if shown.meeting.version != tap.version or not shown.my_turn:
        await show_meeting(context, tap.meeting, me, stale=True)
        return END
    remember_meeting(context, "counter", tap, shown.other.id)
    return await _show_times(context)


async def begin_move(_update: Update, context: Context) -> str | int:
    """*Move* under an agreed meeting."""
    tap = context.tap(MeetingTap)
    me = await side(context, tap.meeting)
    shown = await meetings.shown(context.uow, tap.meeting, me)
    if shown.meeting.version != tap.version or shown.meeting.status is not Status.SCHEDULED:
        await show_meeting(context, tap.meeting, me, stale=True)
        return END
    remember_meeting(context, "move", tap, shown.other.id)
    return await _show_times(context)


async def turn_page(_update: Update, context: Context) -> str | int:
    """Another page of the free slots."""
    return await _show_times(context, page=context.tap(ChoiceTap).page)


async def take(_update: Update, context: Context) -> str | int:
    """A slot, or any time."""
    tap = context.tap(ChoiceTap)
    choice = chosen_so_far(context)
    choice["slot"] = tap.slot if tap.act is ChoiceAct.SLOT else None
    if choice["purpose"] == "request" and "note" not in choice:
        found = await read(context)
        if choice["slot"] is not None and choice["slot"] not in {slot.id for slot in found.free}:
            return await _show_times(context, page=tap.page, news=views.time_gone(context.words))
        context.show(views.ask_note(context.words, found.event, found.other, slot_of(context, found)), subject=OPEN)
        return Step.NOTE
    return await _finish(context)


async def typed_time(update: Update, context: Context) -> str | int:
    """A time in words: confirmed by a button, never taken at once."""
    message = update.message
    found = await read(context)
    w, event = context.words, found.event
    text = (message.text if message else None) or ""
    reading = read_moments(text, language=w.language, now=context.now, zone=event.zone, days=event.days)
    ids = matching_slots(reading, [(slot.id, slot.starts_at, slot.ends_at) for slot in found.free])
    matching = [slot for slot in found.free if slot.id in ids]
    if 0 < len(matching) <= MOST_CHOICES:
        context.show(views.confirm_typed(w, event, matching), subject=OPEN)
        return Step.TIME
    news = {
        Kind.MOMENT: views.typed_not_free,
        Kind.CHOICE: views.typed_not_free,
        Kind.DAY: views.typed_not_free,
        Kind.GAP: views.typed_not_free,
        Kind.PAST: views.typed_past,
    }.get(reading.kind, views.typed_no_time)(w)
    if reading.kind is Kind.OFF_EVENT:
        news = views.typed_off_event(w, event)
    first = matching[0] if matching else None
    return await _show_times(context, page=page_with(found, first), news=None if matching else news)


async def not_a_time(_update: Update, context: Context) -> str | int:
    """A picture, a sticker: no time."""
    return await _show_times(context, news=views.typed_no_time(context.words))


async def skip_note(_update: Update, context: Context) -> str | int:
    """Send it as it is."""
    chosen_so_far(context)["note"] = None
    return await _finish(context)


async def take_note(update: Update, context: Context) -> str | int:
    """The note, checked; too long a one is asked for again with the limit named."""
    message = update.message
    found = await read(context)
    try:
        note = check_note(message.text if message else None)
    except Refused as no:
        length = int(str(no.facts["length"]))
        context.show(
            views.ask_note(context.words, found.event, found.other, slot_of(context, found), too_long=length), OPEN
        )
        return Step.NOTE
    chosen_so_far(context)["note"] = note
    return await _finish(context)


async def not_a_note(_update: Update, context: Context) -> str | int:
    """A picture, a sticker: no note."""
    found = await read(context)
    context.show(views.ask_note(context.words, found.event, found.other, slot_of(context, found)), subject=OPEN)
    return Step.NOTE


async def stop(_update: Update, context: Context) -> int:
    """Never mind: back to the meeting, or to the menu."""
    choice = context.draft.pop("choice", None) or {}
    if choice.get("meeting") is not None:
        meeting_id = MeetingId(choice["meeting"])
        await show_meeting(context, meeting_id, await side(context, meeting_id))
    else:
        context.show(menu(context.words, context.actor, context.run.event))
    return END


async def _finish(context: Context) -> str | int:
    choice = chosen_so_far(context)
    slot = None if choice.get("slot") is None else SlotId(choice["slot"])
    try:
        outcome, me = await act(context, choice, slot)
    except Refused as no:
        if no.code in {"slot_taken", "past", "no_such_slot"}:
            return await _show_times(context, news=views.time_gone(context.words))
        return _say_no(context, no)
    if outcome.gone:
        return await _show_times(context, news=views.time_gone(context.words))
    shown = await meetings.shown(context.uow, outcome.meeting.id, me)
    view = {"request": views.sent, "counter": views.suggested, "move": views.moved}[choice["purpose"]]
    if not outcome.changed and choice["purpose"] != "request":
        view = views.card
    _close_choice(context)
    context.draft.pop("choice", None)
    context.show(view(context.words, shown), subject=f"meeting:{outcome.meeting.id}")
    return END


async def _show_times(context: Context, *, page: int = 0, news: Html | None = None) -> str | int:
    found = await read(context)
    screen = views.choose_time(
        context.words, found.event, found.other, found.free, purpose=found.purpose, page=page, news=news
    )
    context.show(screen, subject=OPEN)
    return Step.TIME


def _close_choice(context: Context) -> None:
    """When words were typed the message with the choice stays above: take its buttons off."""
    if context.query is None:
        context.uow.owe(
            Notice(
                chat_id=context.actor.chat_id,
                lane=Lane.REPLY,
                kind="reply",
                due_at=context.now,
                person_id=context.person.id,
                action=Action.EDIT,
                screen=views.chosen(context.words).to_json(),
                target_subject=OPEN,
            )
        )


def _say_no(context: Context, no: Refused) -> int:
    context.draft.pop("choice", None)
    screen = refused(context.words, no.code, no.facts)
    context.show(screen if screen.buttons else Screen(screen.text, ((menu_button(context.words),),)))
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
                on(ChoiceTap, skip_note, act=ChoiceAct.SKIP_NOTE),
                *_typed(take_note, not_a_note),
            ],
        },
        fallbacks=[on(ChoiceTap, stop, act=ChoiceAct.STOP)],
    )
