"""Organisers' roles, event by event."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from bot.domain.ids import EventId
from bot.domain.people import Role
from bot.domain.roles import Given, Source
from storage.database import Connection
from storage.people.reading import PERSON_COLUMNS, to_person
from storage.tables import events, organisers, persons

CONFIGURATION = Source.CONFIGURATION.value


async def event_ids(connection: Connection) -> dict[str, EventId]:
    """Every event that has not been purged: slug -> id."""
    rows = await connection.execute(select(events.c.slug, events.c.id).where(events.c.purged_at.is_(None)))
    return {slug: EventId(event_id) for slug, event_id in rows}


async def roles(connection: Connection) -> list[tuple[int, Role]]:
    """Every organiser's Telegram id with a role they have in some event."""
    rows = await connection.execute(select(organisers.c.telegram_id, organisers.c.role).order_by(organisers.c.event_id))
    return list({telegram_id: Role(role) for telegram_id, role in rows}.items())


async def set_configured(connection: Connection, roles: Iterable[tuple[EventId, int, Role]], *, now: datetime) -> None:
    """Put these (event, Telegram id, role) in the place of all that the configuration gave before.

    A role given by link stays, unless the configuration names the same organiser of the same event.
    """
    wanted = {(event_id, telegram_id): role for event_id, telegram_id, role in roles}
    known = (await connection.execute(select(organisers))).mappings().all()
    for row in known:
        key = (EventId(row["event_id"]), row["telegram_id"])
        if row["source"] == CONFIGURATION and key in wanted and wanted[key].value == row["role"]:
            del wanted[key]
        elif row["source"] == CONFIGURATION or key in wanted:
            await connection.execute(
                delete(organisers).where(organisers.c.event_id == key[0], organisers.c.telegram_id == key[1])
            )
    rows = [
        {
            "event_id": event_id,
            "telegram_id": telegram_id,
            "role": role.value,
            "given_at": now,
            "source": CONFIGURATION,
        }
        for (event_id, telegram_id), role in wanted.items()
    ]
    if rows:
        await connection.execute(insert(organisers), rows)


async def of_event(connection: Connection, event_id: EventId) -> list[Given]:
    """Every organiser of an event: owners first, then the desk, then heralds, each in the order they were given."""
    rows = await connection.execute(
        select(organisers, *PERSON_COLUMNS)
        .join_from(organisers, persons, persons.c.telegram_id == organisers.c.telegram_id, isouter=True)
        .where(organisers.c.event_id == event_id)
        .order_by(organisers.c.role.desc(), organisers.c.given_at, organisers.c.telegram_id)
    )
    found = [
        Given(
            telegram_id=row["telegram_id"],
            role=Role(row["role"]),
            source=Source(row["source"]),
            given_at=row["given_at"],
            person=to_person(row) if row["person_id"] else None,
        )
        for row in rows.mappings()
    ]
    order = [Role.OWNER, Role.DESK, Role.HERALD]
    return sorted(found, key=lambda given: order.index(given.role))


async def role_in(connection: Connection, telegram_id: int, event_id: EventId) -> Role | None:
    """The role of a Telegram user in an event, whichever event they are at."""
    query = select(organisers.c.role).where(organisers.c.telegram_id == telegram_id, organisers.c.event_id == event_id)
    role = (await connection.execute(query)).scalar_one_or_none()
    return None if role is None else Role(role)


async def lock(connection: Connection, event_id: EventId) -> None:
    """Changes of an event's roles wait for each other until the transaction ends (SQLite has one writer anyway)."""
    await connection.execute(select(events.c.id).where(events.c.id == event_id).with_for_update())


async def give(connection: Connection, event_id: EventId, telegram_id: int, role: Role, *, now: datetime) -> None:
    """A role by link, in the place of one that a link gave before."""
    values = {"role": role.value, "given_at": now, "source": Source.LINK.value}
    changed = await connection.execute(
        update(organisers)
        .where(organisers.c.event_id == event_id, organisers.c.telegram_id == telegram_id)
        .values(**values)
    )
    if not changed.rowcount:
        await connection.execute(insert(organisers).values(event_id=event_id, telegram_id=telegram_id, **values))


async def revoke(connection: Connection, event_id: EventId, telegram_id: int) -> bool:
    """Take back a role that a link gave; False when there is none (any more)."""
    gone = await connection.execute(
        delete(organisers).where(
            organisers.c.event_id == event_id,
            organisers.c.telegram_id == telegram_id,
            organisers.c.source == Source.LINK.value,
        )
    )
    return bool(gone.rowcount)
