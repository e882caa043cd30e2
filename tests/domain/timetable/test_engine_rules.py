"""The engine keeps every hard rule, counts as the checker does, and says the same twice."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.timetable import Guest, Kind, Meeting, Priority, Problem, Spot, Time, Timetable, engine, faults, measure
from bot.domain.timetable import person_gaps as gaps_by_the_checker
from bot.domain.timetable.engine.arrays import ALL_BREAKS, ALL_IDLE, BREAKS, IDLE, SQUARES, fresh, laid_out
from bot.domain.timetable.engine.improving import Engine
from bot.domain.timetable.engine.placing import lay
from tests.benchmarks.timetables.generator import Extras, as_timetable, planted, random_event

MANY = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
FULL = Extras(blocks=2, rooms=0.3, blocked=0.4, groups=0.15, ordered=0.1, most=5)


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Small events with everything in them: some meetings cannot be placed."""
    chance = random.Random(draw(st.integers(0, 1 << 32)))
    blocks, people = draw(st.integers(1, 3)), draw(st.integers(2, 9))
    slots = draw(st.sampled_from([3, 5, 8, 70]))
    times = tuple(Time(slot * blocks // slots, 0, 20 * slot, 20 * slot + 15) for slot in range(slots))
    everything = (1 << slots) - 1
    tables, rooms = chance.randint(1, 3), chance.randint(0, 2)
    places = tuple([Spot(Kind.TABLE, n) for n in range(tables)] + [Spot(Kind.ROOM, n) for n in range(rooms)])
    guests = tuple(Guest(chance.getrandbits(slots) & chance.getrandbits(slots)) for _ in range(people))
    meetings: list[Meeting] = []
    held: set[tuple[int, int]] = set()  # (person, slot) and (-1 - place, slot) of fixed meetings
    for number in range(draw(st.integers(1, 14))):
        who = tuple(chance.sample(range(people), min(people, chance.choice([2, 2, 2, 3, 4]))))
        free = everything
        for person in who:
            free &= ~guests[person].blocked
        virtual = chance.getrandbits(slots) if chance.random() < 0.4 else 0
        mine = free & (chance.getrandbits(slots) | chance.getrandbits(slots))
        after = (chance.randrange(number),) if number and chance.random() < 0.2 else ()
        meeting = Meeting(who, mine & ~virtual, mine & virtual, Priority(chance.randrange(3)), after=after)
        at, spot = chance.randrange(slots), chance.randrange(len(places))
        takes = {(person, at) for person in who} | {(-1 - spot, at)}
        if chance.random() < 0.2 and not takes & held:
            held |= takes
            meeting = replace(meeting, at=at, spot=spot, fixed=True)
        elif chance.random() < 0.3:
            meeting = replace(meeting, at=at, spot=spot, announced=True)
        meetings.append(meeting)
    closed = ((0, chance.getrandbits(slots)),) if chance.random() < 0.5 else ()
    return Problem(times, places, guests, tuple(meetings), chance.choice([None, None, 2, 3]), closed)


@MANY
@given(problems(), st.integers(0, 5))
def test_whatever_the_engine_makes_keeps_every_rule_and_improving_never_makes_it_worse(
    problem: Problem, seed: int
) -> None:
    made = Engine(problem)
    first = made.construct(seed=seed)
    before = as_timetable(problem, first)
    assert faults(problem, before) == []
    better = made.improve(first, seed=seed, work=400, move_cost=seed % 2)
    after = as_timetable(problem, better)
    assert faults(problem, after) == []
    assert [slot is None for slot in first] == [slot is None for slot in better]
    if seed % 2 == 0:
        assert measure(problem, after).gaps <= measure(problem, before).gaps


@MANY
@given(problems())
def test_gaps_are_counted_as_the_checker_counts_them(problem: Problem) -> None:
    board = fresh(laid_out(problem, 0), 0)
    slots = Engine(problem).construct()
    lay(board, np.array([-1 if slot is None else slot for slot in slots], np.int64))
    expected = gaps_by_the_checker(problem, as_timetable(problem, slots))
    assert [(int(row[BREAKS]), int(row[IDLE])) for row in board.person] == expected
    numbers = measure(problem, as_timetable(problem, slots))
    totals = (int(board.facts[ALL_BREAKS]), int(board.facts[ALL_IDLE]), int(board.facts[SQUARES]))
    assert totals == (numbers.breaks, numbers.idle, numbers.unfair)


@pytest.mark.parametrize("people", [60, 1_600])
def test_the_same_seed_and_work_give_the_same_timetable_on_one_board_and_on_two(people: int) -> None:
    problem = random_event(people, 4 * people, 16, 0.95, 3)
    made = Engine(problem)
    first = made.construct(seed=3)
    assert first == engine.construct(problem, seed=3)
    one, two = (made.improve(first, seed=5, work=100_000) for _ in range(2))
    assert one == two
    assert faults(problem, as_timetable(problem, one)) == []
    assert measure(problem, as_timetable(problem, one)).gaps < measure(problem, as_timetable(problem, first)).gaps
    assert made.improve(first, seed=6, work=100_000) != one


def test_every_meeting_of_a_full_hall_is_placed() -> None:
    problem, _ = planted(300, 1_200, 16, 1.0, 2)
    slots = engine.construct(problem, seed=1)
    assert None not in slots
    assert faults(problem, as_timetable(problem, slots)) == []


def test_a_planted_event_is_laid_out_without_gaps_and_annealing_comes_near_it() -> None:
    problem, hidden = planted(200, 800, 16, 0.9, 4)
    known = measure(problem, as_timetable(problem, hidden))
    assert faults(problem, as_timetable(problem, hidden)) == []
    assert (sum(known.placed), known.gaps) == (len(problem.meetings), 0)
    assert engine.bounds(problem).gaps == 0
    made = Engine(problem)
    first = made.construct()
    found = measure(problem, as_timetable(problem, made.improve(first, work=1_500_000)))
    assert found.breaks <= measure(problem, as_timetable(problem, first)).breaks // 4


def test_rooms_blocks_groups_order_and_the_most_meetings_of_a_block_are_kept_at_size() -> None:
    problem = random_event(400, 1_200, 16, 0.8, 7, extras=FULL)
    made = Engine(problem)
    first = made.construct()
    better = made.improve(first, work=600_000)
    assert faults(problem, as_timetable(problem, better)) == []
    assert (
        measure(problem, as_timetable(problem, better)).breaks < measure(problem, as_timetable(problem, first)).breaks
    )


def test_a_higher_price_moves_fewer_announced_meetings() -> None:
    problem = random_event(120, 420, 16, 0.9, 9)
    made = Engine(problem)
    at = made.construct()
    announced = tuple(replace(m, at=slot, spot=0, announced=True) for m, slot in zip(problem.meetings, at, strict=True))
    problem = replace(problem, meetings=announced)
    made = Engine(problem)
    moved = [
        measure(problem, as_timetable(problem, made.improve(at, work=400_000, move_cost=cost))).moved
        for cost in (0, 1, 1_000)
    ]
    assert moved[0] > moved[1] > moved[2] == 0


def test_it_tells_how_it_goes_and_stops_when_told() -> None:
    problem = random_event(100, 400, 16, 0.9, 1)
    heard: list[tuple[int, float]] = []

    def tell(best: int, done: float) -> bool:
        heard.append((best, done))
        return len(heard) < 2

    first = engine.construct(problem)
    found = engine.improve(problem, first, seconds=60, tell=tell)
    assert len(heard) == 2
    assert 0 < heard[0][1] < heard[1][1] < 0.5
    assert measure(problem, as_timetable(problem, found)).gaps <= heard[1][0]


def test_slots_that_break_a_rule_are_refused_or_left_out() -> None:
    times = tuple(Time(0, 0, 20 * slot, 20 * slot + 15) for slot in range(3))
    meetings = (Meeting((0, 1), 0b111), Meeting((1, 2), 0b111))
    problem = Problem(times, (Spot(Kind.TABLE, 1), Spot(Kind.TABLE, 2)), (Guest(),) * 3, meetings)
    with pytest.raises(ValueError, match="hard rules"):
        engine.improve(problem, (0, 0), work=10)
    with pytest.raises(ValueError, match="1 slots"):
        engine.improve(problem, (0,), work=10)
    assert engine.construct(problem, start=(0, 0))[0] == 0


def test_nobody_of_a_higher_priority_is_left_out_for_one_of_a_lower() -> None:
    times = (Time(0, 0, 0, 15),)
    meetings = tuple(Meeting((2 * n, 2 * n + 1), 1, priority=Priority(n % 3)) for n in range(6))
    problem = Problem(times, (Spot(Kind.TABLE, 1), Spot(Kind.TABLE, 2)), (Guest(),) * 12, meetings)
    for order in itertools.islice(itertools.permutations(range(6)), 0, 720, 37):
        slots = engine.construct(problem, order=order)
        assert [n for n, slot in enumerate(slots) if slot is not None] == [2, 5]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 1 << 32))
