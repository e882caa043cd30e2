"""Repairs: every hard rule by the independent checker, the smallest change, the same again, nothing without a cause."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.timetable import Priority, Problem, Timetable, faults, measure
from bot.domain.timetable.repairing import repair
from tests.domain.timetable.problems import problems

slow = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=80)


def unavoidable(problem: Problem) -> set[str]:
    """Rules that meetings which may not be moved break among themselves: nobody can help that."""
    held = [n for n, m in enumerate(problem.meetings) if m.fixed and m.at is not None]
    alone = Timetable(
        tuple(m.at if n in held else None for n, m in enumerate(problem.meetings)),
        tuple(m.spot if n in held else None for n, m in enumerate(problem.meetings)),
    )
    return {fault.rule for fault in faults(problem, alone)}


def test_no_rule_is_broken_after_a_repair() -> None:
    @slow
    @given(problems(broken=True))
    def check(problem: Problem) -> None:
        repaired = repair(problem, work=4_000)
        assert {fault.rule for fault in faults(problem, repaired.table)} <= unavoidable(problem)

    check()


def test_what_is_said_of_each_meeting_is_what_happened_to_it() -> None:
    @slow
    @given(problems(broken=True))
    def check(problem: Problem) -> None:
        done = repair(problem, work=2_000)
        groups = [done.moved, done.elsewhere, done.dropped, done.placed, done.waiting]
        named = list(itertools.chain(*groups))
        assert len(named) == len(set(named))
        assert len(named) + done.kept == len(problem.meetings)
        for number, meeting in enumerate(problem.meetings):
            slot, spot = done.table.slots[number], done.table.spots[number]
            assert (number in done.moved) == (meeting.at is not None and slot is not None and slot != meeting.at)
            assert (number in done.dropped) == (meeting.at is not None and slot is None)
            assert (number in done.placed) == (meeting.at is None and slot is not None)
            assert (number in done.elsewhere) == (slot is not None and slot == meeting.at and spot != meeting.spot)

    check()


def test_nothing_changes_where_nothing_is_broken() -> None:
    @slow
    @given(problems())
    def check(problem: Problem) -> None:
        standing = tuple(
            m if m.at is not None else replace(m, tables=0, rooms=0, priority=Priority.ONE_SIDED)
            for m in problem.meetings
        )
        problem = replace(problem, meetings=standing)
        done = repair(problem)
        assert done.table == problem.as_it_stands()
        assert done.changed == ()

    check()


def test_the_same_problem_work_and_seed_give_the_same_repair() -> None:
    @slow
    @given(problems(broken=True), st.integers(0, 3))
    def check(problem: Problem, seed: int) -> None:
        one = repair(problem, seconds=60, work=3_000, seed=seed)
        assert replace(one, seconds=0.0) == replace(repair(problem, seconds=60, work=3_000, seed=seed), seconds=0.0)

    check()


def test_no_more_go_without_than_by_giving_each_the_first_free_slot() -> None:
    @slow
    @given(problems(broken=True))
    def check(problem: Problem) -> None:
        done = measure(problem, repair(problem, work=4_000).table)
        for order in (sorted, lambda found: found[::-1]):
            plain = measure(problem, plainly(problem, order))
            assert done.placed >= plain.placed

    check()


def plainly(problem: Problem, order: Callable[[list[int]], list[int]]) -> Timetable:
    """Whoever stands without a fault stays; the others, one after another, take the first slot that breaks no rule."""
    slots: list[int | None] = [None] * len(problem.meetings)
    spots: list[int | None] = [None] * len(problem.meetings)
    for n, meeting in enumerate(problem.meetings):
        if meeting.fixed:
            slots[n], spots[n] = meeting.at, meeting.spot
    for n, meeting in sorted(enumerate(problem.meetings), key=lambda one: -one[1].priority):
        if not meeting.fixed and meeting.at is not None:
            slots[n], spots[n] = meeting.at, meeting.spot
            if faults(problem, Timetable(tuple(slots), tuple(spots))):
                slots[n] = spots[n] = None
    waiting = order([n for n, slot in enumerate(slots) if slot is None])
    for n in sorted(waiting, key=lambda n: -problem.meetings[n].priority):
        for slot, spot in itertools.product(range(problem.slots), range(len(problem.places))):
            slots[n], spots[n] = slot, spot
            if not faults(problem, Timetable(tuple(slots), tuple(spots))):
                break
            slots[n] = spots[n] = None
    return Timetable(tuple(slots), tuple(spots))
