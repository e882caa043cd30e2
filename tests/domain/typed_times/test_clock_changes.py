from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.domain.typed_times import Kind, read_moments
from tests.domain.typed_times.reading_aloud import VILNIUS, aloud, read

SPRING, AUTUMN = date(2022, 3, 27), date(2022, 10, 30)
BEFORE_SPRING = datetime(2022, 3, 26, 10, 0, tzinfo=UTC)
BEFORE_AUTUMN = datetime(2022, 10, 29, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize("text", ["tomorrow 03:30", "27.03. 03:00", "tomorrow 3:59 am", "sunday 03:15"])
@pytest.mark.parametrize("days", [(SPRING,), None])
def test_a_time_that_the_clock_jumps_over_is_a_gap(text: str, days: tuple[date, ...] | None) -> None:
    assert read(text, now=BEFORE_SPRING, days=days).kind is Kind.GAP


@pytest.mark.parametrize(
    ("text", "utc"), {"tomorrow 02:59": "00:59", "tomorrow 04:00": "01:00", "tomorrow 15:00": "12:00"}.items()
)
def test_on_the_day_summer_time_begins_the_other_hours_keep_their_wall_clock(text: str, utc: str) -> None:
    (moment,) = read(text, now=BEFORE_SPRING, days=(SPRING,)).moments
    assert f"{moment.astimezone(UTC):%H:%M}" == utc


@pytest.mark.parametrize("text", ["tomorrow 03:30", "30.10. 03:30", "tomorrow 3:30 am"])
@pytest.mark.parametrize("days", [(AUTUMN,), None])
def test_a_time_that_the_clock_shows_twice_is_asked_about(text: str, days: tuple[date, ...] | None) -> None:
    reading = read(text, now=BEFORE_AUTUMN, days=days)
    assert reading.kind is Kind.CHOICE
    assert [f"{moment.astimezone(UTC):%H:%M}" for moment in reading.moments] == ["00:30", "01:30"]
    assert [f"{moment:%H:%M}" for moment in reading.moments] == ["03:30", "03:30"]


@pytest.mark.parametrize(("text", "utc"), {"tomorrow 02:59": "23:59", "tomorrow 04:00": "02:00"}.items())
def test_on_the_day_summer_time_ends_the_other_hours_are_sure(text: str, utc: str) -> None:
    (moment,) = read(text, now=BEFORE_AUTUMN, days=(AUTUMN,)).moments
    assert f"{moment.astimezone(UTC):%H:%M}" == utc


def test_a_while_from_now_counts_real_minutes_across_a_clock_change() -> None:
    now = datetime(2022, 10, 30, 0, 30, tzinfo=UTC)
    assert aloud(read("in 2 hours", now=now, days=(AUTUMN,))) == "30 04:30"
    second = read_moments("in an hour", language="en", now=now, zone=VILNIUS, days=(AUTUMN,)).moments[0]
    assert (f"{second:%H:%M}", second.fold) == ("03:30", 1)


def test_once_the_first_of_two_equal_times_has_passed_the_second_is_meant() -> None:
    now = datetime(2022, 10, 30, 0, 45, tzinfo=UTC)
    (moment,) = read("today 03:30", now=now, days=(AUTUMN,)).moments
    assert moment.astimezone(UTC) == datetime(2022, 10, 30, 1, 30, tzinfo=UTC)
