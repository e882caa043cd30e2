"""What a timetable is made of: times, places, people and the meetings that want both.

Plain numbers, so that it travels to a worker process and into arrays: people, places, slots and meetings are counted
from 0, sets of slots are bit masks (bit `t` is slot `t`). Slots are in order of time; a block's slots stand together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum


class Kind(IntEnum):
    """What a meeting needs in a slot, by how its people take part that day."""

    TABLE = 0
    ROOM = 1  # a virtual room


class Priority(IntEnum):
    """Who wants a meeting; the higher ones are placed first."""

    ONE_SIDED = 0  # one of the two wished for it
    MUTUAL = 1  # both have agreed
    MUST = 2  # the organisers want it to happen


@dataclass(frozen=True, slots=True)
class Time:
    """One slot. `block` counts from 0 and rises with time; minutes are counted from the first slot's beginning."""

    block: int
    day: int
    starts: int
    ends: int


@dataclass(frozen=True, slots=True)
class Spot:
    """One place: its kind, its zone (rooms: -1) and its number on the plan of the floor."""

    kind: Kind
    number: int
    zone: int = -1


@dataclass(frozen=True, slots=True)
class Guest:
    """One person. `blocked`: slots in which they take no meeting (times marked, sessions joined, days away, meetings
    outside this problem). Waiting there is nobody's fault: those slots are never counted as idle.
    """

    blocked: int = 0


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting of two or more people.

    `tables` and `rooms` are the slots it may take at a table and in a virtual room; they share no slot, and lie outside
    the `blocked` of its people. `at` and `spot` are where it stands now. `fixed`: it stays there whatever happens (it
    may stand in a slot that is not allowed any more). `announced`: its people know `at`, so that moving it costs.
    `after`: meetings that have to end before this one begins.
    """

    people: tuple[int, ...]
    tables: int
    rooms: int = 0
    priority: Priority = Priority.MUTUAL
    at: int | None = None
    spot: int | None = None
    fixed: bool = False
    announced: bool = False
    after: tuple[int, ...] = ()

    @property
    def allowed(self) -> int:
        """The slots it may take; a fixed one has its own alone."""
        if self.fixed and self.at is not None:
            return 1 << self.at
        return self.tables | self.rooms

    def kind(self, slot: int) -> Kind:
        """A table or a room, in this slot."""
        return Kind.ROOM if self.rooms >> slot & 1 else Kind.TABLE


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything to be decided about. `most`: how many meetings one person has in one block at most (None: no limit).

    `closed`: places that cannot be used in some slots (place -> mask of slots), such as one that a meeting outside this
    problem holds.
    """

    times: tuple[Time, ...]
    places: tuple[Spot, ...]
    people: tuple[Guest, ...]
    meetings: tuple[Meeting, ...]
    most: int | None = None
    closed: tuple[tuple[int, int], ...] = ()

    @property
    def slots(self) -> int:
        """How many slots there are."""
        return len(self.times)

    def room(self, kind: Kind) -> tuple[int, ...]:
        """How many places of a kind can be used, slot by slot."""
        closed = dict(self.closed)
        free = [0] * self.slots
        for number, place in enumerate(self.places):
            if place.kind is kind:
                shut = closed.get(number, 0)
                for slot in range(self.slots):
                    free[slot] += not shut >> slot & 1
        return tuple(free)

    def block_masks(self) -> tuple[int, ...]:
        """The slots of each block."""
        masks = [0] * (max((time.block for time in self.times), default=-1) + 1)
        for slot, time in enumerate(self.times):
            masks[time.block] |= 1 << slot
        return tuple(masks)

    def meetings_of(self) -> tuple[tuple[int, ...], ...]:
        """Each person's meetings."""
        found: list[list[int]] = [[] for _ in self.people]
        for number, meeting in enumerate(self.meetings):
            for person in meeting.people:
                found[person].append(number)
        return tuple(tuple(one) for one in found)

    def as_it_stands(self) -> Timetable:
        """Where the meetings are now."""
        return Timetable(tuple(m.at for m in self.meetings), tuple(m.spot for m in self.meetings))


@dataclass(frozen=True, slots=True)
class Timetable:
    """A slot and a place for each meeting; None: it has none. A meeting has both or neither."""

    slots: tuple[int | None, ...]
    spots: tuple[int | None, ...]

    def placed(self) -> Iterator[tuple[int, int, int]]:
        """Meeting, slot and place of all that have them."""
        for number, (slot, spot) in enumerate(zip(self.slots, self.spots, strict=True)):
            if slot is not None and spot is not None:
                yield number, slot, spot


def slots_in(mask: int) -> Iterator[int]:
    """The slots of a bit mask, in order of time."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low
