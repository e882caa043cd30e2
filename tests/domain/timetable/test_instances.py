"""Reading instances of the B2B meeting scheduling problem, and checking their solutions."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.timetable.instances import (
    Instance,
    InstanceFault,
    Request,
    Session,
    break_counts,
    instance_faults,
    parse_instance,
    read_instance,
)
from tests.domain.timetable.instances import PUBLISHED, drawn, written

GOOD = """nBusiness = 3; nMeetings = 2; nTables = 1; nTotalSlots = 4; nMorningSlots = 2;
requested = [|1, 2, 1,
 |2, 3, 3, |];
forbidden = [{0}, {}, 3..4];
fixed = [0, 0];
precedences = [{}, {1}];
"""


@settings(max_examples=100, deadline=None)
@given(drawn(largest=8, slots=9), st.integers(0, 10_000))
def test_what_is_written_is_what_is_read(instance: Instance, seed: int) -> None:
    assert parse_instance(written(instance, seed)) == instance


def test_a_small_file_is_understood() -> None:
    instance = parse_instance(GOOD)
    assert instance.meetings == (Request(0, 1, Session.MORNING), Request(1, 2, Session.EITHER))
    assert instance.forbidden == (frozenset(), frozenset(), frozenset({3, 4}))
    assert instance.before == (frozenset(), frozenset({0}))


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("nTables = 1;", "", "nTables: is missing"),
        ("nTables = 1;", "nTables = one;", "line 1: nTables: expected a number, a set or an array, not 'one'"),
        ("nTables = 1;", "nTables = 1.5;", "line 1: nTables: expected a whole number, not '1.5'"),
        ("nTables = 1;", "nTables = -1;", "line 1: nTables: = -1; expected 0 to"),
        ("nTables = 1;", "nTables = 1; nTables = 2;", "nTables: is given twice (first on line 1)"),
        ("nTables = 1;", "nTables = 1", "nTables: expected ; here"),
        ("nMorningSlots = 2;", "nMorningSlots = 5;", "nMorningSlots: = 5; expected at most nTotalSlots = 4"),
        ("nMorningSlots = 2;", "", "nMorningSlots: is missing, and some meetings are for one session only"),
        ("nMeetings = 2;", "nMeetings = 3;", "line 2: requested: has 2 meetings; expected nMeetings = 3"),
        ("|2, 3, 3, |", "|2, 4, 3, |", "line 3: requested: meeting 2: participant 4; expected 1 to 3"),
        ("|2, 3, 3, |", "|2, 0, 3, |", "line 3: requested: meeting 2: participant 0; expected 1 to 3"),
        ("|2, 3, 3, |", "|2, 2, 3, |", "line 3: requested: meeting 2: participant 2 meets nobody but themselves"),
        ("|2, 3, 3, |", "|2, 3, 4, |", "line 3: requested: meeting 2: session 4; expected 1, 2 or 3"),
        ("|2, 3, 3, |", "|2, 3, |", "line 3: requested: a row has 2 values"),
        ("|2, 3, 3, |", "|2, 3, {3}, |", "line 3: requested: meeting 2: expected three whole numbers"),
        ("{0}, {}, 3..4", "{0}, {}", "line 4: forbidden: has 2 values; expected 3"),
        ("{0}, {}, 3..4", "{0}, {}, 3", "line 4: forbidden: expected sets such as"),
        ("{0}, {}, 3..4", "{0}, {-1}, 3..4", "line 4: forbidden: slot -1; expected 1 to 4, or 0 for none"),
        ("{0}, {}, 3..4", "{0}, {, 3..4", "line 4: forbidden: "),
        ("{0}, {}, 3..4];", "{0}, {}, 3..4;", "line 4: forbidden: expected , here"),
        ("[0, 0]", "[0, 5]", "line 5: fixed: slot 5; expected 1 to 4, or 0 for a meeting that is not fixed"),
        ("[0, 0]", "0", "line 5: fixed: expected an array"),
        ("[{}, {1}]", "[{}, {3}]", "line 6: precedences: meeting 3; expected 1 to 2"),
        ("fixed", "fixed ? ", "line 5: '? "),
        ("nTables = 1;", "one; nTables = 1;", "line 1: expected NAME = VALUE; and not 'one'"),
    ],
)
def test_a_fault_is_told_with_its_key_and_line(was: str, becomes: str, said: str) -> None:
    assert was in GOOD
    with pytest.raises(InstanceFault) as caught:
        parse_instance(GOOD.replace(was, becomes, 1))
    assert said in str(caught.value)


def test_the_file_is_named_where_it_cannot_be_read(tmp_path: Path) -> None:
    broken = tmp_path / "broken.dzn"
    broken.write_bytes(b"nBusiness = 3; \xff")
    empty = tmp_path / "empty.dzn"
    empty.write_text("")
    for path, said in (
        (tmp_path / "none.dzn", "no such file"),
        (tmp_path, "this is a folder"),
        (broken, "not text in UTF-8 (byte 15)"),
        (empty, "nBusiness: is missing"),
    ):
        with pytest.raises(InstanceFault) as caught:
            read_instance(path)
        assert str(path) in str(caught.value)
        assert said in str(caught.value)


def test_what_can_be_left_out_is_filled_in() -> None:
    rows = "array[1..1, 1..3] of int: requested = [[1, 2, 3]];"
    instance = parse_instance(f"{rows} int: nBusiness = 2; nTables = 1; nTotalSlots = 3")
    assert (instance.morning, instance.fixed, instance.before) == (3, (0,), (frozenset(),))


def test_columns_that_only_repeat_may_be_wrong_and_are_remarked() -> None:
    wrong = GOOD + "nMeetingsBusiness = [1, 2, 2]; meetingsxBusiness = [{1,2}, {1,2,3}, {1,3}];"
    assert parse_instance(wrong).remarks == ("nMeetingsBusiness does not agree with requested, which counts",)


def test_huge_ranges_cost_nothing() -> None:
    assert parse_instance(GOOD.replace("3..4", "3..999999999999")).forbidden[2] == {3, 4}


@pytest.mark.skipif(not PUBLISHED.is_dir(), reason="the published instances are not here")
@pytest.mark.parametrize("path", sorted(PUBLISHED.glob("*.dzn")), ids=lambda path: path.name.split(".")[0])
def test_the_published_files_are_read_without_a_remark(path: Path) -> None:
    assert not read_instance(path).remarks


def _meetings(*pairs: tuple[int, int], slots: int = 6, tables: int = 9, morning: int = 3) -> Instance:
    people = max(max(pair) for pair in pairs)
    return Instance(
        participants=people,
        tables=tables,
        slots=slots,
        morning=morning,
        meetings=tuple(Request(one - 1, two - 1, Session.EITHER) for one, two in pairs),
        forbidden=(frozenset({6}), *(frozenset[int]() for _ in range(people - 1))),
        fixed=(2, *(0 for _ in pairs[1:])),
        before=(*(frozenset[int]() for _ in pairs[1:]), frozenset({0})),
    )


@pytest.mark.parametrize(
    ("slots", "said"),
    [
        ((2, 3, 4), None),
        ((2, 2, 4), "participant 1 has two meetings in slot 2"),
        ((2, 6, 4), "participant 1 has a meeting in slot 6, which is forbidden"),
        ((1, 3, 4), "meeting 1 is not in slot 2, where it is fixed"),
        ((2, 3, 2), "meeting 1 does not come before meeting 3"),
        ((2, 3, 7), "meeting 3 is in slot 7 of 6"),
        ((2, 3), "2 slots for 3 meetings"),
    ],
)
def test_the_checker_names_the_rule_that_is_broken(slots: tuple[int, ...], said: str | None) -> None:
    faults = instance_faults(_meetings((1, 2), (1, 3), (2, 3)), slots)
    assert faults == [] if said is None else said in faults


def test_the_checker_knows_tables_sessions_and_fairness() -> None:
    crowded = _meetings((1, 2), (3, 4), (2, 3), tables=1)
    assert "2 meetings in slot 2 at 1 tables" in instance_faults(crowded, (2, 2, 3))
    early = Instance(2, 1, 4, 2, (Request(0, 1, Session.AFTERNOON),), (frozenset(),) * 2, (0,), (frozenset(),))
    assert instance_faults(early, (2,)) == ["meeting 1 is not in the afternoon"]
    four = tuple(Request(0, other, Session.EITHER) for other in (1, 2, 3, 4))
    torn = Instance(5, 1, 9, 9, four, (frozenset(),) * 5, (0,) * 4, (frozenset(),) * 4)
    assert instance_faults(torn, (1, 3, 5, 7)) == ["one participant has 3 breaks and another 0"]
    assert break_counts(torn, (1, 3, 5, 6)) == (2, 0, 0, 0, 0)
