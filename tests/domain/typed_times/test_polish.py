from __future__ import annotations

import pytest

from bot.domain.typed_times import Kind
from tests.domain.typed_times.reading_aloud import FIRST_MORNING, aloud, read

SAID_THE_DAY_BEFORE = {
    "jutro o 15": "26 15:00",
    "jutro o 15:30": "26 15:30",
    "jutro o 15.30": "26 15:30",
    "jutro 15:30": "26 15:30",
    "JUTRO O 15!": "26 15:00",
    "jutro o godz. 15": "26 15:00",
    "jutro o godzinie 15:30": "26 15:30",
    "jutro o trzeciej": "26 15:00",
    "jutro o trzeciej po południu": "26 15:00",
    "jutro o piętnastej trzydzieści": "26 15:30",
    "jutro wpół do czwartej": "26 15:30",
    "jutro o wpół do czwartej": "26 15:30",
    "jutro za kwadrans czwarta": "26 15:45",
    "jutro kwadrans po trzeciej": "26 15:15",
    "jutro dwadzieścia po dziesiątej": "26 10:20",
    "jutro za dziesięć trzecia": "26 14:50",
    "jutro o ósmej": "26 08:00 | 26 20:00",
    "jutro o 8 wieczorem": "26 20:00",
    "jutro rano o 9": "26 09:00",
    "jutro po południu": "26",
    "jutro": "26",
    "w południe jutro": "26 12:00",
    "od 10 do 11 jutro": "26 10:00",
    "pojutrze o 10.20": "27 10:20",
    "za dwa dni o 10": "27 10:00",
    "w środę o 10:20": "27 10:20",
    "w srode o dziesiatej": "27 10:00",
    "śr. 10:20": "27 10:20",
    "środa 10:20": "27 10:20",
    "w przyszłą środę o 10": "27 10:00",
    "we wtorek o 10": "26 10:00",
    "27 kwietnia o 15": "27 15:00",
    "27 kwietnia 2022 r. godz. 15:00": "27 15:00",
    "27 kwi 15:00": "27 15:00",
    "27-go o 15": "27 15:00",
    "27.04 o 14:15": "27 14:15",
    "27.04.2022 14:15": "27 14:15",
    "27 kwietnia": "27",
    "o 15": "26 15:00 | 27 15:00",
    "o trzeciej": "26 15:00 | 27 15:00",
    "dziś o 15": "off_event",
    "w sobotę o 10": "off_event",
    "wczoraj o 10": "past",
}

SAID_ON_THE_FIRST_MORNING = {
    "za godzinę": "26 09:31",
    "za 20 minut": "26 08:51",
    "za pół godziny": "26 09:01",
    "za dwie godziny": "26 10:31",
    "dzisiaj o trzeciej": "26 15:00",
    "dziś wieczorem o 8": "26 20:00",
    "dziś po południu": "26",
    "teraz": "26 08:31",
    "pojutrze": "off_event",
}

NO_TIMES = (
    "tak",
    "nie",
    "maj",
    "marzec",
    "trzecia",
    "o",
    "na",
    "stolik 5",
    "3 osoby",
    "sala 12",
    "dzień dobry",
    "dziękuję",
    "nie jutro",
    "po 15",
    "po 15:00",
    "przed 15",
    "20 minut",
    "dwie godziny",
    "wpół do",
    "kwadrans",
    "10-11",
    "15",
    "24/7",
    "jutro albo w środę",
    "za",
    "w",
    "rano",
)


@pytest.mark.parametrize(("text", "expected"), SAID_THE_DAY_BEFORE.items())
def test_polish_said_the_day_before_is_read_on_the_days_of_the_event(text: str, expected: str) -> None:
    assert aloud(read(text, "pl")) == expected


@pytest.mark.parametrize(("text", "expected"), SAID_ON_THE_FIRST_MORNING.items())
def test_polish_said_during_the_event_is_read_from_that_moment(text: str, expected: str) -> None:
    assert aloud(read(text, "pl", now=FIRST_MORNING)) == expected


@pytest.mark.parametrize("text", NO_TIMES)
def test_polish_that_is_no_time_is_never_a_time(text: str) -> None:
    assert read(text, "pl").kind is Kind.NOT_A_TIME
    assert read(text, "pl", days=None).kind is Kind.NOT_A_TIME
