"""The note that goes with a request; words that read as a time are asked about, for they may be one."""

from __future__ import annotations

from telegram import Update

from bot.domain.meetings import check_note
from bot.domain.refusals import Refused
from bot.domain.typed_times import Kind
from bot.views import meetings as views
from bot.views.meetings import ChoiceTap
from handlers.context import Context
from handlers.meetings.choice import chosen_so_far, read
from handlers.meetings.steps import Step, answer, ask_note, finish, read_time, show_typed

TIMES = {Kind.MOMENT, Kind.CHOICE, Kind.DAY}


async def skip_note(_update: Update, context: Context) -> str | int:
    """Send it as it is."""
    chosen_so_far(context)["note"] = None
    return await finish(context)


async def choose_purpose(_update: Update, context: Context) -> str | int:
    """What it is for; the same once more takes it off."""
    choice = chosen_so_far(context)
    purpose = context.tap(ChoiceTap).purpose
    choice["for"] = None if purpose is None or choice.get("for") == purpose.value else purpose.value
    return ask_note(context, await read(context))


async def take_note(update: Update, context: Context) -> str | int:
    """The note, checked; too long a one is asked for again with the limit named."""
    message = update.message
    found = await read(context)
    try:
        note = check_note(message.text if message else None)
    except Refused as no:
        return ask_note(context, found, too_long=int(str(no.facts["length"])))
    choice = chosen_so_far(context)
    asks = not found.event.awaits_timetable
    if asks and note is not None and read_time(context, found, note).kind in TIMES:
        choice["typed"] = note
        answer(context, views.time_or_note(context.words, note))
        return Step.NOTE
    choice["note"] = note
    return await finish(context)


async def as_note(_update: Update, context: Context) -> str | int:
    """What reads as a time is the note. Refused: stale_button when nothing was typed."""
    chosen_so_far(context)["note"] = _typed(context)
    return await finish(context)


async def as_time(_update: Update, context: Context) -> str | int:
    """What was typed for a note is the time. Refused: stale_button when nothing was typed."""
    return await show_typed(context, _typed(context))


async def not_a_note(_update: Update, context: Context) -> str | int:
    """A picture, a sticker: no note."""
    return ask_note(context, await read(context))


def _typed(context: Context) -> str:
    typed: str | None = chosen_so_far(context).pop("typed", None)
    if typed is None:
        raise Refused("stale_button")
    return typed