def test_no_timetable_of_a_tiny_event_is_better_than_the_bounds(seed: int) -> None:
    chance = random.Random(seed)
    times = tuple(Time(slot // 3, 0, 20 * slot, 20 * slot + 15) for slot in range(5))
    guests = tuple(Guest(chance.getrandbits(5) & chance.getrandbits(5) & chance.getrandbits(5)) for _ in range(4))
    meetings = []
    for pair in chance.sample(list(itertools.combinations(range(4), 2)), 4):
        free = 31 & ~(guests[pair[0]].blocked | guests[pair[1]].blocked)
        meetings.append(Meeting(pair, free & (chance.getrandbits(5) | chance.getrandbits(5))))
    problem = Problem(
        times, (Spot(Kind.TABLE, 1), Spot(Kind.TABLE, 2)), guests, tuple(meetings), chance.choice([None, 2])
    )
    least = engine.bounds(problem)
    for slots in itertools.product(range(5), repeat=4):
        if all(m.allowed >> slot & 1 for m, slot in zip(meetings, slots, strict=True)):
            table = Timetable(slots, tuple(slots[:n].count(slot) for n, slot in enumerate(slots)))
            if max(slots.count(slot) for slot in slots) <= 2 and not faults(problem, table):
                numbers = measure(problem, table)
                assert numbers.breaks >= least.breaks
                assert numbers.idle >= least.idle
                assert numbers.gaps >= least.gaps
