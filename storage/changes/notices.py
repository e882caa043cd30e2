"""One notice a person of everything that changed in one go, and who has not said "Got it"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update

from bot.domain.ids import AttendeeId, ChangeNoticeId, EventId
from storage.changes.affected import chunks
from storage.database import Connection
from storage.tables import change_notices


@dataclass(frozen=True, slots=True)
class Kept:
    """A notice as it is kept; `items` are lines of ``bot.domain.changes.items``."""

    id: ChangeNoticeId
    event_id: EventId
    attendee_id: AttendeeId
    items: Sequence[Mapping[str, Any]]
    made_at: datetime
    confirmed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """Somebody who has not said "Got it", since when, and about how many changes."""

    notice_id: ChangeNoticeId
    attendee_id: AttendeeId
    told_at: datetime
    changes: int


async def unread(connection: Connection, ids: Sequence[AttendeeId]) -> dict[AttendeeId, Kept]:
    """The notice that each of these people has not confirmed, if there is one."""
    found: dict[AttendeeId, Kept] = {}
    for some in chunks(ids):
        rows = await connection.execute(
            select(change_notices)
            .where(change_notices.c.attendee_id.in_(list(some)), change_notices.c.confirmed_at.is_(None))
            .order_by(change_notices.c.id)
        )
        found |= {AttendeeId(row.attendee_id): _kept(row) for row in rows}
    return found


async def add(
    connection: Connection,
    event_id: EventId,
    items: Mapping[AttendeeId, Sequence[Mapping[str, Any]]],
    now: datetime,
) -> dict[AttendeeId, ChangeNoticeId]:
    """One notice for each; their numbers."""
    rows = [
        {"event_id": event_id, "attendee_id": who, "items": list(theirs), "made_at": now}
        for who, theirs in items.items()
    ]
    found: dict[AttendeeId, ChangeNoticeId] = {}
    for some in chunks(rows):
        made = await connection.execute(
            insert(change_notices).returning(change_notices.c.id, change_notices.c.attendee_id), list(some)
        )
        found |= {AttendeeId(row.attendee_id): ChangeNoticeId(row.id) for row in made}
    return found


async def drop(connection: Connection, ids: Sequence[ChangeNoticeId]) -> None:
    """These notices are part of newer ones."""
    for some in chunks(ids):
        await connection.execute(delete(change_notices).where(change_notices.c.id.in_(list(some))))


async def notice(connection: Connection, notice_id: ChangeNoticeId) -> Kept | None:
    """The notice of that number, unless it has become part of a newer one."""
    row = (await connection.execute(select(change_notices).where(change_notices.c.id == notice_id))).one_or_none()
    return None if row is None else _kept(row)


async def newest_of(connection: Connection, attendee_id: AttendeeId) -> Kept | None:
    """The newest notice of somebody, confirmed or not."""
    query = select(change_notices).where(change_notices.c.attendee_id == attendee_id)
    row = (await connection.execute(query.order_by(change_notices.c.id.desc()).limit(1))).one_or_none()
    return None if row is None else _kept(row)


async def confirm(connection: Connection, notice_id: ChangeNoticeId, now: datetime) -> bool:
    """Somebody has said "Got it"; False when they had before."""
    row = await connection.execute(
        update(change_notices)
        .where(change_notices.c.id == notice_id, change_notices.c.confirmed_at.is_(None))
        .values(confirmed_at=now)
        .returning(change_notices.c.id)
    )
    return row.first() is not None


async def unconfirmed(connection: Connection, event_id: EventId) -> list[Unconfirmed]:
    """Who has not said "Got it" to a change of the event, the longest wait first."""
    rows = await connection.execute(
        select(change_notices)
        .where(change_notices.c.event_id == event_id, change_notices.c.confirmed_at.is_(None))
        .order_by(change_notices.c.made_at, change_notices.c.id)
    )
    return [
        Unconfirmed(ChangeNoticeId(row.id), AttendeeId(row.attendee_id), row.made_at, len(row.items)) for row in rows
    ]


def _kept(row: Any) -> Kept:
    return Kept(
        ChangeNoticeId(row.id),
        EventId(row.event_id),
        AttendeeId(row.attendee_id),
        row.items,
        row.made_at,
        row.confirmed_at,
    )
