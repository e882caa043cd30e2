"""What is different, in which order meetings are placed anew, and what one notice makes of two."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.changes import (
    BlockTime,
    DeskChange,
    SessionCancelled,
    SessionDetails,
    SessionTime,
    TablesUse,
    changed_event,
    changes_between,
    check_change,
    from_json,
    merge,
    same_parts,
    to_json,
)
from bot.domain.changes.words import in_words, lines_of
from bot.domain.ids import BlockId, PlaceId, SessionId
from bot.domain.refusals import Refused
from tests.meetings import WEEK_BEFORE, at
from tests.services.changes.drawing import an_event

CHANGES: list[DeskChange] = [
    SessionTime(SessionId(1), at("11:10"), at("11:50")),
    SessionDetails(SessionId(1), "speaker", None),
    SessionCancelled(SessionId(1)),
    TablesUse((PlaceId(1), PlaceId(2)), out_of_use=True),
    BlockTime(BlockId(1), at("10:10"), at("12:35")),
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: type(change).__name__)
def test_a_change_survives_a_draft_and_leaves_what_it_does_not_name(change: DeskChange) -> None:
    assert from_json(to_json(change)) == change
    event = an_event()
    check_change(event, change, WEEK_BEFORE)
    changes = changes_between(event, changed_event(event, change))
    touched = [name for name in changes.__slots__ if getattr(changes, name)]
    allowed = {
        "SessionTime": {"sessions"},
        "SessionDetails": set(),
        "SessionCancelled": {"sessions"},
        "TablesUse": {"places_gone"},
        "BlockTime": {"slots_gone", "slots_new", "blocks"},
    }[type(change).__name__]
    assert set(touched) == allowed
    assert in_words(event, change)


def test_an_event_is_not_different_from_itself() -> None:
    event = an_event()
    changes = changes_between(event, event)
    assert not changes
    assert lines_of(event, event, changes) == []


def test_a_moved_block_says_which_slot_takes_whose_part() -> None:
    event = an_event()
    after = changed_event(event, BlockTime(BlockId(1), at("10:10"), at("12:35")))
    parts = same_parts(event, after)
    starts = [(event.slot(old).starts_at, after.slot(new).starts_at) for old, new in parts.items()]
    assert len(starts) == 6
    assert all(new - old == timedelta(minutes=10) for old, new in starts)
    shorter = changed_event(event, BlockTime(BlockId(1), at("10:00"), at("12:00")))
    assert same_parts(event, shorter) == {}


def test_what_came_back_is_what_it_was() -> None:
    event = an_event(rooms=0)
    change = TablesUse((PlaceId(2),), out_of_use=True)
    gone = changed_event(event, change)
    back = changed_event(gone, replace(change, out_of_use=False))
    assert (back.places, back.former_places) == (event.places, event.former_places)
    cancelled = changed_event(event, SessionCancelled(SessionId(1)))
    assert changed_event(cancelled, SessionCancelled(SessionId(1), cancelled=False)) == event


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (SessionTime(SessionId(9), at("11:00"), at("12:00")), "session_gone"),
        (SessionTime(SessionId(1), at("11:00"), at("11:00")), "ends_before_start"),
        (SessionTime(SessionId(1), at("11:00", day=28), at("12:00", day=28)), "off_event_days"),
        (SessionCancelled(SessionId(1), cancelled=False), "session_gone"),
        (TablesUse((), out_of_use=True), "no_such_table"),
        (TablesUse((PlaceId(77),), out_of_use=True), "no_such_table"),
        (BlockTime(BlockId(9), at("10:00"), at("12:00")), "block_gone"),
        (BlockTime(BlockId(1), at("10:00"), at("10:19")), "block_without_slot"),
    ],
)
def test_what_an_event_file_could_not_say_the_desk_cannot_either(change: DeskChange, rule: str) -> None:
    with pytest.raises(Refused) as refused:
        check_change(an_event(), change, WEEK_BEFORE)
    assert refused.value.code == rule


def test_a_plenary_and_meetings_do_not_meet() -> None:
    event = an_event()
    plenary = replace(event.sessions[0], kind="plenary", starts_at=at("13:00"), ends_at=at("14:00"))
    event = replace(event, sessions=(plenary,))
    with pytest.raises(Refused) as refused:
        check_change(event, SessionTime(plenary.id, at("12:00"), at("13:00")), WEEK_BEFORE)
    assert refused.value.code == "plenary_in_block"
    with pytest.raises(Refused) as refused:
        check_change(event, BlockTime(BlockId(1), at("11:00"), at("13:30")), WEEK_BEFORE)
    assert refused.value.code == "plenary_in_block"


def test_two_unread_notices_become_one_that_begins_where_the_first_began() -> None:
    first = {"kind": "meeting", "meeting": 1, "version": 2, "starts": "a", "place": 5}
    second = {"kind": "meeting", "meeting": 1, "version": 3, "starts": "b", "place": 6}
    other = {"kind": "meeting", "meeting": 2, "version": 2, "starts": "c", "place": 6}
    assert merge([first], [second, other]) == [{**second, "starts": "a", "place": 5}, other]
    cancelled = {"kind": "session", "session": 1, "what": "cancelled", "starts": "a"}
    assert merge([cancelled], [{"kind": "session", "session": 1, "what": "back"}]) == [{**cancelled, "what": "back"}]
