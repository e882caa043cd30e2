"""A segment's conditions: switched on and off, kept, and never something that nobody can be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.people import AttendeeType, Mode
from bot.domain.segments import Condition, Segment

VALUES: dict[Condition, list[str | None]] = {
    Condition.MODE: ["onsite", "online"],
    Condition.TYPE: [kind.value for kind in AttendeeType],
    Condition.COUNTRY: ["LT", "LV"],
    Condition.LANGUAGE: ["en", "lt"],
    Condition.NO_MEETINGS: ["1", None],
    Condition.UNANSWERED: ["1", None],
    Condition.NOT_CHECKED_IN: ["1", None],
    Condition.INTERPRETER: ["1", None],
    Condition.UNREAD_OF: ["7", "12"],
}
SWITCHES = st.sampled_from([(condition, value) for condition, values in VALUES.items() for value in values])


@given(st.lists(SWITCHES, max_size=12), SWITCHES)
def test_the_same_switch_twice_changes_nothing_where_nothing_else_was_chosen(
    before: list[tuple[Condition, str | None]], switch: tuple[Condition, str | None]
) -> None:
    segment = Segment()
    for condition, value in before:
        segment = segment.toggled(condition, value)
    condition, value = switch
    name = condition.value
    once = segment.toggled(condition, value)
    assert once != segment
    twice = once.toggled(condition, value)
    if getattr(segment, name) in {None, False, True} or str(getattr(segment, name)) == value:
        assert twice == segment
    else:
        assert getattr(twice, name) is None, "another value was replaced, not remembered"


@given(st.lists(SWITCHES, max_size=12))
def test_a_segment_survives_being_stored(switches: list[tuple[Condition, str | None]]) -> None:
    segment = Segment()
    for condition, value in switches:
        segment = segment.toggled(condition, value)
    assert Segment.from_json(segment.to_json()) == segment
    assert segment.everybody is (segment.to_json() == {})


def test_what_an_older_version_stored_and_this_one_does_not_know_is_left_out() -> None:
    assert Segment.from_json({"mode": "online", "shoe_size": 43}) == Segment(mode=Mode.ONLINE)


@pytest.mark.parametrize(
    ("condition", "value"),
    [
        (Condition.MODE, "flying"),
        (Condition.MODE, None),
        (Condition.TYPE, ""),
        (Condition.COUNTRY, "<b>"),
        (Condition.COUNTRY, "lt"),
        (Condition.COUNTRY, None),
        (Condition.LANGUAGE, "../.."),
        (Condition.LANGUAGE, ""),
        (Condition.UNREAD_OF, None),
        (Condition.UNREAD_OF, "-1"),
        (Condition.UNREAD_OF, "9" * 30),
    ],
)
def test_a_value_that_nobody_can_have_is_refused(condition: Condition, value: str | None) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whatever it says
        Segment().toggled(condition, value)
