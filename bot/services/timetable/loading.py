"""An event's agreed meetings as a problem for the engine, with the numbers that lead back to the database.

Read in portions, with a pause after each: other people's taps are answered in between, however large the event.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import chain

from bot.domain.events import Event, Place, PlaceKind, Slot
from bot.domain.ids import AttendeeId, MeetingId, PlaceId, SlotId
from bot.domain.meetings import AGREED, Booking, Priority, Status
from bot.domain.people import Mode
from bot.domain.slots import overlap
from bot.domain.timetable import Guest, Kind, Meeting, Problem, Spot, Time
from bot.domain.timetable import Priority as Rank
from storage import timetables as stored
from storage.database import Connection
from storage.timetables import Agreed

AT_ONCE = 1_000  # meetings put into the problem before others have their turn
RANKS = {Priority.MUST: Rank.MUST, Priority.MUTUAL: Rank.MUTUAL, Priority.ONE_SIDED: Rank.ONE_SIDED}
KINDS = {PlaceKind.TABLE: Kind.TABLE, PlaceKind.ROOM: Kind.ROOM}
OVER = (Status.HELD, Status.MISSED)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A problem, and what its numbers are in the database: the first meeting of the problem is ``meetings[0]``.

    `versions` are the meetings' versions as they were read; `gone` the meetings of the problem that are under way or
    over: they are in it for what they take, and count for nobody's preview. `pinned` by an organiser.
    """

    problem: Problem
    meetings: tuple[MeetingId, ...]
    attendees: tuple[AttendeeId, ...]
    slots: tuple[SlotId, ...]
    places: tuple[PlaceId, ...]
    versions: tuple[int, ...]
    gone: frozenset[int] = frozenset()
    pinned: frozenset[int] = frozenset()


@dataclass(slots=True)
class _Gathering:
    """What is read before the problem can be put together."""

    slots: Sequence[Slot]
    seated: Mapping[MeetingId, Booking | None]
    rows: dict[MeetingId, Agreed] = field(default_factory=dict)
    onsite: dict[AttendeeId, int] = field(default_factory=dict)
    here: dict[AttendeeId, int] = field(default_factory=dict)
    away: dict[AttendeeId, int] = field(default_factory=dict)  # marked by themselves
    blocked: dict[AttendeeId, int] = field(default_factory=dict)
    closed: dict[PlaceId, int] = field(default_factory=dict)

    @property
    def number(self) -> dict[SlotId, int]:
        """Slots of the problem by their number in the database."""
        return {slot.id: t for t, slot in enumerate(self.slots)}


async def load(
    connection: Connection,
    event: Event,
    now: datetime,
    *,
    only_unplaced: bool = False,
    keep: timedelta | None = None,
    away: Mapping[AttendeeId, Collection[SlotId]] | None = None,
    closed: Mapping[PlaceId, Collection[SlotId]] | None = None,
    seated: Mapping[MeetingId, Booking | None] | None = None,
) -> Loaded:
    """Every accepted and scheduled meeting of the event that is not over, as one problem.

    Slots are those that are not over (where people have a most per block, those of a block that is not over); what
    has begun stays where it is, and what begins within `keep` (the rules' `keep_minutes`), is pinned by an organiser
    or, with `only_unplaced`, has a time; nothing is put into a slot that begins within `keep`. A meeting in a slot
    that somebody in it has marked as not free since stays too: they agreed to it.

    `away` and `closed` are faults to be repaired: slots that these people cannot come to, slots in which these places
    cannot be used. Meetings that they hit can be moved, even if they begin soon or are pinned. `seated`: where a plan
    that is not written yet puts meetings (None: they wait for a time); these are taken to stand there.
    """
    soonest = now + (timedelta(minutes=event.rules.keep_minutes) if keep is None else keep)
    found = _Gathering(_slots_of(event, now), seated or {})
    number = found.number
    statuses = (*sorted(AGREED), *(OVER if event.rules.meetings_per_block is not None else ()))
    async for rows in stored.agreed(connection, event.id, statuses):
        for row in rows:
            if row.id in found.seated:
                booking = found.seated[row.id]
                where = (booking.slot_id, booking.place_id) if booking is not None else (None, None)
                found.rows[row.id] = replace(row, slot_id=where[0], place_id=where[1])
            elif row.slot_id in number or row.status is Status.ACCEPTED:
                found.rows[row.id] = row
        await asyncio.sleep(0)
    await _read_people(connection, event, found)
    await _read_seats(connection, event, found)
    faults = {who: _mask(ids, number) for who, ids in (away or {}).items()}
    for who, mask in faults.items():
        found.blocked[who] = found.blocked.get(who, 0) | mask
    shut = {place: _mask(ids, number) for place, ids in (closed or {}).items()}
    for place, mask in shut.items():
        found.closed[place] = found.closed.get(place, 0) | mask
    return await _put_together(event, found, now, soonest, only_unplaced, faults, shut)


