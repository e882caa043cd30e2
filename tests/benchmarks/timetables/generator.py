"""Seeded events of any size: random ones, and planted ones for which a timetable without any gap is known to exist."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.timetable import Guest, Kind, Meeting, Priority, Problem, Spot, Time, Timetable

MINUTES, PAUSE = 20, 5  # of a meeting; between two
AWAY = 0.18  # share of people who have a run of slots in which they take no meeting, as in real forums
RUNS = (2, 3, 4)  # its length in slots


@dataclass(frozen=True)
class Extras:
    """What a real event has besides: shares of people or meetings."""

    blocks: int = 1
    rooms: float = 0.0  # meetings that need a virtual room
    blocked: float = 0.0  # people with joined sessions: slots that are not idle for them
    groups: float = 0.0  # meetings of three
    ordered: float = 0.0  # meetings that come after another one of the same person
    most: int | None = None


def times(slots: int, blocks: int = 1) -> tuple[Time, ...]:
    """Slots in blocks of about the same length, one block a day."""
    found = []
    for slot in range(slots):
        block = slot * blocks // slots
        begins = block * 1440 + (slot - math.ceil(block * slots / blocks)) * (MINUTES + PAUSE)
        found.append(Time(block, block, begins, begins + MINUTES))
    return tuple(found)


def tables_for(meetings: int, slots: int, use: float) -> int:
    """How many tables make `use` of all their slots when every meeting has one."""
    return math.ceil(meetings / slots / use)


def random_event(
    people: int, meetings: int, slots: int, use: float, seed: int, *, away: float = AWAY, extras: Extras | None = None
) -> Problem:
    """Random pairs, none twice; nobody has more meetings than slots. Waiting through a time away counts as a gap."""
    chance = random.Random(f"random {people} {meetings} {slots} {use} {seed}")
    off = [_run(chance, slots) if chance.random() < away else 0 for _ in range(people)]
    left = [slots - mask.bit_count() for mask in off]
    pairs: dict[tuple[int, int], None] = {}
    for _ in range(50 * meetings):
        if len(pairs) == meetings:
            break
        key = _key(chance.randrange(people), chance.randrange(people))
        if key[0] != key[1] and key not in pairs and left[key[0]] > 0 < left[key[1]]:
            pairs[key] = None
            left[key[0]] -= 1
            left[key[1]] -= 1
    return _event(chance, off, list(pairs), slots, tables_for(meetings, slots, use), extras or Extras())


def planted_event(people: int, meetings: int, slots: int, use: float, seed: int) -> Problem:
    """Everybody has one run of slots without a gap, and meets in each of them somebody who has it free as well."""
    return planted(people, meetings, slots, use, seed)[0]


def planted(people: int, meetings: int, slots: int, use: float, seed: int) -> tuple[Problem, tuple[int, ...]]:
    """The same with the slots of a timetable that has no gap."""
    chance = random.Random(f"planted {people} {meetings} {slots} {use} {seed}")
    tables = tables_for(meetings, slots, use)
    load = [0] * slots  # people who are busy
    runs = []
    left = 2 * meetings
    for person in range(people):
        mean = left / (people - person)
        length = max(1, min(slots, round(chance.gauss(mean, 1.6)), left - (people - person - 1)))
        if person == people - 1:
            length = max(1, min(slots, left))
        begins = min(range(slots - length + 1), key=lambda at: (sum(load[at : at + length]) / length, chance.random()))
        for slot in range(begins, begins + length):
            load[slot] += 1
        runs.append([begins, begins + length])
        left -= length
    pairs: dict[tuple[int, int], int] = {}
    for slot in range(slots):
        here = [person for person, (begins, ends) in enumerate(runs) if begins <= slot < ends]
        _pair_all(chance, here, slot, pairs, runs)
    found = sorted(pairs)
    chance.shuffle(found)
    places = max(tables, *Counter(pairs.values()).values())
    return _event(chance, [0] * people, found, slots, places, Extras()), tuple(pairs[pair] for pair in found)


def as_timetable(problem: Problem, slots: Sequence[int | None]) -> Timetable:
    """Any place of the right kind for each meeting; more meetings than places get none that exists twice."""
    closed = dict(problem.closed)
    free: dict[tuple[int, Kind], list[int]] = {}
    for slot in range(problem.slots):
        for number, spot in reversed(list(enumerate(problem.places))):
            if not closed.get(number, 0) >> slot & 1:
                free.setdefault((slot, spot.kind), []).append(number)
    spots: list[int | None] = [None] * len(slots)
    for meeting, number in ((problem.meetings[number], number) for number in range(len(slots))):
        if meeting.fixed and meeting.spot is not None and meeting.at is not None:
            spots[number] = meeting.spot
            here = free.get((meeting.at, problem.places[meeting.spot].kind), [])
            if meeting.spot in here:
                here.remove(meeting.spot)
    for number, at in enumerate(slots):
        if at is not None and spots[number] is None:
            places = free.get((at, problem.meetings[number].kind(at)), [])
            spots[number] = places.pop() if places else len(problem.places)  # the checker says so
    return Timetable(tuple(slots), tuple(spots))


def _event(
    chance: random.Random,
    off: list[int],
    pairs: list[tuple[int, int]],
    slots: int,
    tables: int,
    extras: Extras,
) -> Problem:
    everything = (1 << slots) - 1
    guests = [Guest(_run(chance, slots) if chance.random() < extras.blocked else 0) for _ in off]
    meetings: list[Meeting] = []
    last: dict[int, int] = {}
    for number, pair in enumerate(pairs):
        who: tuple[int, ...] = pair
        if chance.random() < extras.groups and (third := chance.randrange(len(off))) not in pair:
            who = (*pair, third)
        free = everything
        for person in who:
            free &= ~(off[person] | guests[person].blocked)
        after: tuple[int, ...] = ()
        if chance.random() < extras.ordered and pair[0] in last:
            after = (last[pair[0]],)
        last[pair[0]] = number
        virtual = chance.random() < extras.rooms
        meetings.append(Meeting(who, 0 if virtual else free, free if virtual else 0, Priority.MUTUAL, after=after))
    rooms = round(tables * extras.rooms)
    places = [Spot(Kind.TABLE, number + 1, number // 25) for number in range(tables - rooms)]
    places += [Spot(Kind.ROOM, number + 1) for number in range(rooms)]
    return Problem(times(slots, extras.blocks), tuple(places), tuple(guests), tuple(meetings), extras.most)


def _run(chance: random.Random, slots: int) -> int:
    length = min(chance.choice(RUNS), slots - 1)
    return ((1 << length) - 1) << chance.randrange(slots - length + 1)


def _pair_all(
    chance: random.Random, here: list[int], slot: int, pairs: dict[tuple[int, int], int], runs: list[list[int]]
) -> None:
    """Pair people off so that no pair meets twice; who is left over alone stays so (planted: their run is cut)."""
    chance.shuffle(here)
    if len(here) % 2:
        alone = here.pop()
        if runs:
            _cut(runs, alone, slot, pairs)
    for _ in range(200):
        bad = [at for at in range(0, len(here), 2) if _key(here[at], here[at + 1]) in pairs]
        if not bad:
            break
        for at in bad:
            swap = chance.randrange(len(here))
            here[at], here[swap] = here[swap], here[at]
    for at in range(0, len(here), 2):
        key = _key(here[at], here[at + 1])
        if key not in pairs:
            pairs[key] = slot
        elif runs:
            _cut(runs, here[at], slot, pairs)
            _cut(runs, here[at + 1], slot, pairs)


def _key(one: int, two: int) -> tuple[int, int]:
    return (one, two) if one < two else (two, one)


def _cut(runs: list[list[int]], person: int, slot: int, pairs: dict[tuple[int, int], int]) -> None:
    """End a person's run before a slot, or begin it after, if nothing of it is there yet."""
    begins, _ = runs[person]
    if begins == slot:
        runs[person][0] = slot + 1
    else:
        runs[person][1] = slot
