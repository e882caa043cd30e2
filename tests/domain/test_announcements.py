"""Rules of announcements: who may, how long, when; and numbers that add up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.announcements import Progress, check_length, check_may_announce, check_send_time
from bot.domain.notices import NoticeState
from bot.domain.people import Role
from bot.domain.refusals import Refused

NOW = datetime(2022, 4, 27, 6, tzinfo=UTC)


@given(st.dictionaries(st.sampled_from(NoticeState), st.integers(0, 10_000)))
def test_every_notice_is_in_exactly_one_of_the_numbers(counts: dict[NoticeState, int]) -> None:
    assert Progress.of(counts, read=7).total == sum(counts.values())


@pytest.mark.parametrize("role", list(Role))
def test_every_organiser_may_announce(role: Role) -> None:
    check_may_announce(role)


def test_nobody_else_may() -> None:
    with pytest.raises(Refused, match="organisers_only"):
        check_may_announce(None)


@pytest.mark.parametrize(
    ("text", "with_file", "refused"),
    [
        ("x" * 4096, False, False),
        ("x" * 4097, False, True),
        ("x" * 1024, True, False),
        ("x" * 1025, True, True),
        ("🙂" * 512, True, False),
        ("🙂" * 513, True, True),
        ("\ud800", False, False),
    ],
)
def test_length_is_counted_as_telegram_counts(text: str, with_file: bool, refused: bool) -> None:
    if not refused:
        check_length(text, with_file=with_file)
        return
    with pytest.raises(Refused, match="announcement_too_long"):
        check_length(text, with_file=with_file)


@pytest.mark.parametrize(
    ("ahead", "code"),
    [
        (timedelta(0), "send_time_past"),
        (timedelta(seconds=-1), "send_time_past"),
        (timedelta(seconds=1), None),
        (timedelta(days=366), None),
        (timedelta(days=367), "send_time_far"),
    ],
)
def test_a_time_to_come_and_at_most_a_year_ahead(ahead: timedelta, code: str | None) -> None:
    if code is None:
        check_send_time(NOW + ahead, NOW)
        return
    with pytest.raises(Refused, match=code):
        check_send_time(NOW + ahead, NOW)
