"""Proposals of the engine as rows: who works on one, how far it is, what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, insert, or_, select, update

from bot.domain.ids import EventId, PersonId, ProposalId
from bot.domain.meetings import AGREED, Status
from bot.domain.proposals import UNDER_WAY, Matter, Proposal, Stage
from storage.database import Connection
from storage.tables import events, meetings, timetables

_COLUMNS = [column for column in timetables.c if column.name != "result"]
AGREED_VALUES = sorted(status.value for status in AGREED)


def record_of(row: Row[Any]) -> Proposal:
    """The proposal in a row of the table, without its result."""
    values = dict(row._mapping)
    values |= {"kind": Matter(values["kind"]), "status": Stage(values["status"]), "progress": values["progress"] or {}}
    return Proposal(**values)


async def add(
    connection: Connection,
    event_id: EventId,
    kind: Matter,
    options: Mapping[str, Any],
    now: datetime,
    *,
    made_by: PersonId | None,
    status: Stage = Stage.WAITING,
    **values: Any,
) -> Proposal:
    """A new proposal, to be worked on unless another status is given."""
    row = await connection.execute(
        insert(timetables)
        .values(
            event_id=event_id,
            kind=kind.value,
            status=status.value,
            options=dict(options),
            made_by_id=made_by,
            made_at=now,
            **values,
        )
        .returning(*_COLUMNS)
    )
    return record_of(row.one())


async def lock_event(connection: Connection, event_id: EventId) -> None:
    """Organisers of this event who ask for something at once wait for each other (SQLite has one writer anyway)."""
    await connection.execute(select(events.c.id).where(events.c.id == event_id).with_for_update(key_share=True))


async def proposal(connection: Connection, id_: ProposalId, *, lock: bool = False) -> Proposal | None:
    """The proposal of that number; `lock` keeps other processes from changing it until the transaction ends."""
    query = select(*_COLUMNS).where(timetables.c.id == id_)
    row = (await connection.execute(query.with_for_update() if lock else query)).one_or_none()
    return None if row is None else record_of(row)


async def newest(
    connection: Connection, event_id: EventId, kind: Matter, statuses: Sequence[Stage], *, lock: bool = False
) -> Proposal | None:
    """The newest of this event that stands so."""
    query = select(*_COLUMNS).where(
        timetables.c.event_id == event_id,
        timetables.c.kind == kind.value,
        timetables.c.status.in_([status.value for status in statuses]),
    )
    query = query.order_by(timetables.c.id.desc()).limit(1)
    row = (await connection.execute(query.with_for_update() if lock else query)).one_or_none()
    return None if row is None else record_of(row)


async def change(connection: Connection, id_: ProposalId, **values: Any) -> None:
    """Set columns of one proposal."""
    if isinstance(values.get("status"), Stage):
        values["status"] = values["status"].value
    await connection.execute(update(timetables).where(timetables.c.id == id_).values(**values))


async def drop_ready(connection: Connection, event_id: EventId, kind: Matter, now: datetime) -> None:
    """What was ready for this event and has not been published is not published any more."""
    await connection.execute(
        update(timetables)
        .where(
            timetables.c.event_id == event_id,
            timetables.c.kind == kind.value,
            timetables.c.status == Stage.READY.value,
        )
        .values(status=Stage.DROPPED.value, settled_at=now, result=None)
    )


async def result(connection: Connection, id_: ProposalId) -> Mapping[str, Any]:
    """What the engine proposes, all of it."""
    row = await connection.execute(select(timetables.c.result).where(timetables.c.id == id_))
    return row.scalar_one_or_none() or {}


def _to_do(owner: str, now: datetime, *, alone: bool) -> ColumnElement[bool]:
    """Waiting, to be published, or left behind by a process that is no more."""
    theirs = or_(timetables.c.owner.is_(None), timetables.c.owner != owner)
    left = theirs if alone else and_(theirs, timetables.c.lease_until <= now)
    return or_(
        timetables.c.status == Stage.WAITING.value,
        and_(timetables.c.status == Stage.PUBLISHING.value, or_(timetables.c.owner.is_(None), left)),
        and_(timetables.c.status == Stage.RUNNING.value, left),
    )


async def to_do(
    connection: Connection, kinds: Sequence[Matter], owner: str, now: datetime, *, alone: bool
) -> list[Proposal]:
    """What is to be worked on by `owner`, the oldest first; `alone`: no other process works on this database."""
    query = select(*_COLUMNS).where(
        timetables.c.kind.in_([kind.value for kind in kinds]), _to_do(owner, now, alone=alone)
    )
    query = query.order_by(timetables.c.id).with_for_update(skip_locked=True)
    return [record_of(row) for row in await connection.execute(query)]


async def next_to_do(
    connection: Connection, kinds: Sequence[Matter], owner: str, now: datetime, *, alone: bool
) -> datetime | None:
    """When there is next something to be worked on: now, when a dead process's lease ends, or never."""
    mine = timetables.c.kind.in_([kind.value for kind in kinds])
    due = await connection.execute(select(timetables.c.id).where(mine, _to_do(owner, now, alone=alone)).limit(1))
    if due.first() is not None:
        return now
    leased = timetables.c.status.in_([stage.value for stage in UNDER_WAY]) & (timetables.c.owner != owner)
    found: datetime | None = (
        await connection.execute(select(func.min(timetables.c.lease_until)).where(mine, leased))
    ).scalar_one_or_none()
    return found


async def agreed_counts(connection: Connection, event_id: EventId) -> tuple[int, int]:
    """How many agreed meetings have no time, and how many have one."""
    rows = await connection.execute(
        select(meetings.c.status, func.count())
        .where(meetings.c.event_id == event_id, meetings.c.status.in_(AGREED_VALUES))
        .group_by(meetings.c.status)
    )
    found = {Status(status): number for status, number in rows}
    return found.get(Status.ACCEPTED, 0), found.get(Status.SCHEDULED, 0)


async def changed_since(connection: Connection, event_id: EventId, moment: datetime) -> int:
    """How many meetings of the event have been agreed, moved or cancelled since."""
    known = (*AGREED_VALUES, Status.CANCELLED.value)
    query = select(func.count()).where(
        meetings.c.event_id == event_id, meetings.c.changed_at > moment, meetings.c.status.in_(known)
    )
    return int((await connection.execute(query)).scalar_one())