def _slots_of(event: Event, now: datetime) -> list[Slot]:
    ahead = {slot.block_id for slot in event.slots if slot.ends_at > now}
    limited = event.rules.meetings_per_block is not None
    wanted = [s for s in event.slots if s.ends_at > now or (limited and s.block_id in ahead)]
    return sorted(wanted, key=lambda slot: (slot.starts_at, slot.id))


def _mask(ids: Collection[SlotId], number: Mapping[SlotId, int]) -> int:
    return sum(1 << number[slot] for slot in set(ids) if slot in number)


async def _read_people(connection: Connection, event: Event, found: _Gathering) -> None:
    """How they take part, what they marked, which sessions they joined."""
    day_masks: dict[object, int] = {}
    for t, slot in enumerate(found.slots):
        day = event.day_of(slot.starts_at)
        day_masks[day] = day_masks.get(day, 0) | 1 << t
    async for portion in stored.modes(connection, event.id):
        for who, modes in portion:
            onsite = online = 0
            for day, mode in modes.items():
                onsite |= day_masks.get(day, 0) if mode is Mode.ONSITE else 0
                online |= day_masks.get(day, 0) if mode is Mode.ONLINE else 0
            found.onsite[who], found.here[who] = onsite, onsite | online
        await asyncio.sleep(0)
    for t, slot in enumerate(found.slots):
        async for absent in stored.away(connection, slot.id):
            for who in absent:
                found.away[who] = found.away.get(who, 0) | 1 << t
            await asyncio.sleep(0)
    for session in event.sessions:
        mask = sum(1 << t for t, slot in enumerate(found.slots) if overlap(slot, session))
        if mask:
            async for there in stored.listening(connection, session.id):
                for who in there:
                    found.blocked[who] = found.blocked.get(who, 0) | mask
                await asyncio.sleep(0)


async def _read_seats(connection: Connection, event: Event, found: _Gathering) -> None:
    """What meetings outside the problem take: seats and places, also those of a former slot at the same time."""
    lying_over = [(slot, 1 << t) for t, slot in enumerate(found.slots)]
    for former in event.former_slots:
        mask = sum(
            1 << t
            for t, slot in enumerate(found.slots)
            if former.starts_at < slot.ends_at and slot.starts_at < former.ends_at
        )
        if mask:
            lying_over.append((former, mask))
    for slot, mask in lying_over:
        async for seats in stored.seated(connection, slot.id):
            for who, meeting in seats:
                row = found.rows.get(meeting)
                if meeting not in found.seated and (row is None or row.slot_id != slot.id):
                    found.blocked[who] = found.blocked.get(who, 0) | mask
            await asyncio.sleep(0)
        async for places in stored.placed(connection, slot.id):
            for place, meeting in places:
                row = found.rows.get(meeting)
                if meeting not in found.seated and (row is None or row.slot_id != slot.id):
                    found.closed[place] = found.closed.get(place, 0) | mask
            await asyncio.sleep(0)


