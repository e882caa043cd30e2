"""A hall whose event changes while it runs, for the tests beside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from bot.domain.changes import DeskChange, Effect
from bot.domain.events import Event
from bot.domain.ids import AttendeeId, PersonId, SessionId
from bot.domain.meetings import Meeting
from bot.services import changes
from bot.services.meetings import Organiser
from storage import events
from storage.tables import change_notices, joined_sessions, outbox, placings, reminders, seats
from tests.meetings import Hall

DESK = Organiser(PersonId(1))


async def does(hall: Hall, change: DeskChange) -> Effect:
    """The desk does it; the hall's event is the new one then."""
    async with hall.acting() as uow:
        effect = await changes.change(uow, hall.event, change, by=DESK)
    await look_again(hall)
    return effect


async def look_again(hall: Hall) -> Event:
    """The event as it stands now."""
    async with hall.database.writing() as connection:
        hall.event = await events.event(connection, hall.event.id)
    return hall.event


async def joins(hall: Hall, name: str, session: SessionId) -> None:
    """Somebody joins a session."""
    async with hall.database.writing() as connection:
        await connection.execute(
            joined_sessions.insert().values(attendee_id=hall.ids[name], session_id=session, joined_at=hall.now)
        )


async def notices(hall: Hall) -> dict[AttendeeId, list[Mapping[str, Any]]]:
    """What each person was told and has not confirmed."""
    async with hall.database.reading() as connection:
        rows = await connection.execute(
            select(change_notices).where(change_notices.c.confirmed_at.is_(None)).order_by(change_notices.c.id)
        )
        return {AttendeeId(row.attendee_id): row.items for row in rows}


async def sends(hall: Hall) -> list[str]:
    """The kinds of messages queued about changes, in order."""
    async with hall.database.reading() as connection:
        rows = await connection.execute(
            select(outbox.c.view).where(outbox.c.view.like("changes.%")).order_by(outbox.c.id)
        )
        return [str(view) for view in rows.scalars()]


async def bells_of(hall: Hall, meeting: Meeting) -> list[Any]:
    """When the bells of a meeting ring."""
    async with hall.database.reading() as connection:
        rows = await connection.execute(
            select(reminders.c.due_at).where(reminders.c.meeting_id == meeting.id, reminders.c.state == "waiting")
        )
        return sorted(rows.scalars())


async def books(hall: Hall) -> tuple[dict[tuple[int, int], int], dict[tuple[int, int], int]]:
    """Every seat (slot, attendee) and every placing (slot, place), each with its meeting."""
    async with hall.database.reading() as connection:
        sitting = await connection.execute(select(seats.c.slot_id, seats.c.attendee_id, seats.c.meeting_id))
        placed = await connection.execute(select(placings.c.slot_id, placings.c.place_id, placings.c.meeting_id))
        return {(s, a): m for s, a, m in sitting}, {(s, p): m for s, p, m in placed}
