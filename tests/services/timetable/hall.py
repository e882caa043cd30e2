"""A hall whose meetings are agreed and wait for a timetable, for the tests beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import insert, select, update

from bot.domain.ids import AttendeeId, MeetingId, PersonId
from bot.domain.meetings import Meeting
from bot.services import timetable as service
from bot.services.meetings import Organiser
from bot.services.timetable import Loaded, Move, Published
from storage import events
from storage.database import Database
from storage.tables import audit, change_notices, joined_sessions, meetings, placings, seats, unavailable_slots
from tests.meetings import Hall

DESK = Organiser(PersonId(1))


async def waiting_hall(
    database: Database, names: str, pairs: Sequence[str], **more: Any
) -> tuple[Hall, list[MeetingId]]:
    """People of one letter each, and their agreed meetings ("AB") in that order, none with a time."""
    hall = await Hall.open(database, **({"scheduling": "published"} | more))
    await hall.join(*names)
    return hall, [await waits(hall, pair) for pair in pairs]


async def waits(hall: Hall, pair: str, **columns: Any) -> MeetingId:
    """One more agreed meeting without a time; more than two letters: a group."""
    values = {
        "event_id": hall.event.id,
        "requester_id": hall.ids[pair[0]],
        "guest_id": hall.ids[pair[1]],
        "status": "accepted",
        "created_at": hall.now,
        "changed_at": hall.now,
    }
    async with hall.database.writing() as connection:
        made = await connection.execute(insert(meetings).values(values | columns).returning(meetings.c.id))
        return MeetingId(made.scalar_one())


async def change(hall: Hall, meeting: MeetingId, **columns: Any) -> None:
    """Columns of a meeting."""
    async with hall.database.writing() as connection:
        await connection.execute(update(meetings).where(meetings.c.id == meeting).values(**columns))


async def marks_away(hall: Hall, name: str, clock: str) -> None:
    """Somebody is not free then."""
    async with hall.database.writing() as connection:
        await connection.execute(insert(unavailable_slots).values(attendee_id=hall.ids[name], slot_id=hall.slot(clock)))


async def joins(hall: Hall, name: str) -> None:
    """Somebody joins the event's session."""
    async with hall.database.writing() as connection:
        values = {"attendee_id": hall.ids[name], "session_id": hall.event.sessions[0].id, "joined_at": hall.now}
        await connection.execute(insert(joined_sessions).values(values))


async def loaded(hall: Hall, **more: Any) -> Loaded:
    """The problem as it is now."""
    async with hall.database.reading() as connection:
        return await service.load(connection, await events.event(connection, hall.event.id), hall.now, **more)


async def publishes(hall: Hall, moves: Sequence[Move], **more: Any) -> Published:
    """The desk publishes; the hall's event is the new one then."""
    async with hall.acting() as uow:
        found = await service.publish(uow, hall.event, moves, DESK, **more)
    async with hall.database.reading() as connection:
        hall.event = await events.event(connection, hall.event.id)
    return found


def move(hall: Hall, meeting: Meeting | MeetingId, clock: str | None, table: int = 1, version: int = 1) -> Move:
    """A planned place of a meeting."""
    number = meeting.id if isinstance(meeting, Meeting) else meeting
    version = meeting.version if isinstance(meeting, Meeting) else version
    if clock is None:
        return Move(number, version, None, None)
    return Move(number, version, hall.slot(clock), hall.table(table))


async def told(hall: Hall) -> dict[str, list[Mapping[str, Any]]]:
    """What each person was told and has not confirmed, by their letter."""
    names = {who: name for name, who in hall.ids.items()}
    async with hall.database.reading() as connection:
        rows = await connection.execute(
            select(change_notices).where(change_notices.c.confirmed_at.is_(None)).order_by(change_notices.c.id)
        )
        return {names[AttendeeId(row.attendee_id)]: row.items for row in rows}


async def books_agree(hall: Hall) -> None:
    """Seats and placings are those of the scheduled meetings, one each; bells ring for their times and no others."""
    slots = {slot.id: slot.starts_at for slot in (*hall.event.slots, *hall.event.former_slots)}
    async with hall.database.reading() as connection:
        rows = (await connection.execute(select(meetings))).all()
        sitting = set(
            (await connection.execute(select(seats.c.slot_id, seats.c.attendee_id, seats.c.meeting_id))).all()
        )
        standing = set(
            (await connection.execute(select(placings.c.slot_id, placings.c.place_id, placings.c.meeting_id))).all()
        )
    scheduled = [row for row in rows if row.status == "scheduled"]
    assert sitting == {(r.slot_id, who, r.id) for r in scheduled for who in (r.requester_id, r.guest_id)}
    assert standing == {(r.slot_id, r.place_id, r.id) for r in scheduled}
    rung = {(b.meeting_id, b.attendee_id, b.due_at) for b in await hall.bells() if b.meeting_id is not None}
    assert rung == {
        (r.id, who, slots[r.slot_id] - timedelta(minutes=15)) for r in scheduled for who in (r.requester_id, r.guest_id)
    }


async def acts(hall: Hall) -> list[str]:
    """The audit record's acts, oldest first."""
    async with hall.database.reading() as connection:
        return list((await connection.execute(select(audit.c.act).order_by(audit.c.id))).scalars())
