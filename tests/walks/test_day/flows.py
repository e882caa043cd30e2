"""What several of these walks do."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update

from storage.tables import attendees, persons
from tests.floor import Floor


async def agree(floor: Floor, asker: str, guest: str, when: str = "10:25") -> None:
    """`asker` asks `guest` for that time, and they say yes."""
    await floor.says(asker, "/people")
    if not any(guest in label for label in floor.buttons(asker)):
        await floor.taps(asker, "All people")
    await floor.taps(asker, guest)
    await floor.taps(asker, "Request a meeting")
    await floor.taps(asker, when)
    await floor.taps(asker, "Send without a note")
    await floor.taps(guest, "Accept")


async def change(floor: Floor, who: str, **columns: Any) -> None:
    """Set columns of somebody's registration."""
    async with floor.app.database.writing() as connection:
        whose = (
            select(attendees.c.id)
            .join(persons, persons.c.id == attendees.c.person_id)
            .where(persons.c.telegram_id == floor.phone(who).user["id"])
        )
        await connection.execute(update(attendees).where(attendees.c.id.in_(whose)).values(**columns))


async def lives_in(floor: Floor, name: str, zone: str) -> None:
    """Set somebody's time zone."""
    async with floor.app.database.writing() as connection:
        who = persons.c.telegram_id == floor.phone(name).user["id"]
        await connection.execute(update(persons).where(who).values(timezone=zone))


def entities(floor: Floor, name: str, kind: str = "date_time") -> list[tuple[str, str]]:
    """What is marked in the message they look at: the text, and the format."""
    message = floor._shown(name)
    text = str(message.get("text") or "").encode("utf-16-le")
    return [
        (
            text[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le"),
            e.get("date_time_format", ""),
        )
        for e in message.get("entities", [])
        if e["type"] == kind
    ]
