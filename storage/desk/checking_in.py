"""Codes of attendees and tables, and who is here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, select, update

from bot.domain.events import PlaceKind
from bot.domain.ids import AttendeeId, EventId, PlaceId
from storage.database import Connection
from storage.tables import attendees, places

CHUNK = 400  # ids a statement


async def attendee_by_code(connection: Connection, code: str) -> tuple[AttendeeId, EventId] | None:
    """Whose code that is, and of which event."""
    row = (
        await connection.execute(select(attendees.c.id, attendees.c.event_id).where(attendees.c.code == code))
    ).one_or_none()
    return None if row is None else (AttendeeId(row.id), EventId(row.event_id))


async def give_codes(connection: Connection, fresh: Mapping[AttendeeId, str]) -> dict[AttendeeId, str]:
    """A code for each who has none yet; everybody's code."""
    rows = [{"which": attendee_id, "fresh": code} for attendee_id, code in fresh.items()]
    if rows:
        await connection.execute(
            update(attendees)
            .where(attendees.c.id == bindparam("which"), attendees.c.code.is_(None))
            .values(code=bindparam("fresh")),
            rows,
        )
    ids = list(fresh)
    found: dict[AttendeeId, str] = {}
    for start in range(0, len(ids), CHUNK):
        query = select(attendees.c.id, attendees.c.code).where(attendees.c.id.in_(ids[start : start + CHUNK]))
        found |= {AttendeeId(row.id): row.code for row in await connection.execute(query)}
    return found


async def check_in(connection: Connection, attendee_id: AttendeeId, now: datetime) -> bool:
    """They are here; False when that was known."""
    row = await connection.execute(
        update(attendees)
        .where(attendees.c.id == attendee_id, attendees.c.checked_in_at.is_(None))
        .values(checked_in_at=now)
        .returning(attendees.c.id)
    )
    return row.first() is not None


async def undo_check_in(connection: Connection, attendee_id: AttendeeId) -> bool:
    """They are not here after all; False when they were not."""
    row = await connection.execute(
        update(attendees)
        .where(attendees.c.id == attendee_id, attendees.c.checked_in_at.is_not(None))
        .values(checked_in_at=None)
        .returning(attendees.c.id)
    )
    return row.first() is not None


async def place_by_code(connection: Connection, code: str) -> tuple[PlaceId, EventId] | None:
    """Which place has that code, and at which event."""
    row = (await connection.execute(select(places.c.id, places.c.event_id).where(places.c.code == code))).one_or_none()
    return None if row is None else (PlaceId(row.id), EventId(row.event_id))


async def table_codes(connection: Connection, event_id: EventId) -> list[tuple[PlaceId, int, str | None, str | None]]:
    """The event's tables in order: id, number, zone, code (None: none yet)."""
    rows = await connection.execute(
        select(places.c.id, places.c.number, places.c.zone, places.c.code)
        .where(
            places.c.event_id == event_id,
            places.c.kind == PlaceKind.TABLE.value,
            places.c.removed.is_(False),
        )
        .order_by(places.c.number)
    )
    return [(PlaceId(row.id), row.number, row.zone, row.code) for row in rows]


async def give_table_codes(connection: Connection, fresh: Sequence[tuple[PlaceId, str]]) -> None:
    """A code for each table that has none yet."""
    if fresh:
        await connection.execute(
            update(places)
            .where(places.c.id == bindparam("which"), places.c.code.is_(None))
            .values(code=bindparam("fresh")),
            [{"which": place_id, "fresh": code} for place_id, code in fresh],
        )
