"""The notice of changes: short enough for a phone however much changed, and harmless whatever the names are."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.domain.changes import session_item, zone_item
from bot.domain.ids import ChangeNoticeId, SessionId
from bot.views.changes.floor import numbers
from bot.views.changes.notice import Line, notice
from bot.views.changes.refusals import REFUSALS
from bot.views.words import Words
from handlers.changes.typing import numbers_in
from tests.meetings import at
from tests.services.changes.drawing import an_event

ENGLISH = Words("en", ZoneInfo("Europe/Vilnius"))
ABROAD = Words("lt", ZoneInfo("America/New_York"))


def _lines(many: int, title: str) -> list[Line]:
    one = an_event().sessions[0]
    later = replace(one, title=title, starts_at=at("11:10"), ends_at=at("11:50"), room="R" * 200, speaker="S" * 200)
    return [
        Line(session_item(SessionId(n), one, "changed"), session=replace(later, id=SessionId(n))) for n in range(many)
    ]


@pytest.mark.parametrize("words", [ENGLISH, ABROAD])
@pytest.mark.parametrize("many", [1, 12, 60])
def test_a_notice_fits_into_one_message_and_counts_what_it_leaves_out(words: Words, many: int) -> None:
    screen = notice(words, an_event(), _lines(many, "<b>T & \u05d0</b>" * 10), ChangeNoticeId(1))
    assert len(screen.text) < 4096
    assert "<b>T" not in screen.text
    shown = screen.text.count("🎤")
    assert 1 <= shown <= many
    assert (str(many - shown) in screen.text) or shown == many


def test_both_clocks_are_shown_to_who_reads_elsewhere() -> None:
    screen = notice(ABROAD, an_event(), _lines(1, "Pitching"), ChangeNoticeId(1))
    assert "11:10" in screen.text
    assert "04:10" in screen.text


def test_a_confirmed_notice_asks_for_nothing() -> None:
    event = replace(an_event(), zones={"A": "by the stage"})
    lines = [Line(zone_item("A", "by the windows"))]
    before, after = (notice(ENGLISH, event, lines, ChangeNoticeId(1), confirmed=seen) for seen in (False, True))
    assert "by the stage" in before.text
    assert [b.label for row in before.buttons for b in row] == ["👍 Got it", "Agenda", "Menu"]
    assert [b.label for row in after.buttons for b in row] == ["Agenda", "Menu"]


def test_a_session_that_is_as_it_was_after_all_shows_no_before() -> None:
    one = an_event().sessions[0]
    screen = notice(ENGLISH, an_event(), [Line(session_item(one.id, one, "back"), session=one)], ChangeNoticeId(1))
    assert "takes place after all" in screen.text
    assert "was:" not in screen.text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("12", {12}),
        ("3-7", {3, 4, 5, 6, 7}),
        ("3 – 5", {3, 4, 5}),
        ("1, 4; 9-11 & 20", {1, 4, 9, 10, 11, 20}),
        ("7-3", None),
        ("table 7", None),
        ("", None),
        ("-3", None),
        ("1.5", None),
        ("9" * 300, None),
        ("🪑", None),
    ],
)
def test_numbers_of_tables_are_read_or_asked_for_again(typed: str, meant: set[int] | None) -> None:
    assert numbers_in(typed) == meant


def test_numbers_are_told_in_runs() -> None:
    assert numbers([7, 1, 3, 4, 5]) == "1, 3–5, 7"


@pytest.mark.parametrize("code", REFUSALS)
def test_every_refusal_has_words(code: str) -> None:
    event = an_event()
    facts: dict[str, Any] = {"title": "<i>", "event": event, "block": event.blocks[0], "minutes": 20}
    said = str(REFUSALS[code](ENGLISH, facts))
    assert said
    assert "<i>" not in said
