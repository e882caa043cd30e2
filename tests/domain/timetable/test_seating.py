"""Places for times: right ones for everybody, the known ones for those who were told, short walks for the rest."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given, settings

from bot.domain.timetable import Kind, Meeting, Problem, Timetable, faults, measure
from bot.domain.timetable.board import Board
from bot.domain.timetable.holding import lawful
from bot.domain.timetable.seating import seat
from bot.domain.timetable.seating.exchanges import exchange
from tests.domain.timetable.problems import floor, planted, problems


def some_times(problem: Problem) -> list[int | None]:
    """What stands and may stay, and the others where they fit."""
    board = Board(problem, lawful(problem))
    for number, slot in enumerate(board.slots):
        mask = board.open(number) if slot is None else 0
        if mask:
            board.put(number, mask.bit_length() - 1)
    return board.slots


@settings(max_examples=200, deadline=None)
@given(problems(broken=True))
def test_every_meeting_with_a_time_gets_a_place_that_suits_it(problem: Problem) -> None:
    times = some_times(problem)
    for table in (seat(problem, times), exchange(problem, seat(problem, times), seed=1, proposals=500)):
        assert table.slots == tuple(times)
        assert faults(problem, table) == []


@settings(max_examples=100, deadline=None)
@given(problems())
def test_announced_meetings_that_keep_their_time_keep_their_place(problem: Problem) -> None:
    times = some_times(problem)
    table = exchange(problem, seat(problem, times), seed=1, proposals=500)
    assert measure(problem, table).elsewhere == 0


@settings(max_examples=100, deadline=None)
@given(problems(scarce=False))
def test_exchanging_places_is_the_same_for_the_same_seed(problem: Problem) -> None:
    table = seat(problem, some_times(problem))
    first = exchange(problem, table, seed=7, proposals=500)
    assert first == exchange(problem, table, seed=7, proposals=500)
    assert measure(problem, first).walking <= measure(problem, table).walking


def test_one_person_with_a_full_day_never_leaves_the_table() -> None:
    problem = planted(10, 1, 8, seed=1)
    day = tuple(Meeting(people=(0, other), tables=0xFF) for other in range(1, 9))
    problem = replace(problem, meetings=day, places=floor(5, zones=2))
    table = seat(problem, list(range(8)))
    assert measure(problem, table).walking == 0


def test_who_was_put_far_from_the_next_meeting_is_brought_near() -> None:
    problem = replace(planted(40, 6, 8, seed=3), places=floor(30, zones=3))
    board = Board(problem)
    dice = random.Random(1)
    times = _times_of_planted(board)
    spots = [-1] * len(times)
    for slot in range(problem.slots):
        here = [number for number, time in enumerate(times) if time == slot]
        for number, spot in zip(here, dice.sample(range(30), len(here)), strict=True):
            spots[number] = spot
    scattered = Timetable(tuple(times), tuple(spots))
    assert faults(problem, scattered) == []
    near = exchange(problem, scattered, seed=1)
    assert faults(problem, near) == []
    assert measure(problem, near).walking < measure(problem, scattered).walking / 2
    greedy = measure(problem, seat(problem, times)).walking
    assert measure(problem, near).walking < greedy


def _times_of_planted(board: Board) -> list[int | None]:
    for number in range(len(board.slots)):
        mask = board.open(number)
        if mask:
            board.put(number, (mask & -mask).bit_length() - 1)
    return board.slots


def test_a_closed_table_is_left_and_a_virtual_room_stays_virtual() -> None:
    problem = replace(
        planted(4, 1, 4, seed=1),
        meetings=(
            Meeting(people=(0, 1), tables=0b0001, rooms=0b0010, at=0, spot=0, announced=True),
            Meeting(people=(2, 3), tables=0b0001, rooms=0b0010, at=1, spot=2, announced=True),
        ),
        places=floor(2, rooms=1),
        closed=((0, 0b0001),),
    )
    table = seat(problem, [0, 1])
    assert table.spots == (1, 2)
    assert problem.places[2].kind is Kind.ROOM
