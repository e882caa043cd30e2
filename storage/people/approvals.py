"""Who waits for an organiser: lists by status, page by page, and the organisers who decide."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from bot.domain.ids import AttendeeId, EventId
from bot.domain.people import Attendee, AttendeeStatus, Found, Person, Role
from storage.database import Connection
from storage.people.reading import ATTENDEE_COLUMNS, PERSON_COLUMNS, read_attendees, to_person
from storage.tables import attendees, organisers, persons

PAGE = 6  # people on one screen
DECIDE = (Role.OWNER.value, Role.DESK.value)


async def deciding(connection: Connection, event_id: EventId) -> list[Person]:
    """Owners and desk of an event who have written to the bot."""
    rows = await connection.execute(
        select(*PERSON_COLUMNS)
        .join_from(organisers, persons, organisers.c.telegram_id == persons.c.telegram_id)
        .where(organisers.c.event_id == event_id, organisers.c.role.in_(DECIDE))
        .order_by(persons.c.id)
    )
    return [to_person(row) for row in rows.mappings()]


async def role_in(connection: Connection, event_id: EventId, telegram_id: int) -> Role | None:
    """The role of a Telegram user in an event, whichever event they are at."""
    query = select(organisers.c.role).where(organisers.c.event_id == event_id, organisers.c.telegram_id == telegram_id)
    role = (await connection.execute(query)).scalar_one_or_none()
    return None if role is None else Role(role)


async def number_with(connection: Connection, event_id: EventId, status: AttendeeStatus) -> int:
    """How many attendees of an event have that status."""
    query = select(func.count()).where(attendees.c.event_id == event_id, attendees.c.status == status.value)
    return int((await connection.execute(query)).scalar_one())


async def with_status(connection: Connection, event_id: EventId, status: AttendeeStatus, page: int = 0) -> Found:
    """One page of them, who came first first; a page past the end gives the last one."""
    total = await number_with(connection, event_id, status)
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 0), pages - 1)
    query = (
        select(*ATTENDEE_COLUMNS)
        .where(attendees.c.event_id == event_id, attendees.c.status == status.value)
        .order_by(attendees.c.registered_at, attendees.c.id)
        .limit(PAGE)
        .offset(page * PAGE)
    )
    return Found(tuple(await read_attendees(connection, query)), total, page, pages)


async def applied_until(connection: Connection, event_id: EventId, until: datetime) -> list[AttendeeId]:
    """Everybody whose application is as old as `until` or older, who came first first."""
    rows = await connection.execute(
        select(attendees.c.id)
        .where(
            attendees.c.event_id == event_id,
            attendees.c.status == AttendeeStatus.APPLIED.value,
            attendees.c.registered_at <= until,
        )
        .order_by(attendees.c.registered_at, attendees.c.id)
    )
    return [AttendeeId(one) for one in rows.scalars()]


async def first_in_time(connection: Connection, event_id: EventId, closes_at: datetime | None) -> list[Attendee]:
    """The waiting list without those who came after registration had closed."""
    query = select(*ATTENDEE_COLUMNS).where(
        attendees.c.event_id == event_id, attendees.c.status == AttendeeStatus.WAITING.value
    )
    if closes_at is not None:
        query = query.where(attendees.c.registered_at < closes_at)
    return await read_attendees(connection, query.order_by(attendees.c.registered_at, attendees.c.id))
