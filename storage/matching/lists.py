"""Sets of matches as the organisers' desk orders them: rows of ``timetables`` of the kind ``matches``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import insert, or_, select, update
from sqlalchemy.engine import RowMapping

from bot.domain.ids import EventId, PersonId
from storage.database import Connection
from storage.tables import timetables

KIND = "matches"
PATIENCE = timedelta(minutes=30)  # a process that has worked longer than this is gone


class MatchStatus(StrEnum):
    """Where a set of matches stands."""

    WAITING = "waiting"
    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"
    PUBLISHED = "published"  # its meetings are made
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class MatchList:
    """One of them; `result` holds the matches and their numbers once it is ready."""

    id: int
    event_id: EventId
    status: MatchStatus
    options: Mapping[str, Any]
    result: Mapping[str, Any] | None
    reason: str | None
    made_by_id: PersonId | None
    made_at: datetime


def _read(row: RowMapping) -> MatchList:
    return MatchList(
        id=row["id"],
        event_id=EventId(row["event_id"]),
        status=MatchStatus(row["status"]),
        options=row["options"],
        result=row["result"],
        reason=row["reason"],
        made_by_id=None if row["made_by_id"] is None else PersonId(row["made_by_id"]),
        made_at=row["made_at"],
    )


async def add(
    connection: Connection,
    event_id: EventId,
    options: Mapping[str, Any],
    *,
    by: PersonId | None,
    now: datetime,
    result: Mapping[str, Any] | None = None,
) -> int:
    """A new one: waiting to be worked out, or ready at once when its result is there. Returns its number."""
    status = MatchStatus.WAITING if result is None else MatchStatus.READY
    values = {
        "event_id": event_id,
        "kind": KIND,
        "status": status.value,
        "options": dict(options),
        "result": result,
        "made_by_id": by,
        "made_at": now,
        "ready_at": None if result is None else now,
    }
    row = await connection.execute(insert(timetables).values(**values).returning(timetables.c.id))
    return int(row.scalar_one())


async def load(connection: Connection, number: int, *, lock: bool = False) -> MatchList | None:
    """The one of that number; with `lock` nobody else settles it before this transaction ends."""
    query = select(timetables).where(timetables.c.id == number, timetables.c.kind == KIND)
    row = (await connection.execute(query.with_for_update() if lock else query)).mappings().one_or_none()
    return None if row is None else _read(row)


async def open_one(connection: Connection, event_id: EventId) -> MatchList | None:
    """The newest of an event that is being worked out, or waits for the organisers' word."""
    query = (
        select(timetables)
        .where(
            timetables.c.event_id == event_id,
            timetables.c.kind == KIND,
            timetables.c.status.in_([MatchStatus.WAITING.value, MatchStatus.RUNNING.value, MatchStatus.READY.value]),
        )
        .order_by(timetables.c.id.desc())
        .limit(1)
    )
    row = (await connection.execute(query)).mappings().one_or_none()
    return None if row is None else _read(row)


async def take(connection: Connection, owner: str, now: datetime) -> MatchList | None:
    """Take the oldest that waits (or whose worker is gone) to work it out; None when there is none."""
    free = or_(
        timetables.c.status == MatchStatus.WAITING.value,
        (timetables.c.status == MatchStatus.RUNNING.value) & (timetables.c.lease_until <= now),
    )
    query = select(timetables.c.id).where(timetables.c.kind == KIND, free).order_by(timetables.c.id).limit(1)
    number = (await connection.execute(query.with_for_update(skip_locked=True))).scalar_one_or_none()
    if number is None:
        return None
    await connection.execute(
        update(timetables)
        .where(timetables.c.id == number)
        .values(status=MatchStatus.RUNNING.value, owner=owner, lease_until=now + PATIENCE, started_at=now)
    )
    return await load(connection, number)


async def next_waiting(connection: Connection) -> datetime | None:
    """When the next one is to be taken: now for one that waits, at its lease's end for one that runs."""
    query = select(timetables.c.status, timetables.c.made_at, timetables.c.lease_until).where(
        timetables.c.kind == KIND,
        timetables.c.status.in_([MatchStatus.WAITING.value, MatchStatus.RUNNING.value]),
    )
    moments = [
        row.made_at if row.status == MatchStatus.WAITING.value else row.lease_until or row.made_at
        for row in await connection.execute(query)
    ]
    return min(moments, default=None)


async def settle(
    connection: Connection,
    number: int,
    *,
    was: tuple[MatchStatus, ...],
    status: MatchStatus,
    now: datetime,
    result: Mapping[str, Any] | None = None,
    reason: str | None = None,
) -> bool:
    """Its next state; False when it was in none of `was` any more, and nothing was changed."""
    values: dict[str, Any] = {"status": status.value, "owner": None, "lease_until": None}
    if status in {MatchStatus.READY, MatchStatus.FAILED}:
        values["ready_at"] = now
    if status in {MatchStatus.PUBLISHED, MatchStatus.DROPPED}:
        values["settled_at"] = now
    if result is not None:
        values["result"] = dict(result)
    if reason is not None:
        values["reason"] = reason[:200]
    done = await connection.execute(
        update(timetables)
        .where(timetables.c.id == number, timetables.c.status.in_([one.value for one in was]))
        .values(**values)
    )
    return bool(done.rowcount)
