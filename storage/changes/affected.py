"""Whom and what a change touches, by few statements however many there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy import ColumnElement, select

from bot.domain.ids import AttendeeId, EventId, MeetingId, PlaceId, SessionId, SlotId
from bot.domain.meetings import Meeting, Status
from bot.domain.people import AttendeeStatus
from storage.database import Connection
from storage.meetings.rows import read
from storage.tables import attendees, audit, joined_sessions, meetings, placings, seats, slots

CHUNK = 400  # ids a statement
T = TypeVar("T")


def chunks(ids: Sequence[T]) -> Iterator[Sequence[T]]:
    """The ids in portions that one statement takes."""
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]


async def misfits(
    connection: Connection, event_id: EventId, slot_ids: Sequence[SlotId], place_ids: Sequence[PlaceId], now: datetime
) -> list[MeetingId]:
    """Scheduled meetings, not begun, that sit in one of these slots or at one of these places."""
    found: set[MeetingId] = set()
    conditions: list[ColumnElement[bool]] = [
        *(meetings.c.slot_id.in_(list(some)) for some in chunks(slot_ids)),
        *(meetings.c.place_id.in_(list(some)) for some in chunks(place_ids)),
    ]
    for condition in conditions:
        rows = await connection.execute(
            select(meetings.c.id)
            .join(slots, slots.c.id == meetings.c.slot_id)
            .where(
                meetings.c.event_id == event_id,
                meetings.c.status == Status.SCHEDULED.value,
                slots.c.starts_at > now,
                condition,
            )
        )
        found |= {MeetingId(i) for i in rows.scalars()}
    return sorted(found)


async def people_in(connection: Connection, ids: Sequence[MeetingId]) -> dict[MeetingId, tuple[AttendeeId, ...]]:
    """Who has a seat in each of these meetings."""
    found: dict[MeetingId, list[AttendeeId]] = defaultdict(list)
    for some in chunks(ids):
        query = select(seats.c.meeting_id, seats.c.attendee_id).where(seats.c.meeting_id.in_(list(some)))
        for meeting_id, attendee_id in await connection.execute(query.order_by(seats.c.attendee_id)):
            found[MeetingId(meeting_id)].append(AttendeeId(attendee_id))
    return {meeting_id: tuple(people) for meeting_id, people in found.items()}


async def taken_places(connection: Connection, event_id: EventId, now: datetime) -> dict[SlotId, set[PlaceId]]:
    """The places taken in every slot that has not begun."""
    rows = await connection.execute(
        select(placings.c.slot_id, placings.c.place_id)
        .join(slots, slots.c.id == placings.c.slot_id)
        .where(slots.c.event_id == event_id, slots.c.starts_at > now)
    )
    found: dict[SlotId, set[PlaceId]] = defaultdict(set)
    for slot_id, place_id in rows:
        found[SlotId(slot_id)].add(PlaceId(place_id))
    return found


async def proposing(connection: Connection, slot_ids: Sequence[SlotId]) -> list[Meeting]:
    """Open requests that propose one of these slots, locked."""
    found: list[Meeting] = []
    for some in chunks(slot_ids):
        query = select(meetings).where(
            meetings.c.proposed_slot_id.in_(list(some)), meetings.c.status == Status.PENDING.value
        )
        found += await read(connection, query.order_by(meetings.c.id).with_for_update(key_share=True))
    return found


async def past_deadline(connection: Connection, event_id: EventId, moment: datetime) -> list[Meeting]:
    """Open requests that could be answered after that moment, locked."""
    query = select(meetings).where(
        meetings.c.event_id == event_id, meetings.c.status == Status.PENDING.value, meetings.c.answer_by > moment
    )
    return await read(connection, query.order_by(meetings.c.id).with_for_update(key_share=True))


async def joined(connection: Connection, session_ids: Sequence[SessionId]) -> list[tuple[SessionId, AttendeeId]]:
    """Who has joined these sessions, of those who take part."""
    found: list[tuple[SessionId, AttendeeId]] = []
    for some in chunks(session_ids):
        rows = await connection.execute(
            select(joined_sessions.c.session_id, joined_sessions.c.attendee_id)
            .join(attendees, attendees.c.id == joined_sessions.c.attendee_id)
            .where(joined_sessions.c.session_id.in_(list(some)), attendees.c.status == AttendeeStatus.REGISTERED.value)
            .order_by(joined_sessions.c.session_id, joined_sessions.c.attendee_id)
        )
        found += [(SessionId(session), AttendeeId(attendee)) for session, attendee in rows]
    return found


async def meetings_of_people(
    connection: Connection, ids: Sequence[AttendeeId], now: datetime
) -> dict[AttendeeId, list[tuple[SlotId, MeetingId]]]:
    """The scheduled meetings of these people that are not over, as the seats say."""
    found: dict[AttendeeId, list[tuple[SlotId, MeetingId]]] = defaultdict(list)
    for some in chunks(ids):
        rows = await connection.execute(
            select(seats.c.attendee_id, seats.c.slot_id, seats.c.meeting_id)
            .join(meetings, meetings.c.id == seats.c.meeting_id)
            .join(slots, slots.c.id == seats.c.slot_id)
            .where(
                seats.c.attendee_id.in_(list(some)),
                meetings.c.status == Status.SCHEDULED.value,
                slots.c.ends_at > now,
            )
            .order_by(slots.c.starts_at)
        )
        for attendee_id, slot_id, meeting_id in rows:
            found[AttendeeId(attendee_id)].append((SlotId(slot_id), MeetingId(meeting_id)))
    return found


async def people_by_default(connection: Connection, event_id: EventId) -> list[AttendeeId]:
    """Who takes part and has the event's own bells."""
    rows = await connection.execute(
        select(attendees.c.id)
        .where(
            attendees.c.event_id == event_id,
            attendees.c.status == AttendeeStatus.REGISTERED.value,
            attendees.c.bell_minutes.is_(None),
        )
        .order_by(attendees.c.id)
    )
    return [AttendeeId(i) for i in rows.scalars()]


async def desk_acts_since(connection: Connection, event_id: EventId, act: str, load: str) -> dict[str, str]:
    """What the desk changed of the event since it was last loaded from its file: subject -> in words, the newest."""
    loads = select(audit.c.id).where(audit.c.event_id == event_id, audit.c.act == load).order_by(audit.c.id.desc())
    last = (await connection.execute(loads.limit(1))).scalar() or 0
    rows = await connection.execute(
        select(audit.c.subject, audit.c.detail)
        .where(audit.c.event_id == event_id, audit.c.act == act, audit.c.id > last)
        .order_by(audit.c.id)
    )
    return {row.subject: str(row.detail.get("what", "")) for row in rows}
