"""Who has joined which session. Seats are counted under the session's lock, so that the last one is given once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.ids import AttendeeId, EventId, SessionId
from storage.database import Connection
from storage.tables import joined_sessions, sessions


@dataclass(frozen=True, slots=True)
class Joined:
    """How many have joined a session, and whether the reader has."""

    number: int
    mine: bool


async def joined(connection: Connection, event_id: EventId, attendee_id: AttendeeId | None) -> dict[SessionId, Joined]:
    """The sessions of an event that somebody has joined, in one read."""
    mine = func.max(case((joined_sessions.c.attendee_id == (attendee_id or 0), 1), else_=0))
    rows = await connection.execute(
        select(joined_sessions.c.session_id, func.count(), mine)
        .join(sessions, sessions.c.id == joined_sessions.c.session_id)
        .where(sessions.c.event_id == event_id)
        .group_by(joined_sessions.c.session_id)
    )
    return {SessionId(session_id): Joined(int(number), bool(me)) for session_id, number, me in rows}


async def has_joined(connection: Connection, attendee_id: AttendeeId, session_id: SessionId) -> bool:
    """Whether they have joined it."""
    query = select(joined_sessions.c.session_id).where(
        joined_sessions.c.attendee_id == attendee_id, joined_sessions.c.session_id == session_id
    )
    return (await connection.execute(query)).first() is not None


async def take_seat(connection: Connection, attendee_id: AttendeeId, session_id: SessionId, now: datetime) -> bool:
    """Join them to the session; False when every seat is taken. Waits for whoever is taking one at this moment."""
    query = select(sessions.c.seats).where(sessions.c.id == session_id).with_for_update(key_share=True)
    seats = (await connection.execute(query)).scalar_one()
    if seats is not None:
        taken = select(func.count()).where(
            joined_sessions.c.session_id == session_id, joined_sessions.c.attendee_id != attendee_id
        )
        if int((await connection.execute(taken)).scalar_one()) >= seats:
            return False
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    await connection.execute(
        insert(joined_sessions)
        .values(attendee_id=attendee_id, session_id=session_id, joined_at=now)
        .on_conflict_do_nothing()
    )
    return True


async def give_up_seat(connection: Connection, attendee_id: AttendeeId, session_id: SessionId) -> bool:
    """They leave the session; False when they had not joined it."""
    row = await connection.execute(
        delete(joined_sessions)
        .where(joined_sessions.c.attendee_id == attendee_id, joined_sessions.c.session_id == session_id)
        .returning(joined_sessions.c.session_id)
    )
    return row.first() is not None
