"""What an attendee has agreed to: meetings with slot and place, and joined sessions."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Select, and_, bindparam, case, or_, select

from bot.domain.agenda import Entry
from bot.domain.ids import AttendeeId, MeetingId, SessionId
from storage.database import Connection
from storage.tables import attendees, joined_sessions, meetings, places, sessions, slots

STANDING = ("scheduled", "held", "missed")


async def entries(
    connection: Connection, attendee_id: AttendeeId, *, with_cancelled: bool = False
) -> tuple[Entry, ...]:
    """An attendee's meetings and joined sessions, in order of time.

    `with_cancelled` adds meetings that had a slot and were cancelled: a calendar must be told that they are off.
    """
    return tuple(
        sorted(
            [*await _meetings(connection, attendee_id, with_cancelled), *await _sessions(connection, attendee_id)],
            key=lambda entry: (entry.starts_at, entry.ends_at),
        )
    )


async def _meetings(connection: Connection, attendee_id: AttendeeId, with_cancelled: bool) -> list[Entry]:
    wanted = [*STANDING, "cancelled"] if with_cancelled else list(STANDING)
    rows = await connection.execute(_meetings_query(), {"attendee": attendee_id, "wanted": wanted})
    return [
        Entry(
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            title=row.name,
            organisation=row.organisation,
            table=row.number if row.kind == "table" else None,
            zone=row.zone,
            link=row.link,
            meeting_id=MeetingId(row.id),
            other_id=AttendeeId(row.other_id),
            version=row.version,
            cancelled=row.status == "cancelled",
            changed_at=row.changed_at,
        )
        for row in rows
    ]


@cache
def _meetings_query() -> Select[Any]:
    """Put together once: that costs more than running it."""
    attendee = bindparam("attendee", type_=BigInteger)
    other = case((meetings.c.requester_id == attendee, meetings.c.guest_id), else_=meetings.c.requester_id)
    return (
        select(
            meetings.c.id,
            meetings.c.status,
            meetings.c.version,
            meetings.c.changed_at,
            slots.c.starts_at,
            slots.c.ends_at,
            places.c.kind,
            places.c.number,
            places.c.zone,
            places.c.link,
            attendees.c.id.label("other_id"),
            attendees.c.name,
            attendees.c.organisation,
        )
        .join(slots, slots.c.id == meetings.c.slot_id)
        .join(attendees, attendees.c.id == other)
        .outerjoin(places, places.c.id == meetings.c.place_id)
        .where(
            and_(
                or_(meetings.c.requester_id == attendee, meetings.c.guest_id == attendee),
                meetings.c.status.in_(bindparam("wanted", expanding=True)),
            )
        )
    )


async def _sessions(connection: Connection, attendee_id: AttendeeId) -> list[Entry]:
    rows = await connection.execute(_sessions_query(), {"attendee": attendee_id})
    return [
        Entry(
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            title=row.title,
            place=row.room,
            link=row.stream_url,
            session_id=SessionId(row.id),
        )
        for row in rows
    ]


@cache
def _sessions_query() -> Select[Any]:
    return (
        select(sessions)
        .join(joined_sessions, joined_sessions.c.session_id == sessions.c.id)
        .where(joined_sessions.c.attendee_id == bindparam("attendee", type_=BigInteger), sessions.c.removed.is_(False))
    )
