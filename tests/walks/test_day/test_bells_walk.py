"""/reminders on the phone: other minutes, none, the organiser's; digests on and off."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.floor import VILNIUS, Floor, open_floor
from tests.walks.test_day.flows import agree

EVENING_BEFORE = datetime(2022, 4, 26, 17, 30, tzinfo=VILNIUS)


async def test_chosen_minutes_ring_and_the_others_do_not(floor: Floor) -> None:
    for name in ("Ann", "Bo"):
        await floor.attendee(name)
    await agree(floor, "Ann", "Bo", "11:15")
    await floor.says("Ann", "/reminders")
    assert "✓ 15 min" in floor.buttons("Ann")
    await floor.taps("Ann", "30 min")
    await floor.taps("Ann", "✓ 15 min")
    assert "Before every meeting and joined session: 20 min, 30 min." in await floor.says("Ann", "20")
    assert "✓ 20 min" in floor.buttons("Ann")
    await floor.clock_strikes("10:44")
    assert "🔔 In" not in floor.everything("Ann")
    await floor.clock_strikes("10:45")
    assert "🔔 In 30 minutes" in floor.everything("Ann")
    await floor.clock_strikes("10:56")
    assert floor.everything("Ann").count("🔔 In") == 2
    await floor.clock_strikes("11:05")
    assert floor.everything("Ann").count("🔔 In") == 2
    assert floor.everything("Bo").count("🔔 In") == 1


async def test_no_bell_at_all_and_back_to_what_the_organisers_have(floor: Floor) -> None:
    await floor.attendee("Ann")
    await floor.says("Ann", "/reminders")
    assert "No bell rings for you" in await floor.taps("Ann", "No bell")
    await floor.taps("Ann", "✓ Overview of the day")
    assert "no overview" in floor.reads("Ann")
    assert "organisers’ choice" in await floor.taps("Ann", "As the organisers have it")
    assert {"✓ 15 min", "✓ Overview of the day"} <= set(floor.buttons("Ann"))
    assert "As the organisers have it" not in floor.buttons("Ann")


@pytest.mark.parametrize(
    "typed", ["4", "121", "0", "-5", "soon", "10:30", "1.5", "99999999", "<b>", "\u202e12345", "١٥٠", "1 h", "😀"]
)
async def test_what_is_no_number_of_minutes_is_asked_again(floor: Floor, typed: str) -> None:
    await floor.attendee("Ann")
    await floor.says("Ann", "/reminders")
    assert "could not read minutes" in await floor.says("Ann", typed)
    assert "Before every meeting and joined session: 15 min." in floor.reads("Ann")


async def test_pictures_and_too_many_bells_are_refused_kindly(floor: Floor) -> None:
    await floor.attendee("Ann")
    await floor.says("Ann", "/reminders")
    floor.phone("Ann").share_location(54.7, 25.3)
    await floor.settle()
    assert "could not read minutes" in floor.everything("Ann")
    assert "At most 6" in await floor.says("Ann", "5 10 20 25 30 45 60 90")
    assert "5 min, 15 min, 1 h" in await floor.says("Ann", "5 and 60")


async def test_digests_come_to_those_who_want_them_and_say_what_is_on(sqlite_url: str) -> None:
    async with open_floor(sqlite_url, at=EVENING_BEFORE) as floor:
        for name in ("Ann", "Bo", "Cy"):
            await floor.attendee(name)
        await floor.attendee("Far", modes=("onsite", "absent"))
        await floor.says("Ann", "/programme")
        await floor.taps("Ann", "Wed 27 April")
        await floor.taps("Ann", "Pitching")
        await floor.taps("Ann", "Join")
        await floor.says("Bo", "/people")
        await floor.taps("Bo", "Ann Tester")
        await floor.taps("Bo", "Request a meeting")
        await floor.taps("Bo", "Any time that suits both")
        await floor.taps("Bo", "Send without a note")
        await floor.says("Cy", "/reminders")
        await floor.taps("Cy", "✓ Overview of the day")
        await floor.clock_strikes(datetime(2022, 4, 26, 18, 0, tzinfo=VILNIUS))
        digest = floor.latest("Ann")
        assert "Tomorrow, Wed 27 April" in digest
        assert "13:15 Pitching · Stage" in digest
        assert "1 request waits for your answer" in digest
        assert "Requests" in [b for m in floor.phone("Ann").messages[-1:] for b in labels(m)]
        assert "Nothing is agreed yet" in floor.latest("Bo"), "a day to meet people is worth a word"
        assert "Tomorrow" not in floor.everything("Cy")
        assert "Tomorrow" not in floor.everything("Far")


def labels(message: dict[str, object]) -> list[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])  # type: ignore[attr-defined]
    return [str(button["text"]) for row in rows for button in row]
