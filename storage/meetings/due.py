"""What the clock has to look at: deadlines, nudges, meetings that are over.

Due rows are taken with SKIP LOCKED: two processes share the work, and one being answered right now is left alone.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from bot.domain.meetings import Meeting, Status
from storage.database import Connection
from storage.meetings.rows import read
from storage.tables import meetings, slots

PENDING = meetings.c.status == Status.PENDING.value
# Put together once: these are asked all the time.
_NEXT_ANSWER_BY = select(func.min(meetings.c.answer_by)).where(PENDING)
_NEXT_NUDGE = select(func.min(meetings.c.nudge_at)).where(
    PENDING, meetings.c.nudged_at.is_(None), meetings.c.answer_by > meetings.c.nudge_at
)
_NEXT_COUNTDOWN = select(func.min(meetings.c.countdown_at)).where(PENDING)
_NEXT_END = (
    select(func.min(slots.c.ends_at))
    .join_from(meetings, slots, slots.c.id == meetings.c.slot_id)
    .where(meetings.c.status == Status.SCHEDULED.value)
)


async def expiring(connection: Connection, now: datetime, limit: int) -> list[Meeting]:
    """Requests whose deadline has come, locked."""
    query = select(meetings).where(PENDING, meetings.c.answer_by <= now).order_by(meetings.c.answer_by, meetings.c.id)
    return await read(connection, query.limit(limit).with_for_update(skip_locked=True, key_share=True))


async def nudging(connection: Connection, now: datetime, limit: int) -> list[Meeting]:
    """Requests to be brought to mind, locked; those past their deadline are not."""
    query = (
        select(meetings)
        .where(PENDING, meetings.c.nudged_at.is_(None), meetings.c.nudge_at <= now, meetings.c.answer_by > now)
        .order_by(meetings.c.nudge_at, meetings.c.id)
    )
    return await read(connection, query.limit(limit).with_for_update(skip_locked=True, key_share=True))


async def counting_down(connection: Connection, now: datetime, limit: int) -> list[Meeting]:
    """Requests whose time left is to be said anew, locked."""
    query = (
        select(meetings).where(PENDING, meetings.c.countdown_at <= now).order_by(meetings.c.countdown_at, meetings.c.id)
    )
    return await read(connection, query.limit(limit).with_for_update(skip_locked=True, key_share=True))


async def over(connection: Connection, now: datetime, limit: int) -> list[Meeting]:
    """Scheduled meetings whose slot has ended, locked."""
    query = (
        select(meetings)
        .join(slots, slots.c.id == meetings.c.slot_id)
        .where(meetings.c.status == Status.SCHEDULED.value, slots.c.ends_at <= now)
        .order_by(meetings.c.id)
    )
    return await read(connection, query.limit(limit).with_for_update(of=meetings, skip_locked=True, key_share=True))


async def next_answer_by(connection: Connection) -> datetime | None:
    """The soonest deadline of an open request."""
    found: datetime | None = (await connection.execute(_NEXT_ANSWER_BY)).scalar_one()
    return found


async def next_nudge(connection: Connection) -> datetime | None:
    """The soonest moment to bring a request to mind (one past its deadline waits for nothing)."""
    found: datetime | None = (await connection.execute(_NEXT_NUDGE)).scalar_one()
    return found


async def next_countdown(connection: Connection) -> datetime | None:
    """When the time left of some request is next said anew."""
    found: datetime | None = (await connection.execute(_NEXT_COUNTDOWN)).scalar_one()
    return found


async def next_end(connection: Connection) -> datetime | None:
    """When the next scheduled meeting is over."""
    found: datetime | None = (await connection.execute(_NEXT_END)).scalar_one()
    return found
