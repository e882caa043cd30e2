"""/agenda: what is agreed, day by day, the gaps and who is free in them, and the calendar file."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CommandHandler
from telegram.ext.filters import UpdateType

from bot.domain.ids import AttendeeId, SlotId
from bot.domain.people import AttendeeStatus
from bot.services import agenda, matching, people
from bot.views import agenda as views
from bot.views import gaps as gap_views
from bot.views.agenda import AgendaAct, AgendaTap
from bot.views.menu import Door, MenuTap, menu_button
from bot.views.taps import StaleTap
from handlers.callbacks import on
from handlers.context import Context


async def show(_update: Update, context: Context) -> None:
    """/agenda, or its button: the day that matters now."""
    await _show(context, None)


async def turn(_update: Update, context: Context) -> None:
    """Another day."""
    await _show(context, context.tap(AgendaTap).day)


async def _show(context: Context, day: int | None) -> None:
    event, me = context.event, context.attendee
    days = await agenda.agenda_of(context.uow, event, me)
    empty = not any(one.entries for one in days)
    screen = views.agenda_screen(
        context.words,
        event,
        days,
        menu_button(context.words),
        now=context.now,
        day=day,
        has_place=me.status is AttendeeStatus.REGISTERED,
        had_something=empty and await agenda.had_something(context.uow, me),
        untimed=await agenda.untimed_of(context.uow, me),
    )
    context.show(screen)


async def calendar_file(_update: Update, context: Context) -> None:
    """The calendar file, as a document below the agenda."""
    text = await agenda.calendar_of(context.uow, context.event, context.attendee, context.words)
    if text is None:
        context.toast(views.nothing_for_calendar(context.words), alert=True)
    else:
        context.send(views.calendar_screen(context.words, context.event, text))


async def use_gap(_update: Update, context: Context) -> None:
    """Who is free in this gap, as it stands now."""
    tap = context.tap(AgendaTap)
    event, me = context.event, context.attendee
    gap = await _slots(context, tap)
    people.may_take_part(me)
    best = await matching.order_of(context.uow, event, me)
    then = await people.free_then(context.uow, event, me, gap, tap.page, best=best)
    context.show(gap_views.free_people(context.words, event, then.slots, then.found, then.at, tap))


async def person(_update: Update, context: Context) -> None:
    """Somebody of that list: the card, with a time of the gap proposed."""
    tap = context.tap(AgendaTap)
    event, me = context.event, context.attendee
    if tap.who is None:
        raise StaleTap("AgendaTap")
    shown = await people.card(context.uow.connection, me, AttendeeId(tap.who))
    slot = await people.first_shared(context.uow, event, me, shown, await _slots(context, tap))
    context.show(gap_views.card_for_gap(context.words, event, shown, slot, tap))


async def _slots(context: Context, tap: AgendaTap) -> tuple[SlotId, ...]:
    """The slots of the gap that begins there, as the agenda has it now; where it has shrunk, what follows."""
    if tap.slot is None:
        raise StaleTap("AgendaTap")
    return await agenda.gap_from(context.uow, context.event, context.attendee, tap.slot)


def handlers() -> list[BaseHandler[Update, Context, Any]]:
    """Everything about the agenda."""
    return [
        CommandHandler("agenda", show, filters=UpdateType.MESSAGE),
        on(MenuTap, show, door=Door.AGENDA),
        on(AgendaTap, turn, action=AgendaAct.SHOW),
        on(AgendaTap, calendar_file, action=AgendaAct.FILE),
        on(AgendaTap, use_gap, action=AgendaAct.GAP),
        on(AgendaTap, person, action=AgendaAct.PERSON),
    ]
