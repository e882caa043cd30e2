"""Where meetings go whose slot or place is no longer there.

Same slot at the nearest other table first; else the slot that takes the old one's part in its block (a block that was
moved keeps its order); else the same day with the fewest idle gaps, then the nearest time; else nowhere, and both
sides choose anew. Everything is decided against one set of books, so that no two get the same seat or place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.events import Event, Place, PlaceKind, Slot
from bot.domain.ids import AttendeeId, MeetingId, PlaceId, SlotId
from bot.domain.meetings import Booking
from bot.domain.people import Mode
from bot.domain.slots import Diary, distance, idle_cost, nearest_place, overlap


@dataclass(frozen=True, slots=True)
class Misfit:
    """An agreed meeting that no longer fits, with everybody who has a seat in it."""

    meeting_id: MeetingId
    people: tuple[AttendeeId, ...]
    slot: Slot  # as it was
    place: Place | None  # as it was
    slot_gone: bool


@dataclass(frozen=True, slots=True)
class Replaced:
    """Where a meeting goes; no booking: nowhere."""

    misfit: Misfit
    booking: Booking | None

    @property
    def same_time(self) -> bool:
        """Whether only the place is another."""
        return self.booking is not None and self.booking.slot_id == self.misfit.slot.id


def replace_misfits(
    event: Event,
    misfits: Sequence[Misfit],
    diaries: Mapping[AttendeeId, Diary],
    taken: Mapping[SlotId, Iterable[PlaceId]],
    now: datetime,
    order: Mapping[SlotId, SlotId] | None = None,
) -> Iterator[Replaced]:
    """One answer for each meeting, in order of time; who asks for them one by one may pause between.

    `diaries` of everybody concerned and `taken` places are as they stand, misfits included; `order` names for a slot
    that is gone the new one in its part of the block.
    """
    books = _Books(event, misfits, diaries, taken, now)
    waiting: list[Misfit] = []
    for misfit in sorted(misfits, key=_by_time):
        booking = None if misfit.slot_gone else books.same_slot(misfit)
        if booking is None:
            waiting.append(misfit)
        else:
            yield Replaced(misfit, booking)
    for misfit in waiting:
        books.stand_up(misfit)
    for misfit in waiting:
        yield Replaced(misfit, books.other_slot(misfit, (order or {}).get(misfit.slot.id)))


def same_parts(before: Event, after: Event) -> dict[SlotId, SlotId]:
    """For every slot that is gone the one with its number in the same block, where all of the block's are new."""
    kept = {slot.id for slot in after.slots}
    found: dict[SlotId, SlotId] = {}
    for block in before.blocks:
        old = [slot for slot in before.slots if slot.block_id == block.id]
        new = [slot for slot in after.slots if slot.block_id == block.id]
        if not any(slot.id in kept for slot in old):
            found |= {one.id: other.id for one, other in zip(old, new, strict=False)}
    return found


def _by_time(misfit: Misfit) -> tuple[datetime, int]:
    return misfit.slot.starts_at, misfit.meeting_id


class _Books:
    """Who sits where, while places are given anew."""

    def __init__(
        self,
        event: Event,
        misfits: Sequence[Misfit],
        diaries: Mapping[AttendeeId, Diary],
        taken: Mapping[SlotId, Iterable[PlaceId]],
        now: datetime,
    ) -> None:
        self._event = event
        self._ahead = [slot for slot in event.slots if slot.starts_at > now]
        self._taken: dict[SlotId, set[PlaceId]] = {slot_id: set(places) for slot_id, places in taken.items()}
        self._seats: dict[AttendeeId, dict[SlotId, PlaceId]] = {}
        self._diaries: dict[AttendeeId, Diary] = {}
        self._sessions = {who: [s for s in event.sessions if s.id in diary.sessions] for who, diary in diaries.items()}
        for who, diary in diaries.items():
            self._seats[who] = dict(diary.seats)
            self._diaries[who] = Diary(diary.attendee, self._seats[who], diary.unavailable, diary.sessions)
        for misfit in misfits:  # what they leave is free for the others
            if misfit.place is not None:
                self._taken.get(misfit.slot.id, set()).discard(misfit.place.id)
            if misfit.slot_gone:
                self.stand_up(misfit)

    def stand_up(self, misfit: Misfit) -> None:
        """Nobody of this meeting has a seat in its old slot any more."""
        for who in misfit.people:
            self._seats[who].pop(misfit.slot.id, None)

    def same_slot(self, misfit: Misfit) -> Booking | None:
        """The nearest free place of the same kind, at the same time."""
        if misfit.place is None:
            return None
        old, taken = misfit.place, self._taken.setdefault(misfit.slot.id, set())
        free = [p for p in self._event.places if p.kind is old.kind and p.id not in taken]
        if not free:
            return None
        place = min(free, key=lambda p: (distance(old, p), p.number))
        return self._sit(misfit, misfit.slot.id, place.id)

    def other_slot(self, misfit: Misfit, part: SlotId | None) -> Booking | None:
        """Another time that suits everybody in it and still has a place."""
        free = {slot.id: (slot, kind) for slot in self._ahead if (kind := self._fits(misfit, slot)) is not None}
        if part is not None and part in free:
            wanted = free[part]
        elif free:
            wanted = min(free.values(), key=lambda found: self._cost(misfit, found[0]))
        else:
            return None
        slot, kind = wanted
        diaries = [self._diaries[who] for who in misfit.people]
        place = nearest_place(self._event, slot, kind, self._taken.get(slot.id, set()), diaries)
        return None if place is None else self._sit(misfit, slot.id, place.id)

    def _fits(self, misfit: Misfit, slot: Slot) -> PlaceKind | None:
        day = self._event.day_of(slot.starts_at)
        modes = {self._diaries[who].attendee.mode_on(day) for who in misfit.people}
        if Mode.ABSENT in modes:
            return None
        for who in misfit.people:
            if slot.id in self._seats[who] or slot.id in self._diaries[who].unavailable:
                return None
            if any(overlap(slot, session) for session in self._sessions[who]):
                return None
        kind = PlaceKind.TABLE if modes == {Mode.ONSITE} else PlaceKind.ROOM
        taken = self._taken.get(slot.id, set())
        return kind if any(p.kind is kind and p.id not in taken for p in self._event.places) else None

    def _cost(self, misfit: Misfit, slot: Slot) -> tuple[bool, int, float, int]:
        other_day = self._event.day_of(slot.starts_at) != self._event.day_of(misfit.slot.starts_at)
        idle = sum(idle_cost(self._event, self._diaries[who], slot.id) for who in misfit.people)
        return other_day, idle, abs((slot.starts_at - misfit.slot.starts_at).total_seconds()), slot.id

    def _sit(self, misfit: Misfit, slot_id: SlotId, place_id: PlaceId) -> Booking:
        self._taken.setdefault(slot_id, set()).add(place_id)
        for who in misfit.people:
            self._seats[who][slot_id] = place_id
        return Booking(slot_id, place_id)
