"""Check-in: one's own code as a picture, codes scanned with a phone's camera, *Check in* and *Undo*."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.ext import BaseHandler

from bot.domain.people import Person
from bot.domain.roles import check_desk
from bot.services import checkin
from bot.services.registration import visit
from bot.views import checkin as views
from bot.views.checkin import CheckinAct, CheckinTap, CodeTap
from bot.views.desk import DeskAct, DeskTap
from bot.views.people import name_of
from handlers.callbacks import on
from handlers.context import Context
from handlers.desk.showing import show_participant
from handlers.links import code_of, follow
from handlers.organising import as_organiser


async def my_code(_update: Update, context: Context) -> None:
    """*My QR code*."""
    await checkin.show_code(context.uow, context.event, context.attendee, context.person, context.bot.username)
    context.toast(views.on_its_way(context.words))


async def scanned(update: Update, context: Context) -> None:
    """A participant's code was scanned: the desk checks in at once, everybody else is told what it is."""
    actor, w, uow = context.actor, context.words, context.uow
    scan = await checkin.scan(uow, code_of(update), actor.telegram_id, actor.person)
    if not checkin.may_check_in(scan.role):
        context.show(views.your_own(w, scan.event) if scan.own else views.desk_checks_in(w))
        return
    context.run.event = scan.event
    by = await as_organiser(context)
    await visit(uow, by, scan.event)  # the buttons that follow are that event's
    one, new = await checkin.check_in(uow, scan.event, scan.role, by, scan.attendee_id)
    said = views.not_in_line(w, one) or views.checked_in_line(w, scan.event, one, context.now, new=new)
    context.show(views.scanned(w, scan.event, one, said, DeskTap(DeskAct.CARD, one.attendee.id).pack()))


async def tapped(_update: Update, context: Context) -> None:
    """*Check in* or *Undo* on somebody's card."""
    tap, w, event, role = context.tap(CheckinTap), context.words, context.event, context.actor.role
    if tap.act is CheckinAct.IN:
        one, new = await checkin.check_in(context.uow, event, role, await _by(context), tap.who)
        said = views.not_in_line(w, one) or views.checked_in_line(w, event, one, context.now, new=new)
    else:
        one = await checkin.undo(context.uow, event, role, await _by(context), tap.who)
        said = w.say("<b>Check-in undone: {name}</b>", name=name_of(w, one.attendee))
    await show_participant(context, one.attendee.id, said)


async def _by(context: Context) -> Person:
    check_desk(context.actor.role)
    return await as_organiser(context)


async def table(update: Update, context: Context) -> None:
    """A table's code was scanned."""
    actor, w = context.actor, context.words
    scan = await checkin.scan_table(context.uow, code_of(update), actor.telegram_id, actor.person)
    if scan.attendee is not None and scan.found is not None:
        context.show(views.at_table(w, scan.event, scan.place, scan.found, context.now))
    elif checkin.may_check_in(scan.role):
        now_on, next_on = await checkin.who_sits_at(context.uow, scan.event, scan.place)
        context.show(views.table_for_desk(w, scan.event, scan.place, now_on, next_on))
    else:
        context.show(views.not_at_event(w, scan.event))


def handlers() -> list[BaseHandler[Update, Context, Any]]:
    """Check-in."""
    return [
        follow("c", scanned),
        follow("t", table),
        on(CodeTap, my_code),
        on(CheckinTap, tapped),
    ]
