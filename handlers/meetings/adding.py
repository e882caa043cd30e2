"""*Add people* to an agreed meeting: from the list, or by a typed name."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.ext import BaseHandler

from bot.domain.ids import MeetingId
from bot.domain.meetings import may_invite
from bot.domain.refusals import Refused
from bot.domain.typed_words import read_field
from bot.services import meetings
from bot.views import meetings as views
from bot.views.meetings import GroupTap
from handlers.callbacks import on
from handlers.context import Context
from handlers.meetings.steps import END, Step, answer
from handlers.meetings.tapping import show_meeting, side

ADDING = "adding"  # in the draft: the meeting, and what was typed last


async def tapped(_update: Update, context: Context) -> str | int:
    """A page of the people, or one of them."""
    tap = context.tap(GroupTap)
    if tap.who is None:
        return await _show(context, tap.meeting, _typed(context, tap.meeting), tap.page)
    me = await side(context, tap.meeting)
    await meetings.invite(context.uow, tap.meeting, tap.who, by=me)
    shown = await meetings.shown(context.uow, tap.meeting, me)
    who = await meetings.guest(context.uow, tap.who)
    context.draft.pop(ADDING, None)
    context.show(views.invited(context.words, shown, who), subject=f"meeting:{tap.meeting}")
    return END


async def take_name(update: Update, context: Context) -> str | int:
    """A name, typed below the list."""
    typed = read_field("search", update.message.text if update.message else None)
    return await _show(context, _begun(context), typed, 0)


async def not_a_name(_update: Update, context: Context) -> str | int:
    """A picture, a sticker: no name."""
    return await _show(context, _begun(context), None, 0)


def _begun(context: Context) -> MeetingId:
    begun = context.draft.get(ADDING)
    if begun is None:
        raise Refused("stale_button")
    return MeetingId(int(begun["meeting"]))


def _typed(context: Context, meeting_id: MeetingId) -> str | None:
    begun = context.draft.get(ADDING)
    return begun["typed"] if begun is not None and begun["meeting"] == meeting_id else None


async def _show(context: Context, meeting_id: MeetingId, typed: str | None, page: int) -> str | int:
    me = await side(context, meeting_id)
    shown = await meetings.shown(context.uow, meeting_id, me)
    if not shown.am_in or not may_invite(shown.meeting, me.id):
        await show_meeting(context, meeting_id, me, stale=True)
        return END
    context.draft[ADDING] = {"meeting": meeting_id, "typed": typed}
    found, known = await meetings.candidates(context.uow, shown.event, shown.meeting, me, typed, page)
    answer(context, views.add_people(context.words, shown, found, {one.id for one in known}, typed))
    return Step.ADD


def entry_points() -> list[BaseHandler[Update, Context, Any]]:
    """The button under a meeting, its pages and its people."""
    return [on(GroupTap, tapped)]
