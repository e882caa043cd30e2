"""Events after something went wrong: tables gone, people late, absent or leaving, sessions overrunning, blocks cut."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from bot.domain.timetable import Guest, Meeting, Problem, Timetable
from bot.domain.timetable.engine import prepared
from tests.benchmarks.timetables import generator

JOINED = 25  # people who joined a session that overruns


def standing(problem: Problem, table: Timetable) -> Problem:
    """The event with this timetable announced to everybody."""
    return replace(
        problem,
        meetings=tuple(
            replace(meeting, at=slot, spot=spot, announced=slot is not None)
            for meeting, slot, spot in zip(problem.meetings, table.slots, table.spots, strict=True)
        ),
    )


def announced_event(people: int, meetings: int, use: float, seed: int, seconds: float) -> Problem:
    """A random event of 16 slots, timetabled for some seconds and announced."""
    problem = generator.random_event(people, meetings, 16, use, seed)
    engine = prepared(problem)
    slots = engine.improve(engine.construct(seed=seed), seed=seed, seconds=seconds)
    return standing(problem, generator.as_timetable(problem, slots))


def _busy(problem: Problem, masks: dict[int, int]) -> Problem:
    """The event with these people busy in these slots besides."""
    people = list(problem.people)
    for person, mask in masks.items():
        people[person] = Guest(people[person].blocked | mask)
    meetings = []
    for meeting in problem.meetings:
        gone = 0
        for person in meeting.people:
            gone |= masks.get(person, 0)
        meetings.append(
            replace(meeting, tables=meeting.tables & ~gone, rooms=meeting.rooms & ~gone) if gone else meeting
        )
    return replace(problem, people=tuple(people), meetings=tuple(meetings))


def table_lost(problem: Problem, faults: int, dice: random.Random) -> Problem:
    """Places that break down at some time of the day and stay so."""
    everything = (1 << problem.slots) - 1
    closed = dict(problem.closed)
    for place in dice.sample(range(len(problem.places)), faults):
        closed[place] = closed.get(place, 0) | everything << dice.randrange(problem.slots) & everything
    return replace(problem, closed=tuple(sorted(closed.items())))


def late(problem: Problem, faults: int, dice: random.Random) -> Problem:
    """People who miss the first two to six slots."""
    return _busy(problem, {who: (1 << dice.randint(2, 6)) - 1 for who in _some(problem, faults, dice)})


def absent(problem: Problem, faults: int, dice: random.Random) -> Problem:
    """People who do not come at all."""
    return _busy(problem, dict.fromkeys(_some(problem, faults, dice), (1 << problem.slots) - 1))


def leaving(problem: Problem, faults: int, dice: random.Random) -> Problem:
    """People who miss the last two to six slots."""
    everything = (1 << problem.slots) - 1
    return _busy(
        problem,
        {who: everything & ~((1 << problem.slots - dice.randint(2, 6)) - 1) for who in _some(problem, faults, dice)},
    )


def overrunning(problem: Problem, faults: int, dice: random.Random) -> Problem:
    """Sessions that take one or two slots more of all who joined them."""
    masks: dict[int, int] = {}
    for _ in range(faults):
        first = dice.randrange(problem.slots - 1)
        mask = dice.choice([1, 3]) << first
        for who in _some(problem, JOINED, dice):
            masks[who] = masks.get(who, 0) | mask
    return _busy(problem, masks)


def block_cut(problem: Problem, faults: int, dice: random.Random) -> Problem:
    """The last slots go: one, two, or three at 20 faults, for there are no more than sixteen."""
    cut = {1: 1, 5: 2}.get(faults, 3)
    gone = ((1 << cut) - 1) << problem.slots - cut
    return _busy(problem, dict.fromkeys(range(len(problem.people)), gone))


def new_and_cancelled(problem: Problem, dice: random.Random, new: float = 0.05, cancelled: float = 0.03) -> Problem:
    """Meetings that fell away, and others that have just been agreed and have no time yet."""
    stay = [meeting for meeting in problem.meetings if dice.random() >= cancelled]
    pairs = {frozenset(meeting.people) for meeting in problem.meetings}
    load = [0] * len(problem.people)
    for meeting in stay:
        for person in meeting.people:
            load[person] += 1
    added: list[Meeting] = []
    while len(added) < round(len(problem.meetings) * new):
        one, two = dice.sample(range(len(problem.people)), 2)
        if frozenset((one, two)) not in pairs and max(load[one], load[two]) < problem.slots:
            pairs.add(frozenset((one, two)))
            load[one] += 1
            load[two] += 1
            added.append(Meeting((one, two), (1 << problem.slots) - 1))
    return replace(problem, meetings=(*stay, *added))


def _some(problem: Problem, count: int, dice: random.Random) -> list[int]:
    return dice.sample(range(len(problem.people)), count)


KINDS: dict[str, Callable[[Problem, int, random.Random], Problem]] = {
    "table lost": table_lost,
    "late": late,
    "absent": absent,
    "leaving early": leaving,
    "session overrunning": overrunning,
    "block cut": block_cut,
}
