"""Too few places, too full diaries: known before the search, and shared out fairly."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings

from bot.domain.timetable import Guest, Meeting, Priority, Problem, Timetable, faults, shortage
from bot.domain.timetable.board import Board
from bot.domain.timetable.capacity import Diary, in_fair_order, overfull
from bot.domain.timetable.fairness import Sharing
from bot.domain.timetable.seating import seat
from tests.domain.timetable.problems import floor, planted, problems, times


def most_placed(problem: Problem) -> int:
    """How many meetings can be placed at once, found by trying everything."""
    choices = [[None, *(slot for slot in range(problem.slots))] for _ in problem.meetings]
    best = 0
    for slots in product(*choices):
        if sum(slot is not None for slot in slots) > best:
            table = seat(problem, slots)
            if table.slots == slots and not faults(problem, table):
                best = sum(slot is not None for slot in slots)
    return best


@settings(max_examples=60, deadline=None)
@given(problems(most_people=5, most_meetings=4, standing=False))
def test_no_timetable_places_more_than_the_shortage_says(problem: Problem) -> None:
    if (problem.slots + 1) ** len(problem.meetings) > 3_000:
        problem = replace(problem, meetings=problem.meetings[:2])
    assert len(problem.meetings) - shortage(problem).meetings >= most_placed(problem)


@settings(max_examples=60, deadline=None)
@given(problems(most_people=4, most_meetings=6))
def test_nobody_holds_more_meetings_than_the_diary_says(problem: Problem) -> None:
    full = {diary.person: diary.fits for diary in overfull(problem)}
    plenty = replace(problem, places=(*problem.places, *floor(20, rooms=20)))
    for person, mine in enumerate(problem.meetings_of()):
        best = _most_of_one(plenty, mine)
        assert best == full.get(person, len(mine))


def _most_of_one(problem: Problem, mine: tuple[int, ...]) -> int:
    """The most of these meetings at once, one after another with everything tried; their order rules left out."""
    board = Board(replace(problem, meetings=tuple(replace(m, after=()) for m in problem.meetings)))
    person_blocks = [sum((board.slots[n] is not None) for n in mine)]
    moving = [n for n in mine if board.slots[n] is None]
    shared = set.intersection(*(set(problem.meetings[n].people) for n in mine)) if mine else set()

    def best(index: int, taken: int) -> int:
        if index == len(moving):
            return 0
        found = best(index + 1, taken)
        for slot in range(problem.slots):
            if board.both_free(moving[index]) >> slot & 1 and not taken >> slot & 1 and _room(slot, taken):
                found = max(found, 1 + best(index + 1, taken | 1 << slot))
        return found

    def _room(slot: int, taken: int) -> bool:
        if problem.most is None:
            return True
        block = board.blocks[problem.times[slot].block]
        who = next(p for p in shared if set(mine) == set(problem.meetings_of()[p])) if mine else 0
        return (board.busy[who] & block).bit_count() + (taken & block).bit_count() < problem.most

    return person_blocks[0] + best(0, 0)


def test_too_few_tables_are_counted_first() -> None:
    problem = replace(planted(20, 6, 6, seed=2), places=floor(4))
    assert len(problem.meetings) == 60
    short = shortage(problem)
    assert short.places == 60 - 4 * 6
    assert short.meetings == short.places
    assert short.diaries == ()


def test_tables_that_are_closed_when_they_are_wanted_are_missing() -> None:
    problem = Problem(
        times=times([3]),
        places=floor(2),
        people=(Guest(),) * 8,
        meetings=tuple(Meeting(people=(2 * pair, 2 * pair + 1), tables=0b011) for pair in range(4)),
        closed=((0, 0b001),),
    )
    assert shortage(problem).places == 1


def test_a_full_diary_is_named_with_what_fits() -> None:
    problem = Problem(
        times=times([2, 2]),
        places=floor(4),
        people=(Guest(0b0001), *(Guest(),) * 4),
        meetings=tuple(Meeting(people=(0, other), tables=0b1110) for other in range(1, 5)),
    )
    assert shortage(problem).diaries == (Diary(person=0, meetings=4, fits=3, rule=False),)
    assert shortage(problem).meetings == 1
    assert overfull(replace(problem, most=1)) == (Diary(person=0, meetings=4, fits=2, rule=True),)


def test_the_more_important_meetings_come_first_in_the_order() -> None:
    problem = planted(20, 4, 6, seed=4)
    levels = [Priority.ONE_SIDED, Priority.MUTUAL, Priority.MUST]
    meetings = tuple(replace(m, priority=levels[n % 3]) for n, m in enumerate(problem.meetings))
    problem = replace(problem, meetings=meetings)
    order = in_fair_order(problem, Board(problem))
    assert [meetings[n].priority for n in order] == sorted((m.priority for m in meetings), reverse=True)


@pytest.mark.parametrize("tables", [12, 20, 40])
def test_nobody_is_left_with_none_while_others_are_full(tables: int) -> None:
    dice = random.Random(tables)
    people, slots = 150, 8
    pairs = {tuple(sorted(dice.sample(range(people), 2))) for _ in range(600)}
    problem = Problem(
        times=times([slots]),
        places=floor(tables),
        people=(Guest(),) * people,
        meetings=tuple(Meeting(people=pair, tables=(1 << slots) - 1) for pair in sorted(pairs)),
    )
    board = Board(problem)
    for number in in_fair_order(problem, board):
        mask = board.open(number)
        if mask:
            board.put(number, mask.bit_length() - 1)
    Sharing(board).exchange()
    assert faults(problem, seat(problem, board.slots)) == []
    counts = [busy.bit_count() for busy in board.busy]
    assert sum(counts) == 2 * tables * slots
    wished = [len(mine) for mine in problem.meetings_of()]
    level = tables * slots * 2 // people - 1  # one below an even share
    assert all(has >= min(level, want) for has, want in zip(counts, wished, strict=True))
    assert all(has >= 1 for has, want in zip(counts, wished, strict=True) if want)


@settings(max_examples=150, deadline=None)
@given(problems(scarce=True))
def test_exchanging_meetings_keeps_the_rules_and_never_loses_a_more_important_one(problem: Problem) -> None:
    board = Board(problem)
    for number in in_fair_order(problem, board):
        mask = board.open(number)
        if mask:
            board.put(number, mask.bit_length() - 1)
    before = _by_priority(problem, board)
    poorest = sorted(busy.bit_count() for busy in board.busy)
    Sharing(board).exchange()
    assert faults(problem, seat(problem, board.slots)) == []
    after = _by_priority(problem, board)
    assert after >= before
    if after == before:
        assert sorted(busy.bit_count() for busy in board.busy) >= poorest


def _by_priority(problem: Problem, board: Board) -> tuple[int, ...]:
    return tuple(
        sum(slot is not None and problem.meetings[n].priority is level for n, slot in enumerate(board.slots))
        for level in sorted(Priority, reverse=True)
    )


def test_an_empty_problem_has_no_shortage() -> None:
    problem = Problem(times=times([2]), places=(), people=(), meetings=())
    assert shortage(problem).meetings == 0
    assert faults(problem, Timetable((), ())) == []
