"""Which slots are free for whom, which of them is best, and at which place.

A slot suits somebody when it lies ahead, they take part that day, they have not marked it unavailable, sit in no other
meeting then and have joined no session that overlaps it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from bot.domain.events import Event, Place, PlaceKind, Session, Slot
from bot.domain.ids import PlaceId, SessionId, SlotId
from bot.domain.people import Attendee, Mode

BREAK_WEIGHT = 3  # a wait is felt more than its length: breaks count thrice, idle slots once
ALTERNATIVES = 3  # other times shown when one has gone (product.md, rule 2)
OTHER_ZONE = 1_000  # farther than any table of the same zone


@dataclass(frozen=True, slots=True)
class Diary:
    """What one attendee has on; `seats` are the slots of their meetings with the place of each."""

    attendee: Attendee
    seats: Mapping[SlotId, PlaceId]
    unavailable: frozenset[SlotId] = frozenset()
    sessions: frozenset[SessionId] = frozenset()

    def without(self, slot_id: SlotId | None) -> Diary:
        """The same diary as if the meeting in that slot were not there (it is to be moved)."""
        seats = {slot: place for slot, place in self.seats.items() if slot != slot_id}
        return Diary(self.attendee, seats, self.unavailable, self.sessions)


RoomLeft = Mapping[SlotId, Mapping[PlaceKind, int]]


def room_left(event: Event, taken: RoomLeft) -> RoomLeft:
    """How many places of each kind are free in each slot, when `taken` counts those that are not."""
    places = {kind: sum(place.kind is kind for place in event.places) for kind in PlaceKind}
    return {
        slot.id: {kind: places[kind] - taken.get(slot.id, {}).get(kind, 0) for kind in PlaceKind}
        for slot in event.slots
    }


def venue(event: Event, slot: Slot, *attendees: Attendee) -> PlaceKind | None:
    """All onsite that day: a table; otherwise a virtual room; None when one is away (product.md, rule 5)."""
    day = event.day_of(slot.starts_at)
    modes = {attendee.mode_on(day) for attendee in attendees}
    if Mode.ABSENT in modes:
        return None
    return PlaceKind.TABLE if modes == {Mode.ONSITE} else PlaceKind.ROOM


def free_slots(event: Event, diary: Diary, now: datetime) -> tuple[Slot, ...]:
    """The event's slots that suit one attendee, in order of time. A cancelled session takes nobody's time."""
    joined = [s for s in event.sessions if s.id in diary.sessions]
    away = {day for day in event.days if diary.attendee.mode_on(day) is Mode.ABSENT}
    return tuple(
        slot
        for slot in event.slots
        if slot.starts_at > now
        and slot.id not in diary.seats
        and slot.id not in diary.unavailable
        and event.day_of(slot.starts_at) not in away
        and not any(overlap(slot, session) for session in joined)
    )


def shared_slots(
    event: Event, one: Diary, two: Diary, left: RoomLeft, now: datetime, *, more: Sequence[Diary] = ()
) -> tuple[Slot, ...]:
    """The slots that suit both (and `more` people of a group) and still have a place of the right kind, in order of
    time.

    `left` counts the free places by slot and kind; a slot that it does not name has none.
    """
    also = set.intersection(*({slot.id for slot in free_slots(event, diary, now)} for diary in (two, *more)))
    people = [diary.attendee for diary in (one, two, *more)]
    return tuple(
        slot
        for slot in free_slots(event, one, now)
        if slot.id in also
        and (kind := venue(event, slot, *people)) is not None
        and left.get(slot.id, {}).get(kind, 0) > 0
    )


def fits(event: Event, slot_id: SlotId, place_id: PlaceId, diaries: Sequence[Diary]) -> bool:
    """Whether a meeting can stay where it is: slot and place are in use, everybody takes part that day, the place is of
    the right kind, and nobody has joined a session then. That a time is marked unavailable does not count.
    """
    place = next((place for place in event.places if place.id == place_id), None)
    return place is not None and slot_fits(event, slot_id, diaries) and place.kind is _kind(event, slot_id, diaries)


def slot_fits(event: Event, slot_id: SlotId, diaries: Sequence[Diary]) -> bool:
    """Whether a meeting can stay in its slot, at whatever place."""
    slot = next((slot for slot in event.slots if slot.id == slot_id), None)
    if slot is None or _kind(event, slot_id, diaries) is None:
        return False
    return not any(
        overlap(slot, session) for diary in diaries for session in event.sessions if session.id in diary.sessions
    )


def _kind(event: Event, slot_id: SlotId, diaries: Sequence[Diary]) -> PlaceKind | None:
    return venue(event, event.slot(slot_id), *(diary.attendee for diary in diaries))


def overlap(slot: Slot, session: Session) -> bool:
    """Whether a slot and a session share any time; one may begin when the other ends."""
    return slot.starts_at < session.ends_at and session.starts_at < slot.ends_at


def idle_cost(event: Event, diary: Diary, added: SlotId | None = None) -> int:
    """How much waiting there is between this attendee's meetings: 3 x breaks + idle slots, block by block.

    A break is a run of slots without a meeting between two meetings of one block; slots that the attendee has given to
    a session or marked unavailable are part of it but are not idle.
    """
    busy = {*diary.seats, added} if added is not None else set(diary.seats)
    joined = [s for s in (*event.sessions, *event.former_sessions) if s.id in diary.sessions]
    blocks: dict[int, list[Slot]] = {}
    for slot in event.slots:
        blocks.setdefault(slot.block_id, []).append(slot)
    cost = 0
    for slots in blocks.values():
        met = [i for i, slot in enumerate(slots) if slot.id in busy]
        for before, after in pairwise(met):
            between = slots[before + 1 : after]
            idle = sum(s.id not in diary.unavailable and not any(overlap(s, j) for j in joined) for s in between)
            cost += (BREAK_WEIGHT if idle else 0) + idle
    return cost


def best_first(event: Event, slots: Iterable[Slot], *diaries: Diary) -> tuple[Slot, ...]:
    """The slots in order: fewest idle gaps for all together, then the earliest."""
    return tuple(
        sorted(
            slots,
            key=lambda slot: (
                sum(idle_cost(event, diary, slot.id) for diary in diaries),
                slot.starts_at,
                slot.id,
            ),
        )
    )


def alternatives(event: Event, slots: Iterable[Slot], *diaries: Diary) -> tuple[Slot, ...]:
    """The three best other times, in order of time."""
    best = best_first(event, slots, *diaries)[:ALTERNATIVES]
    return tuple(sorted(best, key=lambda slot: slot.starts_at))


def nearest_place(
    event: Event, slot: Slot, kind: PlaceKind, taken: Collection[PlaceId], diaries: Sequence[Diary]
) -> Place | None:
    """The free place of that kind nearest to where both sit just before and after, then the lowest number."""
    free = [place for place in event.places if place.kind is kind and place.id not in taken]
    if not free:
        return None
    near = [place for diary in diaries for place in _neighbours(event, slot, diary) if place.kind is kind]
    return min(free, key=lambda place: (sum(distance(place, other) for other in near), place.number))


def distance(one: Place, two: Place) -> int:
    """How far two places are: 0 for the same, else their numbers' difference, and much more in another zone."""
    if one.id == two.id:
        return 0
    return abs(one.number - two.number) + (0 if one.zone == two.zone else OTHER_ZONE)


def _neighbours(event: Event, slot: Slot, diary: Diary) -> list[Place]:
    """Where they sit in their last meeting before and first meeting after, the same day."""
    day: date = event.day_of(slot.starts_at)
    known = {s.id: s for s in (*event.slots, *event.former_slots)}
    same_day = sorted(
        (known[slot_id].starts_at, place_id)
        for slot_id, place_id in diary.seats.items()
        if slot_id in known and event.day_of(known[slot_id].starts_at) == day
    )
    before = [place_id for starts_at, place_id in same_day if starts_at < slot.starts_at][-1:]
    after = [place_id for starts_at, place_id in same_day if starts_at > slot.starts_at][:1]
    places = {place.id: place for place in (*event.places, *event.former_places)}
    return [places[place_id] for place_id in (*before, *after) if place_id in places]
