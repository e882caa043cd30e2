"""The buttons under a notice of changes. Whose notice it is is checked on every press."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.ext import BaseHandler

from bot.domain.ids import ChangeNoticeId, MeetingId, SessionId
from bot.services import changes, meetings
from bot.views import meetings as meeting_views
from bot.views.changes import GotItTap, InsteadTap, SeeTap
from handlers.callbacks import on
from handlers.context import Context
from storage.changes import Kept


async def got_it(_update: Update, context: Context) -> None:
    """Everything in it has been noticed."""
    notice_id = ChangeNoticeId(context.tap(GotItTap).notice)
    kept = await changes.got_it(context.uow, notice_id, context.person, context.actor.attendee)
    if kept.id == notice_id:
        context.toast(context.words.plain("👍 Noted."))
    else:
        context.toast(context.words.plain("There is more: please read it again."))
    await _show(context, kept)


async def instead(_update: Update, context: Context) -> None:
    """Rather the session than the meeting at that time."""
    tap = context.tap(InsteadTap)
    kept = await changes.notice_of(context.uow, ChangeNoticeId(tap.notice), context.person, context.actor.attendee)
    meeting_id = MeetingId(tap.meeting)
    outcome = await changes.go_instead(context.uow, kept.attendee_id, SessionId(tap.session), meeting_id, tap.version)
    me = await meetings.side_of_person(context.uow, meeting_id, context.person, context.actor.attendee)
    shown = await meetings.shown(context.uow, meeting_id, me)
    words = context.words
    if outcome.changed:
        context.toast(words.plain("You are down for the session again."))
        context.send(meeting_views.moved(words, shown), subject=f"meeting:{meeting_id}")
        await _show(context, kept)
    else:
        context.toast(words.plain("This is how it stands now."))
        context.send(meeting_views.card(words, shown), subject=f"meeting:{meeting_id}")


async def see(_update: Update, context: Context) -> None:
    """A meeting or a request of the notice, with its own buttons, below the notice."""
    meeting_id = MeetingId(context.tap(SeeTap).meeting)
    me = await meetings.side_of_person(context.uow, meeting_id, context.person, context.actor.attendee)
    shown = await meetings.shown(context.uow, meeting_id, me)
    context.send(meeting_views.card(context.words, shown), subject=f"meeting:{meeting_id}")


async def _show(context: Context, kept: Kept) -> None:
    screen = await changes.screen_of(context.uow.connection, context.person, kept, context.now)
    context.show(screen, subject=f"changes:{kept.attendee_id}")


def handlers() -> list[BaseHandler[Update, Context, Any]]:
    """One for each button."""
    return [on(GotItTap, got_it), on(InsteadTap, instead), on(SeeTap, see)]
