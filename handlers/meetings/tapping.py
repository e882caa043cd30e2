"""The buttons under a meeting. Who may press, and whether it still applies, is checked on every press."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.ext import BaseHandler

from bot.domain.ids import MeetingId
from bot.domain.meetings import AGREED, Status
from bot.domain.people import Attendee
from bot.services import meetings
from bot.services.meetings import Outcome
from bot.views import meetings as views
from bot.views.meetings import MeetingAct, MeetingTap
from bot.views.refusals import refused
from bot.views.words import Html
from handlers.callbacks import on
from handlers.context import Context


async def side(context: Context, meeting_id: MeetingId) -> Attendee:
    """The presser's own side of a meeting, at whichever event it is. Refused: no_such_meeting, not_yours."""
    return await meetings.side_of_person(context.uow, meeting_id, context.person, context.actor.attendee)


async def show_meeting(context: Context, meeting_id: MeetingId, me: Attendee, *, stale: bool = False) -> None:
    """The meeting as it stands now."""
    shown = await meetings.shown(context.uow, meeting_id, me)
    if stale:
        context.toast(context.words.plain("This is how it stands now."))
    context.show(views.card(context.words, shown), subject=f"meeting:{meeting_id}")


async def _show(context: Context, outcome: Outcome, me: Attendee, tap: MeetingTap) -> None:
    shown = await meetings.shown(context.uow, outcome.meeting.id, me)
    subject = f"meeting:{outcome.meeting.id}"
    if outcome.gone:
        no = outcome.because
        because = None if no is None else Html(refused(context.words, no.code, no.facts).text)
        context.show(views.gone(context.words, shown, outcome.alternatives, because), subject)
    elif outcome.changed and outcome.meeting.status is Status.SCHEDULED and shown.am_in:
        context.show(views.agreed(context.words, shown), subject)
    else:
        await show_meeting(context, outcome.meeting.id, me, stale=not outcome.changed and tap.version > 0)


async def accept(_update: Update, context: Context) -> None:
    """Yes, at the proposed time or at one of the three others."""
    tap = context.tap(MeetingTap)
    me = await side(context, tap.meeting)
    outcome = await meetings.accept(context.uow, tap.meeting, by=me, slot=tap.slot, version=tap.version)
    await _show(context, outcome, me, tap)


async def decline(_update: Update, context: Context) -> None:
    """No."""
    tap = context.tap(MeetingTap)
    me = await side(context, tap.meeting)
    await _show(context, await meetings.decline(context.uow, tap.meeting, by=me, version=tap.version), me, tap)


async def withdraw(_update: Update, context: Context) -> None:
    """The requester takes it back."""
    tap = context.tap(MeetingTap)
    me = await side(context, tap.meeting)
    await _show(context, await meetings.withdraw(context.uow, tap.meeting, by=me, version=tap.version), me, tap)


async def take_back(_update: Update, context: Context) -> None:
    """Whoever suggested another time takes that back."""
    tap = context.tap(MeetingTap)
    me = await side(context, tap.meeting)
    await _show(context, await meetings.take_back(context.uow, tap.meeting, by=me, version=tap.version), me, tap)


async def ask_cancel(_update: Update, context: Context) -> None:
    """Really?"""
    tap = context.tap(MeetingTap)
    me = await side(context, tap.meeting)
    shown = await meetings.shown(context.uow, tap.meeting, me)
    if shown.meeting.version != tap.version or shown.meeting.status not in AGREED or not shown.am_in:
        await show_meeting(context, tap.meeting, me, stale=True)
        return
    for_all = tap.act is MeetingAct.ASK_CANCEL_ALL
    context.show(views.ask_cancel(context.words, shown, for_all=for_all), subject=f"meeting:{tap.meeting}")


async def cancel(_update: Update, context: Context) -> None:
    """Yes, cancel it; of a group only their own part, unless the host cancels it for all."""
    tap = context.tap(MeetingTap)
    me = await side(context, tap.meeting)
    for_all = tap.act is MeetingAct.CANCEL_ALL
    outcome = await meetings.cancel(context.uow, tap.meeting, by=me, version=tap.version, for_all=for_all)
    if me.id not in outcome.meeting.sides:
        await show_meeting(context, tap.meeting, me)
        return
    await _show(context, outcome, me, tap)


async def got_it(_update: Update, context: Context) -> None:
    """A change has been noticed."""
    tap = context.tap(MeetingTap)
    me = await side(context, tap.meeting)
    outcome = await meetings.confirm_change(context.uow, tap.meeting, by=me, version=tap.version)
    if outcome.changed:
        context.toast(context.words.plain("👍 Noted."))
    await show_meeting(context, tap.meeting, me)


def handlers() -> list[BaseHandler[Update, Context, Any]]:
    """One for each button."""
    return [
        on(MeetingTap, accept, act=MeetingAct.ACCEPT),
        on(MeetingTap, decline, act=MeetingAct.DECLINE),
        on(MeetingTap, withdraw, act=MeetingAct.WITHDRAW),
        on(MeetingTap, ask_cancel, act=MeetingAct.ASK_CANCEL),
        on(MeetingTap, cancel, act=MeetingAct.CANCEL),
        on(MeetingTap, ask_cancel, act=MeetingAct.ASK_CANCEL_ALL),
        on(MeetingTap, cancel, act=MeetingAct.CANCEL_ALL),
        on(MeetingTap, take_back, act=MeetingAct.TAKE_BACK),
        on(MeetingTap, got_it, act=MeetingAct.GOT_IT),
    ]
