"""Writing a change of the event: many meetings, seats and bells at once."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.ids import AttendeeId, EventId, MeetingId, SessionId, SlotId
from bot.domain.meetings import Booking, Meeting, Status
from bot.domain.reminders import Bell, ReminderKind, ReminderState
from storage.changes.affected import chunks
from storage.database import Connection
from storage.meetings.rows import read
from storage.tables import confirmations, joined_sessions, meetings, placings, reminders, seats, unavailable_slots

WAITING = reminders.c.state == ReminderState.WAITING.value


async def lock_scheduled(connection: Connection, ids: Sequence[MeetingId]) -> list[Meeting]:
    """Those of these meetings that are scheduled still, as they stand now, this transaction's alone until it ends."""
    found: list[Meeting] = []
    for some in chunks(ids):
        query = select(meetings).where(meetings.c.id.in_(list(some)), meetings.c.status == Status.SCHEDULED.value)
        found += await read(connection, query.order_by(meetings.c.id).with_for_update(key_share=True))
    return found


async def take_seats_off(connection: Connection, ids: Sequence[MeetingId]) -> None:
    """These meetings have neither seats nor places."""
    for some in chunks(ids):
        for table in (seats, placings):
            await connection.execute(delete(table).where(table.c.meeting_id.in_(list(some))))


async def reseat(
    connection: Connection, booked: Sequence[tuple[MeetingId, Booking, Sequence[AttendeeId]]]
) -> list[MeetingId]:
    """Take seats and a place for each (they hold none now); those whose place somebody took meanwhile get nothing.

    The people's rows are locked by the caller, so that nobody else gives them a seat.
    """
    conflicting = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    taken: set[int] = set()
    for some in chunks(booked):
        rows = [{"slot_id": b.slot_id, "place_id": b.place_id, "meeting_id": m} for m, b, _ in some]
        made = await connection.execute(
            conflicting(placings).on_conflict_do_nothing().returning(placings.c.meeting_id), rows
        )
        taken |= set(made.scalars())
    sitting = [
        {"slot_id": booking.slot_id, "attendee_id": who, "meeting_id": meeting_id}
        for meeting_id, booking, people in booked
        if meeting_id in taken
        for who in people
    ]
    for some_seats in chunks(sitting):
        await connection.execute(insert(seats), list(some_seats))
    return [meeting_id for meeting_id, _, _ in booked if meeting_id not in taken]


async def leave_sessions(connection: Connection, pairs: Sequence[tuple[SessionId, AttendeeId]]) -> None:
    """These people are out of these sessions, with their bells."""
    rows = [{"session": session, "attendee": attendee} for session, attendee in pairs]
    for table in (joined_sessions, reminders):
        which = (table.c.session_id == bindparam("session")) & (table.c.attendee_id == bindparam("attendee"))
        statement = delete(table).where(which if table is joined_sessions else which & WAITING)
        for some in chunks(rows):
            await connection.execute(statement, list(some))


async def nothing_awaited(connection: Connection, pairs: Sequence[tuple[MeetingId, AttendeeId]]) -> None:
    """No *Got it* is awaited for what these people were told of these meetings before: a newer notice says it all."""
    rows = [{"meeting": meeting, "attendee": attendee} for meeting, attendee in pairs]
    statement = delete(confirmations).where(
        confirmations.c.meeting_id == bindparam("meeting"),
        confirmations.c.attendee_id == bindparam("attendee"),
        confirmations.c.confirmed_at.is_(None),
    )
    for some in chunks(rows):
        await connection.execute(statement, list(some))


async def silence_sessions(connection: Connection, ids: Sequence[SessionId]) -> None:
    """No bell of these sessions rings any more."""
    for some in chunks(ids):
        await connection.execute(delete(reminders).where(WAITING, reminders.c.session_id.in_(list(some))))


async def silence_people(connection: Connection, ids: Sequence[AttendeeId]) -> None:
    """No bell of these people rings any more."""
    bell = reminders.c.kind == ReminderKind.BELL.value
    for some in chunks(ids):
        await connection.execute(delete(reminders).where(WAITING, bell, reminders.c.attendee_id.in_(list(some))))


async def new_bells(
    connection: Connection, event_id: EventId, bells: Sequence[tuple[Bell, MeetingId | None, SessionId | None]]
) -> None:
    """Write bells, each of a meeting or of a session."""
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
        for bell, meeting_id, session_id in bells
    ]
    for some in chunks(rows):
        await connection.execute(insert(reminders), list(some))


async def carry_unavailable(connection: Connection, pairs: Sequence[tuple[SlotId, SlotId]]) -> None:
    """Who was not free in an old slot is not free in the new one that shares its time: (old, new) each."""
    conflicting = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    for old, new in pairs:
        rows = await connection.execute(
            select(unavailable_slots.c.attendee_id).where(unavailable_slots.c.slot_id == old)
        )
        values = [{"attendee_id": attendee_id, "slot_id": new} for attendee_id in rows.scalars()]
        for some in chunks(values):
            await connection.execute(conflicting(unavailable_slots).values(list(some)).on_conflict_do_nothing())
