"""Bells and digests as rows: derived from what is agreed, in the same transaction that agrees it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert, literal, select, update

from bot.domain.ids import AttendeeId, EventId, MeetingId, PersonId, SessionId
from bot.domain.people import AttendeeStatus
from bot.domain.reminders import Bell, Digest, ReminderKind, ReminderState
from storage.database import Connection
from storage.tables import attendees, meetings, persons, reminders

CHUNK = 400  # rows or ids a statement
WAITING = reminders.c.state == ReminderState.WAITING.value
_NEXT_DUE = select(func.min(reminders.c.due_at)).where(WAITING)  # put together once: it is asked all the time


@dataclass(frozen=True, slots=True)
class DueReminder:
    """A reminder whose moment has come, with whom it goes to and what it is about."""

    id: int
    kind: ReminderKind
    event_id: EventId
    attendee_id: AttendeeId
    meeting_id: MeetingId | None
    session_id: SessionId | None
    slot_id: int | None
    due_at: datetime
    useful_until: datetime
    person_id: PersonId
    telegram_id: int | None
    reachable: bool


async def add_bells(
    connection: Connection,
    event_id: EventId,
    bells: Iterable[Bell],
    *,
    meeting_id: MeetingId | None = None,
    session_id: SessionId | None = None,
) -> None:
    """Write bells for a meeting or a session."""
    rows = [
        {
            "event_id": event_id,
            "attendee_id": bell.attendee_id,
            "meeting_id": meeting_id,
            "session_id": session_id,
            "kind": ReminderKind.BELL.value,
            "due_at": bell.due_at,
            "useful_until": bell.useful_until,
            "state": ReminderState.WAITING.value,
        }
        for bell in bells
    ]
    if rows:
        await connection.execute(insert(reminders), rows)


async def silence_meetings(connection: Connection, ids: Sequence[MeetingId]) -> None:
    """No bell of these meetings rings any more."""
    for start in range(0, len(ids), CHUNK):
        await connection.execute(
            delete(reminders).where(WAITING, reminders.c.meeting_id.in_(ids[start : start + CHUNK]))
        )


async def silence_attendee(
    connection: Connection,
    attendee_id: AttendeeId,
    *,
    session_id: SessionId | None = None,
    meeting_id: MeetingId | None = None,
) -> None:
    """No bell of this attendee (for this session, for this meeting) rings any more."""
    query = delete(reminders).where(
        WAITING, reminders.c.kind == ReminderKind.BELL.value, reminders.c.attendee_id == attendee_id
    )
    if session_id is not None:
        query = query.where(reminders.c.session_id == session_id)
    if meeting_id is not None:
        query = query.where(reminders.c.meeting_id == meeting_id)
    await connection.execute(query)


async def due(connection: Connection, now: datetime, limit: int) -> list[DueReminder]:
    """Reminders whose moment has come, the earliest first, locked."""
    rows = await connection.execute(
        select(
            reminders.c.id,
            reminders.c.kind,
            reminders.c.event_id,
            reminders.c.attendee_id,
            reminders.c.meeting_id,
            reminders.c.session_id,
            meetings.c.slot_id,
            reminders.c.due_at,
            reminders.c.useful_until,
            persons.c.id.label("person_id"),
            persons.c.telegram_id,
            persons.c.reachable,
        )
        .join(attendees, attendees.c.id == reminders.c.attendee_id)
        .join(persons, persons.c.id == attendees.c.person_id)
        .outerjoin(meetings, meetings.c.id == reminders.c.meeting_id)
        .where(WAITING, reminders.c.due_at <= now)
        .order_by(reminders.c.due_at, reminders.c.id)
        .limit(limit)
        .with_for_update(of=reminders, skip_locked=True)
    )
    return [
        DueReminder(**{name: value for name, value in row.items() if name != "kind"}, kind=ReminderKind(row["kind"]))
        for row in rows.mappings()
    ]


async def settle(
    connection: Connection, ids: Sequence[int], state: ReminderState, now: datetime, reason: str | None = None
) -> None:
    """These reminders are done with."""
    for start in range(0, len(ids), CHUNK):
        await connection.execute(
            update(reminders)
            .where(reminders.c.id.in_(ids[start : start + CHUNK]))
            .values(state=state.value, reason=reason, settled_at=now)
        )


async def next_due(connection: Connection) -> datetime | None:
    """When the next reminder is due; in the past when some are late."""
    found: datetime | None = (await connection.execute(_NEXT_DUE)).scalar_one()
    return found


async def digests_made(connection: Connection, event_id: EventId) -> set[tuple[str, datetime]]:
    """Which digests of the event have their rows: kind and moment."""
    rows = await connection.execute(
        select(reminders.c.kind, reminders.c.due_at)
        .where(reminders.c.event_id == event_id, reminders.c.kind != ReminderKind.BELL.value)
        .distinct()
    )
    return {(kind, due_at) for kind, due_at in rows}


async def add_digest(connection: Connection, event_id: EventId, digest: Digest) -> None:
    """A row for everybody registered to the event who wants digests and has none yet, in one statement."""
    there = select(reminders.c.attendee_id).where(
        reminders.c.event_id == event_id,
        reminders.c.kind == digest.kind.value,
        reminders.c.due_at == digest.due_at,
    )
    columns = ["event_id", "attendee_id", "kind", "due_at", "useful_until", "state"]
    registered = select(
        attendees.c.event_id,
        attendees.c.id,
        literal(digest.kind.value, reminders.c.kind.type),
        literal(digest.due_at, reminders.c.due_at.type),
        literal(digest.useful_until, reminders.c.useful_until.type),
        literal(ReminderState.WAITING.value, reminders.c.state.type),
    ).where(
        attendees.c.event_id == event_id,
        attendees.c.status == AttendeeStatus.REGISTERED.value,
        attendees.c.digests,
        attendees.c.id.not_in(there),
    )
    await connection.execute(insert(reminders).from_select(columns, registered))
