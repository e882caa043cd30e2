"""What each side says of a meeting, as rows; one is made when somebody is asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import exists, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.after import ASKED_WITHIN, Happened, Result, Said
from bot.domain.ids import AttendeeId, MeetingId
from bot.domain.meetings import Status
from storage.database import Connection
from storage.tables import meeting_outcomes, meetings, seats, slots

_ANSWERED = exists().where(
    meeting_outcomes.c.meeting_id == seats.c.meeting_id, meeting_outcomes.c.attendee_id == seats.c.attendee_id
)


async def unasked(connection: Connection, now: datetime, limit: int) -> list[tuple[MeetingId, AttendeeId]]:
    """Who sat in a meeting that was held and over lately, and has not been asked how it was."""
    query = (
        select(seats.c.meeting_id, seats.c.attendee_id)
        .join(slots, slots.c.id == seats.c.slot_id)
        .join(meetings, meetings.c.id == seats.c.meeting_id)
        .where(
            slots.c.ends_at <= now,
            slots.c.ends_at > now - ASKED_WITHIN,
            meetings.c.status == Status.HELD.value,
            ~_ANSWERED,
        )
        .order_by(seats.c.meeting_id, seats.c.attendee_id)
        .limit(limit)
    )
    return [(MeetingId(m), AttendeeId(a)) for m, a in await connection.execute(query)]


async def next_unasked(connection: Connection) -> datetime | None:
    """When the next meeting is over and those who sat in it are to be asked."""
    query = (
        select(func.min(slots.c.ends_at))
        .join_from(meetings, slots, slots.c.id == meetings.c.slot_id)
        .where(meetings.c.status == Status.SCHEDULED.value)
    )
    found: datetime | None = (await connection.execute(query)).scalar_one()
    return found


async def ask(connection: Connection, asked: Iterable[tuple[MeetingId, AttendeeId]], now: datetime) -> None:
    """They have been asked; who is asked already stays as they are."""
    rows = [{"meeting_id": m, "attendee_id": a, "asked_at": now} for m, a in asked]
    if not rows:
        return
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    await connection.execute(insert(meeting_outcomes).values(rows).on_conflict_do_nothing())


async def say(
    connection: Connection, meeting_id: MeetingId, attendee_id: AttendeeId, now: datetime, **columns: object
) -> None:
    """Write down what one side says (happened, result, shares_contact; values as stored)."""
    await ask(connection, [(meeting_id, attendee_id)], now)
    await connection.execute(
        update(meeting_outcomes)
        .where(meeting_outcomes.c.meeting_id == meeting_id, meeting_outcomes.c.attendee_id == attendee_id)
        .values(said_at=now, **columns)
    )


async def said_of(connection: Connection, ids: Sequence[MeetingId]) -> list[Said]:
    """What was said of these meetings, by whom."""
    rows = await connection.execute(
        select(meeting_outcomes)
        .where(meeting_outcomes.c.meeting_id.in_(ids))
        .order_by(meeting_outcomes.c.meeting_id, meeting_outcomes.c.attendee_id)
    )
    return [
        Said(
            meeting_id=row.meeting_id,
            attendee_id=row.attendee_id,
            asked_at=row.asked_at,
            happened=Happened(row.happened) if row.happened else None,
            result=Result(row.result) if row.result else None,
            shares_contact=row.shares_contact,
            said_at=row.said_at,
        )
        for row in rows
    ]
