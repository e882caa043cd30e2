"""Finding a time and a place for two, or for a group, and taking them; the database's uniqueness has the last word."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.events import Event, Place, PlaceKind, Slot
from bot.domain.ids import MeetingId, PlaceId, SlotId
from bot.domain.meetings import Booking
from bot.domain.people import Attendee
from bot.domain.refusals import Refused
from bot.domain.slots import Diary, alternatives, best_first, nearest_place, room_left, shared_slots, venue
from storage import slots
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class SharedTime:
    """When these people can meet; `free` in order of time, counting only slots that still have a place for them."""

    event: Event
    diaries: tuple[Diary, ...]
    free: tuple[Slot, ...]

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
        """The slot, if it suits all. Refused: slot_taken with the alternatives, no_common_time when there are none."""
        found = next((slot for slot in self.free if slot.id == slot_id), None)
        if found is None:
            if not self.free:
                raise Refused("no_common_time")
            raise Refused("slot_taken", event=self.event, slot=self.event.slot(slot_id), alternatives=self.alternatives)
        return found


async def shared_time(
    uow: UnitOfWork, event: Event, *attendees: Attendee, ignoring: SlotId | None = None
) -> SharedTime:
    """When these can meet from now on; `ignoring` is the slot of the meeting that is to be moved."""
    diaries = await slots.diaries(uow.connection, attendees)
    theirs = tuple(diaries[who.id].without(ignoring) for who in attendees)
    ahead = [slot.id for slot in event.slots if slot.starts_at > uow.now]
    left = room_left(event, await slots.taken_counts(uow.connection, ahead))
    one, two, *more = theirs
    return SharedTime(event, theirs, shared_slots(event, one, two, left, uow.now, more=more))


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
    lost: set[PlaceId] = set()
    while kind is not None:
        taken = await slots.taken_places(uow.connection, slot.id) | lost
        place = (
            _wanted(time.event, wanted, taken) if wanted else nearest_place(time.event, slot, kind, taken, time.diaries)
        )
        if place is None:
            break
        if await slots.take_place(uow.connection, meeting_id, slot.id, place.id):
            return Booking(slot.id, place.id)
        lost.add(place.id)  # somebody else's booking came first; look at the next one
    return None


def _wanted(event: Event, place_id: PlaceId, taken: set[PlaceId]) -> Place | None:
    return next((place for place in event.places if place.id == place_id and place.id not in taken), None)
