"""Save-the-dates: who asked to be told when registration opens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from bot.domain.ids import EventId, PersonId
from bot.domain.people import Person
from storage.database import Connection
from storage.people.reading import PERSON_COLUMNS, to_person
from storage.tables import persons, save_the_dates


async def ask_date(connection: Connection, event_id: EventId, person_id: PersonId, now: datetime) -> None:
    """The person is to be told; asked twice it is once."""
    mine = (save_the_dates.c.event_id == event_id, save_the_dates.c.person_id == person_id)
    if (await connection.execute(select(save_the_dates.c.asked_at).where(*mine))).one_or_none() is None:
        values = {"event_id": event_id, "person_id": person_id, "asked_at": now}
        await connection.execute(insert(save_the_dates).values(values))


async def unask_date(connection: Connection, event_id: EventId, person_id: PersonId) -> None:
    """The person is not to be told."""
    await connection.execute(
        delete(save_the_dates).where(save_the_dates.c.event_id == event_id, save_the_dates.c.person_id == person_id)
    )


async def asked_dates(connection: Connection, person_id: PersonId) -> frozenset[EventId]:
    """Events of which the person is still to be told."""
    rows = await connection.execute(
        select(save_the_dates.c.event_id).where(
            save_the_dates.c.person_id == person_id, save_the_dates.c.told_at.is_(None)
        )
    )
    return frozenset(EventId(one) for one in rows.scalars())


async def events_asked_for(connection: Connection) -> list[EventId]:
    """Events of which somebody is still to be told."""
    rows = await connection.execute(
        select(save_the_dates.c.event_id).where(save_the_dates.c.told_at.is_(None)).distinct()
    )
    return [EventId(one) for one in rows.scalars()]


async def to_be_told(connection: Connection, event_id: EventId, number: int) -> list[Person]:
    """The first `number` who are still to be told of an event."""
    rows = await connection.execute(
        select(*PERSON_COLUMNS)
        .join_from(save_the_dates, persons, save_the_dates.c.person_id == persons.c.id)
        .where(save_the_dates.c.event_id == event_id, save_the_dates.c.told_at.is_(None))
        .order_by(save_the_dates.c.asked_at, persons.c.id)
        .limit(number)
    )
    return [to_person(row) for row in rows.mappings()]


async def mark_told(connection: Connection, event_id: EventId, ids: Sequence[PersonId], now: datetime) -> None:
    """These have been told."""
    if ids:
        await connection.execute(
            update(save_the_dates)
            .where(save_the_dates.c.event_id == event_id, save_the_dates.c.person_id.in_(ids))
            .values(told_at=now)
        )
