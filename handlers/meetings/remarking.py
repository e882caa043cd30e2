"""What a request is for, while its answer is awaited; and why a meeting was declined or cancelled."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.ext import BaseHandler

from bot.domain.ids import MeetingId
from bot.domain.meetings import Status
from bot.domain.refusals import Refused
from bot.services import meetings
from bot.views import meetings as views
from bot.views.meetings import DescribeTap, MeetingAct, MeetingTap, Shown
from handlers.callbacks import on
from handlers.context import Context
from handlers.meetings.steps import END, Step, answer, close_choice
from handlers.meetings.tapping import show_meeting, side

ABOUT = "about_meeting"  # in the draft: the meeting that the next words are about


async def _shown(context: Context, meeting_id: MeetingId) -> Shown:
    return await meetings.shown(context.uow, meeting_id, await side(context, meeting_id))


def _begun(context: Context) -> MeetingId:
    meeting_id = context.draft.get(ABOUT)
    if meeting_id is None:
        raise Refused("stale_button")
    return MeetingId(int(meeting_id))


async def ask_description(_update: Update, context: Context) -> str | int:
    """*Purpose and note*."""
    return await _describe(context, context.tap(MeetingTap).meeting)


async def _describe(context: Context, meeting_id: MeetingId, *, too_long: int | None = None) -> str | int:
    shown = await _shown(context, meeting_id)
    if shown.meeting.status is not Status.PENDING or not shown.i_asked:
        await show_meeting(context, meeting_id, shown.me, stale=True)
        return END
    context.draft[ABOUT] = meeting_id
    answer(context, views.describe(context.words, shown, too_long=too_long))
    return Step.DESCRIBE


async def choose(_update: Update, context: Context) -> str | int:
    """A purpose, or the note taken off."""
    tap = context.tap(DescribeTap)
    shown = await _shown(context, tap.meeting)
    note = shown.meeting.note if tap.note else None
    purpose = None if tap.purpose is None else tap.purpose.value
    if shown.meeting.status is Status.PENDING and shown.i_asked:
        await meetings.describe(context.uow, tap.meeting, by=shown.me, purpose=purpose, note=note)
    return await _describe(context, tap.meeting)


async def take_note(update: Update, context: Context) -> str | int:
    """The note, checked; too long a one is asked for again with the limit named."""
    meeting_id = _begun(context)
    shown = await _shown(context, meeting_id)
    text = update.message.text if update.message else None
    if shown.meeting.status is not Status.PENDING or not shown.i_asked:
        return await _describe(context, meeting_id)
    try:
        await meetings.describe(context.uow, meeting_id, by=shown.me, purpose=shown.meeting.purpose, note=text)
    except Refused as no:
        if no.code != "note_too_long":
            raise
        return await _describe(context, meeting_id, too_long=int(str(no.facts["length"])))
    context.draft.pop(ABOUT, None)
    close_choice(context)
    await show_meeting(context, meeting_id, shown.me)
    return END


async def not_a_note(_update: Update, context: Context) -> str | int:
    """A picture, a sticker: no note."""
    return await _describe(context, _begun(context))


async def ask_reason(_update: Update, context: Context) -> str | int:
    """*Say why*."""
    return await _ask_why(context, context.tap(MeetingTap).meeting)


async def _ask_why(context: Context, meeting_id: MeetingId, *, too_long: int | None = None) -> str | int:
    shown = await _shown(context, meeting_id)
    meeting = shown.meeting
    ended = meeting.status in {Status.DECLINED, Status.CANCELLED}
    if not ended or meeting.ended_by_id != shown.me.id or meeting.ended_note:
        await show_meeting(context, meeting_id, shown.me, stale=True)
        return END
    context.draft[ABOUT] = meeting_id
    answer(context, views.ask_why(context.words, shown, too_long=too_long))
    return Step.WHY


async def take_reason(update: Update, context: Context) -> str | int:
    """The reason, in their words; the other side reads it at once."""
    meeting_id = _begun(context)
    me = await side(context, meeting_id)
    text = update.message.text if update.message else None
    try:
        outcome = await meetings.explain(context.uow, meeting_id, by=me, text=text)
    except Refused as no:
        if no.code != "note_too_long":
            raise
        return await _ask_why(context, meeting_id, too_long=int(str(no.facts["length"])))
    if not outcome.changed:
        return await _ask_why(context, meeting_id)
    context.draft.pop(ABOUT, None)
    close_choice(context)
    await show_meeting(context, meeting_id, me)
    return END


async def not_a_reason(_update: Update, context: Context) -> str | int:
    """A picture, a sticker: no reason."""
    return await _ask_why(context, _begun(context))


async def show(_update: Update, context: Context) -> int:
    """A meeting, from a list or back from a question; what is typed next is no note any more."""
    context.draft.pop(ABOUT, None)
    tap = context.tap(MeetingTap)
    await show_meeting(context, tap.meeting, await side(context, tap.meeting))
    return END


def entry_points() -> list[BaseHandler[Update, Context, Any]]:
    """The buttons under a meeting that ask for words, and the way back from them."""
    return [
        on(MeetingTap, ask_description, act=MeetingAct.DESCRIBE),
        on(DescribeTap, choose),
        on(MeetingTap, ask_reason, act=MeetingAct.WHY),
        on(MeetingTap, show, act=MeetingAct.SHOW),
    ]
