"""Which slots are free for whom, which of them is best, and at which place.

A slot suits somebody when it lies ahead, they take part that day, they have not marked it unavailable, sit in no other
meeting then, have joined no session that overlaps it, and have fewer meetings in its block than one may have.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby, pairwise

from bot.domain.events import Event, Place, PlaceKind, Session, Slot
from bot.domain.ids import BlockId, PlaceId, SessionId, SlotId
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


def venue(event: Event, slot: Slot, *attendees: Attendee) -> PlaceKind | None:
    """All onsite that day: a table; otherwise a virtual room; None when one is away (product.md, rule 5)."""
    day = event.day_of(slot.starts_at)
    modes = {attendee.mode_on(day) for attendee in attendees}
    if Mode.ABSENT in modes:
        return None
    return PlaceKind.TABLE if modes == {Mode.ONSITE} else PlaceKind.ROOM


def full_blocks(event: Event, diary: Diary) -> frozenset[BlockId]:
    """The blocks in which somebody has as many meetings as the organisers let one person have."""
    most = event.rules.meetings_per_block
    if most is None:
        return frozenset()
    known = event.slots_by_id
    met = Counter(known[slot_id].block_id for slot_id in diary.seats if slot_id in known)
    return frozenset(block_id for block_id, number in met.items() if number >= most)


def free_slots(event: Event, diary: Diary, now: datetime, *, beyond_most: bool = False) -> tuple[Slot, ...]:
    """The event's slots that suit one attendee, in order of time. A cancelled session takes nobody's time.

    With `beyond_most` the most meetings that one may have in a block do not count.
    """
    joined = [s for s in event.sessions if s.id in diary.sessions]
    away = {day for day in event.days if diary.attendee.mode_on(day) is Mode.ABSENT}
    full = frozenset() if beyond_most else full_blocks(event, diary)
    return tuple(
        slot
        for slot in event.slots
        if slot.starts_at > now
        and slot.id not in diary.seats
        and slot.id not in diary.unavailable
        and slot.block_id not in full
        and not (away and event.day_of(slot.starts_at) in away)
        and not any(overlap(slot, session) for session in joined)
    )


def shared_slots(
    event: Event,
    one: Diary,
    two: Diary,
    left: RoomLeft | None,
    now: datetime,
    *,
    more: Sequence[Diary] = (),
    beyond_most: bool = False,
) -> tuple[Slot, ...]:
    """The slots that suit both (and `more` people of a group) and still have a place of the right kind, in order of
    time.

    `left` says how many places are free by slot and kind; a slot that it does not name has none. Without it the places
    do not count.
    """
    everybody = (one, two, *more)
    first, *others = (free_slots(event, diary, now, beyond_most=beyond_most) for diary in everybody)
    also = set.intersection(*({slot.id for slot in slots} for slots in others))
    people = [diary.attendee for diary in everybody]
    return tuple(
        slot
        for slot in first
        if slot.id in also
        and (kind := venue(event, slot, *people)) is not None
        and (left is None or left.get(slot.id, {}).get(kind, 0) > 0)
    )


def fits(event: Event, slot_id: SlotId, place_id: PlaceId, diaries: Sequence[Diary]) -> bool:
    """Whether a meeting can stay where it is: slot and place are in use, everybody takes part that day, the place is of
    the right kind, and nobody has joined a session then. That a time is marked unavailable does not count.
    """
    place = next((place for place in event.places if place.id == place_id), None)
    return place is not None and slot_fits(event, slot_id, diaries) and place.kind is _kind(event, slot_id, diaries)


def slot_fits(event: Event, slot_id: SlotId, diaries: Sequence[Diary]) -> bool:
    """Whether a meeting can stay in its slot, at whatever place."""
    if not takes_place(event, slot_id, diaries):
        return False
    slot = event.slot(slot_id)
    return not any(
        overlap(slot, session) for diary in diaries for session in event.sessions if session.id in diary.sessions
    )


def takes_place(event: Event, slot_id: SlotId, diaries: Sequence[Diary]) -> bool:
    """Whether people could meet then at all: the slot is in use, and nobody is away that day."""
    return any(slot.id == slot_id for slot in event.slots) and _kind(event, slot_id, diaries) is not None


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
    return _Waiting(event, diary).cost(added)


class _Waiting:
    """One attendee's waiting, for trying many slots: only the block of the added slot is looked at anew."""

    def __init__(self, event: Event, diary: Diary) -> None:
        joined = [s for s in (*event.sessions, *event.former_sessions) if s.id in diary.sessions]
        self._blocks: dict[BlockId, list[SlotId]] = {}
        self._of: dict[SlotId, BlockId] = {}
        self._busy = diary.seats
        self._idle: set[SlotId] = set()
        for slot in event.slots:
            self._blocks.setdefault(slot.block_id, []).append(slot.id)
            self._of[slot.id] = slot.block_id
            if slot.id not in diary.unavailable and not any(overlap(slot, session) for session in joined):
                self._idle.add(slot.id)
        self._now = {block_id: self._in(slots, None) for block_id, slots in self._blocks.items()}
        self._sum = sum(self._now.values())

    def cost(self, added: SlotId | None) -> int:
        """All blocks together, with one more meeting in the slot `added`."""
        block_id = None if added is None else self._of.get(added)
        if block_id is None:
            return self._sum
        return self._sum - self._now[block_id] + self._in(self._blocks[block_id], added)

    def _in(self, slots: Sequence[SlotId], added: SlotId | None) -> int:
        met = [i for i, slot_id in enumerate(slots) if slot_id == added or slot_id in self._busy]
        cost = 0
        for before, after in pairwise(met):
            idle = sum(slot_id in self._idle for slot_id in slots[before + 1 : after])
            cost += (BREAK_WEIGHT if idle else 0) + idle
        return cost


