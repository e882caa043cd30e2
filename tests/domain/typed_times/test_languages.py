from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime, timedelta

import pytest
from babel.dates import get_day_names, get_month_names

from bot.domain.typed_times import Kind, prepare
from bot.domain.typed_times.facts import Clock, spoken_hour
from bot.domain.typed_times.languages import LANGUAGES
from bot.domain.typed_times.lexicon import lexicon
from bot.domain.typed_times.months import month_named
from tests.domain.typed_times.reading_aloud import EVE, VILNIUS, aloud, read

CODES = tuple(LANGUAGES)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("context", ["format", "stand-alone"])
@pytest.mark.parametrize("width", ["wide", "abbreviated"])
def test_every_month_that_unicode_names_is_read(code: str, context: str, width: str) -> None:
    for month, name in get_month_names(width, context=context, locale=code).items():  # type: ignore[arg-type]
        if not name.strip(".").isalpha():
            continue
        day = date(2022 if month > 4 else 2023, month, 15)
        moment = datetime(day.year, month, 15, 14, 30, tzinfo=VILNIUS)
        for text in (f"15 {name} 14:30", f"15. {name.upper()} 14:30"):
            assert read(text, code, days=None).moments == (moment,), text


@pytest.mark.parametrize("code", CODES)
def test_every_weekday_that_unicode_names_is_read(code: str) -> None:
    monday = EVE.astimezone(VILNIUS).date()
    for number, name in get_day_names("wide", context="format", locale=code).items():
        moment = datetime.combine(monday + timedelta(days=number), datetime.min.time(), VILNIUS).replace(hour=21)
        assert read(f"{name} 21:00", code, days=None).moments == (moment,), name


@pytest.mark.parametrize("code", CODES)
def test_no_phrase_of_a_language_is_empty_or_of_unknown_slots(code: str) -> None:
    slots = {"{hour}", "{end}", "{minute}", "{n}", "{day}", "{month}", "{year}"}
    for rules in lexicon(code).rules.values():
        for rule in rules:
            assert rule.phrase
            forms = {f"{{{slot}/{form}}}" for slot in ("hour", "end") for form in LANGUAGES[code].hour_forms}
            assert all(part in slots | forms for part in rule.phrase if part.startswith("{")), rule.phrase
            assert rule.phrase not in {("{day}",), ("{hour}",), ("{month}",), ("{n}",)}, "a bare number is no time"


@pytest.mark.parametrize("code", CODES)
def test_every_phrase_has_the_slots_that_its_meaning_needs(code: str) -> None:
    sample: dict[str, int | Clock] = {
        "hour": spoken_hour(10),
        "end": spoken_hour(11),
        "minute": 20,
        "n": 2,
        "day": 27,
        "month": 4,
        "year": 2022,
    }
    for rules in lexicon(code).rules.values():
        for rule in rules:
            slots = [part[1:-1].partition("/")[0] for part in rule.phrase if part.startswith("{")]
            assert rule.build({slot: sample[slot] for slot in slots}), rule.phrase


@pytest.mark.parametrize("code", CODES)
def test_fillers_alone_are_no_time(code: str) -> None:
    for phrase in lexicon(code).fillers:
        assert read(" ".join(phrase), code, days=None).kind is Kind.NOT_A_TIME, phrase


@pytest.mark.parametrize("word", ["eleven", "five", "twelve", "people", "monday", "tomorrow", "ma", "x" * 40, "15"])
def test_a_word_that_is_no_month_is_none(word: str) -> None:
    assert month_named(word, "en") is None


def test_a_language_that_nobody_knows_has_no_months() -> None:
    assert month_named("april", "xx") is None


def test_nothing_is_loaded_before_the_first_text_or_prepare() -> None:
    code = "import bot.domain.typed_times, sys; print('dateparser' in sys.modules)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "False"


def test_preparing_changes_no_answer() -> None:
    prepare(("en", "lt", "xx"))
    assert aloud(read("27 April 10:00")) == "27 10:00"
