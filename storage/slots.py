"""Who sits where and when. The database has the last word: a seat or a place that is taken is not given again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    CompoundSelect,
    Text,
    bindparam,
    cast,
    delete,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert

from bot.domain.ids import AttendeeId, MeetingId, PlaceId, SessionId, SlotId
from bot.domain.people import Attendee
from bot.domain.slots import Diary
from storage.database import Connection
from storage.tables import attendees, joined_sessions, meetings, placings, seats, unavailable_slots


async def diaries(connection: Connection, whose: Iterable[Attendee]) -> dict[AttendeeId, Diary]:
    """What each of them has on, in one read."""
    by_id = {attendee.id: attendee for attendee in whose}
    seats_of: dict[int, dict[SlotId, PlaceId]] = defaultdict(dict)
    others: dict[tuple[str, int], set[int]] = defaultdict(set)
    for what, attendee_id, which, place_id in await connection.execute(_diaries(), {"ids": sorted(by_id)}):
        if what == "seat":
            seats_of[attendee_id][SlotId(which)] = PlaceId(place_id or 0)
        else:
            others[what, attendee_id].add(which)
    return {
        attendee_id: Diary(
            attendee,
            seats_of[attendee_id],
            frozenset(SlotId(i) for i in others["away", attendee_id]),
            frozenset(SessionId(i) for i in others["joined", attendee_id]),
        )
        for attendee_id, attendee in by_id.items()
    }


# Put together once: that costs more than running them.


@cache
def _diaries() -> CompoundSelect[Any]:
    ids: BindParameter[Any] = bindparam("ids", expanding=True)
    seated = (
        select(
            literal("seat", Text).label("what"),
            seats.c.attendee_id,
            seats.c.slot_id.label("which"),
            meetings.c.place_id,
        )
        .join(meetings, meetings.c.id == seats.c.meeting_id)
        .where(seats.c.attendee_id.in_(ids))
    )
    nowhere = cast(null(), BigInteger)
    away = select(literal("away", Text), unavailable_slots.c.attendee_id, unavailable_slots.c.slot_id, nowhere).where(
        unavailable_slots.c.attendee_id.in_(ids)
    )
    joined = select(
        literal("joined", Text), joined_sessions.c.attendee_id, joined_sessions.c.session_id, nowhere
    ).where(joined_sessions.c.attendee_id.in_(ids))
    return union_all(seated, away, joined)


async def taken_places(connection: Connection, slot_id: SlotId) -> set[PlaceId]:
    """The places that are taken in a slot."""
    rows = await connection.execute(select(placings.c.place_id).where(placings.c.slot_id == slot_id))
    return {PlaceId(i) for i in rows.scalars()}


async def take_seats(
    connection: Connection, meeting_id: MeetingId, slot_id: SlotId, attendee_ids: Sequence[AttendeeId]
) -> bool:
    """Seat all of them in this slot, or none: False when one has a meeting then (waits for a booking under way)."""
    wanted = sorted(set(attendee_ids))
    made = await connection.execute(
        _seats(connection.dialect.name), {"slot": slot_id, "meeting": meeting_id, "ids": wanted}
    )
    if len(made.all()) == len(wanted):
        return True
    await release(connection, meeting_id, only=slot_id)
    return False


async def take_seat(connection: Connection, meeting_id: MeetingId, slot_id: SlotId, attendee_id: AttendeeId) -> bool:
    """One more seat in a meeting that has its slot; False when they have another meeting then."""
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    made = await connection.execute(
        insert(seats)
        .values(slot_id=slot_id, attendee_id=attendee_id, meeting_id=meeting_id)
        .on_conflict_do_nothing()
        .returning(seats.c.attendee_id)
    )
    return made.first() is not None


async def release_seat(connection: Connection, meeting_id: MeetingId, attendee_id: AttendeeId) -> None:
    """One seat of a group is free again; the others stay."""
    await connection.execute(delete(seats).where(seats.c.meeting_id == meeting_id, seats.c.attendee_id == attendee_id))


async def take_place(connection: Connection, meeting_id: MeetingId, slot_id: SlotId, place_id: PlaceId) -> bool:
    """Take this place in this slot; False when it is taken."""
    made = await connection.execute(
        _placing(connection.dialect.name), {"slot": slot_id, "place": place_id, "meeting": meeting_id}
    )
    return made.first() is not None


@cache
def _seats(dialect: str) -> ReturningInsert[Any]:
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    # One after the other by ascending id, so that two bookings never wait for each other.
    sitting = (
        select(bindparam("slot", type_=BigInteger), attendees.c.id, bindparam("meeting", type_=BigInteger))
        .where(attendees.c.id.in_(bindparam("ids", expanding=True)))
        .order_by(attendees.c.id)
    )
    rows = insert(seats).from_select(["slot_id", "attendee_id", "meeting_id"], sitting)
    return rows.on_conflict_do_nothing().returning(seats.c.attendee_id)


@cache
def _placing(dialect: str) -> ReturningInsert[Any]:
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    row = insert(placings).values(
        slot_id=bindparam("slot"), place_id=bindparam("place"), meeting_id=bindparam("meeting")
    )
    return row.on_conflict_do_nothing().returning(placings.c.place_id)


async def release(connection: Connection, meeting_id: MeetingId, *, only: SlotId | None = None) -> None:
    """Give back the seats and the place of a meeting (of one slot, or all)."""
    for table in (seats, placings):
        condition = table.c.meeting_id == meeting_id
        if only is not None:
            condition = condition & (table.c.slot_id == only)
        await connection.execute(delete(table).where(condition))


async def release_place(connection: Connection, meeting_id: MeetingId, slot_id: SlotId, place_id: PlaceId) -> None:
    """Give back one place; the seats stay."""
    await connection.execute(
        delete(placings).where(
            placings.c.meeting_id == meeting_id, placings.c.slot_id == slot_id, placings.c.place_id == place_id
        )
    )
