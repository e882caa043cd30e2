from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from bot.domain.typed_times import Kind, Reading, matching_slots
from tests.domain.typed_times.reading_aloud import DAYS, VILNIUS, read


def _slots() -> list[tuple[int, datetime, datetime]]:
    """Slots of 20 minutes with 5 between from 10:00 and from 14:00, three each, on both days; ids count up."""
    slots: list[tuple[int, datetime, datetime]] = []
    for day in DAYS:
        for hour in (10, 14):
            for place in range(3):
                start = datetime(day.year, day.month, day.day, hour, 25 * place, tzinfo=VILNIUS)
                slots.append((len(slots) + 1, start, start + timedelta(minutes=20)))
    return slots


@pytest.mark.parametrize(
    ("text", "expected"),
    {
        "tomorrow 10:25": (2,),
        "tomorrow 10:30": (2,),
        "tomorrow 10:22": (),
        "tomorrow 10:45": (),
        "10:25": (2, 8),
        "at 2": (4, 10),
        "wed 2:25": (11,),
        "tomorrow": (1, 2, 3, 4, 5, 6),
        "wed afternoon": (10, 11, 12),
        "wed evening": (7, 8, 9, 10, 11, 12),
        "wed morning": (7, 8, 9),
        "saturday": (),
        "table 5": (),
        "yesterday": (),
    }.items(),
)
def test_a_reading_means_the_slots_that_begin_or_run_at_it(text: str, expected: tuple[int, ...]) -> None:
    assert matching_slots(read(text), _slots()) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    {
        "mañana después de las 14": (4, 5, 6),
        "mañana antes de las 10:30": (1, 2),
        "el miércoles entre las 10:20 y las 14:10": (8, 9, 10),
        "mañana después de las 20": (),
        "mañana por la noche": (1, 2, 3, 4, 5, 6),
        "después de las 14": (),
    }.items(),
)
def test_a_stretch_said_in_hours_means_its_slots_and_no_others(text: str, expected: tuple[int, ...]) -> None:
    assert matching_slots(read(text, "es"), _slots()) == expected


def test_a_day_without_slots_matches_none_and_the_zone_decides_which_day_it_is() -> None:
    reading = read("tomorrow")
    late = datetime(2022, 4, 25, 22, 30).astimezone(VILNIUS).replace(tzinfo=VILNIUS, day=26, hour=1)
    assert matching_slots(reading, [(7, late.astimezone(), late + timedelta(minutes=20))]) == (7,)
    assert matching_slots(Reading(Kind.DAY, day=date(2022, 4, 28), zone=VILNIUS), _slots()) == ()
