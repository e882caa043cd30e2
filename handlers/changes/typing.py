"""What is typed for a change of the event: a time, a room, a speaker, numbers of tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Coroutine
from datetime import date, datetime
from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, MessageHandler
from telegram.ext.filters import COMMAND, UpdateType

from bot.domain.changes import BlockTime, DeskChange, SessionDetails, SessionTime, TablesUse
from bot.domain.events import Session
from bot.domain.typed_times import Kind, read_moments
from bot.domain.typed_words import clean
from bot.views.changes import ChangesAct, ChangesTap, asking, floor
from bot.views.screens import Button, Screen
from bot.views.words import Words
from handlers.callbacks import on
from handlers.changes import doing, showing
from handlers.changes.doing import block_of, check_role, session_of, show_preview
from handlers.changes.showing import to_block, to_session
from handlers.context import Context
from handlers.durable import DurableConversation

START, STOP, ROOM, SPEAKER, TABLES, BLOCK_END = "start", "stop", "room", "speaker", "tables", "block_end"
ABOUT = "change_about"  # in the draft: the session or block that is asked about
LONGEST_LINE = 200  # characters, as in an event file
MOST_NUMBERS = 200  # characters typed for tables
RANGE = re.compile(r"(\d{1,4})(?:\s*[-–—]\s*(\d{1,4}))?")
SEPARATORS = re.compile(r"[\s,;+&]+")
Steps = list[BaseHandler[Update, Context, Any]]
Ask = Callable[[Words, Any, Session], Screen]


def asks(state: str, view: Ask) -> Callable[[Update, Context], Coroutine[Any, Any, str]]:
    """A button that asks for something about a session."""

    async def handler(_update: Update, context: Context) -> str:
        check_role(context)
        one = session_of(context, context.tap(ChangesTap).a)
        context.draft[ABOUT] = one.id
        context.show(view(context.words, context.event, one))
        return state

    return handler


async def ask_block_end(_update: Update, context: Context) -> str:
    """When does the block end?"""
    check_role(context)
    one = block_of(context, context.tap(ChangesTap).a)
    context.draft[ABOUT] = one.id
    context.show(asking.ask_block_end(context.words, context.event, one))
    return BLOCK_END


async def tables(_update: Update, context: Context) -> str:
    """The tables; numbers can be typed."""
    check_role(context)
    context.show(floor.tables(context.words, context.event, context.tap(ChangesTap).a or 0))
    return TABLES


async def read_start(update: Update, context: Context) -> str | int:
    """A session's new start."""
    check_role(context)
    one = session_of(context, context.draft.get(ABOUT))
    length = one.ends_at - one.starts_at
    day = context.event.day_of(one.starts_at)
    return await _read_time(
        update,
        context,
        day,
        START,
        (ChangesAct.STARTS_AT, one.id),
        to_session(context, one),
        lambda moment: SessionTime(one.id, moment, moment + length),
    )


async def read_end(update: Update, context: Context) -> str | int:
    """A session's new end."""
    check_role(context)
    one = session_of(context, context.draft.get(ABOUT))
    day = context.event.day_of(one.starts_at)
    return await _read_time(
        update,
        context,
        day,
        STOP,
        (ChangesAct.ENDS_AT, one.id),
        to_session(context, one),
        lambda moment: SessionTime(one.id, one.starts_at, moment),
    )


async def read_block_end(update: Update, context: Context) -> str | int:
    """A block's new end."""
    check_role(context)
    one = block_of(context, context.draft.get(ABOUT))
    day = context.event.day_of(one.starts_at)
    return await _read_time(
        update,
        context,
        day,
        BLOCK_END,
        (ChangesAct.BLOCK_ENDS_AT, one.id),
        to_block(context, one),
        lambda moment: BlockTime(one.id, one.starts_at, moment),
    )


async def _read_time(
    update: Update,
    context: Context,
    day: date,
    state: str,
    which: tuple[ChangesAct, int],
    back: Button,
    change: Callable[[datetime], DeskChange],
) -> str | int:
    words, event = context.words, context.event
    text = _text(update) or ""
    reading = read_moments(text, language=words.language, now=context.now, zone=event.zone, days=[day])
    if reading.kind is Kind.MOMENT:
        return await show_preview(context, change(reading.moments[0]), back)
    if reading.moments:
        context.show(asking.which_moment(words, event, reading.moments, *which, back))
    else:
        context.show(asking.no_time(words, reading.kind, back))
    return state


