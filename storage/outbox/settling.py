"""Writing down what became of notices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Integer, bindparam, select, update

from bot.domain.notices import Action, NoticeState
from storage.database import Connection
from storage.tables import Moment, outbox


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a claimed notice becomes. `fence` is its ``Claimed.attempts``, `attempts` what the row keeps."""

    id: int
    fence: int
    state: NoticeState
    attempts: int
    retry_at: datetime | None = None
    reason: str | None = None
    message_id: int | None = None
    anew: bool = False  # the message to edit is gone: from now on this is a message of its own


async def settle(connection: Connection, settlements: Sequence[Settlement], *, owner: str, now: datetime) -> int:
    """Write them in one statement; how many were refused because the notice is no longer this owner's."""
    if not settlements:
        return 0
    open_states = (NoticeState.QUEUED, NoticeState.SENDING)
    rows = [
        {
            "b_id": s.id,
            "b_fence": s.fence,
            "b_owner": owner,
            "b_state": s.state.value,
            "b_retry_at": s.retry_at,
            "b_attempts": s.attempts,
            "b_reason": s.reason[:500] if s.reason else None,
            "b_message_id": s.message_id,
            "b_settled_at": None if s.state in open_states else now,
        }
        for s in settlements
    ]
    result = await connection.execute(_SETTLE, rows)
    gone = [s.id for s in settlements if s.anew]
    if gone:
        await connection.execute(
            update(outbox)
            .where(outbox.c.id.in_(gone), outbox.c.state == NoticeState.QUEUED.value)
            .values(action=Action.SEND.value, target_message_id=None, target_subject=None)
        )
    return len(rows) - result.rowcount


_SETTLE = (
    update(outbox)
    .where(
        outbox.c.id == bindparam("b_id"),
        outbox.c.state == NoticeState.SENDING.value,
        outbox.c.owner == bindparam("b_owner"),
        outbox.c.attempts == bindparam("b_fence", type_=Integer),
    )
    .values(
        state=bindparam("b_state"),
        retry_at=bindparam("b_retry_at", type_=Moment),
        attempts=bindparam("b_attempts", type_=Integer),
        reason=bindparam("b_reason"),
        message_id=bindparam("b_message_id"),
        settled_at=bindparam("b_settled_at", type_=Moment),
        owner=None,
        lease_until=None,
    )
)


async def migrate_chat(connection: Connection, old: int, new: int) -> None:
    """A group got a new id: everything still owed to the old one goes to the new one."""
    await connection.execute(
        update(outbox)
        .where(outbox.c.chat_id == old, outbox.c.state.in_((NoticeState.QUEUED.value, NoticeState.SENDING.value)))
        .values(chat_id=new)
    )


async def message_of(connection: Connection, chat_id: int, subject: str) -> int | None:
    """The newest message of that chat that shows `subject`, or None if none was sent."""
    query = (
        select(outbox.c.message_id)
        .where(
            outbox.c.chat_id == chat_id,
            outbox.c.subject == subject,
            outbox.c.message_id.is_not(None),
            outbox.c.state == NoticeState.SENT.value,
            outbox.c.action != Action.DELETE.value,
        )
        .order_by(outbox.c.id.desc())
        .limit(1)
    )
    found = (await connection.execute(query)).scalar_one_or_none()
    return None if found is None else int(found)


async def subject_of(connection: Connection, chat_id: int, message_id: int) -> str | None:
    """What a message of that chat shows now ("question:12"), or None where nothing is known of it."""
    query = (
        select(outbox.c.subject)
        .where(outbox.c.chat_id == chat_id, outbox.c.message_id == message_id)
        .order_by(outbox.c.id.desc())
        .limit(1)
    )
    found: str | None = (await connection.execute(query)).scalar_one_or_none()
    return found
