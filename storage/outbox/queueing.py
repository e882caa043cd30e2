"""Putting notices into the outbox."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import Insert
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.notices import Action, Notice, NoticeState
from storage.database import Connection
from storage.tables import outbox

CHUNK = 400  # rows a statement: SQLite takes 32,766 parameters


async def queue(connection: Connection, notices: Sequence[Notice], *, now: datetime) -> None:
    """Queue notices in this order; one whose `once_key` is there already is silently left out.

    A notice to somebody known to be unreachable is written down as such, so that the numbers add up. An edit that
    looks for its message by subject counts as that subject's message from then on.
    """
    statement = _queueing(connection.dialect.name)
    for start in range(0, len(notices), CHUNK):
        rows = [
            {
                "chat_id": n.chat_id,
                "person_id": n.person_id,
                "event_id": n.event_id,
                "lane": int(n.lane),
                "kind": n.kind,
                "action": n.action.value,
                "screen": n.screen,
                "view": n.view,
                "facts": n.facts or None,
                "meeting_id": n.meeting_id,
                "meeting_version": n.meeting_version,
                "announcement_id": n.announcement_id,
                "subject": n.subject or (n.target_subject if n.action is Action.EDIT else None),
                "target_message_id": n.target_message_id,
                "target_subject": n.target_subject,
                "once_key": n.once_key,
                "due_at": n.due_at,
                "useful_until": n.useful_until,
                "state": (NoticeState.QUEUED if n.reachable else NoticeState.UNREACHABLE).value,
                "created_at": now,
                "settled_at": None if n.reachable else now,
            }
            for n in notices[start : start + CHUNK]
        ]
        await connection.execute(statement, rows)


@cache
def _queueing(dialect: str) -> Insert:
    """Put together once: that costs more than running it."""
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    return insert(outbox).on_conflict_do_nothing(index_elements=["once_key"])
