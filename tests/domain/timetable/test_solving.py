"""From a problem to a timetable: every hard rule, by the independent checker, and what the engine promises beyond."""

from __future__ import annotations

from hypothesis import given, settings

from bot.domain.timetable import Keep, Options, Problem, faults, solve
from tests.domain.timetable.problems import problems

QUICK = Options(seconds=None, work=2_000)


@settings(max_examples=150, deadline=None)
@given(problems())
def test_every_hard_rule_is_kept(problem: Problem) -> None:
    solution = solve(problem, QUICK)
    assert faults(problem, solution.table) == []
    missing = {number for number, slot in enumerate(solution.table.slots) if slot is None}
    assert {number for number, _ in solution.reasons} == missing


@settings(max_examples=100, deadline=None)
@given(problems(broken=True))
def test_every_hard_rule_is_kept_after_a_bad_morning(problem: Problem) -> None:
    for keep in Keep:
        solution = solve(problem, Options(seconds=None, work=500, keep=keep))
        assert faults(problem, solution.table) == []
