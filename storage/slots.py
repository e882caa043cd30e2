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
    Select,
    Text,
    bindparam,
    cast,
    delete,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.events import PlaceKind
from bot.domain.ids import AttendeeId, MeetingId, PlaceId, SessionId, SlotId
from bot.domain.people import Attendee
from bot.domain.slots import Diary
from storage.database import Connection
from storage.tables import joined_sessions, meetings, places, placings, seats, unavailable_slots


async def diaries(connection: Connection, attendees: Iterable[Attendee]) -> dict[AttendeeId, Diary]:
    """What each of them has on, in one read."""
    by_id = {attendee.id: attendee for attendee in attendees}
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


@cache
def _taken() -> Select[Any]:
    return (
        select(placings.c.slot_id, places.c.kind, func.count())
        .join(places, places.c.id == placings.c.place_id)
        .where(
            placings.c.slot_id.in_(bindparam("slots", expanding=True)),
            places.c.removed.is_(False),
            places.c.out_of_use.is_(False),
        )
        .group_by(placings.c.slot_id, places.c.kind)
    )


async def taken_counts(connection: Connection, slot_ids: Sequence[SlotId]) -> dict[SlotId, dict[PlaceKind, int]]:
    """How many places of each kind are taken in each slot; places out of use are not counted."""
    rows = await connection.execute(_taken(), {"slots": list(slot_ids)})
    counts: dict[SlotId, dict[PlaceKind, int]] = defaultdict(dict)
    for slot_id, kind, number in rows:
        counts[SlotId(slot_id)][PlaceKind(kind)] = number
    return counts


async def taken_places(connection: Connection, slot_id: SlotId) -> set[PlaceId]:
    """The places that are taken in a slot."""
    rows = await connection.execute(select(placings.c.place_id).where(placings.c.slot_id == slot_id))
    return {PlaceId(i) for i in rows.scalars()}


async def take_seats(
    connection: Connection, meeting_id: MeetingId, slot_id: SlotId, attendee_ids: Sequence[AttendeeId]
) -> bool:
    """Seat all of them in this slot, or none: False when one has a meeting then (waits for a booking under way)."""
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    rows = [{"slot_id": slot_id, "attendee_id": a, "meeting_id": meeting_id} for a in sorted(attendee_ids)]
    made = await connection.execute(insert(seats).values(rows).on_conflict_do_nothing().returning(seats.c.attendee_id))
    if len(made.all()) == len(rows):
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
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    made = await connection.execute(
        insert(placings)
        .values(slot_id=slot_id, place_id=place_id, meeting_id=meeting_id)
        .on_conflict_do_nothing()
        .returning(placings.c.place_id)
    )
    return made.first() is not None


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
