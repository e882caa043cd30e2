"""Whether a timetable keeps every hard rule, and what it is worth: written apart from everything that makes one.

It goes through the rules one by one with sets and loops, slowly and plainly, and shares no code with the engines, so
that a mistake there is not a mistake here too.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from bot.domain.timetable.problem import Kind, Priority, Problem, Timetable

BREAK_WEIGHT = 3  # a wait is felt more than its length: breaks count thrice, idle slots once
OTHER_ZONE = 1_000  # farther than any table of the same zone; as bot.domain.slots has it


@dataclass(frozen=True, slots=True)
class Fault:
    """A rule that is broken, by which meeting, in which slot."""

    rule: str
    meeting: int
    slot: int | None = None
    other: int | None = None


@dataclass(frozen=True, slots=True)
class Numbers:
    """What a timetable is worth; everything but `placed` is the better the smaller.

    `placed` by priority, the most important first. `breaks` and `idle` of all people together; `worst` the most breaks
    that one person has and `waiting` how many people have any; `unfair` the sum of squares of everybody's breaks.
    `moved` announced meetings at another time, `elsewhere` at the same time at another place, `dropped` that stood and
    have no time now. `walking`: distance between one's consecutive places of a block, summed.
    """

    placed: tuple[int, int, int]
    breaks: int
    idle: int
    worst: int
    waiting: int
    unfair: int
    moved: int
    elsewhere: int
    dropped: int
    walking: int

    @property
    def gaps(self) -> int:
        """Three a break and one an idle slot: what the engines make small."""
        return BREAK_WEIGHT * self.breaks + self.idle

    @property
    def order(self) -> tuple[int, ...]:
        """The objectives in their order; the smaller tuple is the better timetable."""
        return (*(-number for number in self.placed), self.gaps, self.unfair, self.moved + self.dropped, self.walking)


def faults(problem: Problem, table: Timetable) -> list[Fault]:
    """Every hard rule that is broken; an empty list for a timetable that can take place."""
    if not len(table.slots) == len(table.spots) == len(problem.meetings):
        return [Fault("lengths", -1)]
    return [
        *_whole(problem, table),
        *_one_at_a_time(problem, table),
        *_right_times(problem, table),
        *_right_places(problem, table),
        *_fixed_stay(problem, table),
        *_in_order(problem, table),
        *_not_too_many(problem, table),
    ]


def _whole(problem: Problem, table: Timetable) -> list[Fault]:
    found = []
    for number, (slot, spot) in enumerate(zip(table.slots, table.spots, strict=True)):
        if (slot is None) != (spot is None):
            found.append(Fault("half", number, slot))
        elif slot is not None and spot is not None:
            if not 0 <= slot < len(problem.times):
                found.append(Fault("no_such_slot", number, slot))
            if not 0 <= spot < len(problem.places):
                found.append(Fault("no_such_place", number, slot))
    return found


def _one_at_a_time(problem: Problem, table: Timetable) -> list[Fault]:
    found: list[Fault] = []
    sitting: dict[tuple[int, int], int] = {}
    standing: dict[tuple[int, int], int] = {}
    for number, slot, spot in table.placed():
        for person in problem.meetings[number].people:
            other = sitting.setdefault((person, slot), number)
            if other != number:
                found.append(Fault("two_meetings_at_once", number, slot, other))
        other = standing.setdefault((spot, slot), number)
        if other != number:
            found.append(Fault("place_taken_twice", number, slot, other))
    return found


def _right_times(problem: Problem, table: Timetable) -> list[Fault]:
    found = []
    for number, slot, _ in table.placed():
        meeting = problem.meetings[number]
        if meeting.fixed and meeting.at == slot:
            continue
        if not (meeting.tables | meeting.rooms) & (1 << slot):
            found.append(Fault("slot_not_allowed", number, slot))
        found += [
            Fault("person_not_free", number, slot) for p in meeting.people if problem.people[p].blocked >> slot & 1
        ]
    return found


def _right_places(problem: Problem, table: Timetable) -> list[Fault]:
    found, closed = [], dict(problem.closed)
    for number, slot, spot in table.placed():
        meeting = problem.meetings[number]
        if meeting.fixed and (meeting.at, meeting.spot) == (slot, spot):
            continue
        wanted = Kind.ROOM if meeting.rooms & (1 << slot) else Kind.TABLE
        if problem.places[spot].kind is not wanted:
            found.append(Fault("wrong_kind_of_place", number, slot))
        if closed.get(spot, 0) & (1 << slot):
            found.append(Fault("place_closed", number, slot))
    return found


def _fixed_stay(problem: Problem, table: Timetable) -> list[Fault]:
    return [
        Fault("fixed_moved", number, table.slots[number])
        for number, meeting in enumerate(problem.meetings)
        if meeting.fixed and meeting.at is not None and table.slots[number] != meeting.at
    ]


def _in_order(problem: Problem, table: Timetable) -> list[Fault]:
    found = []
    for number, meeting in enumerate(problem.meetings):
        mine = table.slots[number]
        for earlier in meeting.after:
            theirs = table.slots[earlier]
            if mine is None or (meeting.fixed and problem.meetings[earlier].fixed):
                continue
            # What has no time hinders nobody: it is looked at when it gets one.
            if theirs is not None and problem.times[theirs].ends > problem.times[mine].starts:
                found.append(Fault("too_early", number, mine, earlier))
    return found


def _not_too_many(problem: Problem, table: Timetable) -> list[Fault]:
    if problem.most is None:
        return []
    load: Counter[tuple[int, int]] = Counter()
    movable: dict[tuple[int, int], int] = {}
    for number, slot, _ in table.placed():
        for person in problem.meetings[number].people:
            key = (person, problem.times[slot].block)
            load[key] += 1
            if not problem.meetings[number].fixed:
                movable[key] = number
    return [
        Fault("too_many_in_block", movable[key])
        for key, number in load.items()
        if number > problem.most and key in movable  # what is fixed alone may be over it: nobody can help that
    ]


def measure(problem: Problem, table: Timetable) -> Numbers:
    """What a timetable is worth, whether or not it keeps the rules."""
    placed = dict.fromkeys(Priority, 0)
    moved = elsewhere = dropped = 0
    for number, meeting in enumerate(problem.meetings):
        slot = table.slots[number]
        if slot is not None:
            placed[meeting.priority] += 1
        if meeting.announced and meeting.at is not None and slot != meeting.at:
            moved += slot is not None
            dropped += slot is None
        elif meeting.announced and slot is not None and table.spots[number] != meeting.spot:
            elsewhere += 1
    gaps = person_gaps(problem, table)
    return Numbers(
        placed=(placed[Priority.MUST], placed[Priority.MUTUAL], placed[Priority.ONE_SIDED]),
        breaks=sum(breaks for breaks, _ in gaps),
        idle=sum(idle for _, idle in gaps),
        worst=max((breaks for breaks, _ in gaps), default=0),
        waiting=sum(breaks > 0 for breaks, _ in gaps),
        unfair=sum(breaks * breaks for breaks, _ in gaps),
        moved=moved,
        elsewhere=elsewhere,
        dropped=dropped,
        walking=_walking(problem, table),
    )


def person_gaps(problem: Problem, table: Timetable) -> list[tuple[int, int]]:
    """Breaks and idle slots of each person.

    A break is a run of slots between two of one's meetings of a block, with at least one slot in it that could have
    been a meeting; blocked slots within it are not idle.
    """
    busy: list[set[int]] = [set() for _ in problem.people]
    for number, slot, _ in table.placed():
        for person in problem.meetings[number].people:
            busy[person].add(slot)
    found = []
    for person, slots in enumerate(busy):
        breaks = idle = 0
        for before, after in pairwise(sorted(slots)):
            if problem.times[before].block != problem.times[after].block:
                continue
            waiting = sum(not problem.people[person].blocked >> slot & 1 for slot in range(before + 1, after))
            breaks += waiting > 0
            idle += waiting
        found.append((breaks, idle))
    return found


def _walking(problem: Problem, table: Timetable) -> int:
    sitting: dict[int, list[tuple[int, int]]] = {}
    for number, slot, spot in table.placed():
        for person in problem.meetings[number].people:
            sitting.setdefault(person, []).append((slot, spot))
    walked = 0
    for stops in sitting.values():
        for (earlier, one), (later, two) in pairwise(sorted(stops)):
            here, there = problem.places[one], problem.places[two]
            if problem.times[earlier].block != problem.times[later].block or Kind.ROOM in {here.kind, there.kind}:
                continue
            walked += abs(here.number - there.number) + (OTHER_ZONE if here.zone != there.zone else 0)
    return walked
