"""Quiet hours: the clock of whoever is to be spared, over midnight and across a change of the clocks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.events import Rules
from bot.domain.quiet import is_quiet, quiet_ends

VILNIUS = ZoneInfo("Europe/Vilnius")
CLOCKS = st.times().map(lambda t: f"{t.hour:02}:{t.minute:02}")


@pytest.mark.parametrize(
    ("clock", "quiet", "ends"),
    [
        ("21:59", False, None),
        ("22:00", True, "28 07:00"),
        ("23:59", True, "28 07:00"),
        ("00:00", True, "27 07:00"),
        ("06:59", True, "27 07:00"),
        ("07:00", False, None),
        ("12:00", False, None),
    ],
)
def test_from_ten_in_the_evening_to_seven(clock: str, quiet: bool, ends: str | None) -> None:
    moment = datetime.fromisoformat(f"2022-04-27T{clock}").replace(tzinfo=VILNIUS)
    assert is_quiet(Rules(), moment, VILNIUS) is quiet
    end = quiet_ends(Rules(), moment, VILNIUS)
    assert (end and end.strftime("%d %H:%M")) == ends


def test_night_in_another_zone_is_that_zones() -> None:
    noon = datetime(2022, 4, 27, 12, tzinfo=VILNIUS)
    assert is_quiet(Rules(), noon, ZoneInfo("America/Los_Angeles"))
    assert not is_quiet(Rules(), noon, ZoneInfo("Europe/London"))


def test_equal_times_are_no_night() -> None:
    rules = Rules(quiet_from="00:00", quiet_until="00:00")
    assert not any(is_quiet(rules, datetime(2022, 4, 27, hour, tzinfo=UTC), VILNIUS) for hour in range(24))


@given(CLOCKS, CLOCKS, st.datetimes(min_value=datetime(2022, 3, 20), max_value=datetime(2022, 11, 10)))
def test_when_the_quiet_hours_end_they_are_over(start: str, end: str, naive: datetime) -> None:
    rules, moment = Rules(quiet_from=start, quiet_until=end), naive.replace(tzinfo=UTC)
    ends = quiet_ends(rules, moment, VILNIUS)
    assert (ends is not None) is is_quiet(rules, moment, VILNIUS)
    if ends is not None:
        assert not is_quiet(rules, ends, VILNIUS) or ends.utcoffset() != moment.astimezone(VILNIUS).utcoffset()
        assert timedelta(hours=-2) < ends - moment <= timedelta(hours=25)
