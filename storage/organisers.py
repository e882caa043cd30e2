"""Organisers' roles, event by event."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, insert, select

from bot.domain.ids import EventId
from bot.domain.people import Role
from storage.database import Connection
from storage.tables import events, organisers

CONFIGURATION = "configuration"


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
