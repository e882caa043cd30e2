"""Meetings that come one after another: between which moments one may lie."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Select, bindparam, func, select

from bot.domain.meetings import Meeting, Status
from storage.database import Connection
from storage.tables import meetings, slots

BEFORE = [Status.SCHEDULED.value, Status.HELD.value]


async def bounds_of(connection: Connection, meeting: Meeting) -> tuple[datetime | None, datetime | None]:
    """When the meeting that has to come before this one ends, and when the first that follows this one begins.

    None where there is none, or it has no time: what has no time hinders nobody.
    """
    row = (await connection.execute(_bounds(), {"id": meeting.id, "after": meeting.after_id})).one()
    return row.ends_at, row.starts_at


@cache  # put together once: that costs more than running it
def _bounds() -> Select[Any]:
    before = (
        select(slots.c.ends_at)
        .join(meetings, meetings.c.slot_id == slots.c.id)
        .where(meetings.c.id == bindparam("after", type_=BigInteger), meetings.c.status.in_(BEFORE))
        .scalar_subquery()
    )
    following = meetings.alias()
    after = (
        select(func.min(slots.c.starts_at))
        .join(following, following.c.slot_id == slots.c.id)
        .where(
            following.c.after_id == bindparam("id", type_=BigInteger),
            following.c.status == Status.SCHEDULED.value,
        )
        .scalar_subquery()
    )
    return select(before.label("ends_at"), after.label("starts_at"))
