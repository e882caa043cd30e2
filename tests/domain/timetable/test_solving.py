"""From a problem to a timetable: every hard rule, by the independent checker, and what the engine promises beyond."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.timetable import (
    Guest,
    Keep,
    Meeting,
    NotInstalled,
    Options,
    Priority,
    Problem,
    Progress,
    Solution,
    Tell,
    Timetable,
    faults,
    measure,
    solve,
)
from tests.domain.timetable.problems import floor, planted, problems, times

QUICK = 2_000  # proposals


def quick(problem: Problem, keep: Keep = Keep.FREE, *, only_unplaced: bool = False, seed: int = 1) -> Solution:
    return solve(problem, Options(seconds=None, work=QUICK, keep=keep, only_unplaced=only_unplaced, seed=seed))


def listening(heard: list[Progress]) -> Tell:
    """Writes down what is told, and never stops."""

    def tell(progress: Progress) -> bool:
        heard.append(progress)
        return True

    return tell


def check(problem: Problem, solution: Solution) -> None:
    """What holds for every solution of every problem."""
    assert faults(problem, solution.table) == []
    assert solution.numbers == measure(problem, solution.table)
    assert solution.numbers.gaps >= solution.bound
    missing = [number for number, slot in enumerate(solution.table.slots) if slot is None]
    assert [number for number, _ in solution.reasons] == missing
    assert solution.shortage.meetings <= len(missing)
    assert solution.work <= QUICK + 40 * len(problem.people)  # where it stops at the bound, it cools down at once


@settings(max_examples=80, deadline=None)
@given(problems(), st.sampled_from(Keep), st.booleans())
def test_every_hard_rule_is_kept(problem: Problem, keep: Keep, only_unplaced: bool) -> None:
    check(problem, quick(problem, keep, only_unplaced=only_unplaced))


@settings(max_examples=60, deadline=None)
@given(problems(broken=True), st.sampled_from(Keep))
def test_every_hard_rule_is_kept_after_a_bad_morning(problem: Problem, keep: Keep) -> None:
    check(problem, quick(problem, keep))


@settings(max_examples=40, deadline=None)
@given(problems(scarce=True), st.sampled_from(Keep))
def test_every_hard_rule_is_kept_where_places_are_too_few(problem: Problem, keep: Keep) -> None:
    check(problem, quick(problem, keep))


@settings(max_examples=60, deadline=None)
@given(problems(), st.sampled_from(Keep))
def test_the_result_is_never_worse_than_what_stands(problem: Problem, keep: Keep) -> None:
    solution = quick(problem, keep)
    assert solution.numbers_before == measure(problem, problem.as_it_stands())
    assert solution.numbers.order <= solution.numbers_before.order
    if keep is not Keep.FREE:
        assert solution.numbers.dropped == 0


@settings(max_examples=50, deadline=None)
@given(problems(), st.booleans())
def test_what_is_held_does_not_move(problem: Problem, only_unplaced: bool) -> None:
    solution = quick(problem, Keep.ALL, only_unplaced=only_unplaced)
    for number, meeting in enumerate(problem.meetings):
        if meeting.at is not None and (only_unplaced or meeting.announced):
            assert (solution.table.slots[number], solution.table.spots[number]) == (meeting.at, meeting.spot)


@settings(max_examples=25, deadline=None)
@given(problems(broken=True), st.sampled_from(Keep))
def test_the_same_seed_and_work_give_the_same_timetable(problem: Problem, keep: Keep) -> None:
    first, second = quick(problem, keep, seed=5), quick(problem, keep, seed=5)
    assert (first.table, first.numbers, first.bound, first.work) == (
        second.table,
        second.numbers,
        second.bound,
        second.work,
    )


@settings(max_examples=30, deadline=None)
@given(problems(), st.integers(1, 3))
def test_stopping_keeps_the_best_so_far(problem: Problem, after: int) -> None:
    heard: list[Progress] = []

    def tell(progress: Progress) -> bool:
        heard.append(progress)
        return len(heard) < after

    solution = solve(problem, Options(seconds=None, work=QUICK), tell)
    assert faults(problem, solution.table) == []
    assert solution.stopped == (len(heard) == after)
    best = heard[-1].numbers
    assert (*(-n for n in solution.numbers.placed), solution.numbers.gaps) <= (*(-n for n in best.placed), best.gaps)
    if after == 1:
        assert solution.table == problem.as_it_stands()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_day_without_gaps_is_found_where_one_is_planted(seed: int) -> None:
    problem = planted(40, 4, 8, seed=seed, spare=0.2)
    solution = solve(problem, Options(seconds=None, work=4_000_000, seed=seed))
    assert faults(problem, solution.table) == []
    assert (sum(solution.numbers.placed), solution.numbers.gaps) == (len(problem.meetings), 0)
    assert solution.proved
    assert solution.work < 4_000_000  # it ended when there was nothing left to find
    assert not solution.stopped


def test_the_shortage_is_told_before_anything_else() -> None:
    problem = replace(planted(40, 6, 8, seed=1), places=floor(10))
    heard: list[Progress] = []
    solution = solve(problem, Options(seconds=None, work=QUICK), listening(heard))
    assert heard[0].placed == 0
    assert heard[0].gap == 1.0
    assert heard[0].shortage.places == len(problem.meetings) - 10 * 8
    assert heard[0].shortage == solution.shortage
    assert len(solution.reasons) == solution.shortage.meetings  # all that can be placed are
    assert heard[-1].of == len(problem.meetings)


def test_the_more_important_meetings_get_the_places() -> None:
    levels = [Priority.ONE_SIDED, Priority.MUTUAL, Priority.MUST]
    problem = replace(planted(40, 6, 8, seed=1), places=floor(8))
    meetings = tuple(replace(m, priority=levels[number % 3]) for number, m in enumerate(problem.meetings))
    solution = quick(replace(problem, meetings=meetings))
    assert len(meetings) == 3 * 38
    assert solution.numbers.placed == (38, 8 * 8 - 38, 0)


def test_an_announced_meeting_keeps_its_time_even_where_a_new_one_is_more_important() -> None:
    known = Meeting(people=(0, 1), tables=1, priority=Priority.ONE_SIDED, at=0, spot=0, announced=True)
    new = Meeting(people=(2, 3), tables=1, priority=Priority.MUST)
    problem = Problem(times=times([1]), places=floor(1), people=(Guest(),) * 4, meetings=(known, new))
    assert quick(problem, Keep.FREE).table.slots == (None, 0)
    assert quick(problem, Keep.FEW).table.slots == (0, None)
    assert quick(problem, Keep.ALL).table.slots == (0, None)


def test_few_moves_what_saves_a_break_and_nothing_else() -> None:
    stands = [0, 3, 0, 1]
    pairs = [(0, 1), (0, 2), (3, 4), (3, 5)]
    meetings = tuple(
        Meeting(people=pair, tables=0b1111, at=at, spot=number % 2, announced=True)
        for number, (pair, at) in enumerate(zip(pairs, stands, strict=True))
    )
    problem = Problem(times=times([4]), places=floor(2), people=(Guest(),) * 6, meetings=meetings)
    problem = replace(problem, meetings=tuple(replace(m, spot=[0, 0, 1, 1][n]) for n, m in enumerate(meetings)))
    solution = quick(problem, Keep.FEW)
    assert solution.numbers.gaps == 0
    assert solution.numbers.moved == 1
    assert quick(problem, Keep.ALL).numbers.moved == 0


def test_without_meetings_there_is_an_empty_timetable() -> None:
    problem = Problem(times=times([3]), places=floor(1), people=(Guest(),), meetings=())
    solution = solve(problem, Options())
    assert solution.table == Timetable((), ())
    assert solution.proved


def test_everything_that_travels_to_another_process_can_be_pickled() -> None:
    problem = replace(planted(20, 4, 6, seed=1), places=floor(3))
    heard: list[Progress] = []
    options = Options(seconds=None, work=QUICK, keep=Keep.FEW)
    solution = solve(problem, options, listening(heard))
    assert pickle.loads(pickle.dumps((problem, options, heard, solution))) == (problem, options, heard, solution)
    missing = pickle.loads(pickle.dumps(NotInstalled("numba")))
    assert str(missing) == "The timetable needs numba: pip install 'matchbell[timetable]'"
