"""Moments as Telegram understands them, with words that are true by themselves."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rehearsal.formatting.html import parse
from bot.views.clocks import deadline, left_in_words, moment_in_text, relative_day, span_in_text, time_left, two_clocks
from bot.views.words import Words
from tests.views.test_agenda import EVENT

TEN = datetime(2022, 4, 27, 7, 0, tzinfo=UTC)  # 10:00 in Vilnius
VILNIUS, BRUSSELS = ZoneInfo("Europe/Vilnius"), ZoneInfo("Europe/Brussels")
ZONES = st.sampled_from(["Europe/Vilnius", "Europe/Brussels", "America/New_York", "Pacific/Auckland", "UTC"])


def read(text: str) -> str:
    return re.sub(r"<[^>]+>", "", text)


def test_where_zones_are_alike_there_is_one_clock_and_else_two() -> None:
    assert read(moment_in_text(Words("en", VILNIUS), TEN, EVENT)) == "Wed 27 April, 10:00"
    away = moment_in_text(Words("en", BRUSSELS), TEN, EVENT)
    assert read(away) == "Wed 27 April, 10:00 (Vilnius time) / Wed 27 April, 09:00 (your time)"
    assert away.count("<tg-time") == 2
    assert 'format="wDt"' in away, "the phone shows its own day and time"
    assert read(two_clocks(Words("lt", VILNIUS), TEN, EVENT)).startswith("balandžio 27 d., tr, 10:00 (")


def test_a_deadline_says_until_when_and_how_long() -> None:
    now = TEN - timedelta(hours=1, minutes=59, seconds=30)
    assert read(deadline(Words("en", VILNIUS), TEN, EVENT, now)) == "10:00 (in 1 h 59 min)"
    assert (
        read(deadline(Words("en", BRUSSELS), TEN, EVENT, now)) == "09:00 your time, 10:00 Vilnius time (in 1 h 59 min)"
    )
    assert read(deadline(Words("en", VILNIUS), TEN, EVENT, TEN - timedelta(days=3))) == (
        "Wed 27 April, 10:00 (in 3 days)"
    )
    assert f'<tg-time unix="{int(TEN.timestamp())}" format="r">' in deadline(Words("en", VILNIUS), TEN, EVENT, now)


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(0), "now"),
        (timedelta(seconds=-5), "now"),
        (timedelta(seconds=59), "now"),
        (timedelta(minutes=12, seconds=59), "in 12 min"),
        (timedelta(hours=2), "in 2 h"),
        (timedelta(hours=23, minutes=59), "in 23 h 59 min"),
        (timedelta(days=1), "in 1 day"),
        (timedelta(days=40), "in 40 days"),
    ],
)
def test_the_time_left_is_never_more_than_there_is(left: timedelta, words: str) -> None:
    assert left_in_words(Words("en", VILNIUS), left) == words


def test_days_near_by_have_names() -> None:
    words = Words("en", VILNIUS)
    late = datetime(2022, 4, 26, 20, 59, tzinfo=UTC)  # 23:59 in Vilnius
    assert relative_day(words, EVENT.days[0], late, EVENT) == "today"
    assert relative_day(words, EVENT.days[1], late, EVENT) == "tomorrow"
    assert relative_day(words, EVENT.days[1], late - timedelta(days=1), EVENT) == "Wed 27 April"


@given(st.datetimes(datetime(2000, 1, 1), datetime(2080, 1, 1)), ZONES, st.sampled_from(["en", "lt"]))
def test_telegram_takes_every_moment_and_the_words_are_within(naive: datetime, zone: str, language: str) -> None:
    moment, words = naive.replace(tzinfo=UTC), Words(language, ZoneInfo(zone))
    for text in (
        moment_in_text(words, moment, EVENT),
        two_clocks(words, moment, EVENT),
        span_in_text(words, moment, moment + timedelta(minutes=20), EVENT),
        deadline(words, moment, EVENT, TEN),
        time_left(words, moment, TEN),
    ):
        plain, marks = parse(text)
        assert plain == read(text)
        for mark in marks:
            if mark.kind == "date_time":
                assert mark.extra["unix_time"] == int(moment.timestamp())
                assert plain[mark.start : mark.end].strip()