def by_waiting(event: Event, slots: Iterable[Slot], *diaries: Diary) -> Iterator[tuple[Slot, ...]]:
    """The slots in order of the idle gaps that they leave all together, those alike together and in order of time."""
    waiting = [_Waiting(event, diary) for diary in diaries]
    costs = {slot: sum(one.cost(slot.id) for one in waiting) for slot in slots}
    ordered = sorted(costs, key=lambda slot: (costs[slot], slot.starts_at, slot.id))
    for _cost, alike in groupby(ordered, key=costs.__getitem__):
        yield tuple(alike)


def best_first(event: Event, slots: Iterable[Slot], *diaries: Diary) -> tuple[Slot, ...]:
    """The slots in order: fewest idle gaps for all together, then the earliest."""
    return tuple(slot for alike in by_waiting(event, slots, *diaries) for slot in alike)


def alternatives(event: Event, slots: Iterable[Slot], *diaries: Diary) -> tuple[Slot, ...]:
    """The three best other times, in order of time."""
    best = best_first(event, slots, *diaries)[:ALTERNATIVES]
    return tuple(sorted(best, key=lambda slot: slot.starts_at))


def nearest_place(
    event: Event, slot: Slot, kind: PlaceKind, taken: Collection[PlaceId], diaries: Sequence[Diary]
) -> Place | None:
    """The free place of that kind nearest to where they sit just before and after, then the lowest number."""
    free = [place for place in event.places if place.kind is kind and place.id not in taken]
    return nearest_of(free, neighbours(event, slot, kind, diaries))


def nearest_of(free: Iterable[Place], near: Sequence[Place]) -> Place | None:
    """Of these places the one nearest to all of `near`, then the lowest number; None when there is none."""
    return min(free, key=lambda place: (sum(distance(place, other) for other in near), place.number), default=None)


def distance(one: Place, two: Place) -> int:
    """How far two places are: 0 for the same, else their numbers' difference, and much more in another zone."""
    if one.id == two.id:
        return 0
    return abs(one.number - two.number) + (0 if one.zone == two.zone else OTHER_ZONE)


def detour(event: Event, slot: Slot, place: Place, diaries: Sequence[Diary]) -> int:
    """How much farther all of them walk that day with a meeting at `place` in `slot` between their others."""
    farther = 0
    for diary in diaries:
        around = [there for there in _around(event, slot, diary) if there is not None and there.kind is place.kind]
        farther += sum(distance(place, there) for there in around)
        if len(around) == 2:
            farther -= distance(*around)
    return farther


def neighbours(event: Event, slot: Slot, kind: PlaceKind, diaries: Sequence[Diary]) -> list[Place]:
    """Where they sit, at places of that kind, in their last meeting before and first meeting after, the same day."""
    around = [place for diary in diaries for place in _around(event, slot, diary)]
    return [place for place in around if place is not None and place.kind is kind]


def _around(event: Event, slot: Slot, diary: Diary) -> tuple[Place | None, Place | None]:
    day: date = event.day_of(slot.starts_at)
    known, places = event.slots_by_id, event.places_by_id
    before: tuple[datetime, PlaceId] | None = None
    after: tuple[datetime, PlaceId] | None = None
    for slot_id, place_id in diary.seats.items():
        if slot_id not in known:
            continue
        starts_at = known[slot_id].starts_at
        if starts_at < slot.starts_at and (before is None or starts_at > before[0]):
            before = (starts_at, place_id)
        elif starts_at > slot.starts_at and (after is None or starts_at < after[0]):
            after = (starts_at, place_id)
    same_day = [found if found is not None and event.day_of(found[0]) == day else None for found in (before, after)]
    one, two = (None if found is None else places.get(found[1]) for found in same_day)
    return one, two
