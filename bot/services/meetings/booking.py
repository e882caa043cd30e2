"""Finding a time and a place for two, or for a group, and taking them; the database's uniqueness has the last word.

What it costs grows with the meetings of these people and with the number of slots, not with the event.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.events import Event, Place, PlaceKind, Slot
from bot.domain.ids import AttendeeId, MeetingId, PlaceId, SlotId
from bot.domain.meetings import Booking, Meeting, check_order
from bot.domain.people import Attendee
from bot.domain.refusals import Refused
from bot.domain.slots import (
    Diary,
    alternatives,
    best_first,
    by_waiting,
    detour,
    full_blocks,
    nearest_of,
    neighbours,
    shared_slots,
    venue,
)
from storage import free_places, meetings, slots
from storage.unit_of_work import UnitOfWork

LOOKED_AT = 8  # slots that leave equally few gaps, of which the one with the shortest walks is taken
TRIES = 50  # places that others take first while we look


@dataclass(frozen=True, slots=True)
class SharedTime:
    """When these people can meet; `free` in order of time, counting only slots that still have a place for them.

    `not_before` and `not_after` are the bounds of a meeting that comes after or before another one.
    """

    event: Event
    diaries: tuple[Diary, ...]
    free: tuple[Slot, ...]
    now: datetime
    not_before: datetime | None = None
    not_after: datetime | None = None
    reader: AttendeeId | None = None  # who reads a refusal: it names only others

    @property
    def people(self) -> tuple[Attendee, ...]:
        """Who is to meet."""
        return tuple(diary.attendee for diary in self.diaries)

    @property
    def best(self) -> tuple[Slot, ...]:
        """Fewest idle gaps for all of them first."""
        return best_first(self.event, self.free, *self.diaries)

    @property
    def alternatives(self) -> tuple[Slot, ...]:
        """The three best, in order of time."""
        return alternatives(self.event, self.free, *self.diaries)

    def kind(self, slot: Slot) -> PlaceKind | None:
        """A table or a virtual room, by how they take part that day; None when one is away."""
        return venue(self.event, slot, *self.people)

    def check(self, slot_id: SlotId) -> Slot:
        """The slot, if it suits all. Refused: as :meth:`check_rules`; slot_taken with the alternatives,
        and as :meth:`check_any`.
        """
        found = next((slot for slot in self.free if slot.id == slot_id), None)
        if found is None:
            self.check_rules(self.event.slot(slot_id))
            self.check_any()
            raise Refused("slot_taken", event=self.event, slot=self.event.slot(slot_id), alternatives=self.alternatives)
        return found

    def check_rules(self, slot: Slot) -> None:
        """What holds for organisers too: the order of meetings, and how many one person has in a block.

        Refused: too_early, too_late, block_full (with `name`, None for the reader).
        """
        check_order(self.event, slot, self.not_before, self.not_after)
        for diary in self.diaries:
            if slot.block_id in full_blocks(self.event, diary):
                limit = self.event.rules.meetings_per_block
                raise Refused("block_full", name=self._name(diary), limit=limit)

    def check_any(self) -> None:
        """Whether there is any time left. Refused: no_common_time, no_time_for_more."""
        if self.free:
            return
        one, two, *more = self.diaries
        if shared_slots(self.event, one, two, None, self.now, more=more, beyond_most=True):
            full = next((diary for diary in self.diaries if full_blocks(self.event, diary)), None)
            if full is not None:
                limit = self.event.rules.meetings_per_block
                raise Refused("no_time_for_more", name=self._name(full), limit=limit)
        raise Refused("no_common_time")

    def _name(self, diary: Diary) -> str | None:
        return None if diary.attendee.id == self.reader else diary.attendee.name

    def why_not(self, slot_id: SlotId | None) -> Refused | None:
        """The rule for which this slot (None: any) is not to be had; None when it is simply taken."""
        try:
            if slot_id is not None and slot_id in self.event.slots_by_id:
                self.check_rules(self.event.slot(slot_id))
            elif slot_id is None:
                self.check_any()
        except Refused as no:
            return None if no.code == "no_common_time" else no
        return None


async def shared_time(
    uow: UnitOfWork,
    event: Event,
    *attendees: Attendee,
    meeting: Meeting | None = None,
    places: bool = True,
    reader: AttendeeId | None = None,
) -> SharedTime:
    """When these can meet from now on. `meeting` is the one that is to be placed or moved: what it has does not stand
    in its way, and it keeps its order. Without `places` it does not matter whether any is left. `reader` is who would
    read a refusal.
    """
    diaries = await slots.diaries(uow.connection, attendees)
    ignoring = None if meeting is None else meeting.slot_id
    theirs = tuple(diaries[who.id].without(ignoring) for who in attendees)
    ahead = [slot.id for slot in event.slots if slot.starts_at > uow.now]
    left = await free_places.room_left(uow.connection, ahead) if places else None
    bounds = (None, None) if meeting is None else await meetings.bounds_of(uow.connection, meeting)
    one, two, *more = theirs
    free = tuple(
        slot
        for slot in shared_slots(event, one, two, left, uow.now, more=more)
        if (bounds[0] is None or slot.starts_at >= bounds[0]) and (bounds[1] is None or slot.ends_at <= bounds[1])
    )
    return SharedTime(event, theirs, free, uow.now, *bounds, reader)


async def book_best(
    uow: UnitOfWork, time: SharedTime, meeting_id: MeetingId, *, without: SlotId | None = None
) -> Booking | None:
    """The slot that leaves the fewest idle gaps, of those alike the one with the shortest walks and then the earliest,
    and there the nearest free place; None when nothing is free.
    """
    async for slot in _in_order(uow, time):
        if slot.id == without:
            continue
        booking = await book(uow, time, meeting_id, slot)
        if booking is not None:
            return booking
    return None


async def _in_order(uow: UnitOfWork, time: SharedTime) -> AsyncIterator[Slot]:
    for alike in by_waiting(time.event, time.free, *time.diaries):
        looked_at, rest = alike[:LOOKED_AT], alike[LOOKED_AT:]
        for slot in await _shortest_walks_first(uow, time, looked_at) if len(alike) > 1 else looked_at:
            yield slot
        for slot in rest:
            yield slot


async def _shortest_walks_first(uow: UnitOfWork, time: SharedTime, alike: Sequence[Slot]) -> list[Slot]:
    farther: dict[SlotId, int] = {}
    for slot in alike:
        kind = time.kind(slot)
        near = [] if kind is None else neighbours(time.event, slot, kind, time.diaries)
        place = await _nearest(uow, time, slot, kind) if kind is not None and near else None
        farther[slot.id] = 0 if place is None else detour(time.event, slot, place, time.diaries)
        if farther[slot.id] <= 0:
            break  # nobody walks less
    return sorted(alike, key=lambda slot: (slot.id not in farther, farther.get(slot.id, 0), slot.starts_at, slot.id))


async def book(
    uow: UnitOfWork, time: SharedTime, meeting_id: MeetingId, slot: Slot, place: PlaceId | None = None
) -> Booking | None:
    """A seat each and the nearest free place in this slot (or `place`), or None and nothing taken."""
    if time.kind(slot) is None:
        return None
    sides = [who.id for who in time.people]
    if not await slots.take_seats(uow.connection, meeting_id, slot.id, sides):
        return None
    booking = await book_place(uow, time, meeting_id, slot, place)
    if booking is None:
        await slots.release(uow.connection, meeting_id, only=slot.id)
    return booking


async def book_place(
    uow: UnitOfWork, time: SharedTime, meeting_id: MeetingId, slot: Slot, wanted: PlaceId | None = None
) -> Booking | None:
    """The nearest free place (or the one `wanted`) in a slot where all are seated already; None when there is none.

    A place that the meeting has in that slot stays taken: whoever moves it gives that back.
    """
    kind = time.kind(slot)
    for _ in range(TRIES if kind is not None else 0):
        assert kind is not None
        if wanted is not None:
            place_id = wanted if await free_places.is_free(uow.connection, slot.id, wanted) else None
        else:
            place = await _nearest(uow, time, slot, kind)
            place_id = None if place is None else place.id
        if place_id is None:
            break
        if await slots.take_place(uow.connection, meeting_id, slot.id, place_id):
            return Booking(slot.id, place_id)
        # Somebody else's booking came first: the next look no longer finds that place.
    return None


async def _nearest(uow: UnitOfWork, time: SharedTime, slot: Slot, kind: PlaceKind) -> Place | None:
    near = neighbours(time.event, slot, kind, time.diaries)
    found = await free_places.near(uow.connection, slot.id, kind, near)
    known = time.event.places_by_id
    return nearest_of((known[place_id] for place_id in found if place_id in known), near)
