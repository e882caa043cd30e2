"""Taking what may go now, and giving back what was taken and not sent."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Integer,
    bindparam,
    exists,
    func,
    literal_column,
    or_,
    select,
    tuple_,
    union_all,
    update,
)
from sqlalchemy.sql.dml import ReturningUpdate

from bot.domain.notices import Action, Lane, NoticeState
from storage.database import Connection
from storage.tables import Moment, outbox

RESENT = "resent: its answer was lost"  # the record that a second copy is possible; a row gets one at most


@dataclass(frozen=True, slots=True)
class Claimed:
    """A notice taken for sending. `attempts` counts this one; it and the owner are the fence when it is settled."""

    id: int
    chat_id: int
    person_id: int | None
    lane: Lane
    kind: str
    action: Action
    screen: dict[str, Any] | None
    view: str | None
    facts: dict[str, Any]
    announcement_id: int | None
    target_message_id: int | None
    target_subject: str | None
    due_at: datetime
    useful_until: datetime | None
    attempts: int
    reason: str | None


_COLUMNS = (
    outbox.c.id,
    outbox.c.chat_id,
    outbox.c.person_id,
    outbox.c.lane,
    outbox.c.kind,
    outbox.c.action,
    outbox.c.screen,
    outbox.c.view,
    outbox.c.facts,
    outbox.c.announcement_id,
    outbox.c.target_message_id,
    outbox.c.target_subject,
    outbox.c.due_at,
    outbox.c.useful_until,
    outbox.c.attempts,
    outbox.c.reason,
)


async def claim(
    connection: Connection,
    *,
    owner: str,
    now: datetime,
    lease_until: datetime,
    limit: int,
    not_chats: Collection[int] = (),
) -> list[Claimed]:
    """Take up to `limit` due notices, the first lane first, at most one of each chat and none of a chat in flight.

    A chat gets its notices in the order lane, due time, id. One that waits for its next attempt holds back the later
    ones of its chat and lane, so that an older edit never lands on a newer one. `not_chats` are left alone (their rate
    is used up). Returned in the order in which they are to go.
    """
    values = {"now": now, "lease_until": lease_until, "owner": owner, "wanted": limit, "not_chats": sorted(not_chats)}
    taken = await connection.execute(_claiming(), values)
    return sorted((_claimed(one) for one in taken), key=lambda c: (c.lane, c.due_at, c.id))


@cache
def _claiming() -> ReturningUpdate[Any]:
    """The statement, built once: it is asked for thirty times a second."""
    row, more_urgent, earlier, flying = (outbox.alias(name) for name in ("o", "more_urgent", "earlier", "flying"))
    now = bindparam("now", type_=Moment)
    heads = (
        select(row.c.id)
        .where(
            row.c.state == literal_column("'queued'"),
            row.c.due_at <= now,
            or_(row.c.retry_at.is_(None), row.c.retry_at <= now),
            row.c.chat_id.not_in(bindparam("not_chats", expanding=True)),
            ~exists().where(flying.c.chat_id == row.c.chat_id, flying.c.state == literal_column("'sending'")),
            ~exists().where(
                more_urgent.c.chat_id == row.c.chat_id,
                more_urgent.c.state == literal_column("'queued'"),
                more_urgent.c.lane < row.c.lane,
                more_urgent.c.due_at <= now,
                or_(more_urgent.c.retry_at.is_(None), more_urgent.c.retry_at <= now),
            ),
            ~exists().where(
                earlier.c.chat_id == row.c.chat_id,
                earlier.c.state == literal_column("'queued'"),
                earlier.c.lane == row.c.lane,
                tuple_(earlier.c.due_at, earlier.c.id) < tuple_(row.c.due_at, row.c.id),
            ),
        )
        .order_by(row.c.lane, row.c.due_at, row.c.id)
        .limit(bindparam("wanted", type_=Integer))
        .with_for_update(skip_locked=True, of=row)
    )
    return (
        update(outbox)
        .where(outbox.c.id.in_(heads.scalar_subquery()))
        .values(
            state=NoticeState.SENDING.value,
            owner=bindparam("owner"),
            lease_until=bindparam("lease_until", type_=Moment),
            attempts=outbox.c.attempts + 1,
        )
        .returning(*_COLUMNS)
    )


def _claimed(row: Any) -> Claimed:
    (id_, chat, person, lane, kind, action, screen, view, facts, *rest) = row
    return Claimed(id_, chat, person, Lane(lane), kind, Action(action), screen, view, facts or {}, *rest)


async def next_due(connection: Connection, *, after: datetime) -> datetime | None:
    """When the next notice falls due, or may be tried again, later than `after`."""
    moments = (await connection.execute(_next_moments(), {"after": after})).scalars()
    return min((moment for moment in moments if moment is not None), default=None)


@cache
def _next_moments() -> CompoundSelect[Any]:
    queued = outbox.c.state == literal_column("'queued'")
    after = bindparam("after", type_=Moment)
    lanes = [
        select(func.min(outbox.c.due_at).label("due_at")).where(
            queued, outbox.c.lane == literal_column(str(int(lane))), outbox.c.due_at > after
        )
        for lane in Lane
    ]
    lanes.append(select(func.min(outbox.c.retry_at)).where(queued, outbox.c.retry_at > after))
    return union_all(*lanes)


async def due_chats(connection: Connection, chats: Collection[int], *, now: datetime) -> set[int]:
    """Which of these chats have something due."""
    if not chats:
        return set()
    query = select(outbox.c.chat_id).where(
        outbox.c.state == literal_column("'queued'"), outbox.c.due_at <= now, outbox.c.chat_id.in_(sorted(chats))
    )
    return set((await connection.execute(query.distinct())).scalars())


async def give_back(connection: Connection, *, owner: str, except_ids: Collection[int] = ()) -> int:
    """What this owner took and never began to send is queued again as if it had not been taken; how many."""
    result = await connection.execute(
        update(outbox)
        .where(
            outbox.c.state == NoticeState.SENDING.value,
            outbox.c.owner == owner,
            outbox.c.id.not_in(sorted(except_ids)) if except_ids else outbox.c.id.is_not(None),
        )
        .values(state=NoticeState.QUEUED.value, owner=None, lease_until=None, attempts=outbox.c.attempts - 1)
    )
    return result.rowcount


async def recover(connection: Connection, *, owner: str, now: datetime, all_others: bool = False) -> tuple[int, int]:
    """Free what a dead sender held: how many are queued again, and how many became uncertain.

    Whether Telegram has them nobody knows. An announcement becomes uncertain and is never resent; anything else is
    sent again, with a record. Taken are leases that ran out, or with `all_others` (there can be no other sender alive)
    everything that somebody else holds; never what `owner` itself has in flight.
    """
    lost = [outbox.c.state == NoticeState.SENDING.value, outbox.c.owner != owner]
    if not all_others:
        lost.append(outbox.c.lease_until <= now)
    uncertain = await connection.execute(
        update(outbox)
        .where(*lost, outbox.c.lane == int(Lane.ANNOUNCEMENT), outbox.c.action == Action.SEND.value)
        .values(
            state=NoticeState.UNCERTAIN.value,
            reason="the sender died while it was being sent",
            settled_at=now,
            owner=None,
            lease_until=None,
        )
    )
    queued = await connection.execute(
        update(outbox).where(*lost).values(state=NoticeState.QUEUED.value, reason=RESENT, owner=None, lease_until=None)
    )
    return queued.rowcount, uncertain.rowcount
