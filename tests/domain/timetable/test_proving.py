"""The proof of the fewest breaks, beside trying every assignment, and its reasons where there is none."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.timetable.instances import (
    Instance,
    Request,
    Session,
    break_counts,
    instance_faults,
    parse_instance,
    read_instance,
)
from bot.domain.timetable.proving import Proof, Status, prove
from bot.domain.timetable.proving.formula import Formula
from tests.domain.timetable.instances import PUBLISHED, drawn, least_by_trying


def _agree(instance: Instance) -> Proof:
    proof, least = prove(instance), least_by_trying(instance)
    if least is None:
        assert proof.status is Status.INFEASIBLE
        assert proof.reason
        assert proof.assignment is None
        return proof
    assert (proof.status, proof.objective, proof.bound) == (Status.OPTIMAL, least, least)
    assert proof.assignment is not None
    assert instance_faults(instance, proof.assignment) == []
    assert sum(break_counts(instance, proof.assignment)) == least
    return proof


@settings(max_examples=150, deadline=None)
@given(drawn())
def test_it_finds_what_trying_everything_finds(instance: Instance) -> None:
    _agree(instance)


@settings(max_examples=40, deadline=None)
@given(drawn(largest=6, slots=4), st.integers(0, 1))
def test_it_agrees_also_where_fairness_is_stricter(instance: Instance, fair: int) -> None:
    _agree(replace(instance, fair=fair))


def _instance(pairs: list[tuple[int, int]], slots: int, **changes: object) -> Instance:
    people = max(max(pair) for pair in pairs)
    made = Instance(
        participants=people,
        tables=len(pairs),
        slots=slots,
        morning=slots // 2,
        meetings=tuple(Request(one - 1, two - 1, Session.EITHER) for one, two in pairs),
        forbidden=(frozenset[int](),) * people,
        fixed=(0,) * len(pairs),
        before=(frozenset[int](),) * len(pairs),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def test_where_everybody_must_have_breaks_the_fairness_is_between_them() -> None:
    """Two people with all their meetings together: 4 meetings on every other slot, 3 breaks each, and that is fair."""
    away = frozenset({2, 4, 6})
    torn = _instance([(1, 2)] * 4, 7, forbidden=(away, away))
    proof = prove(torn)
    assert (proof.status, proof.objective) == (Status.OPTIMAL, 6)
    uneven = replace(torn, participants=3, forbidden=(away, away, frozenset[int]()))
    assert prove(uneven).status is Status.INFEASIBLE


@pytest.mark.parametrize(
    ("instance", "kind", "said"),
    [
        (
            _instance([(1, 2), (1, 3), (1, 4)], 2),
            "participant",
            "participant 1 has 3 meetings (meetings 1, 2 and 3) for slots 1 and 2",
        ),
        (
            _instance([(1, 2), (3, 4), (5, 6)], 2, tables=1),
            "tables",
            "3 of the meetings can only be in slots 1 and 2, which take 2 (tables: 1)",
        ),
        (
            _instance([(1, 2)], 2, tables=0),
            "tables",
            "1 of the meetings can only be in slots 1 and 2, which take 0 (tables: 0)",
        ),
        (
            _instance([(1, 2)], 2, fixed=(2,), forbidden=(frozenset[int](), frozenset({2}))),
            "fixed",
            "meeting 1 is fixed in slot 2, which participant 2 has forbidden",
        ),
        (
            _instance([(1, 2)], 4, fixed=(4,), meetings=(Request(0, 1, Session.MORNING),)),
            "fixed",
            "meeting 1 is fixed in slot 4, which is not in its session",
        ),
        (
            _instance([(1, 2)], 2, forbidden=(frozenset({1}), frozenset({2}))),
            "participant",
            "meeting 1 has no slot: participants 1 and 2 have none in common",
        ),
        (
            _instance([(1, 2), (3, 4), (5, 6)], 9, before=(frozenset({2}), frozenset({0}), frozenset({1}))),
            "precedence",
            "must each come before the next, round in a circle",
        ),
        (_instance([(1, 2)], 9, before=(frozenset({0}),)), "precedence", "meeting 1 must come before itself"),
        (
            _instance([(1, 2), (3, 4)], 4, before=(frozenset[int](), frozenset({0})), fixed=(3, 2)),
            "precedence",
            "the order of meetings and the slots they can have leave none for meeting",
        ),
        (
            _instance([(1, 2), (3, 4), (5, 6)], 2, before=(frozenset[int](), frozenset({0}), frozenset({1}))),
            "precedence",
            "the order of meetings and the slots they can have leave none for meeting",
        ),
        (
            _instance([(1, 2), (1, 3)], 4, fixed=(3, 3)),
            "participant",
            "participant 1: meetings 1 and 2 can only both be in slot 3",
        ),
        (
            _instance(
                [(1, 2)] * 4, 7, participants=3, forbidden=(frozenset({2, 4, 6}), frozenset[int](), frozenset[int]())
            ),
            "fairness",
            "participant 1 needs 3 breaks, and somebody has none; they may differ by 2",
        ),
        (
            _instance([(1, 2), (2, 3), (1, 3), (4, 5), (5, 6), (4, 6)], 3, tables=1, morning=3),
            "tables",
            "6 of the meetings can only be in slots 1, 2 and 3, which take 3 (tables: 1)",
        ),
        (_instance([(1, 2), (2, 3), (1, 3)], 2), "search", "the rules together leave no solution"),
    ],
)
def test_the_reason_says_whose_fault_it_is(instance: Instance, kind: str, said: str) -> None:
    proof = prove(instance)
    assert proof.status is Status.INFEASIBLE
    assert proof.reason is not None
    assert (proof.reason.kind, said in proof.reason.words) == (kind, True), proof.reason
    assert least_by_trying(instance) is None


def test_nothing_to_do_is_done_at_once() -> None:
    empty = parse_instance(
        "nBusiness = 0; nMeetings = 0; nTables = 0; nTotalSlots = 0; nMorningSlots = 0; requested = [||];"
    )
    assert prove(empty).assignment == ()
    assert prove(replace(empty, participants=4, forbidden=(frozenset(),) * 4)).objective == 0


def test_the_same_instance_gives_the_same_assignment() -> None:
    instance = _instance([(one, two) for one, two in combinations(range(1, 7), 2)], 8, tables=2)
    assert prove(instance).assignment == prove(instance).assignment


def test_out_of_time_it_says_what_is_known() -> None:
    proof = prove(_instance([(one, two) for one, two in combinations(range(1, 7), 2)], 8), seconds=1e-9)
    assert (proof.status, proof.assignment) == (Status.UNKNOWN, None)


@pytest.mark.parametrize("number", range(5))
@pytest.mark.parametrize("most", range(1, 6))
def test_counting_is_true_just_from_its_number_on(number: int, most: int) -> None:
    from pysat.solvers import Solver

    formula = Formula(4)
    counted = formula.count([1, 2, 3, 4], most, exact=True)
    with Solver(name="cadical195", bootstrap_with=formula.clauses) as solver:
        assert solver.solve(assumptions=[one if one <= number else -one for one in (1, 2, 3, 4)])
        model = solver.get_model()
    assert [literal in model for literal in counted] == [number >= level for level in range(1, min(most, 4) + 1)]


@pytest.mark.skipif(not PUBLISHED.is_dir(), reason="the published instances are not here")
@pytest.mark.parametrize(
    ("name", "breaks"), [("tic-12", 0), ("tic-13", 0), ("tic-14crafa", 0), ("forumt-14", 5), ("forumt-14crafc", 5)]
)
def test_published_instances_are_solved_to_the_published_optimum(name: str, breaks: int) -> None:
    instance = read_instance(PUBLISHED / f"{name}.original.dzn")
    proof = prove(instance)
    assert (proof.status, proof.objective, proof.bound) == (Status.OPTIMAL, breaks, breaks)
    assert instance_faults(instance, proof.assignment or ()) == []
