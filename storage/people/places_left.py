"""How full an event is, and who waits, counted under a lock: two cannot take the last place."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import and_, func, or_, select

from bot.domain.ids import AttendeeId, EventId
from bot.domain.people import Attendee, AttendeeStatus
from storage.database import Connection
from storage.people.reading import ATTENDEE_COLUMNS, read_attendees
from storage.tables import attendees, events, seats, slots


async def lock_registration(connection: Connection, event_id: EventId) -> None:
    """Registrations of this event wait for each other until the transaction ends (SQLite has one writer anyway)."""
    await connection.execute(select(events.c.id).where(events.c.id == event_id).with_for_update())


async def seats_taken(connection: Connection, event_id: EventId) -> int:
    """How many are registered, hidden ones included; the waiting list is not."""
    query = select(func.count()).where(
        attendees.c.event_id == event_id, attendees.c.status == AttendeeStatus.REGISTERED.value
    )
    return int((await connection.execute(query)).scalar_one())


async def place_in_line(connection: Connection, waiting: Attendee) -> int:
    """1 for the first on the waiting list."""
    query = select(func.count()).where(
        attendees.c.event_id == waiting.event_id,
        attendees.c.status == AttendeeStatus.WAITING.value,
        or_(
            attendees.c.registered_at < waiting.registered_at,
            and_(attendees.c.registered_at == waiting.registered_at, attendees.c.id <= waiting.id),
        ),
    )
    return int((await connection.execute(query)).scalar_one())


async def first_waiting(connection: Connection, event_id: EventId, number: int) -> list[Attendee]:
    """The first `number` of the waiting list, in its order."""
    query = (
        select(*ATTENDEE_COLUMNS)
        .where(attendees.c.event_id == event_id, attendees.c.status == AttendeeStatus.WAITING.value)
        .order_by(attendees.c.registered_at, attendees.c.id)
        .limit(number)
    )
    return await read_attendees(connection, query)


async def agreed_starts(connection: Connection, attendee_id: AttendeeId) -> list[datetime]:
    """When the meetings begin that hold a slot of this attendee."""
    rows = await connection.execute(
        select(slots.c.starts_at)
        .join_from(seats, slots, seats.c.slot_id == slots.c.id)
        .where(seats.c.attendee_id == attendee_id)
        .order_by(slots.c.starts_at)
    )
    return list(rows.scalars())
