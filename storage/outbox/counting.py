"""How the outbox stands: for metrics, progress screens and the desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from bot.domain.ids import AnnouncementId
from bot.domain.notices import Action, Lane, NoticeState
from storage.database import Connection
from storage.tables import inbox, outbox


@dataclass(frozen=True, slots=True)
class Backlog:
    """Numbers by lane and state, and since when the oldest of each has been waiting."""

    counts: Mapping[tuple[Lane, NoticeState], int]
    oldest_due: Mapping[Lane, datetime]  # queued and due, or in flight
    oldest_update: datetime | None  # of the inbox


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A notice that was given up, with what is needed to find out why; never its words."""

    id: int
    chat_id: int
    person_id: int | None
    lane: Lane
    kind: str
    state: NoticeState
    reason: str | None
    attempts: int
    settled_at: datetime


async def backlog(connection: Connection, *, now: datetime) -> Backlog:
    """Count everything once."""
    counted = await connection.execute(
        select(outbox.c.lane, outbox.c.state, func.count()).group_by(outbox.c.lane, outbox.c.state)
    )
    waiting = await connection.execute(
        select(outbox.c.lane, func.min(outbox.c.due_at))
        .where(
            outbox.c.state.in_((NoticeState.QUEUED.value, NoticeState.SENDING.value)),
            outbox.c.due_at <= now,
        )
        .group_by(outbox.c.lane)
    )
    update_ = await connection.execute(select(func.min(inbox.c.received_at)).where(inbox.c.state == "new"))
    return Backlog(
        counts={(Lane(lane), NoticeState(state)): number for lane, state, number in counted},
        oldest_due={Lane(lane): moment for lane, moment in waiting},
        oldest_update=update_.scalar_one_or_none(),
    )


async def counts_of(
    connection: Connection, announcement_id: AnnouncementId, *, edits: bool = False, since: datetime | None = None
) -> dict[NoticeState, int]:
    """How far an announcement is: the number of its notices in each state.

    With `edits` those of its corrections instead, `since` the moment of the newest.
    """
    edit = outbox.c.action == Action.EDIT.value
    which = [outbox.c.announcement_id == announcement_id, edit if edits else ~edit]
    if since is not None:
        which.append(outbox.c.created_at >= since)
    rows = await connection.execute(select(outbox.c.state, func.count()).where(*which).group_by(outbox.c.state))
    return {NoticeState(state): number for state, number in rows}


async def dead_letters(connection: Connection, *, limit: int = 100) -> list[DeadLetter]:
    """The newest notices that are dead or uncertain."""
    rows = await connection.execute(
        select(
            outbox.c.id,
            outbox.c.chat_id,
            outbox.c.person_id,
            outbox.c.lane,
            outbox.c.kind,
            outbox.c.state,
            outbox.c.reason,
            outbox.c.attempts,
            outbox.c.settled_at,
        )
        .where(outbox.c.state.in_((NoticeState.DEAD.value, NoticeState.UNCERTAIN.value)))
        .order_by(outbox.c.settled_at.desc(), outbox.c.id.desc())
        .limit(limit)
    )
    return [
        DeadLetter(id_, chat, person, Lane(lane), kind, NoticeState(state), reason, attempts, settled)
        for id_, chat, person, lane, kind, state, reason, attempts, settled in rows
    ]
