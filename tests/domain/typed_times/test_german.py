from __future__ import annotations

import pytest

from bot.domain.typed_times import Kind
from tests.domain.typed_times.reading_aloud import FIRST_MORNING, aloud, read

SAID_THE_DAY_BEFORE = {
    "morgen um 15 Uhr": "26 15:00",
    "morgen 15 Uhr 30": "26 15:30",
    "morgen um 15:30": "26 15:30",
    "morgen 15.30 Uhr": "26 15:30",
    "MORGEN 15 UHR!": "26 15:00",
    "morgen um halb vier": "26 15:30",
    "halb zehn morgen": "26 09:30",
    "morgen viertel nach drei": "26 15:15",
    "morgen Viertel vor vier": "26 15:45",
    "morgen dreiviertel vier": "26 15:45",
    "morgen zehn vor drei": "26 14:50",
    "morgen zwanzig nach zehn": "26 10:20",
    "morgen fünf vor halb vier": "26 15:25",
    "morgen fuenf nach halb vier": "26 15:35",
    "morgen um 8": "26 08:00",
    "morgen um acht": "26 08:00 | 26 20:00",
    "morgen um drei": "26 15:00",
    "morgen früh um 9": "26 09:00",
    "morgen Abend um 8": "26 20:00",
    "morgen Nachmittag": "26",
    "morgen": "26",
    "morgen Mittag": "26 12:00",
    "von 10 bis 11 Uhr morgen": "26 10:00",
    "übermorgen 10:20": "27 10:20",
    "uebermorgen um 10 Uhr": "27 10:00",
    "in zwei Tagen um 10 Uhr": "27 10:00",
    "Mittwoch um 10.20 Uhr": "27 10:20",
    "am Mittwoch, den 27. April um 15 Uhr": "27 15:00",
    "zwischen 10 und 11 Uhr am Mittwoch": "27 10:00",
    "Mi 10:20": "27 10:20",
    "Mi. 10.20 Uhr": "27 10:20",
    "nächsten Mittwoch 10 Uhr": "27 10:00",
    "naechsten mittwoch 10 uhr": "27 10:00",
    "27.04. um 14:15": "27 14:15",
    "27.4. 14 Uhr 15": "27 14:15",
    "27. April": "27",
    "27. April 2022, 9 Uhr": "27 09:00",
    "15 Uhr": "26 15:00 | 27 15:00",
    "um 3": "26 15:00 | 27 15:00",
    "Mittwoch": "27",
    "heute um 15 Uhr": "off_event",
    "Samstag 10 Uhr": "off_event",
    "gestern 10 Uhr": "past",
}

SAID_ON_THE_FIRST_MORNING = {
    "in einer Stunde": "26 09:31",
    "in 20 Minuten": "26 08:51",
    "in einer halben Stunde": "26 09:01",
    "in zwei Stunden": "26 10:31",
    "heute um drei": "26 15:00",
    "heute Abend um 8": "26 20:00",
    "heute Nachmittag": "26",
    "jetzt": "26 08:31",
    "übermorgen": "off_event",
}

NO_TIMES = (
    "so",
    "so 10",
    "mi",
    "di",
    "am",
    "um",
    "drei",
    "ein",
    "Tisch 5",
    "3 Personen",
    "Raum 12",
    "Mai",
    "März",
    "Guten Morgen",
    "guten Abend",
    "ja",
    "danke",
    "nicht morgen",
    "nach 15 Uhr",
    "vor 15 Uhr",
    "20 Minuten",
    "zwei Stunden",
    "halb",
    "viertel vor",
    "10-11",
    "15",
    "24/7",
    "morgen oder Mittwoch",
)


@pytest.mark.parametrize(("text", "expected"), SAID_THE_DAY_BEFORE.items())
def test_german_said_the_day_before_is_read_on_the_days_of_the_event(text: str, expected: str) -> None:
    assert aloud(read(text, "de")) == expected


@pytest.mark.parametrize(("text", "expected"), SAID_ON_THE_FIRST_MORNING.items())
def test_german_said_during_the_event_is_read_from_that_moment(text: str, expected: str) -> None:
    assert aloud(read(text, "de", now=FIRST_MORNING)) == expected


@pytest.mark.parametrize("text", NO_TIMES)
def test_german_that_is_no_time_is_never_a_time(text: str) -> None:
    assert read(text, "de").kind is Kind.NOT_A_TIME
    assert read(text, "de", days=None).kind is Kind.NOT_A_TIME
