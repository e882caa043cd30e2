"""What a timetable is made from, read in portions: between two of them others have their turn on the event loop."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select

from bot.domain.ids import AttendeeId, EventId, MeetingId, PlaceId, SessionId, SlotId
from bot.domain.meetings import MemberStatus, Priority, Status
from bot.domain.people import Mode
from storage.changes.affected import chunks
from storage.database import Connection
from storage.tables import attendees, joined_sessions, meeting_members, meetings, placings, seats, unavailable_slots

PORTION = 1_000  # rows a statement: a few milliseconds of the event loop
_COLUMNS = [
    meetings.c[name]
    for name in (
        "id",
        "requester_id",
        "guest_id",
        "status",
        "slot_id",
        "place_id",
        "is_group",
        "version",
        "priority",
        "fixed",
        "after_id",
    )
]


@dataclass(frozen=True, slots=True)
class Agreed:
    """An agreed meeting, as far as a timetable asks; `people` are requester, guest and who has joined a group."""

    id: MeetingId
    people: tuple[AttendeeId, ...]
    status: Status
    slot_id: SlotId | None
    place_id: PlaceId | None
    version: int
    priority: Priority
    fixed: bool
    after_id: MeetingId | None


async def agreed(connection: Connection, event_id: EventId, statuses: Sequence[Status]) -> AsyncIterator[list[Agreed]]:
    """The event's meetings of these statuses, portion after portion."""
    for status in statuses:
        last = 0
        while True:
            query = select(*_COLUMNS).where(
                meetings.c.event_id == event_id, meetings.c.status == status.value, meetings.c.id > last
            )
            rows = (await connection.execute(query.order_by(meetings.c.id).limit(PORTION))).all()
            if rows:
                last = rows[-1].id
                groups = [row.id for row in rows if row.is_group]
                joined = await _joined_groups(connection, groups) if groups else {}
                yield [_agreed(row, joined.get(row.id, ())) for row in rows]
            if len(rows) < PORTION:
                break


def _agreed(row: Any, more: tuple[AttendeeId, ...]) -> Agreed:
    return Agreed(
        row.id,
        (row.requester_id, row.guest_id, *more),
        Status(row.status),
        row.slot_id,
        row.place_id,
        row.version,
        Priority(row.priority),
        row.fixed,
        row.after_id,
    )


async def _joined_groups(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[AttendeeId, ...]]:
    found: dict[int, tuple[AttendeeId, ...]] = {}
    for some in chunks(ids):
        rows = await connection.execute(
            select(meeting_members.c.meeting_id, meeting_members.c.attendee_id)
            .where(
                meeting_members.c.meeting_id.in_(list(some)),
                meeting_members.c.status == MemberStatus.ACCEPTED.value,
            )
            .order_by(meeting_members.c.invited_at, meeting_members.c.attendee_id)
        )
        for meeting_id, attendee_id in rows:
            found[meeting_id] = (*found.get(meeting_id, ()), AttendeeId(attendee_id))
    return found


async def people_of(connection: Connection, ids: Sequence[MeetingId]) -> set[AttendeeId]:
    """Everybody who is in one of these meetings."""
    found: set[AttendeeId] = set()
    for some in chunks(ids):
        query = select(meetings.c.id, meetings.c.requester_id, meetings.c.guest_id, meetings.c.is_group)
        rows = (await connection.execute(query.where(meetings.c.id.in_(list(some))))).all()
        for row in rows:
            found |= {AttendeeId(row.requester_id), AttendeeId(row.guest_id)}
        groups = [row.id for row in rows if row.is_group]
        if groups:
            found |= {who for more in (await _joined_groups(connection, groups)).values() for who in more}
    return found


async def modes(connection: Connection, event_id: EventId) -> AsyncIterator[list[tuple[AttendeeId, dict[date, Mode]]]]:
    """How everybody at the event takes part, day by day; portion after portion."""
    last = 0
    while True:
        query = select(attendees.c.id, attendees.c.modes).where(attendees.c.event_id == event_id, attendees.c.id > last)
        rows = (await connection.execute(query.order_by(attendees.c.id).limit(PORTION))).all()
        if rows:
            last = rows[-1].id
            yield [
                (AttendeeId(row.id), {date.fromisoformat(day): Mode(mode) for day, mode in row.modes.items()})
                for row in rows
            ]
        if len(rows) < PORTION:
            return


async def away(connection: Connection, slot_id: SlotId) -> AsyncIterator[list[AttendeeId]]:
    """Who marked this slot as not free."""
    query = select(unavailable_slots.c.attendee_id).where(unavailable_slots.c.slot_id == slot_id)
    async for rows in _pages(connection, query, unavailable_slots.c.attendee_id):
        yield [AttendeeId(row[0]) for row in rows]


async def listening(connection: Connection, session_id: SessionId) -> AsyncIterator[list[AttendeeId]]:
    """Who joined this session."""
    query = select(joined_sessions.c.attendee_id).where(joined_sessions.c.session_id == session_id)
    async for rows in _pages(connection, query, joined_sessions.c.attendee_id):
        yield [AttendeeId(row[0]) for row in rows]


async def seated(connection: Connection, slot_id: SlotId) -> AsyncIterator[list[tuple[AttendeeId, MeetingId]]]:
    """Who sits in which meeting in this slot."""
    query = select(seats.c.attendee_id, seats.c.meeting_id).where(seats.c.slot_id == slot_id)
    async for rows in _pages(connection, query, seats.c.attendee_id):
        yield [(AttendeeId(who), MeetingId(meeting)) for who, meeting in rows]


async def placed(connection: Connection, slot_id: SlotId) -> AsyncIterator[list[tuple[PlaceId, MeetingId]]]:
    """Which meeting has which place in this slot."""
    query = select(placings.c.place_id, placings.c.meeting_id).where(placings.c.slot_id == slot_id)
    async for rows in _pages(connection, query, placings.c.place_id):
        yield [(PlaceId(place), MeetingId(meeting)) for place, meeting in rows]


async def _pages(connection: Connection, query: Select[Any], key: Any) -> AsyncIterator[Sequence[Any]]:
    last = 0
    while True:
        rows = (await connection.execute(query.where(key > last).order_by(key).limit(PORTION))).all()
        if rows:
            last = rows[-1][0]
            yield rows
        if len(rows) < PORTION:
            return
