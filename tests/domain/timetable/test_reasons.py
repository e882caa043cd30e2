"""Why a meeting has no time: the first thing that stands in its way."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from bot.domain.timetable import Guest, Meeting, Problem, Reason, Time, Timetable, Why, faults
from bot.domain.timetable.board import Board
from bot.domain.timetable.reasons import reasons
from tests.domain.timetable.problems import floor, problems, times


def problem_of(*meetings: Meeting, when: tuple[Time, ...] = times([3]), tables: int = 3) -> Problem:
    people = max(max(meeting.people) for meeting in meetings) + 1
    return Problem(times=when, places=floor(tables), people=(Guest(),) * people, meetings=meetings)


def test_people_who_share_no_slot_are_told_so() -> None:
    problem = problem_of(Meeting(people=(0, 1), tables=0))
    assert reasons(problem, [None]) == ((0, Reason(Why.NO_SHARED_SLOT, (0, 1))),)


def test_a_kind_of_place_that_does_not_exist_is_the_reason() -> None:
    problem = problem_of(Meeting(people=(0, 1), tables=0, rooms=0b111))
    assert reasons(problem, [None]) == ((0, Reason(Why.NO_SUCH_PLACE, (), 0b111)),)


def test_what_may_not_move_is_the_reason() -> None:
    problem = problem_of(
        Meeting(people=(0, 1), tables=0b001),
        Meeting(people=(1, 2), tables=0b111, at=0, spot=0, fixed=True),
    )
    assert reasons(problem, [None, 0]) == ((0, Reason(Why.HELD, (1,), 0b001)),)


def test_more_meetings_than_slots_are_the_reason_and_the_person_is_named() -> None:
    problem = problem_of(*(Meeting(people=(0, other), tables=0b011) for other in (1, 2, 3)))
    assert reasons(problem, [0, 1, None]) == ((2, Reason(Why.FULL_DIARY, (0,), 0b011)),)


def test_the_most_per_block_is_the_reason() -> None:
    problem = replace(problem_of(*(Meeting(people=(0, other), tables=0b111) for other in (1, 2))), most=1)
    assert reasons(problem, [0, None]) == ((1, Reason(Why.MOST_PER_BLOCK, (0,), 0b111)),)


def test_the_most_per_block_is_the_reason_where_the_other_block_does_not_suit() -> None:
    problem = replace(
        problem_of(
            Meeting(people=(0, 1), tables=0b1111),
            Meeting(people=(0, 2), tables=0b0011),
            when=times([2, 2]),
        ),
        most=1,
    )
    assert reasons(problem, [0, None]) == ((1, Reason(Why.MOST_PER_BLOCK, (0,), 0b0010)),)


def test_the_order_is_the_reason() -> None:
    problem = problem_of(Meeting(people=(0, 1), tables=0b100), Meeting(people=(2, 3), tables=0b011, after=(0,)))
    assert reasons(problem, [2, None]) == ((1, Reason(Why.ORDER, (), 0b011)),)


def test_full_tables_are_the_reason() -> None:
    problem = problem_of(Meeting(people=(0, 1), tables=0b001), Meeting(people=(2, 3), tables=0b001), tables=1)
    assert reasons(problem, [0, None]) == ((1, Reason(Why.PLACES_FULL, (), 0b001)),)


def test_others_came_first_if_nothing_else_stands_in_the_way() -> None:
    problem = problem_of(Meeting(people=(0, 1), tables=0b011), Meeting(people=(0, 2), tables=0b001))
    assert reasons(problem, [0, None]) == ((1, Reason(Why.OTHERS_INSTEAD, (0,), 0b001)),)


@settings(max_examples=200, deadline=None)
@given(problems())
def test_whoever_is_named_and_whenever_is_named_belongs_to_the_meeting(problem: Problem) -> None:
    board = Board(problem)
    found = dict(reasons(problem, board.slots))
    assert set(found) == {number for number, slot in enumerate(board.slots) if slot is None}
    for number, reason in found.items():
        assert set(reason.people) <= set(problem.meetings[number].people)
        assert reason.slots & ~problem.meetings[number].allowed == 0
    empty = Timetable((None,) * len(board.slots), (None,) * len(board.slots))
    assert {fault.rule for fault in faults(problem, empty)} <= {"fixed_moved"}