async def _put_together(
    event: Event,
    found: _Gathering,
    now: datetime,
    soonest: datetime,
    only_unplaced: bool,
    faults: Mapping[AttendeeId, int],
    shut: Mapping[PlaceId, int],
) -> Loaded:
    number = found.number
    every = (1 << len(found.slots)) - 1
    begun = sum(1 << t for t, slot in enumerate(found.slots) if slot.starts_at <= now)
    soon = sum(1 << t for t, slot in enumerate(found.slots) if slot.starts_at < soonest) | begun
    places = _places_of(event, found)
    spot_of = {place.id: p for p, place in enumerate(places)}
    ids = sorted(found.rows)
    index = {meeting: m for m, meeting in enumerate(ids)}
    people: dict[AttendeeId, int] = {}
    gone: set[int] = set()
    made: list[Meeting] = []
    for m, meeting_id in enumerate(ids):
        row = found.rows[meeting_id]
        at = number.get(row.slot_id) if row.slot_id is not None else None
        spot = spot_of.get(row.place_id) if row.place_id is not None and at is not None else None
        if spot is None:
            at = None
        # Where it stands it may stay, at another table too, however soon that begins.
        here = every & ~soon | (1 << at & ~begun if at is not None else 0)
        onsite, taken, marked, away = every, 0, 0, 0
        for who in row.people:
            people.setdefault(who, len(people))
            here &= found.here.get(who, 0)
            onsite &= found.onsite.get(who, 0)
            taken |= found.blocked.get(who, 0)
            marked |= found.away.get(who, 0)
            away |= faults.get(who, 0)
        here &= ~(taken | marked)
        fixed = False
        if at is not None:
            bit = 1 << at
            hit = bool(away & bit) or bool(row.place_id is not None and shut.get(row.place_id, 0) & bit)
            agreed_to = marked & bit and not taken & bit
            fixed = bool(begun & bit) or (not hit and (row.fixed or only_unplaced or bool(soon & bit or agreed_to)))
            if begun & bit:
                gone.add(m)
        made.append(
            Meeting(
                people=tuple(people[who] for who in row.people),
                tables=here & onsite,
                rooms=here & ~onsite,
                priority=RANKS[row.priority],
                at=at,
                spot=spot,
                fixed=fixed,
                announced=row.status is not Status.ACCEPTED,
                after=(index[row.after_id],) if row.after_id is not None and row.after_id in index else (),
            )
        )
        if m % AT_ONCE == AT_ONCE - 1:
            await asyncio.sleep(0)
    guests = tuple(
        Guest(found.blocked.get(who, 0) | found.away.get(who, 0) | every & ~found.here.get(who, 0)) for who in people
    )
    return Loaded(
        problem=Problem(
            times=_times(event, found.slots),
            places=_spots(places),
            people=guests,
            meetings=tuple(made),
            most=event.rules.meetings_per_block,
            closed=tuple((spot_of[place], mask) for place, mask in sorted(found.closed.items()) if place in spot_of),
        ),
        meetings=tuple(ids),
        attendees=tuple(people),
        slots=tuple(slot.id for slot in found.slots),
        places=tuple(place.id for place in places),
        versions=tuple(found.rows[meeting].version for meeting in ids),
        gone=frozenset(gone),
        pinned=frozenset(m for m, meeting in enumerate(ids) if found.rows[meeting].fixed),
    )


def _places_of(event: Event, found: _Gathering) -> list[Place]:
    """The places in use, and those out of use at which a meeting still stands: nothing else goes there."""
    used = {row.place_id for row in found.rows.values() if row.slot_id is not None}
    former = [place for place in event.former_places if place.id in used]
    for place in former:
        found.closed[place.id] = (1 << len(found.slots)) - 1
    return sorted(chain(event.places, former), key=lambda p: (p.kind.value, p.number, p.id))


def _times(event: Event, slots: Sequence[Slot]) -> tuple[Time, ...]:
    if not slots:
        return ()
    first = slots[0].starts_at
    blocks = {block: b for b, block in enumerate(dict.fromkeys(slot.block_id for slot in slots))}
    days = {day: d for d, day in enumerate(sorted({event.day_of(slot.starts_at) for slot in slots}))}

    def minutes(moment: datetime) -> int:
        return int((moment - first).total_seconds() // 60)

    return tuple(
        Time(blocks[slot.block_id], days[event.day_of(slot.starts_at)], minutes(slot.starts_at), minutes(slot.ends_at))
        for slot in slots
    )


def _spots(places: Sequence[Place]) -> tuple[Spot, ...]:
    zones = {zone: z for z, zone in enumerate(dict.fromkeys(p.zone for p in places if p.kind is PlaceKind.TABLE))}
    return tuple(
        Spot(KINDS[place.kind], place.number, zones[place.zone] if place.kind is PlaceKind.TABLE else -1)
        for place in places
    )
