"""Where each user stands in each chat: conversation states and the draft of what was answered so far."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import Insert, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.updates import Conversation
from storage.database import Connection
from storage.tables import conversations


async def load(connection: Connection, user_id: int, chat_id: int) -> Conversation:
    """The conversation of a user in a chat; an empty one if there is none."""
    query = select(conversations.c.states, conversations.c.draft).where(
        conversations.c.user_id == user_id, conversations.c.chat_id == chat_id
    )
    row = (await connection.execute(query)).one_or_none()
    return Conversation(user_id, chat_id, *(row or ({}, {})))


async def save(connection: Connection, changed: Sequence[Conversation], *, now: datetime) -> None:
    """Save conversations in one statement; a later one of the same chat replaces the earlier."""
    if not changed:
        return
    latest = {(c.user_id, c.chat_id): c for c in changed}
    rows = [
        {"user_id": c.user_id, "chat_id": c.chat_id, "states": c.states, "draft": c.draft, "changed_at": now}
        for c in latest.values()
    ]
    await connection.execute(_saving(connection.dialect.name), rows)


@cache
def _saving(dialect: str) -> Insert:
    """Put together once: that costs more than running it."""
    statement = (sqlite.insert if dialect == "sqlite" else postgresql.insert)(conversations)
    return statement.on_conflict_do_update(
        index_elements=["user_id", "chat_id"],
        set_={name: statement.excluded[name] for name in ("states", "draft", "changed_at")},
    )


async def forget(connection: Connection, user_id: int) -> None:
    """Delete every conversation of a user."""
    await connection.execute(delete(conversations).where(conversations.c.user_id == user_id))


async def forget_idle(connection: Connection, before: datetime) -> int:
    """Delete conversations that nobody touched since `before`; how many."""
    return (await connection.execute(delete(conversations).where(conversations.c.changed_at < before))).rowcount
