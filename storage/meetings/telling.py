"""Who was told of a change and has confirmed it, who has a message on the phone, and who sits at the desk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.ids import AttendeeId, EventId, MeetingId
from bot.domain.meetings import Meeting
from bot.domain.notices import NoticeState
from bot.domain.people import Person, Role
from storage.database import Connection
from storage.people.reading import PERSON_COLUMNS, to_person
from storage.tables import confirmations, meetings, organisers, outbox, persons


async def told(connection: Connection, meeting: Meeting, sides: Iterable[AttendeeId], now: datetime) -> None:
    """These sides are told of the meeting as it stands now; a "Got it" is awaited from each."""
    rows = [
        {
            "meeting_id": meeting.id,
            "attendee_id": side,
            "meeting_version": meeting.version,
            "told_at": now,
            "confirmed_at": None,
        }
        for side in sides
    ]
    if not rows:
        return
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement = insert(confirmations).values(rows)
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=["meeting_id", "attendee_id"],
            set_={name: statement.excluded[name] for name in ("meeting_version", "told_at", "confirmed_at")},
        )
    )


async def overtaken(connection: Connection, meeting: Meeting, sides: Iterable[AttendeeId]) -> None:
    """What these sides were told of the meeting before is told anew elsewhere: no "Got it" is awaited for it here."""
    await connection.execute(
        delete(confirmations).where(
            confirmations.c.meeting_id == meeting.id,
            confirmations.c.attendee_id.in_(list(sides)),
            confirmations.c.confirmed_at.is_(None),
        )
    )


async def confirm(
    connection: Connection, meeting_id: MeetingId, attendee_id: AttendeeId, version: int, now: datetime
) -> bool:
    """Somebody has seen that version; True the first time, False when it is confirmed or no longer the newest."""
    row = await connection.execute(
        update(confirmations)
        .where(
            confirmations.c.meeting_id == meeting_id,
            confirmations.c.attendee_id == attendee_id,
            confirmations.c.meeting_version == version,
            confirmations.c.confirmed_at.is_(None),
        )
        .values(confirmed_at=now)
        .returning(confirmations.c.meeting_id)
    )
    return row.first() is not None


async def unconfirmed(connection: Connection, event_id: EventId) -> list[tuple[MeetingId, AttendeeId, datetime]]:
    """Who has not said "Got it" (meeting, attendee, told when), longest wait first."""
    rows = await connection.execute(
        select(confirmations.c.meeting_id, confirmations.c.attendee_id, confirmations.c.told_at)
        .join(meetings, meetings.c.id == confirmations.c.meeting_id)
        .where(meetings.c.event_id == event_id, confirmations.c.confirmed_at.is_(None))
        .order_by(confirmations.c.told_at)
    )
    return [(MeetingId(m), AttendeeId(a), at) for m, a, at in rows]


async def was_shown(connection: Connection, chat_id: int, subject: str) -> bool:
    """Whether a message about the subject is on that phone, or on its way."""
    query = select(func.count()).where(
        outbox.c.chat_id == chat_id,
        outbox.c.subject == subject,
        outbox.c.state.in_([NoticeState.SENT.value, NoticeState.SENDING.value, NoticeState.UNCERTAIN.value]),
    )
    return bool((await connection.execute(query)).scalar_one())


async def stands(connection: Connection, chat_id: int, subject: str) -> bool:
    """Whether a message on that phone shows the subject now, and not something else that it was changed to since."""
    sent = [outbox.c.chat_id == chat_id, outbox.c.state == NoticeState.SENT.value, outbox.c.message_id.is_not(None)]
    newest = select(outbox.c.message_id).where(*sent, outbox.c.subject == subject).order_by(outbox.c.id.desc()).limit(1)
    message_id = (await connection.execute(newest)).scalar()
    if message_id is None:
        return False
    said = select(outbox.c.subject).where(*sent, outbox.c.message_id == message_id).order_by(outbox.c.id.desc())
    return bool((await connection.execute(said.limit(1))).scalar() == subject)


async def desk(connection: Connection, event_id: EventId) -> list[Person]:
    """The event's owners and desk who can be written to."""
    rows = await connection.execute(
        select(*PERSON_COLUMNS)
        .join_from(organisers, persons, persons.c.telegram_id == organisers.c.telegram_id)
        .where(
            organisers.c.event_id == event_id,
            organisers.c.role.in_([Role.OWNER.value, Role.DESK.value]),
            persons.c.reachable,
        )
        .order_by(persons.c.id)
    )
    return [to_person(row) for row in rows.mappings()]
