"""The inbox: every update that Telegram handed over, once, until it is done; and then its number for a while."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache

from sqlalchemy import Insert, Integer, Select, Update, bindparam, delete, exists, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import Connection
from storage.tables import Moment, inbox


class InboxState(StrEnum):
    """Where an update stands; all but the first are final."""

    NEW = "new"
    DONE = "done"  # the body is emptied, the number kept against a second delivery
    POISON = "poison"  # could not be read, or failed at every attempt
    SHED = "shed"  # more than one user may have waiting


@dataclass(frozen=True, slots=True)
class Arrival:
    """One update as it came in."""

    update_id: int
    user_id: int
    body: str
    due_at: datetime
    state: InboxState = InboxState.NEW
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """The oldest open update of one user."""

    update_id: int
    user_id: int
    body: str
    attempts: int


async def known(connection: Connection, update_ids: Sequence[int]) -> set[int]:
    """Which of these updates are here already, whatever became of them."""
    rows = await connection.execute(_known(), {"ids": list(update_ids)})
    return set(rows.scalars())


async def waiting(connection: Connection, user_ids: Collection[int]) -> dict[int, int]:
    """How many open updates each of these users has; users with none are left out."""
    rows = await connection.execute(_waiting(), {"ids": list(user_ids)})
    return {row.user_id: row.waiting for row in rows}


async def add(connection: Connection, arrivals: Sequence[Arrival], *, now: datetime) -> None:
    """Write arrivals in one statement; those that are here already are left as they are."""
    if not arrivals:
        return
    rows = [
        {
            "update_id": a.update_id,
            "user_id": a.user_id,
            "body": a.body,
            "state": a.state.value,
            "received_at": now,
            "due_at": a.due_at,
            "settled_at": None if a.state is InboxState.NEW else now,
            "reason": a.reason,
        }
        for a in arrivals
    ]
    await connection.execute(_adding(connection.dialect.name), rows)


@cache
def _adding(dialect: str) -> Insert:
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    return insert(inbox).on_conflict_do_nothing(index_elements=["update_id"])


@cache
def _known() -> Select[int]:
    return select(inbox.c.update_id).where(inbox.c.update_id.in_(bindparam("ids", expanding=True)))


@cache
def _waiting() -> Select[int, int]:
    return (
        select(inbox.c.user_id, func.count().label("waiting"))
        .where(inbox.c.state == InboxState.NEW.value, inbox.c.user_id.in_(bindparam("ids", expanding=True)))
        .group_by(inbox.c.user_id)
    )


@cache
def _due_heads() -> Select[tuple[int, int, str, int]]:
    """Built once: putting a statement together costs more than running it."""
    query = _heads().where(inbox.c.due_at <= bindparam("now", type_=Moment)).order_by(inbox.c.update_id)
    return query.limit(bindparam("most", type_=Integer)).with_for_update(of=inbox, skip_locked=True)


@cache
def _next_head() -> Select[datetime]:
    return _heads().with_only_columns(func.min(inbox.c.due_at))


@cache
def _done() -> Update:
    return (
        update(inbox)
        .where(inbox.c.update_id.in_(bindparam("ids", expanding=True)))
        .values(state=InboxState.DONE.value, body="", settled_at=bindparam("now", type_=Moment), reason=None)
    )


def _heads() -> Select[tuple[int, int, str, int]]:
    earlier = inbox.alias("earlier")
    is_later = exists().where(
        earlier.c.state == InboxState.NEW.value,
        earlier.c.user_id == inbox.c.user_id,
        earlier.c.update_id < inbox.c.update_id,
    )
    return select(inbox.c.update_id, inbox.c.user_id, inbox.c.body, inbox.c.attempts).where(
        inbox.c.state == InboxState.NEW.value, ~is_later
    )


async def heads(connection: Connection, now: datetime, limit: int) -> list[Head]:
    """The oldest open update of each user, of those that are due, oldest first.

    They are this transaction's until it ends: on PostgreSQL their rows are locked and rows locked by others are left
    out, and while a head is open nobody else is given a later update of that user.
    """
    rows = await connection.execute(_due_heads(), {"now": now, "most": limit})
    return [Head(row.update_id, row.user_id, row.body, row.attempts) for row in rows]


async def head(connection: Connection, update_id: int) -> Head | None:
    """That update, if it still is its user's oldest open one and nobody else has it in hand."""
    query = _heads().where(inbox.c.update_id == update_id).with_for_update(of=inbox, skip_locked=True)
    row = (await connection.execute(query)).one_or_none()
    return None if row is None else Head(row.update_id, row.user_id, row.body, row.attempts)


async def done(connection: Connection, update_ids: Sequence[int], *, now: datetime) -> None:
    """These took effect: what people wrote is dropped, the number stays against a second delivery."""
    await connection.execute(_done(), {"ids": list(update_ids), "now": now})


async def postpone(connection: Connection, update_id: int, *, attempts: int, due_at: datetime, reason: str) -> None:
    """It failed and is to be tried again, not before `due_at`."""
    await connection.execute(
        update(inbox).where(inbox.c.update_id == update_id).values(attempts=attempts, due_at=due_at, reason=reason)
    )


async def park(connection: Connection, update_id: int, *, attempts: int, now: datetime, reason: str) -> None:
    """It is given up and kept aside, with the reason; that user's later updates go on."""
    await connection.execute(
        update(inbox)
        .where(inbox.c.update_id == update_id)
        .values(state=InboxState.POISON.value, attempts=attempts, settled_at=now, reason=reason)
    )


async def next_due(connection: Connection) -> datetime | None:
    """When the first of the users' oldest open updates is due; None if nothing is open."""
    found: datetime | None = (await connection.execute(_next_head())).scalar_one()
    return found


async def newest_id(connection: Connection, since: datetime) -> int | None:
    """The highest update number received since then."""
    query = select(func.max(inbox.c.update_id)).where(inbox.c.received_at >= since, inbox.c.update_id > 0)
    found: int | None = (await connection.execute(query)).scalar_one()
    return found


async def oldest_open(connection: Connection) -> datetime | None:
    """When the oldest update that is not done yet came in."""
    query = select(func.min(inbox.c.received_at)).where(inbox.c.state == InboxState.NEW.value)
    found: datetime | None = (await connection.execute(query)).scalar_one()
    return found


async def counts(connection: Connection) -> dict[str, int]:
    """How many updates are in each state."""
    query = select(inbox.c.state, func.count().label("number")).group_by(inbox.c.state)
    return {row.state: row.number for row in await connection.execute(query)}


async def purge(connection: Connection, *, before: datetime, poison_before: datetime, limit: int = 5000) -> int:
    """Delete up to `limit` updates settled before those moments; how many. Open ones are never touched."""
    aged = (inbox.c.settled_at < before) & inbox.c.state.in_([InboxState.DONE.value, InboxState.SHED.value])
    parked = (inbox.c.settled_at < poison_before) & (inbox.c.state == InboxState.POISON.value)
    ids = select(inbox.c.update_id).where(aged | parked).limit(limit)
    return (await connection.execute(delete(inbox).where(inbox.c.update_id.in_(ids)))).rowcount


async def forget(connection: Connection, user_id: int) -> None:
    """Empty what is kept of a user's settled updates; the numbers stay against a second delivery."""
    await connection.execute(
        update(inbox)
        .where(inbox.c.user_id == user_id, inbox.c.state != InboxState.NEW.value)
        .values(body="", user_id=0)
    )
