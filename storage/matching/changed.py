"""Whose profile has changed since one last looked: attendees by ``changed_at``, whichever process wrote it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, BindParameter, Select, bindparam, func, select

from bot.domain.ids import AttendeeId, EventId
from bot.domain.people import AttendeeStatus
from storage.database import Connection
from storage.tables import attendees
from storage.tables.base import Moment

CHUNK = 500  # ids a statement
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_COLUMNS = (attendees.c.id, attendees.c.changed_at, attendees.c.status, attendees.c.hidden, attendees.c.event_id)


@dataclass(frozen=True, slots=True)
class Stamp:
    """When somebody's row was last written, and whether others can see them now."""

    changed_at: datetime
    listed: bool


@cache
def _changed() -> Select[Any]:
    since = attendees.c.changed_at >= bindparam("since", type_=Moment)
    return select(*_COLUMNS).where(attendees.c.event_id == bindparam("event", type_=BigInteger), since)


@cache
def _of() -> Select[Any]:
    return select(*_COLUMNS).where(attendees.c.id.in_(_IDS))


@cache
def _after() -> Select[Any]:
    return (
        select(attendees.c.id)
        .where(
            attendees.c.event_id == bindparam("event", type_=BigInteger),
            attendees.c.id > bindparam("after", type_=BigInteger),
            attendees.c.status == AttendeeStatus.REGISTERED.value,
            attendees.c.hidden.is_(False),
        )
        .order_by(attendees.c.id)
        .limit(bindparam("most", type_=BigInteger))
    )


def _stamp(row: Any) -> Stamp:
    return Stamp(row.changed_at, row.status == AttendeeStatus.REGISTERED.value and not row.hidden)


async def changed_since(connection: Connection, event_id: EventId, since: datetime) -> dict[int, Stamp]:
    """Everybody of an event whose row was written at `since` or later, those who left and who hide included."""
    rows = await connection.execute(_changed(), {"event": event_id, "since": since})
    return {row.id: _stamp(row) for row in rows}


async def stamps_of(connection: Connection, event_id: EventId, ids: Iterable[int]) -> dict[int, Stamp]:
    """The same of these attendees; ids that are not of the event are left out."""
    wanted = list(ids)
    found: dict[int, Stamp] = {}
    for start in range(0, len(wanted), CHUNK):
        rows = await connection.execute(_of(), {"ids": wanted[start : start + CHUNK]})
        found |= {row.id: _stamp(row) for row in rows if row.event_id == event_id}
    return found


async def ids_after(connection: Connection, event_id: EventId, after: int, most: int) -> list[AttendeeId]:
    """The next `most` attendees whom others can see, by rising id."""
    rows = await connection.execute(_after(), {"event": event_id, "after": after, "most": most})
    return [AttendeeId(i) for i in rows.scalars()]


async def number_listed(connection: Connection, event_id: EventId) -> int:
    """How many attendees others can see."""
    query = select(func.count()).where(
        attendees.c.event_id == event_id,
        attendees.c.status == AttendeeStatus.REGISTERED.value,
        attendees.c.hidden.is_(False),
    )
    return int((await connection.execute(query)).scalar_one())
