"""Which meeting times somebody misses who comes later, leaves earlier or does not come."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.absences import Absence, Why, arrival, comes_no_more, day_ahead, missed
from bot.domain.events import Event
from tests.meetings import Hall, at


@pytest.fixture
async def event(database: object) -> Event:
    """A day of slots of 20 minutes with 5 between, from 10:00."""
    return (await Hall.open(database)).event  # type: ignore[arg-type]


def clocks(event: Event, absence: Absence, now: str = "09:00") -> list[str]:
    return [f"{slot.starts_at.astimezone(event.zone):%H:%M}" for slot in missed(event, absence, at(now))]


async def test_a_meeting_waits_five_minutes_for_whoever_is_late(event: Event) -> None:
    assert clocks(event, Absence(Why.LATE, at("10:05"))) == []
    assert clocks(event, Absence(Why.LATE, at("10:06"))) == ["10:00"]
    assert clocks(event, Absence(Why.LATE, at("10:31"))) == ["10:00", "10:25"]


async def test_what_has_begun_is_not_missed_any_more(event: Event) -> None:
    assert clocks(event, Absence(Why.LATE, at("10:31")), now="10:00") == ["10:25"]


async def test_who_leaves_misses_what_has_not_ended_by_then(event: Event) -> None:
    first = clocks(event, Absence(Why.LEAVES, at("10:20")))
    assert first[0] == "10:25"
    assert clocks(event, Absence(Why.LEAVES, at("10:19")))[0] == "10:00"


async def test_minutes_count_from_the_next_meeting_or_the_next_time(event: Event) -> None:
    second = event.slots[1]
    assert arrival(event, [second.id], 20, at("09:00")) == second.starts_at + timedelta(minutes=20)
    assert arrival(event, [], 20, at("09:00")) == event.slots[0].starts_at + timedelta(minutes=20)
    assert arrival(event, [], 20, event.slots[-1].ends_at) is None


async def test_whoever_misses_every_time_ahead_comes_no_more(event: Event) -> None:
    assert comes_no_more(event, Absence(Why.WHOLE, at("10:00")), at("09:00"))
    assert not comes_no_more(event, Absence(Why.LATE, at("10:31")), at("09:00"))
    assert day_ahead(event, event.slots[-1].ends_at) == ()
    after = event.slots[-1].ends_at
    assert not comes_no_more(event, Absence(Why.LATE, at("10:31")), after), "nobody misses what is over"


async def test_it_is_kept_as_it_was_said(event: Event) -> None:
    said = Absence(Why.LEAVES, at("10:20"))
    assert Absence.from_json(said.to_json()) == said
