"""Who is to hear of newcomers, and up to when they have heard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, update

from bot.domain.ids import AttendeeId, EventId
from bot.domain.people import AttendeeStatus, Person
from storage.database import Connection
from storage.people.reading import PERSON_COLUMNS, to_person
from storage.tables import attendees, persons

CHUNK = 400  # ids a statement
# Whoever has heard of nobody yet has seen who was there when they came.
HEARD_UP_TO = func.coalesce(attendees.c.newcomers_at, attendees.c.registered_at)


@dataclass(frozen=True, slots=True)
class Hearer:
    """Somebody who is to hear of those who registered after `since`."""

    attendee_id: AttendeeId
    person: Person
    since: datetime


def _to_hear(event_id: EventId, until: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        attendees.c.event_id == event_id,
        attendees.c.status == AttendeeStatus.REGISTERED.value,
        attendees.c.digests.is_(True),
        persons.c.reachable.is_(True),
        persons.c.telegram_id.is_not(None),
        until > HEARD_UP_TO,
    )


async def hearers(connection: Connection, event_id: EventId, until: datetime, limit: int) -> list[Hearer]:
    """The first `limit` who have not heard since `until`, wish for digests and can be reached; by rising id."""
    query: Select[Any] = (
        select(attendees.c.id.label("attendee"), HEARD_UP_TO.label("since"), *PERSON_COLUMNS)
        .join_from(attendees, persons, attendees.c.person_id == persons.c.id)
        .where(*_to_hear(event_id, until))
        .order_by(attendees.c.id)
        .limit(limit)
    )
    rows = (await connection.execute(query)).mappings().all()
    return [Hearer(AttendeeId(row["attendee"]), to_person(row), row["since"]) for row in rows]


async def hearers_left(connection: Connection, event_id: EventId, until: datetime) -> datetime | None:
    """Since when the one has not heard who waits longest; None when all have."""
    query = (
        select(func.min(HEARD_UP_TO))
        .join_from(attendees, persons, attendees.c.person_id == persons.c.id)
        .where(*_to_hear(event_id, until))
    )
    # `coalesce` of two moments keeps the type of a moment.
    found: datetime | None = (await connection.execute(query)).scalar_one()
    return found


async def heard(connection: Connection, ids: Sequence[AttendeeId], now: datetime) -> None:
    """These have heard of everybody who registered until now."""
    for start in range(0, len(ids), CHUNK):
        await connection.execute(
            update(attendees).where(attendees.c.id.in_(ids[start : start + CHUNK])).values(newcomers_at=now)
        )


async def newest(connection: Connection, event_id: EventId, after: datetime, limit: int) -> dict[int, datetime]:
    """Those whom others can see and who registered after that moment, the newest first: attendee -> when."""
    query = (
        select(attendees.c.id, attendees.c.registered_at)
        .where(
            attendees.c.event_id == event_id,
            attendees.c.status == AttendeeStatus.REGISTERED.value,
            attendees.c.hidden.is_(False),
            attendees.c.registered_at > after,
        )
        .order_by(attendees.c.registered_at.desc(), attendees.c.id.desc())
        .limit(limit)
    )
    return {int(row.id): row.registered_at for row in await connection.execute(query)}
