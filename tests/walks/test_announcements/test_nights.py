"""Quiet hours: an organiser is asked, nobody is woken but by choice, and a late start waits for the morning."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime

import pytest

from tests.floor import VILNIUS, Floor, open_floor
from tests.walks.test_announcements.desk import previewed

EVENING = datetime(2022, 4, 26, 22, 30, tzinfo=VILNIUS)


@pytest.fixture
async def night(sqlite_url: str) -> AsyncIterator[Floor]:
    """Half past ten in the evening; Ann takes part."""
    async with open_floor(sqlite_url, at=EVENING) as floor:
        await floor.attendee("Ann")
        yield floor


async def test_at_night_the_organiser_is_asked_and_the_morning_is_one_tap(night: Floor) -> None:
    await previewed(night)
    text = await night.taps("organiser", "Send now to 1 person")
    assert "That is at night." in text
    assert "From 22:00 to 07:00 (Vilnius time)" in text
    assert night.buttons("organiser") == ["Tomorrow 07:00", "Now, without a sound", "Now", "« Back"]
    assert "Lunch" not in night.everything("Ann")
    assert "It goes out Wed 27 April, 07:00" in await night.taps("organiser", "Tomorrow 07:00")
    await night.clock_strikes("07:00")
    assert night.latest("Ann") == "Lunch is served."


async def test_now_without_a_sound_and_now(night: Floor) -> None:
    await previewed(night)
    await night.taps("organiser", "Send now")
    await night.taps("organiser", "Now, without a sound")
    assert night.latest("Ann") == "Lunch is served."
    await previewed(night, "Dinner is served.")
    await night.taps("organiser", "Send now")
    message = night.phone("organiser").last["message_id"]
    night.phone("organiser").tap_data(message, "an:loud:2:")
    night.phone("organiser").tap_data(message, "an:loud:2:")
    await night.settle()
    assert night.everything("Ann").count("Dinner is served.") == 1


async def test_back_from_the_night_and_after_midnight_it_is_today(night: Floor) -> None:
    await previewed(night)
    await night.taps("organiser", "Send now")
    assert "exactly what arrives" in await night.taps("organiser", "« Back")
    night.clock.advance(2 * 3600)
    await night.taps("organiser", "Send now")
    assert "Today 07:00" in night.buttons("organiser")


async def test_a_time_at_night_is_asked_about_too(night: Floor) -> None:
    await previewed(night)
    await night.taps("organiser", "Send later…")
    await night.says("organiser", "27.04. 23:30")
    await night.taps("organiser", "Wed 27 April, 23:30")
    assert night.buttons("organiser")[1] == "Wed 27 April, 23:30, without a sound"
    assert night.buttons("organiser")[0].endswith("28 April, 07:00")
    assert "It makes no sound." in await night.taps("organiser", "without a sound")
    await night.clock_strikes(datetime(2022, 4, 27, 23, 30, tzinfo=VILNIUS))
    assert night.latest("Ann") == "Lunch is served."


async def test_what_should_have_gone_while_the_bot_stood_still_waits_for_the_morning(night: Floor) -> None:
    await previewed(night)
    await night.taps("organiser", "Send later…")
    await night.says("organiser", "27.04. 21:00")
    await night.taps("organiser", "21:00")
    await night.app.stop()
    night.clock.jump_to(datetime(2022, 4, 27, 23, 0, tzinfo=VILNIUS))
    from bot.app import App

    night.app = App(night.app.settings, clock=night.clock, patience=None)
    await night.app.start()
    try:
        night.app.jobs.look_at_all()
        await night.settle()
        assert "Lunch" not in night.everything("Ann")
        assert "It goes out Thu 28 April, 07:00" in night.everything("organiser")
        await night.clock_strikes(datetime(2022, 4, 28, 7, 0, tzinfo=VILNIUS))
        assert night.latest("Ann") == "Lunch is served."
    finally:
        await night.app.stop()
