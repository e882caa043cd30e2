"""Who is at an event already, so that a sheet adds nobody twice."""

from __future__ import annotations

from sqlalchemy import select

from bot.domain.ids import EventId
from bot.domain.people import AttendeeStatus
from bot.domain.typed_words import fold
from storage.database import Connection
from storage.tables import attendees


async def known_people(connection: Connection, event_id: EventId) -> tuple[set[str], set[tuple[str, str]]]:
    """E-mail addresses (casefolded), and names with organisations (folded), of everybody who is at the event."""
    rows = await connection.execute(
        select(attendees.c.email, attendees.c.name, attendees.c.organisation).where(
            attendees.c.event_id == event_id, attendees.c.status != AttendeeStatus.FORGOTTEN.value
        )
    )
    mails: set[str] = set()
    named: set[tuple[str, str]] = set()
    for email, name, organisation in rows:
        named.add((fold(name), fold(organisation)))
        if email:
            mails.add(email.casefold())
    return mails, named
