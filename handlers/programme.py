"""/programme: sessions by day, joining and leaving them."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CommandHandler
from telegram.ext.filters import UpdateType

from bot.domain.ids import SessionId
from bot.domain.people import Attendee, AttendeeStatus
from bot.services import programme
from bot.views import programme as views
from bot.views.menu import Door, MenuTap
from bot.views.programme import ProgrammeAct, ProgrammeTap
from bot.views.taps import StaleTap
from handlers.callbacks import on
from handlers.context import Context


async def show(_update: Update, context: Context) -> None:
    """/programme, or its button: the day that matters now. Whoever is at the event may read it."""
    await _list(context, None, 0)


async def turn(_update: Update, context: Context) -> None:
    """Another day, or page."""
    tap = context.tap(ProgrammeTap)
    await _list(context, tap.day, tap.page)


async def session(_update: Update, context: Context) -> None:
    """One session."""
    shown = await programme.session(context.uow, context.event, _reader(context), _session(context))
    context.show(views.session_card(context.words, context.event, shown, now=context.now))


async def join(_update: Update, context: Context) -> None:
    """*Join*; with a meeting in its time: which of the two?"""
    event, w = context.event, context.words
    shown = await programme.join(context.uow, event, context.attendee, _session(context))
    if shown.clashes:
        context.show(views.clash(w, event, shown, shown.clashes))
        return
    context.show(views.session_card(w, event, shown, now=context.now))


async def leave(_update: Update, context: Context) -> None:
    """*Leave it*."""
    shown = await programme.leave(context.uow, context.event, context.attendee, _session(context))
    context.show(views.session_card(context.words, context.event, shown, now=context.now))


def _session(context: Context) -> SessionId:
    found = context.tap(ProgrammeTap).session
    if found is None:
        raise StaleTap("ProgrammeTap")
    return found


def _reader(context: Context) -> Attendee | None:
    attendee = context.actor.attendee
    return attendee if attendee is not None and attendee.status is AttendeeStatus.REGISTERED else None


async def _list(context: Context, day: int | None, page: int) -> None:
    sessions = await programme.sessions(context.uow, context.event, _reader(context))
    context.show(views.programme(context.words, context.event, sessions, now=context.now, day=day, page=page))


def handlers() -> list[BaseHandler[Update, Context, Any]]:
    """Everything about sessions."""
    return [
        CommandHandler("programme", show, filters=UpdateType.MESSAGE),
        on(MenuTap, show, door=Door.PROGRAMME),
        on(ProgrammeTap, turn, act=ProgrammeAct.LIST),
        on(ProgrammeTap, session, act=ProgrammeAct.SHOW),
        on(ProgrammeTap, join, act=ProgrammeAct.JOIN),
        on(ProgrammeTap, leave, act=ProgrammeAct.LEAVE),
    ]
