"""Finding a time and a place for two, and taking them; the database's uniqueness has the last word."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.events import Event, Slot
from bot.domain.ids import AttendeeId, MeetingId, PlaceId, SlotId
from bot.domain.meetings import Booking
from bot.domain.people import Attendee
from bot.domain.refusals import Refused
from bot.domain.slots import Diary, alternatives, best_first, nearest_place, room_left, shared_slots, venue
from storage import slots
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class SharedTime:
    """When two people can meet; `free` in order of time, counting only slots that still have a place for them."""

    event: Event
    one: Diary
    two: Diary
    free: tuple[Slot, ...]

    @property
    def best(self) -> tuple[Slot, ...]:
        """Fewest idle gaps for both first."""
        return best_first(self.event, self.free, self.one, self.two)

    @property
    def alternatives(self) -> tuple[Slot, ...]:
        """The three best, in order of time."""
        return alternatives(self.event, self.free, self.one, self.two)

    def check(self, slot_id: SlotId) -> Slot:
        """The slot, if it suits both. Refused: slot_taken with the alternatives, no_common_time when there are none."""
        found = next((slot for slot in self.free if slot.id == slot_id), None)
        if found is None:
            if not self.free:
                raise Refused("no_common_time")
            raise Refused("slot_taken", event=self.event, slot=self.event.slot(slot_id), alternatives=self.alternatives)
        return found


async def shared_time(
    uow: UnitOfWork, event: Event, one: Attendee, two: Attendee, *, ignoring: SlotId | None = None
) -> SharedTime:
    """When these two can meet from now on; `ignoring` is the slot of the meeting that is to be moved."""
    diaries = await slots.diaries(uow.connection, [one, two])
    mine, theirs = (diaries[who.id].without(ignoring) for who in (one, two))
    ahead = [slot.id for slot in event.slots if slot.starts_at > uow.now]
    left = room_left(event, await slots.taken_counts(uow.connection, ahead))
    return SharedTime(event, mine, theirs, shared_slots(event, mine, theirs, left, uow.now))


async def book(uow: UnitOfWork, time: SharedTime, meeting_id: MeetingId, slot: Slot) -> Booking | None:
    """Two seats and the nearest free place in this slot, or None and nothing taken."""
    kind = venue(time.event, slot, time.one.attendee, time.two.attendee)
    if kind is None:
        return None
    sides: list[AttendeeId] = [time.one.attendee.id, time.two.attendee.id]
    if not await slots.take_seats(uow.connection, meeting_id, slot.id, sides):
        return None
    return await book_place(uow, time, meeting_id, slot)


async def book_place(uow: UnitOfWork, time: SharedTime, meeting_id: MeetingId, slot: Slot) -> Booking | None:
    """The nearest free place in a slot where both are seated already; None gives the seats of that slot back."""
    kind = venue(time.event, slot, time.one.attendee, time.two.attendee)
    lost: set[PlaceId] = set()
    while kind is not None:
        taken = await slots.taken_places(uow.connection, slot.id) | lost
        place = nearest_place(time.event, slot, kind, taken, [time.one, time.two])
        if place is None:
            break
        if await slots.take_place(uow.connection, meeting_id, slot.id, place.id):
            return Booking(slot.id, place.id)
        lost.add(place.id)  # somebody else's booking came first; look at the next one
    await slots.release(uow.connection, meeting_id, only=slot.id)
    return None
