"""Random timetabling problems for the property tests, with every hard rule in them, and planted ones.

`problems()` draws small problems: blocks and days, tables in zones, virtual rooms, closed places, blocked slots, groups
of up to five, priorities, orders (`after`), the most per block, and a timetable that stands (`at`, `spot`), partly
announced and fixed. What stands keeps every rule, unless `broken=True`: then tables have closed, people have become
busy and slots are not allowed any more beneath it. `planted()` makes a problem of any size whose people can all have a
day without a gap.
"""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import strategies as st

from bot.domain.timetable import Guest, Kind, Meeting, Priority, Problem, Spot, Time, Timetable, faults

MINUTES = 20


def times(blocks: list[int], *, days: int = 1) -> tuple[Time, ...]:
    """Slots of 20 minutes in blocks of these lengths with an hour between them, spread over the days."""
    found: list[Time] = []
    clock, today = 0, 0
    for number, length in enumerate(blocks):
        day = number * days // len(blocks)
        clock += (14 * 60 if day > today else 60) if number else 0
        today = day
        for _ in range(length):
            found.append(Time(block=number, day=day, starts=clock, ends=clock + MINUTES))
            clock += MINUTES
    return tuple(found)


def floor(tables: int, *, rooms: int = 0, zones: int = 1) -> tuple[Spot, ...]:
    """Tables numbered from 1 through all zones, then rooms."""
    per_zone = -(-tables // zones) if tables else 1
    return (
        *(Spot(Kind.TABLE, number + 1, number // per_zone) for number in range(tables)),
        *(Spot(Kind.ROOM, number + 1) for number in range(rooms)),
    )


@st.composite
def problems(
    draw: st.DrawFn,
    *,
    most_people: int = 8,
    most_meetings: int = 14,
    standing: bool = True,
    broken: bool = False,
    scarce: bool | None = None,
) -> Problem:
    """A small problem. `scarce`: with fewer places than meetings (True), with places enough (False), either (None).

    Sizes are drawn one by one, so that a failing example becomes small; what fills them comes from one seed, which
    is quick and makes full, various problems.
    """
    blocks = draw(st.lists(st.integers(1, 4), min_size=1, max_size=3))
    when = times(blocks, days=draw(st.integers(1, 2)))
    people = draw(st.integers(2, most_people))
    count = draw(st.integers(0, most_meetings))
    tables, rooms, zones = draw(st.integers(0, 4)), draw(st.integers(0, 2)), draw(st.integers(1, 2))
    most = draw(st.sampled_from([None, None, 1, 2, 3]))
    dice = random.Random(draw(st.integers(0, 2**32 - 1)))
    if scarce:
        tables, rooms, count = 1, 0, max(count, len(when) + 1)
    elif scarce is not None:
        tables, rooms = max(count, 1), count
    places = floor(tables, rooms=rooms, zones=zones)
    closed = {} if scarce is False else {n: _some(dice, when) for n in range(len(places)) if dice.random() < 0.15}
    guests = tuple(Guest(_some(dice, when) if dice.random() < 0.3 else 0) for _ in range(people))
    meetings = tuple(_meeting(dice, number, guests, when) for number in range(count))
    problem = Problem(when, places, guests, meetings, most, tuple(closed.items()))
    if standing and dice.random() < 0.75:
        problem = _stood(problem, dice)
    return _after_a_bad_morning(problem, dice) if broken else problem


def _some(dice: random.Random, when: tuple[Time, ...]) -> int:
    """A run of slots, as people are late, gone or in a session."""
    first = dice.randrange(len(when))
    return sum(1 << slot for slot in range(first, min(len(when), first + dice.randint(1, 3))))


def _meeting(dice: random.Random, number: int, guests: tuple[Guest, ...], when: tuple[Time, ...]) -> Meeting:
    size = min(dice.choice([2, 2, 2, 2, 2, 3, 4, 5]), len(guests))
    who = tuple(dice.sample(range(len(guests)), size))
    free = (1 << len(when)) - 1
    for person in who:
        free &= ~guests[person].blocked
    if dice.random() < 0.2:
        free &= dice.randrange(1 << len(when))
    rooms = free & dice.randrange(1 << len(when)) if dice.random() < 0.2 else 0
    return Meeting(
        people=who,
        tables=free & ~rooms,
        rooms=rooms,
        priority=dice.choice(list(Priority)),
        after=(dice.randrange(number),) if number and dice.random() < 0.15 else (),
    )


def _stood(problem: Problem, dice: random.Random) -> Problem:
    """The same with some of its meetings standing where they break no rule, some of those announced and fixed."""
    slots: list[int | None] = [None] * len(problem.meetings)
    spots: list[int | None] = [None] * len(problem.meetings)
    for number in range(len(problem.meetings)):
        for _ in range(4 if problem.places and dice.random() < 0.8 else 0):
            slots[number], spots[number] = dice.randrange(problem.slots), dice.randrange(len(problem.places))
            if not faults(problem, Timetable(tuple(slots), tuple(spots))):
                break
            slots[number] = spots[number] = None
    return replace(
        problem,
        meetings=tuple(
            replace(meeting, at=slot, spot=spot, announced=dice.random() < 0.6, fixed=dice.random() < 0.2)
            if slot is not None
            else meeting
            for meeting, slot, spot in zip(problem.meetings, slots, spots, strict=True)
        ),
    )


def _after_a_bad_morning(problem: Problem, dice: random.Random) -> Problem:
    """The same with places closed, people late or gone and slots cut. What is fixed stands where it stood."""
    closed = dict(problem.closed)
    for place in range(len(problem.places)):
        if dice.random() < 0.25:
            closed[place] = closed.get(place, 0) | _some(dice, problem.times)
    busy = [_some(dice, problem.times) if dice.random() < 0.25 else 0 for _ in problem.people]
    cut = 1 << dice.randrange(problem.slots) if dice.random() < 0.25 else 0
    meetings = []
    for meeting in problem.meetings:
        gone = cut
        for person in meeting.people:
            gone |= busy[person]
        meetings.append(replace(meeting, tables=meeting.tables & ~gone, rooms=meeting.rooms & ~gone))
    return replace(
        problem,
        people=tuple(Guest(guest.blocked | more) for guest, more in zip(problem.people, busy, strict=True)),
        meetings=tuple(meetings),
        closed=tuple(sorted(closed.items())),
    )


def planted(people: int, each: int, slots: int, *, seed: int, spare: float = 0.0) -> Problem:
    """A problem in which a timetable without any gap exists: everybody is busy from some slot on for `each` slots.

    People stand in groups that begin together, and in each slot of theirs they are paired off anew. `people` should be
    even; `spare`: how many more tables than the busiest slot needs, as a share.
    """
    dice = random.Random(seed)
    pairs: dict[frozenset[int], None] = {}
    load = [0] * slots
    everyone = list(range(people))
    dice.shuffle(everyone)
    size = max(2 * each, 4)
    for begin in range(0, people - 1, size):
        group = everyone[begin : begin + size]
        group = group[: len(group) // 2 * 2]
        first = dice.randrange(slots - each + 1)
        for turn in range(min(each, len(group) - 1)):
            # The circle method: one stays, the others go round, so that nobody meets the same person twice.
            ring = group[1:][turn:] + group[1:][:turn]
            seated = [group[0], *ring]
            for one, two in zip(seated[: len(seated) // 2], reversed(seated[len(seated) // 2 :]), strict=True):
                pairs[frozenset((one, two))] = None
                load[first + turn] += 1
    meetings = [tuple(sorted(pair)) for pair in pairs]
    dice.shuffle(meetings)
    return Problem(
        times=times([slots]),
        places=floor(int(max(load) * (1 + spare) + 0.999)),
        people=(Guest(),) * people,
        meetings=tuple(Meeting(people=pair, tables=(1 << slots) - 1) for pair in meetings),
    )
