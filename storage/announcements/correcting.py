"""Corrections: the edits that change what was delivered of an announcement."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String as Text
from sqlalchemy import case, cast, insert, literal, null, select

from bot.domain.ids import AnnouncementId
from bot.domain.notices import Action, Lane, NoticeState
from storage.database import Connection
from storage.tables import Moment, outbox, persons

KIND = "correction"  # no kind that is sent anew: who deleted the message is not sent another


async def hold_queued(connection: Connection, id_: AnnouncementId) -> None:
    """Nothing queued of an announcement is taken by a sender until this transaction ends.

    What a sender has taken before is "sending" to the statements that follow, and so gets its edit.
    """
    await connection.execute(
        select(outbox.c.id)
        .where(outbox.c.announcement_id == id_, outbox.c.state == NoticeState.QUEUED.value)
        .with_for_update()
    )


async def owe_corrections(connection: Connection, id_: AnnouncementId, revision: int, now: datetime) -> int:
    """Owe an edit of every part that was delivered, or is on its way at this moment; how many.

    One that is on its way has no message yet: its edit waits behind it in the same chat and finds the message by its
    subject then. What is still queued is rendered when it is sent, and what is uncertain may not be there: neither
    gets an edit. The key of each edit keeps a second run of the same revision from owing anything (it fails as a
    whole).
    """
    parts = outbox.alias("parts")
    key = literal(f"correction:{id_}:{revision}:")
    subject = f"announcement:{id_}"
    reachable = case((persons.c.reachable, NoticeState.QUEUED.value), else_=NoticeState.UNREACHABLE.value)
    columns = {
        "chat_id": parts.c.chat_id,
        "person_id": parts.c.person_id,
        "event_id": parts.c.event_id,
        "lane": literal(int(Lane.ANNOUNCEMENT)),
        "kind": literal(KIND),
        "action": literal(Action.EDIT.value),
        "view": literal("announcements.correction"),
        "facts": literal({"announcement": id_, "revision": revision}, outbox.c.facts.type),
        "announcement_id": literal(id_),
        "target_message_id": parts.c.message_id,
        "target_subject": literal(subject),
        "subject": literal(subject),
        "once_key": key + cast(parts.c.person_id, Text),
        "due_at": literal(now, Moment),
        "state": reachable,
        "created_at": literal(now, Moment),
        "settled_at": case((persons.c.reachable, null()), else_=literal(now, Moment)),
    }
    query = (
        select(*columns.values())
        .select_from(parts.join(persons, persons.c.id == parts.c.person_id))
        .where(
            parts.c.announcement_id == id_,
            parts.c.action == Action.SEND.value,
            parts.c.state.in_((NoticeState.SENT.value, NoticeState.SENDING.value)),
            persons.c.telegram_id.is_not(None),
        )
        .order_by(parts.c.id)
    )
    result = await connection.execute(
        insert(outbox).from_select(list(columns), query).execution_options(preserve_rowcount=True)
    )
    return result.rowcount