def reads(state: str, name: str) -> Callable[[Update, Context], Coroutine[Any, Any, str | int]]:
    """A session's new room or speaker."""

    async def handler(update: Update, context: Context) -> str | int:
        check_role(context)
        one = session_of(context, context.draft.get(ABOUT))
        value = clean(_text(update) or "")
        back = to_session(context, one)
        if not value or len(value) > LONGEST_LINE:
            context.show(asking.no_name(context.words, LONGEST_LINE, back))
            return state
        return await show_preview(context, SessionDetails(one.id, name, value), back)

    return handler


async def read_tables(update: Update, context: Context) -> str | int:
    """Numbers of tables: those in use go out of use; if none of them is in use they come back."""
    check_role(context)
    words, back = context.words, floor.act(context.words.plain("« Tables"), ChangesAct.TABLES)
    wanted = numbers_in(_text(update) or "")
    if wanted is None:
        context.show(asking.no_numbers(words, back))
        return TABLES
    every = {place.number: place for place in floor.every_table(context.event)}
    missing = sorted(wanted - set(every))
    if missing:
        context.show(asking.no_such_numbers(words, floor.numbers(missing[:20]), back))
        return TABLES
    in_use = [every[n].id for n in sorted(wanted) if not every[n].out_of_use]
    change = TablesUse(tuple(in_use or (every[n].id for n in sorted(wanted))), out_of_use=bool(in_use))
    return await show_preview(context, change, back)


def numbers_in(text: str) -> set[int] | None:
    """``12``, ``3-7``, ``1, 4 9-11``; None for anything else."""
    if not text.strip() or len(text) > MOST_NUMBERS:
        return None
    found: set[int] = set()
    rest = RANGE.sub(lambda match: _take(match, found), text)
    return found if found and not SEPARATORS.sub("", rest) else None


def _take(match: re.Match[str], found: set[int]) -> str:
    first, last = int(match[1]), int(match[2] or match[1])
    if last < first:
        return "?"
    found.update(range(first, last + 1))
    return " "


def _text(update: Update) -> str | None:
    return update.message.text if update.message else None


def handlers() -> Steps:
    """The conversation, then what works outside it too: in the middle of it these end it, so that words typed later
    are nothing's answer.
    """
    asking_ = [
        on(ChangesTap, asks(START, asking.ask_time), act=ChangesAct.TIME),
        on(ChangesTap, asks(STOP, asking.ask_end), act=ChangesAct.END),
        on(ChangesTap, asks(ROOM, asking.ask_room), act=ChangesAct.ROOM),
        on(ChangesTap, asks(SPEAKER, asking.ask_speaker), act=ChangesAct.SPEAKER),
        on(ChangesTap, ask_block_end, act=ChangesAct.BLOCK_END),
        on(ChangesTap, tables, act=ChangesAct.TABLES),
    ]
    plain: dict[ChangesAct, Any] = {
        ChangesAct.OPEN: showing.opened,
        ChangesAct.SESSIONS: showing.sessions,
        ChangesAct.SESSION: showing.session,
        ChangesAct.SHIFT: showing.shift,
        ChangesAct.STARTS_AT: showing.starts_at,
        ChangesAct.ENDS_AT: showing.ends_at,
        ChangesAct.NO_ROOM: showing.without("room"),
        ChangesAct.NO_SPEAKER: showing.without("speaker"),
        ChangesAct.CANCEL_SESSION: showing.cancel_session,
        ChangesAct.BRING_BACK: showing.bring_back,
        ChangesAct.TABLE: showing.table,
        ChangesAct.BLOCKS: showing.blocks,
        ChangesAct.BLOCK: showing.block,
        ChangesAct.LONGER: showing.longer,
        ChangesAct.SHORTER: showing.shorter,
        ChangesAct.LATER: showing.later,
        ChangesAct.BLOCK_ENDS_AT: showing.block_ends_at,
        ChangesAct.DO: doing.do,
    }
    ending: Steps = [on(ChangesTap, handler, act=act) for act, handler in plain.items()]
    typed = UpdateType.MESSAGE & ~COMMAND
    readers: dict[str, Any] = {
        START: read_start,
        STOP: read_end,
        ROOM: reads(ROOM, "room"),
        SPEAKER: reads(SPEAKER, "speaker"),
        TABLES: read_tables,
        BLOCK_END: read_block_end,
    }
    conversation = DurableConversation(
        "changes",
        entry_points=[*asking_],
        states={state: [MessageHandler(typed, reader)] for state, reader in readers.items()},
        fallbacks=[*ending],
    )
    return [conversation, *ending]
