"""What people have on at which table, for one or for many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from bot.domain.checkin import Sitting
from bot.domain.ids import AttendeeId, EventId, MeetingId, PlaceId, SlotId
from bot.domain.people import AttendeeStatus
from storage.database import Connection
from storage.tables import attendees, meetings, persons, placings, seats, slots

CHUNK = 400  # ids a statement


async def sittings(connection: Connection, ids: Sequence[AttendeeId]) -> dict[AttendeeId, tuple[Sitting, ...]]:
    """Every meeting with a seat (scheduled or past), of each of these attendees, in order of time."""
    mine = []
    for start in range(0, len(ids), CHUNK):
        rows = await connection.execute(
            select(
                seats.c.attendee_id,
                seats.c.meeting_id,
                seats.c.slot_id,
                slots.c.starts_at,
                slots.c.ends_at,
                meetings.c.place_id,
                meetings.c.version,
            )
            .join_from(seats, slots, slots.c.id == seats.c.slot_id)
            .join(meetings, meetings.c.id == seats.c.meeting_id)
            .where(seats.c.attendee_id.in_(list(ids[start : start + CHUNK])))
            .order_by(slots.c.starts_at)
        )
        mine += list(rows)
    seated = await _seated(connection, sorted({row.meeting_id for row in mine}))
    found: dict[AttendeeId, list[Sitting]] = {one: [] for one in ids}
    for row in mine:
        others = tuple(one for one in seated[row.meeting_id] if one[0] != row.attendee_id)
        found[AttendeeId(row.attendee_id)].append(
            Sitting(
                meeting_id=MeetingId(row.meeting_id),
                version=row.version,
                slot_id=SlotId(row.slot_id),
                place_id=None if row.place_id is None else PlaceId(row.place_id),
                starts_at=row.starts_at,
                ends_at=row.ends_at,
                others=others,
            )
        )
    return {one: tuple(theirs) for one, theirs in found.items()}


async def _seated(connection: Connection, meeting_ids: Sequence[int]) -> dict[int, list[tuple[AttendeeId, str, str]]]:
    found: dict[int, list[tuple[AttendeeId, str, str]]] = defaultdict(list)
    for start in range(0, len(meeting_ids), CHUNK):
        rows = await connection.execute(
            select(seats.c.meeting_id, attendees.c.id, attendees.c.name, attendees.c.organisation)
            .join(attendees, attendees.c.id == seats.c.attendee_id)
            .where(seats.c.meeting_id.in_(list(meeting_ids[start : start + CHUNK])))
            .order_by(attendees.c.id)
        )
        for row in rows:
            found[row.meeting_id].append((AttendeeId(row.id), row.name, row.organisation))
    return found


async def booked_at(
    connection: Connection, place_id: PlaceId, now: datetime, most: int = 2
) -> list[tuple[datetime, datetime, list[str]]]:
    """The next meetings at a place that are not over: from, to, and everybody's names."""
    rows = (
        await connection.execute(
            select(placings.c.meeting_id, slots.c.starts_at, slots.c.ends_at)
            .join(slots, slots.c.id == placings.c.slot_id)
            .where(placings.c.place_id == place_id, slots.c.ends_at > now)
            .order_by(slots.c.starts_at)
            .limit(most)
        )
    ).all()
    seated = await _seated(connection, [row.meeting_id for row in rows])
    return [(row.starts_at, row.ends_at, [name for _, name, _ in seated[row.meeting_id]]) for row in rows]


async def people_without_telegram(connection: Connection, event_id: EventId, most: int) -> list[AttendeeId]:
    """Who is registered and has no Telegram, by name."""
    rows = await connection.execute(
        select(attendees.c.id)
        .join(persons, persons.c.id == attendees.c.person_id)
        .where(
            attendees.c.event_id == event_id,
            attendees.c.status == AttendeeStatus.REGISTERED.value,
            persons.c.telegram_id.is_(None),
        )
        .order_by(attendees.c.folded, attendees.c.id)
        .limit(most)
    )
    return [AttendeeId(one) for one in rows.scalars()]
