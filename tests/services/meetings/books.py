"""The books of a hall as a timetabling problem, so that the independent checker can look at what has been agreed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from bot.domain.events import Event, PlaceKind, Slot
from bot.domain.ids import AttendeeId
from bot.domain.people import Attendee, Mode
from bot.domain.timetable.checking import Fault, faults
from bot.domain.timetable.problem import Guest, Kind, Meeting, Problem, Spot, Time
from storage import people
from storage.database import Connection
from storage.meetings.rows import read
from storage.tables import joined_sessions, meetings, unavailable_slots
from tests.meetings import Hall

STANDING = ("scheduled", "held")


async def faults_of(hall: Hall) -> list[Fault]:
    """Every hard rule that the meetings agreed so far break."""
    async with hall.database.reading() as connection:
        problem = await problem_of(connection, hall.event)
    return faults(problem, problem.as_it_stands())


async def problem_of(connection: Connection, event: Event) -> Problem:
    """Everybody's diary, every place, and the meetings that have a time, each where it stands."""
    everybody = list((await people.attendees(connection, await _ids(connection, event))).values())
    number = {one.id: n for n, one in enumerate(everybody)}
    found = await read(connection, select(meetings).where(meetings.c.status.in_(STANDING)).order_by(meetings.c.id))
    known = {meeting.id: n for n, meeting in enumerate(found)}
    slots = {slot.id: n for n, slot in enumerate(event.slots)}
    places = {place.id: n for n, place in enumerate(event.places)}
    blocked = [await _blocked(connection, event, one) for one in everybody]
    made = []
    for meeting in found:
        sides = [everybody[number[side]] for side in meeting.sides]
        tables, rooms = _allowed(event, sides, [blocked[number[side]] for side in meeting.sides])
        made.append(
            Meeting(
                people=tuple(number[side] for side in meeting.sides),
                tables=tables,
                rooms=rooms,
                at=slots[meeting.slot_id] if meeting.slot_id else None,
                spot=places[meeting.place_id] if meeting.place_id else None,
                # A fixed one may stand where it is whatever its people have on; a held one is past changing.
                fixed=meeting.fixed,
                after=(known[meeting.after_id],) if meeting.after_id in known else (),
            )
        )
    blocks = {block.id: n for n, block in enumerate(event.blocks)}
    return Problem(
        times=tuple(_time(event, slot, blocks) for slot in event.slots),
        places=tuple(
            Spot(Kind.TABLE if place.kind is PlaceKind.TABLE else Kind.ROOM, place.number) for place in event.places
        ),
        people=tuple(Guest(mask) for mask in blocked),
        meetings=tuple(made),
        most=event.rules.meetings_per_block,
    )


async def _ids(connection: Connection, event: Event) -> list[AttendeeId]:
    from storage.tables import attendees

    rows = await connection.execute(select(attendees.c.id).where(attendees.c.event_id == event.id))
    return [AttendeeId(i) for i in rows.scalars()]


async def _blocked(connection: Connection, event: Event, one: Attendee) -> int:
    """Times marked, sessions joined, days away."""

    async def ids(table: Any, column: str) -> set[int]:
        rows = await connection.execute(select(table.c[column]).where(table.c.attendee_id == one.id))
        return set(rows.scalars())

    marked = await ids(unavailable_slots, "slot_id")
    joined = await ids(joined_sessions, "session_id")
    busy = [session for session in event.sessions if session.id in joined]
    mask = 0
    for n, slot in enumerate(event.slots):
        away = one.mode_on(event.day_of(slot.starts_at)) is Mode.ABSENT
        listening = any(slot.starts_at < s.ends_at and s.starts_at < slot.ends_at for s in busy)
        mask |= (away or listening or slot.id in marked) << n
    return mask


def _allowed(event: Event, sides: list[Attendee], blocked: list[int]) -> tuple[int, int]:
    tables = rooms = 0
    for n, slot in enumerate(event.slots):
        if any(mask >> n & 1 for mask in blocked):
            continue
        if all(one.mode_on(event.day_of(slot.starts_at)) is Mode.ONSITE for one in sides):
            tables |= 1 << n
        else:
            rooms |= 1 << n
    return tables, rooms


def _time(event: Event, slot: Slot, blocks: dict[Any, int]) -> Time:
    def minutes(moment: Any) -> int:
        return int((moment - event.slots[0].starts_at).total_seconds() // 60)

    day = event.days.index(event.day_of(slot.starts_at))
    return Time(blocks[slot.block_id], day, minutes(slot.starts_at), minutes(slot.ends_at))
