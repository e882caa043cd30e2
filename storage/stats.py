"""The counts behind an event's statistics: a few grouped statements, whatever the size of the event."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, exists, func, select

from bot.domain.events import Event, PlaceKind
from bot.domain.ids import EventId, SlotId
from bot.domain.meetings import AGREED, Status
from bot.domain.people import AttendeeStatus
from storage.database import Connection
from storage.tables import attendees, meeting_outcomes, meetings, persons, places, placings, slots

_REGISTERED = attendees.c.status == AttendeeStatus.REGISTERED.value


async def _grouped(connection: Connection, column: Column[str], *conditions: object) -> dict[str, int]:
    query = select(column, func.count()).where(*conditions).group_by(column)  # type: ignore[arg-type]
    return {str(value): int(number) for value, number in await connection.execute(query)}


async def statuses(connection: Connection, event_id: EventId) -> dict[str, int]:
    """Attendees by status."""
    return await _grouped(connection, attendees.c.status, attendees.c.event_id == event_id)


async def countries(connection: Connection, event_id: EventId) -> dict[str, int]:
    """Registered attendees by country."""
    return await _grouped(connection, attendees.c.country, attendees.c.event_id == event_id, _REGISTERED)


async def types(connection: Connection, event_id: EventId) -> dict[str, int]:
    """Registered attendees by type."""
    return await _grouped(connection, attendees.c.type, attendees.c.event_id == event_id, _REGISTERED)


async def meetings_by_status(connection: Connection, event_id: EventId) -> dict[str, int]:
    """Meetings and requests by status."""
    return await _grouped(connection, meetings.c.status, meetings.c.event_id == event_id)


async def registered_at(connection: Connection, event_id: EventId) -> list[datetime]:
    """When each registered attendee registered."""
    query = select(attendees.c.registered_at).where(attendees.c.event_id == event_id, _REGISTERED)
    return list((await connection.execute(query)).scalars())


async def people_now(connection: Connection, event_id: EventId) -> tuple[int, int]:
    """How many of the registered are checked in, and how many can be reached in the chat."""
    query = (
        select(
            func.count(attendees.c.checked_in_at),
            func.count().filter(persons.c.telegram_id.is_not(None), persons.c.reachable),
        )
        .join_from(attendees, persons, persons.c.id == attendees.c.person_id)
        .where(attendees.c.event_id == event_id, _REGISTERED)
    )
    checked_in, reachable = (await connection.execute(query)).one()
    return int(checked_in), int(reachable)


async def without_meeting(connection: Connection, event_id: EventId) -> int:
    """How many of the registered have nothing agreed."""
    agreed = [*(status.value for status in AGREED), Status.HELD.value, Status.MISSED.value]
    query = (
        select(func.count())
        .select_from(attendees)
        .where(
            attendees.c.event_id == event_id,
            _REGISTERED,
            ~exists().where(meetings.c.requester_id == attendees.c.id, meetings.c.status.in_(agreed)),
            ~exists().where(meetings.c.guest_id == attendees.c.id, meetings.c.status.in_(agreed)),
        )
    )
    return int((await connection.execute(query)).scalar_one())


async def taken(connection: Connection, event: Event, kind: PlaceKind) -> dict[SlotId, int]:
    """How many places of this kind are taken in each slot."""
    query = (
        select(placings.c.slot_id, func.count())
        .join(slots, slots.c.id == placings.c.slot_id)
        .join(places, places.c.id == placings.c.place_id)
        .where(slots.c.event_id == event.id, places.c.kind == kind.value)
        .group_by(placings.c.slot_id)
    )
    return {SlotId(slot_id): int(number) for slot_id, number in await connection.execute(query)}


async def outcomes(connection: Connection, event_id: EventId) -> dict[str, int]:
    """What people say comes of their meetings."""
    query = (
        select(meeting_outcomes.c.result, func.count())
        .join(meetings, meetings.c.id == meeting_outcomes.c.meeting_id)
        .where(meetings.c.event_id == event_id, meeting_outcomes.c.result.is_not(None))
        .group_by(meeting_outcomes.c.result)
    )
    return {str(result): int(number) for result, number in await connection.execute(query)}
