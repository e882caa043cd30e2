"""A reading as one short line, so that tables of phrases stay readable."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.domain.typed_times import Kind, Reading, read_moments

VILNIUS = ZoneInfo("Europe/Vilnius")
DAYS = (date(2022, 4, 26), date(2022, 4, 27))
EVE = datetime(2022, 4, 25, 7, 0, tzinfo=UTC)
"""Monday before the event, ten in the morning in Vilnius."""
FIRST_MORNING = datetime(2022, 4, 26, 5, 30, 20, tzinfo=UTC)
"""Tuesday, the first day, 08:30 and twenty seconds in Vilnius."""


def read(text: str, language: str = "en", *, now: datetime = EVE, days: Sequence[date] | None = DAYS) -> Reading:
    return read_moments(text, language=language, now=now, zone=VILNIUS, days=days)


def aloud(reading: Reading) -> str:
    """ "26 15:30" for a moment, "26 15:30 | 27 15:30" for a choice, "27" for a day, else the kind's name."""
    if reading.kind in {Kind.MOMENT, Kind.CHOICE}:
        return " | ".join(f"{moment:%d %H:%M}" for moment in reading.moments)
    if reading.kind is Kind.DAY:
        assert reading.day is not None
        return f"{reading.day:%d}"
    name: str = reading.kind.value
    return name
