"""The list of people: filters, pages, and a search that forgives diacritics and a slip of the finger."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, exists, func, select

from bot.domain.ids import AttendeeId, EventId
from bot.domain.openings import Opening
from bot.domain.people import AttendeeStatus, Found, PeopleFilter
from bot.domain.typed_words import close, fold
from storage.database import Connection
from storage.people.freedom import PAGE, free_in, page_of
from storage.people.reading import ATTENDEE_COLUMNS, CHUNK, read_attendees
from storage.tables import attendees, interests

LOOKED_AT = 5_000  # attendees that a search for a mistyped word reads at most


def listed(event_id: EventId) -> list[ColumnElement[bool]]:
    """Conditions on attendees: those of this event whom others can see."""
    return [
        attendees.c.event_id == event_id,
        attendees.c.status == AttendeeStatus.REGISTERED.value,
        attendees.c.hidden.is_(False),
    ]


def _conditions(event_id: EventId, wanted: PeopleFilter, without: AttendeeId | None) -> list[ColumnElement[bool]]:
    conditions = listed(event_id)
    if without is not None:
        conditions.append(attendees.c.id != without)
    if wanted.type is not None:
        conditions.append(attendees.c.type == wanted.type.value)
    if wanted.country is not None:
        conditions.append(attendees.c.country == wanted.country)
    if wanted.mode is not None:
        conditions.append(cast(attendees.c.modes, Text).like(f'%"{wanted.mode.value}"%'))
    if wanted.language is not None:
        conditions.append(cast(attendees.c.languages, Text).like(f'%"{wanted.language}"%'))
    if wanted.topic_id is not None:
        conditions.append(
            exists().where(interests.c.attendee_id == attendees.c.id, interests.c.topic_id == wanted.topic_id)
        )
    return conditions


async def search(
    connection: Connection,
    event_id: EventId,
    wanted: PeopleFilter,
    page: int = 0,
    *,
    without: AttendeeId | None = None,
    openings: Sequence[Opening] | None = None,
) -> Found:
    """One page of the people who can be seen, by name. A page past the end gives the last one.

    `without` leaves out the reader; with `openings` only those are in it who are free in one of them. Hidden, waiting,
    cancelled and forgotten attendees are never in it.
    """
    conditions = _conditions(event_id, wanted, without)
    if openings is not None:
        conditions.append(free_in(openings))
    words = fold(wanted.text).split() if wanted.text else []
    if openings is not None and not words:
        query = select(attendees.c.id).where(*conditions).order_by(attendees.c.folded, attendees.c.id)
        return await page_of(connection, query, page)
    exact = [*conditions, *(attendees.c.folded.contains(word, autoescape=True) for word in words)]
    total = await _count(connection, exact)
    if total == 0 and words:
        exact = [*conditions, attendees.c.id.in_(await _nearly(connection, conditions, words))]
        total = await _count(connection, exact)
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 0), pages - 1)
    query = select(*ATTENDEE_COLUMNS).where(*exact).order_by(attendees.c.folded, attendees.c.id)
    found = await read_attendees(connection, query.limit(PAGE).offset(page * PAGE)) if total else []
    return Found(tuple(found), total, page, pages)


async def _count(connection: Connection, conditions: list[Any]) -> int:
    return int((await connection.execute(select(func.count()).select_from(attendees).where(*conditions))).scalar_one())


async def _nearly(connection: Connection, conditions: list[Any], words: list[str]) -> list[int]:
    rows = await connection.execute(select(attendees.c.id, attendees.c.folded).where(*conditions).limit(LOOKED_AT))
    # In a thread: with thousands of people it takes longer than the event loop may stand still.
    return await asyncio.to_thread(_close_ones, [(row.id, row.folded) for row in rows], words)


def _close_ones(people: list[tuple[int, str]], words: list[str]) -> list[int]:
    theirs = {attendee_id: set(folded.split()) for attendee_id, folded in people}
    vocabulary = set().union(*theirs.values()) if theirs else set()
    meant = [{known for known in vocabulary if close(word, known)} for word in words]
    found = [attendee_id for attendee_id, said in theirs.items() if all(said & wanted for wanted in meant)]
    return found[:CHUNK]


async def countries(connection: Connection, event_id: EventId) -> list[tuple[str, int]]:
    """Countries of the people who can be seen, with how many of them, the most first."""
    number = func.count()
    rows = await connection.execute(
        select(attendees.c.country, number)
        .where(*listed(event_id))
        .group_by(attendees.c.country)
        .order_by(number.desc(), attendees.c.country)
    )
    return [(country, int(n)) for country, n in rows]


async def languages(connection: Connection, event_id: EventId) -> list[tuple[str, int]]:
    """Languages that the people who can be seen speak, with how many of them, the most first."""
    spoken = cast(attendees.c.languages, Text)
    rows = await connection.execute(select(spoken, func.count()).where(*listed(event_id)).group_by(spoken))
    counts: dict[str, int] = {}
    for together, number in rows:
        for code in json.loads(together):
            counts[code] = counts.get(code, 0) + int(number)
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
