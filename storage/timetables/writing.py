"""What publishing a timetable writes: many meetings at once, each only where it changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, bindparam, select, update

from bot.domain.ids import EventId, MeetingId, PersonId
from bot.domain.meetings import AGREED, Meeting
from bot.domain.notices import Action, NoticeState
from storage.changes.affected import chunks
from storage.database import Connection
from storage.events import changed_here
from storage.meetings.rows import read
from storage.tables import events, meetings, outbox

AGREED_VALUES = sorted(status.value for status in AGREED)
PORTION = 200  # meetings a statement, where whole rows are read: a few milliseconds of the event loop


async def lock_agreed(connection: Connection, ids: Sequence[MeetingId]) -> dict[MeetingId, Meeting]:
    """Those of these meetings that are agreed, as they stand now, this transaction's alone until it ends."""
    found: dict[MeetingId, Meeting] = {}
    for start in range(0, len(ids), PORTION):
        query = select(meetings).where(
            meetings.c.id.in_(ids[start : start + PORTION]), meetings.c.status.in_(AGREED_VALUES)
        )
        found |= {
            meeting.id: meeting
            for meeting in await read(connection, query.order_by(meetings.c.id).with_for_update(key_share=True))
        }
    return found


async def book(connection: Connection, changed: Sequence[Meeting]) -> None:
    """Write status, slot, place and version of these meetings; everything else stays as it is."""
    rows: list[dict[str, Any]] = [
        {
            "which": meeting.id,
            "to_status": meeting.status.value,
            "to_slot": meeting.slot_id,
            "to_place": meeting.place_id,
            "to_version": meeting.version,
            "to_changed": meeting.changed_at,
        }
        for meeting in changed
    ]
    statement = (
        update(meetings)
        .where(meetings.c.id == bindparam("which"))
        .values(
            status=bindparam("to_status"),
            slot_id=bindparam("to_slot"),
            place_id=bindparam("to_place"),
            version=bindparam("to_version", type_=Integer),
            changed_at=bindparam("to_changed"),
        )
    )
    for start in range(0, len(rows), PORTION):
        await connection.execute(statement, rows[start : start + PORTION])


async def shown_on(connection: Connection, ids: Sequence[MeetingId]) -> set[tuple[MeetingId, PersonId]]:
    """On whose phone a message about which of these meetings was sent."""
    found: set[tuple[MeetingId, PersonId]] = set()
    for some in chunks(ids):
        rows = await connection.execute(
            select(outbox.c.meeting_id, outbox.c.person_id)
            .where(
                outbox.c.meeting_id.in_(list(some)),
                outbox.c.state == NoticeState.SENT.value,
                outbox.c.action == Action.SEND.value,
                outbox.c.message_id.is_not(None),
            )
            .distinct()
        )
        found |= {(MeetingId(meeting), PersonId(person)) for meeting, person in rows}
    return found


async def published(connection: Connection, event_id: EventId, now: datetime) -> None:
    """The event has a timetable from now on, if it had none; the first moment stays."""
    await connection.execute(
        update(events).where(events.c.id == event_id, events.c.timetable_at.is_(None)).values(timetable_at=now)
    )
    changed_here(connection, event_id)
