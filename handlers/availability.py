"""/availability: when one can be met."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CommandHandler
from telegram.ext.filters import UpdateType

from bot.domain.ids import BlockId, SlotId
from bot.services import availability
from bot.services.availability import Use
from bot.views import availability as views
from bot.views.availability import AvailabilityAct, AvailabilityTap
from bot.views.menu import Door, MenuTap
from bot.views.taps import StaleTap
from handlers.callbacks import on
from handlers.context import Context


async def show(_update: Update, context: Context) -> None:
    """/availability, or its button: the first day with times ahead at which one is there."""
    days = await availability.days(context.uow, context.event, context.attendee)
    chosen = next((n for n, day in enumerate(days) if not day.absent), 0)
    context.show(views.availability(context.words, context.event, days, chosen))


async def turn(_update: Update, context: Context) -> None:
    """Another day."""
    await _show(context, context.tap(AvailabilityTap).day)


async def slot(_update: Update, context: Context) -> None:
    """A time: free, or not free."""
    tap = context.tap(AvailabilityTap)
    free = tap.act is AvailabilityAct.FREE
    wanted = [SlotId(_which(tap))]
    await availability.set_slots(context.uow, context.event, context.attendee, wanted, free=free)
    await _show(context, tap.day)


async def block(_update: Update, context: Context) -> None:
    """A whole block of the day."""
    tap = context.tap(AvailabilityTap)
    days = await availability.days(context.uow, context.event, context.attendee)
    if not 0 <= tap.day < len(days):
        raise StaleTap("AvailabilityTap")
    free = tap.act is AvailabilityAct.BLOCK_FREE
    which = BlockId(_which(tap))
    await availability.set_block(context.uow, context.event, context.attendee, which, days[tap.day].day, free=free)
    await _show(context, tap.day)


async def all_free(_update: Update, context: Context) -> None:
    """*All free again*."""
    await availability.all_free(context.uow, context.event, context.attendee)
    await _show(context, context.tap(AvailabilityTap).day)


async def session(_update: Update, context: Context) -> None:
    """A time in which a joined session lies: said, not changed."""
    tap = context.tap(AvailabilityTap)
    days = await availability.days(context.uow, context.event, context.attendee)
    for day in days:
        for seen in day.slots:
            if seen.slot.id == tap.which and seen.use is Use.SESSION:
                context.toast(views.in_session(context.words, seen.name or ""), alert=True)
                return
    await _show(context, tap.day)


def _which(tap: AvailabilityTap) -> int:
    if tap.which is None:
        raise StaleTap("AvailabilityTap")
    return tap.which


async def _show(context: Context, day: int) -> None:
    days = await availability.days(context.uow, context.event, context.attendee)
    context.show(views.availability(context.words, context.event, days, day))


def handlers() -> list[BaseHandler[Update, Context, Any]]:
    """Everything about being free."""
    return [
        CommandHandler("availability", show, filters=UpdateType.MESSAGE),
        on(MenuTap, show, door=Door.AVAILABILITY),
        on(AvailabilityTap, turn, act=AvailabilityAct.SHOW),
        on(AvailabilityTap, slot, act=AvailabilityAct.AWAY),
        on(AvailabilityTap, slot, act=AvailabilityAct.FREE),
        on(AvailabilityTap, block, act=AvailabilityAct.BLOCK_AWAY),
        on(AvailabilityTap, block, act=AvailabilityAct.BLOCK_FREE),
        on(AvailabilityTap, all_free, act=AvailabilityAct.ALL_FREE),
        on(AvailabilityTap, session, act=AvailabilityAct.SESSION),
    ]
