"""What an attendee has agreed to: meetings with slot and place, and joined sessions."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Select,
    Text,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal,
    select,
    true,
    union,
)

from bot.domain.agenda import Entry
from bot.domain.ids import AttendeeId, MeetingId, PersonId, SessionId
from storage.database import Connection
from storage.tables import EPOCH, Moment, audit, joined_sessions, meeting_members, meetings, places, seats, slots
from storage.tables import attendees as attendees_table
from storage.tables import sessions as sessions_table

STANDING = ("scheduled", "held", "missed")
ENDED = ("cancelled", "accepted")  # had its time once; accepted: lost it and has no new one yet
JOINED, LEFT = "join_session", "leave_session"  # acts in the audit record


async def entries(
    connection: Connection, attendee_id: AttendeeId, *, after: datetime = EPOCH, with_cancelled: bool = False
) -> tuple[Entry, ...]:
    """An attendee's meetings and joined sessions that end after that moment, in order of time.

    `with_cancelled` adds what had its time and is off, for calendars: meetings that were cancelled, that this attendee
    left, or that lost their slot; sessions that they left, or that were taken out of the programme.
    """
    found = [
        *await _meetings(connection, attendee_id, after, with_cancelled),
        *await _sessions(connection, attendee_id, after),
        *(await _sessions_off(connection, attendee_id) if with_cancelled else ()),
    ]
    return tuple(sorted(found, key=lambda entry: (entry.starts_at, entry.ends_at)))


async def _meetings(
    connection: Connection, attendee_id: AttendeeId, after: datetime, with_cancelled: bool
) -> list[Entry]:
    wanted = [*STANDING, *ENDED] if with_cancelled else list(STANDING)
    values = {"attendee": attendee_id, "wanted": wanted, "after": after}
    rows = await connection.execute(_meetings_query(with_cancelled), values)
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
            others=max(0, row.seated - 2) if row.is_group else 0,
            version=row.version,
            cancelled=row.status in ENDED or bool(row.gone),
            changed_at=row.changed_at,
        )
        for row in rows
    ]


@cache
def _meetings_query(with_cancelled: bool) -> Select[Any]:
    """Put together once: that costs more than running it."""
    me = bindparam("attendee", type_=BigInteger)
    other = case((meetings.c.requester_id == me, meetings.c.guest_id), else_=meetings.c.requester_id)
    theirs = union(
        select(meetings.c.id).where(meetings.c.requester_id == me),
        select(meetings.c.id).where(meetings.c.guest_id == me),
        select(meeting_members.c.meeting_id).where(
            meeting_members.c.attendee_id == me,
            meeting_members.c.status.in_(["accepted", "left"] if with_cancelled else ["accepted"]),
        ),
    )
    seated = select(func.count()).where(seats.c.meeting_id == meetings.c.id).scalar_subquery()
    # In a group somebody may leave while the meeting stands: then it is off for them alone.
    gone = and_(meetings.c.is_group, ~exists().where(seats.c.meeting_id == meetings.c.id, seats.c.attendee_id == me))
    slot = func.coalesce(meetings.c.slot_id, meetings.c.proposed_slot_id) if with_cancelled else meetings.c.slot_id
    return (
        select(
            meetings.c.id,
            meetings.c.status,
            meetings.c.version,
            meetings.c.changed_at,
            meetings.c.is_group,
            seated.label("seated"),
            gone.label("gone"),
            slots.c.starts_at,
            slots.c.ends_at,
            places.c.kind,
            places.c.number,
            places.c.zone,
            places.c.link,
            attendees_table.c.id.label("other_id"),
            attendees_table.c.name,
            attendees_table.c.organisation,
        )
        .join(slots, slots.c.id == slot)
        .join(attendees_table, attendees_table.c.id == other)
        .outerjoin(places, places.c.id == meetings.c.place_id)
        .where(
            meetings.c.id.in_(theirs),
            meetings.c.status.in_(bindparam("wanted", expanding=True)),
            slots.c.ends_at > bindparam("after", type_=Moment),
            true() if with_cancelled else ~gone,
        )
    )


async def _sessions(connection: Connection, attendee_id: AttendeeId, after: datetime) -> list[Entry]:
    rows = await connection.execute(_sessions_query(), {"attendee": attendee_id, "after": after})
    return [_session(row) for row in rows]


@cache
def _sessions_query() -> Select[Any]:
    return (
        select(sessions_table)
        .join(joined_sessions, joined_sessions.c.session_id == sessions_table.c.id)
        .where(
            joined_sessions.c.attendee_id == bindparam("attendee", type_=BigInteger),
            sessions_table.c.removed.is_(False),
            sessions_table.c.ends_at > bindparam("after", type_=Moment),
        )
    )


async def _sessions_off(connection: Connection, attendee_id: AttendeeId) -> list[Entry]:
    """Sessions that they left, and joined ones that are no longer in the programme."""
    joined = select(joined_sessions.c.session_id).where(joined_sessions.c.attendee_id == attendee_id)
    removed = await connection.execute(
        select(sessions_table).where(sessions_table.c.id.in_(joined), sessions_table.c.removed)
    )
    me = select(attendees_table.c.event_id, attendees_table.c.person_id).where(attendees_table.c.id == attendee_id)
    event_id, person_id = (await connection.execute(me)).one()
    times = await session_acts(connection, event_id, PersonId(person_id))
    left = await connection.execute(
        select(sessions_table).where(sessions_table.c.id.in_(sorted(times)), sessions_table.c.id.not_in(joined))
    )
    return [_session(row, cancelled=True) for row in (*removed, *left)]


async def session_acts(connection: Connection, event_id: int, person_id: PersonId) -> dict[SessionId, int]:
    """How often this person joined or left each session of an event."""
    subjects = select(_subject(sessions_table.c.id)).where(sessions_table.c.event_id == event_id)
    rows = await connection.execute(
        select(audit.c.subject, func.count())
        .where(audit.c.subject.in_(subjects), audit.c.person_id == person_id, audit.c.act.in_([JOINED, LEFT]))
        .group_by(audit.c.subject)
    )
    return {SessionId(int(subject.partition(":")[2])): int(number) for subject, number in rows}


def _subject(session_id: Any) -> Any:
    return literal("session:", Text) + cast(session_id, Text)


def _session(row: Any, *, cancelled: bool = False) -> Entry:
    return Entry(
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        title=row.title,
        place=row.room,
        link=row.stream_url,
        session_id=SessionId(row.id),
        cancelled=cancelled,
    )
