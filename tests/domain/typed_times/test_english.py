from __future__ import annotations

from datetime import datetime

import pytest

from tests.domain.typed_times.reading_aloud import EVE, FIRST_MORNING, aloud, read

SAID_THE_DAY_BEFORE = {
    "tomorrow 15:30": "26 15:30",
    "Tomorrow at 15.30": "26 15:30",
    "TOMORROW 3PM!!!": "26 15:00",
    "tomorrow, 3 p.m.": "26 15:00",
    "tomorow 3 oclock": "26 15:00",
    "tomorrow 15h30": "26 15:30",
    "tomorrow at quarter to 4": "26 15:45",
    "tomorrow a quarter past two": "26 14:15",
    "tomorrow twenty past ten": "26 10:20",
    "tomorrow twenty-five past ten": "26 10:25",
    "three thirty tomorrow": "26 15:30",
    "7 minutes past 3 tomorrow": "26 15:07",
    "half three tomorrow": "26 14:30 | 26 15:30",
    "tomorrow morning at 9": "26 09:00",
    "tomorrow afternoon": "26",
    "any time tomorrow": "26",
    "late afternoon tomorrow": "26",
    "tomorrow": "26",
    "tomorrow at 8": "26 08:00 | 26 20:00",
    "tomorrow at 8 in the evening": "26 20:00",
    "12 pm tomorrow": "26 12:00",
    "10-11am tomorrow": "26 10:00",
    "from 10:00 to 10:20 tomorrow": "26 10:00",
    "between 10 and 11 tomorrow": "26 10:00",
    "Hi, how about tomorrow at 11:00?": "26 11:00",
    "I'm free tomorrow at 15:30": "26 15:30",
    "day after tomorrow 11am": "27 11:00",
    "in 2 days at 10:00": "27 10:00",
    "Wed 10:20": "27 10:20",
    "wed. 10:20": "27 10:20",
    "Wed 10": "27 10:00",
    "wednesday at 3": "27 15:00",
    "3 in the afternoon on Wednesday": "27 15:00",
    "ten fifteen on wednesday": "27 10:15",
    "wed 1530": "27 15:30",
    "wed 15 30": "27 15:30",
    "wed 10,20": "27 10:20",
    "wed 10-20": "27 10:00 | 27 10:20",
    "wed 14-30": "27 14:30",
    "wed 10 to 11": "27 10:00 | 27 10:50",
    "10:00-10:20 wed": "27 10:00",
    "wed １０：２０": "27 10:20",
    "wed ١٠:٢٠": "27 10:20",
    "wed\u00a010:20 \U0001f642": "27 10:20",
    "11:30 pm wed": "27 23:30",
    "12am wed": "27 00:00",
    "next wed 10:00": "27 10:00",
    "Wednesday": "27",
    "Wednesday the 27th at 2:15 pm": "27 14:15",
    "Tue 27 April 10:00": "26 10:00 | 27 10:00",
    "27.04. 14:15": "27 14:15",
    "27.04. \u2013 14:15": "27 14:15",
    "27.04 at 3 pm": "27 15:00",
    "26. 4. 14:15": "26 14:15",
    "26.04.2022 14:15": "26 14:15",
    "26/4/2022 at 9.45": "26 09:45",
    "27/04 15:30": "27 15:30",
    "4/27 3:30 pm": "27 15:30",
    "04-27 15:30": "27 15:30",
    "2022-04-27T15:30": "27 15:30",
    "Wed, 27 Apr 2022 10:00:00": "27 10:00",
    "27-Apr-2022 10:00": "27 10:00",
    "April 27, 15:30": "27 15:30",
    "27 April 2022 15.30": "27 15:30",
    "27th of April at noon": "27 12:00",
    "26th 4pm": "26 16:00",
    "27 April 22": "27",
    "27.04.": "27",
    "27th": "27",
    "April 27": "27",
    "15:30": "26 15:30 | 27 15:30",
    "half past three": "26 15:30 | 27 15:30",
    "five to ten": "26 09:55 | 27 09:55",
    "at 3": "26 15:00 | 27 15:00",
    "3:30": "26 03:30 | 26 15:30 | 27 03:30 | 27 15:30",
    "3:30 tomorrow": "26 03:30 | 26 15:30",
    "03:30 tomorrow": "26 03:30",
    "today 15:00": "off_event",
    "saturday 10:00": "off_event",
    "28 April 10:00": "off_event",
    "May 5": "off_event",
    "in 20 minutes": "off_event",
    "27.04.2032 10:00": "off_event",
    "yesterday 10:00": "past",
    "27.04.1999 10:00": "past",
}

SAID_ON_THE_FIRST_MORNING = {
    "in 20 minutes": "26 08:51",
    "in half an hour": "26 09:01",
    "in an hour": "26 09:31",
    "in two hours": "26 10:31",
    "now": "26 08:31",
    "today at 3": "26 15:00",
    "this afternoon at 3": "26 15:00",
    "this afternoon": "26",
    "tonight at 8": "26 20:00",
    "today at 8": "26 20:00",
    "today 08:15": "past",
    "tuesday 08:00": "past",
    "08:15": "27 08:15",
    "15:30": "26 15:30 | 27 15:30",
    "tomorrow": "27",
    "day after tomorrow": "off_event",
    "next tuesday": "off_event",
    "in a week": "off_event",
}


@pytest.mark.parametrize(("text", "expected"), SAID_THE_DAY_BEFORE.items())
def test_english_said_the_day_before_is_read_on_the_days_of_the_event(text: str, expected: str) -> None:
    assert aloud(read(text)) == expected


@pytest.mark.parametrize(("text", "expected"), SAID_ON_THE_FIRST_MORNING.items())
def test_english_said_during_the_event_is_read_from_that_moment(text: str, expected: str) -> None:
    assert aloud(read(text, now=FIRST_MORNING)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    {
        "15:30": "25 15:30",
        "09:00": "26 09:00",
        "at 9": "25 21:00 | 26 09:00",
        "in 45 minutes": "25 10:45",
        "friday 9:00": "29 09:00",
        "monday 9:00": "02 09:00",
        "monday 17:00": "25 17:00",
        "next wednesday 10:00": "27 10:00 | 04 10:00",
        "wednesday next week 10:00": "04 10:00",
        "Wed 10": "27 10:00",
        "May 5 10:00": "05 10:00",
        "4/5 10:00": "04 10:00 | 05 10:00",
        "1 April 10:00": "01 10:00",
        "Tue 27 April 10:00": "26 10:00 | 27 10:00",
        "24.04.2022": "past",
        "26.04.2024": "off_event",
        "Friday": "29",
    }.items(),
)
def test_without_days_any_moment_of_the_next_year_may_be_meant(text: str, expected: str) -> None:
    reading = read(text, days=None)
    assert aloud(reading) == expected
    assert all(EVE <= moment <= datetime(2023, 5, 1, tzinfo=EVE.tzinfo) for moment in reading.moments)
