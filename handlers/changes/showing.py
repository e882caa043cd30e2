"""*Change the event*: the lists, and the buttons that need no words."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from telegram import Update

from bot.domain.changes import BlockTime, SessionCancelled, SessionDetails, SessionTime, TablesUse
from bot.domain.events import Block, Session
from bot.domain.refusals import Refused
from bot.views.changes import ChangesAct, ChangesTap, floor
from bot.views.screens import Button
from bot.views.taps import StaleTap
from handlers.changes.doing import END, block_of, check_role, session_of, show_preview
from handlers.context import Context


async def opened(_update: Update, context: Context) -> int:
    """Where a change begins."""
    check_role(context)
    context.show(floor.opened(context.words, context.event))
    return END


async def sessions(_update: Update, context: Context) -> int:
    """The sessions of a day."""
    check_role(context)
    tap = context.tap(ChangesTap)
    context.show(floor.sessions(context.words, context.event, tap.a, tap.b or 0, context.now))
    return END


async def session(_update: Update, context: Context) -> int:
    """One session."""
    check_role(context)
    one = session_of(context, context.tap(ChangesTap).a)
    cancelled = one not in context.event.sessions
    context.show(floor.session(context.words, context.event, one, cancelled=cancelled))
    return END


async def shift(_update: Update, context: Context) -> int:
    """So many minutes later, with the same length."""
    check_role(context)
    tap = context.tap(ChangesTap)
    one, later = session_of(context, tap.a), _minutes(tap)
    change = SessionTime(one.id, one.starts_at + later, one.ends_at + later)
    return await show_preview(context, change, to_session(context, one))


async def starts_at(_update: Update, context: Context) -> int:
    """The new start, chosen among what was typed could mean."""
    check_role(context)
    tap = context.tap(ChangesTap)
    one, moment = session_of(context, tap.a), _moment(tap)
    change = SessionTime(one.id, moment, moment + (one.ends_at - one.starts_at))
    return await show_preview(context, change, to_session(context, one))


async def ends_at(_update: Update, context: Context) -> int:
    """The new end, chosen the same way."""
    check_role(context)
    tap = context.tap(ChangesTap)
    one = session_of(context, tap.a)
    return await show_preview(context, SessionTime(one.id, one.starts_at, _moment(tap)), to_session(context, one))


def without(name: str) -> Callable[[Update, Context], Awaitable[int]]:
    """No room, or no speaker."""

    async def handler(_update: Update, context: Context) -> int:
        check_role(context)
        one = session_of(context, context.tap(ChangesTap).a)
        return await show_preview(context, SessionDetails(one.id, name, None), to_session(context, one))

    return handler


async def cancel_session(_update: Update, context: Context) -> int:
    """It does not take place."""
    check_role(context)
    one = session_of(context, context.tap(ChangesTap).a)
    return await show_preview(context, SessionCancelled(one.id), to_session(context, one))


async def bring_back(_update: Update, context: Context) -> int:
    """It does after all."""
    check_role(context)
    one = session_of(context, context.tap(ChangesTap).a)
    return await show_preview(context, SessionCancelled(one.id, cancelled=False), to_session(context, one))


async def table(_update: Update, context: Context) -> int:
    """A table goes out of use, or comes back."""
    check_role(context)
    tap = context.tap(ChangesTap)
    found = floor.every_table(context.event)
    number = next((i for i, place in enumerate(found) if place.id == tap.a), None)
    if number is None:
        raise Refused("no_such_table")
    change = TablesUse((found[number].id,), out_of_use=not found[number].out_of_use)
    back = floor.act(context.words.plain("« Tables"), ChangesAct.TABLES, number // floor.TABLES_A_PAGE)
    return await show_preview(context, change, back)


async def blocks(_update: Update, context: Context) -> int:
    """The matchmaking blocks."""
    check_role(context)
    context.show(floor.blocks(context.words, context.event, context.now))
    return END


async def block(_update: Update, context: Context) -> int:
    """One block."""
    check_role(context)
    context.show(floor.block(context.words, context.event, block_of(context, context.tap(ChangesTap).a)))
    return END


async def longer(_update: Update, context: Context) -> int:
    """One meeting more at the end."""
    return await _by_slots(context, 1)


async def shorter(_update: Update, context: Context) -> int:
    """One meeting less at the end."""
    return await _by_slots(context, -1)


async def _by_slots(context: Context, more: int) -> int:
    check_role(context)
    one = block_of(context, context.tap(ChangesTap).a)
    wanted = sum(slot.block_id == one.id for slot in context.event.slots) + more
    if wanted < 1:
        raise Refused("block_without_slot", minutes=one.slot_minutes)
    length, step = timedelta(minutes=one.slot_minutes), timedelta(minutes=one.slot_minutes + one.gap_minutes)
    end = one.starts_at + step * (wanted - 1) + length
    return await show_preview(context, BlockTime(one.id, one.starts_at, end), to_block(context, one))


async def later(_update: Update, context: Context) -> int:
    """The whole block so many minutes later."""
    check_role(context)
    tap = context.tap(ChangesTap)
    one, minutes = block_of(context, tap.a), _minutes(tap)
    moved = replace(one, starts_at=one.starts_at + minutes, ends_at=one.ends_at + minutes)
    return await show_preview(context, BlockTime(one.id, moved.starts_at, moved.ends_at), to_block(context, one))


async def block_ends_at(_update: Update, context: Context) -> int:
    """The new end, chosen among what was typed could mean."""
    check_role(context)
    tap = context.tap(ChangesTap)
    one = block_of(context, tap.a)
    return await show_preview(context, BlockTime(one.id, one.starts_at, _moment(tap)), to_block(context, one))


def to_session(context: Context, one: Session) -> Button:
    """The way back."""
    return floor.act(context.words.plain("« Back"), ChangesAct.SESSION, one.id)


def to_block(context: Context, one: Block) -> Button:
    """The way back."""
    return floor.act(context.words.plain("« Back"), ChangesAct.BLOCK, one.id)


def _minutes(tap: ChangesTap) -> timedelta:
    if tap.b not in floor.LATER_BY:
        raise StaleTap("minutes")
    return timedelta(minutes=tap.b)


def _moment(tap: ChangesTap) -> datetime:
    try:
        return datetime.fromtimestamp((tap.b or 0) * 60, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise StaleTap("moment") from error
