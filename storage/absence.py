"""Who is to know when the bot was away."""

from __future__ import annotations

from sqlalchemy import func, select

from bot.domain.people import Role
from storage.database import Connection
from storage.tables import events, organisers, persons


async def to_be_told(connection: Connection) -> list[tuple[int, int, str, str]]:
    """Owners and desks who ever wrote to the bot: person id, Telegram id, language, time zone (else an event's)."""
    query = (
        select(
            persons.c.id,
            persons.c.telegram_id,
            persons.c.language,
            func.coalesce(func.max(persons.c.timezone), func.max(events.c.timezone)),
        )
        .select_from(organisers)
        .join(persons, persons.c.telegram_id == organisers.c.telegram_id)
        .join(events, events.c.id == organisers.c.event_id)
        .where(organisers.c.role.in_([Role.OWNER.value, Role.DESK.value]), persons.c.reachable)
        .group_by(persons.c.id, persons.c.telegram_id, persons.c.language)
        .order_by(persons.c.id)
    )
    return [(row[0], row[1], row[2], row[3]) for row in await connection.execute(query)]
