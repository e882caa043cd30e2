"""What the steps of a choice share: the screens between them, and its end."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from telegram.ext import ConversationHandler, MessageHandler
from telegram.ext.filters import COMMAND, TEXT, UpdateType

from bot.domain.ids import AttendeeId, SlotId
from bot.domain.meetings import Purpose
from bot.domain.notices import Action, Lane, Notice
from bot.domain.refusals import Refused
from bot.domain.typed_times import MOST_CHOICES, Kind, Reading, matching_slots, read_moments
from bot.services import meetings
from bot.views import meetings as views
from bot.views.menu import menu_button
from bot.views.refusals import refused
from bot.views.screens import Screen
from bot.views.words import Html
from handlers.callbacks import Callback
from handlers.context import Context
from handlers.durable import Steps
from handlers.meetings.choice import Choice, act, chosen_so_far, page_with, read, slot_of

END = ConversationHandler.END
OPEN = "choosing"  # subject of the message with the choice


class Step(StrEnum):
    """Where the conversation stands."""

    TIME = "time"
    NOTE = "note"
    WHOM = "whom"  # a name, after /meet
    DESCRIBE = "describe"  # a note for a request that is on its way
    WHY = "why"  # why it was declined or cancelled
    ADD = "add"  # a name, for a group


async def begin(context: Context, choice: dict[str, Any], *, slot: SlotId | None = None) -> str | int:
    """A choice begins. One left half-way on another message loses its buttons: they would now mean this one.

    `slot` is chosen already; should it have gone meanwhile, the free times are shown.
    """
    message = context.query.message if context.query else None
    began = message.message_id if message else None
    earlier = context.draft.get("choice")
    if earlier is not None and earlier.get("began") != began:
        _take_buttons_off(context)
    context.draft["choice"] = choice | {"began": began}
    if choice["purpose"] == "request" and context.event.awaits_timetable:
        return ask_note(context, await read(context))
    if slot is None:
        return await show_times(context)
    found = await read(context)
    if slot not in {free.id for free in found.free}:
        return await show_times(context, news=views.time_gone(context.words))
    context.draft["choice"]["slot"] = slot
    return ask_note(context, found)


async def ask_for(context: Context, guest: AttendeeId, slot: SlotId | None = None) -> str | int:
    """A request to `guest` begins, at `slot` if one is chosen already; a rule against it is said at once."""
    try:
        await meetings.may_request(context.uow, context.event, context.attendee, guest)
    except Refused as no:
        return say_no(context, no)
    return await begin(context, {"purpose": "request", "other": guest}, slot=slot)


async def finish(context: Context) -> str | int:
    """Carry it out and show what came of it; a time that has gone is chosen anew."""
    choice = chosen_so_far(context)
    slot = None if choice.get("slot") is None else SlotId(choice["slot"])
    try:
        outcome, me = await act(context, choice, slot)
    except Refused as no:
        if no.code in {"slot_taken", "past", "no_such_slot"}:
            return await show_times(context, news=views.time_gone(context.words))
        if no.code in {"block_full", "too_early", "too_late"}:
            return await show_times(context, news=Html(refused(context.words, no.code, no.facts).text))
        return say_no(context, no)
    if outcome.gone:
        return await show_times(context, news=views.time_gone(context.words))
    shown = await meetings.shown(context.uow, outcome.meeting.id, me)
    view = {"request": views.sent, "counter": views.suggested, "move": views.moved, "place": views.agreed}[
        choice["purpose"]
    ]
    if not outcome.changed and choice["purpose"] != "request":
        view = views.card
    close_choice(context)
    context.draft.pop("choice", None)
    context.show(view(context.words, shown), subject=f"meeting:{outcome.meeting.id}")
    return END


async def show_times(context: Context, *, page: int = 0, news: Html | None = None) -> str | int:
    """The free slots, a page of them."""
    found = await read(context)
    if found.event.awaits_timetable:  # it does not offer times (any more): nothing is to be chosen but a note
        chosen_so_far(context)["slot"] = None
        return ask_note(context, found)
    screen = views.choose_time(
        context.words, found.event, found.other, found.free, purpose=found.purpose, page=page, news=news
    )
    answer(context, screen)
    return Step.TIME


def ask_note(context: Context, found: Choice, *, too_long: int | None = None) -> str | int:
    """A note, or none."""
    slot = slot_of(context, found)
    said = chosen_so_far(context).get("for")
    purpose = None if said is None else Purpose(said)
    screen = views.ask_note(context.words, found.event, found.other, slot, purpose=purpose, too_long=too_long)
    answer(context, screen)
    return Step.NOTE


def read_time(context: Context, found: Choice, text: str) -> Reading:
    """The words as a time of the event."""
    event = found.event
    return read_moments(text, language=context.words.language, now=context.now, zone=event.zone, days=event.days)


async def show_typed(context: Context, text: str) -> str | int:
    """The slots that the words may mean, to be confirmed by a button; or what is wrong with them."""
    found = await read(context)
    w, event = context.words, found.event
    if event.awaits_timetable:
        return await show_times(context)
    reading = read_time(context, found, text)
    ids = matching_slots(reading, [(slot.id, slot.starts_at, slot.ends_at) for slot in found.free])
    matching = [slot for slot in found.free if slot.id in ids]
    if 0 < len(matching) <= MOST_CHOICES:
        answer(context, views.confirm_typed(w, event, matching))
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
    return await show_times(context, page=page_with(found, first), news=None if matching else news)


def answer(context: Context, screen: Screen) -> None:
    """The next screen of the choice; typed words get it below them, and the one above loses its buttons."""
    close_choice(context)
    context.show(screen, subject=OPEN)


def close_choice(context: Context) -> None:
    """When words were typed the message with the choice stays above: take its buttons off."""
    if context.query is None:
        _take_buttons_off(context)


def typed(callback: Callback, otherwise: Callback) -> Steps:
    """Words go to `callback`, anything else that is no command (a picture, a sticker, a place) to `otherwise`."""
    return [
        MessageHandler(UpdateType.MESSAGE & TEXT & ~COMMAND, callback),
        MessageHandler(UpdateType.MESSAGE & ~COMMAND, otherwise),
    ]


def _take_buttons_off(context: Context) -> None:
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


def say_no(context: Context, no: Refused) -> int:
    """The rule that stands against it; the choice is over."""
    close_choice(context)
    context.draft.pop("choice", None)
    screen = refused(context.words, no.code, no.facts)
    context.show(screen if screen.buttons else Screen(screen.text, ((menu_button(context.words),),)))
    return END
