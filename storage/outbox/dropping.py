"""Notices that are not to be sent after all, or after all are."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, or_, update

from bot.domain.ids import AnnouncementId, PersonId
from bot.domain.notices import Action, Lane, NoticeState
from storage.database import Connection
from storage.tables import outbox

REVIVED_WITHIN = timedelta(days=2)  # a change older than that was found out otherwise


async def mark_queued_unreachable(connection: Connection, person_id: PersonId, *, reason: str, now: datetime) -> int:
    """Everything queued for a person who cannot be reached is closed as unreachable; how many."""
    result = await connection.execute(
        update(outbox)
        .where(outbox.c.person_id == person_id, outbox.c.state == NoticeState.QUEUED.value)
        .values(state=NoticeState.UNREACHABLE.value, reason=reason, settled_at=now)
    )
    return result.rowcount


async def revive(connection: Connection, person_id: PersonId, *, now: datetime) -> int:
    """Queue again what a person who is back should still hear; how many.

    That is: what is still useful, and changes of the last two days (whether they are still owed is checked when they
    are rendered). Replies to old taps and announcements, whose numbers are told, stay as they are.
    """
    result = await connection.execute(
        update(outbox)
        .where(
            outbox.c.person_id == person_id,
            outbox.c.state == NoticeState.UNREACHABLE.value,
            outbox.c.lane.in_((int(Lane.BELL), int(Lane.NUDGE))),
            or_(
                outbox.c.useful_until > now,
                and_(outbox.c.useful_until.is_(None), outbox.c.settled_at > now - REVIVED_WITHIN),
            ),
        )
        .values(state=NoticeState.QUEUED.value, reason="reachable again", settled_at=None, attempts=0, retry_at=None)
    )
    return result.rowcount


async def stop_announcement(connection: Connection, announcement_id: AnnouncementId, *, now: datetime) -> int:
    """What is still queued of an announcement is not sent; how many. Corrections of what was delivered go on."""
    parts = and_(outbox.c.announcement_id == announcement_id, outbox.c.action == Action.SEND.value)
    return await _drop(connection, parts, reason="stopped", now=now)


async def forget(connection: Connection, person_id: PersonId, *, now: datetime) -> int:
    """Nothing more goes to a person who asked to be forgotten, and what was said to them is cleared; how many."""
    dropped = await _drop(connection, outbox.c.person_id == person_id, reason="forgotten", now=now)
    await connection.execute(
        update(outbox)
        .where(outbox.c.person_id == person_id, outbox.c.state != NoticeState.SENDING.value)
        .values(screen=None, facts=None)
    )
    return dropped


async def drop_created_before(connection: Connection, moment: datetime, *, reason: str, now: datetime) -> int:
    """Drop what was queued or being sent at `moment` (the moment of a backup that is being restored); how many."""
    return await _drop(connection, outbox.c.created_at <= moment, reason=reason, now=now, sending_too=True)


async def purge_settled(connection: Connection, before: datetime) -> int:
    """Delete what was settled before that moment, dead letters excepted; how many."""
    result = await connection.execute(
        delete(outbox).where(
            outbox.c.settled_at < before, outbox.c.state.not_in((NoticeState.DEAD.value, NoticeState.UNCERTAIN.value))
        )
    )
    return result.rowcount


async def _drop(
    connection: Connection, which: ColumnElement[bool], *, reason: str, now: datetime, sending_too: bool = False
) -> int:
    states = [NoticeState.QUEUED.value] + ([NoticeState.SENDING.value] if sending_too else [])
    result = await connection.execute(
        update(outbox)
        .where(which, outbox.c.state.in_(states))
        .values(state=NoticeState.DROPPED.value, reason=reason, settled_at=now, owner=None, lease_until=None)
    )
    return result.rowcount
