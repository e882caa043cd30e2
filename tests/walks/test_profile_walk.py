"""One's own profile on the phone: changes that concern agreed meetings, contact details, the time zone."""

from __future__ import annotations

from tests.faults.scenes import agreed
from tests.floor import Floor


async def both(floor: Floor) -> None:
    """Ann and Bo meet in the hall at ten."""
    await floor.attendee("Ann")
    await floor.attendee("Bo")
    await agreed(floor, "Ann", "Bo", "10:00")
    assert "Table" in floor.reads("Bo")


async def test_going_online_is_asked_about_and_moves_the_meeting_to_a_virtual_room(floor: Floor) -> None:
    await both(floor)
    await floor.says("Ann", "/profile")
    await floor.taps("Ann", "Days")
    asked = await floor.taps("Ann", "Wed: online")
    assert "You have 1 meeting that day" in asked
    assert "10:00 Bo Tester" in asked
    before = floor.everything("Bo")
    await floor.taps("Ann", "Back")
    assert "✅ Wed: hall" in floor.buttons("Ann")
    assert floor.everything("Bo") == before
    await floor.taps("Ann", "Wed: online")
    assert "1 meeting has changed" in await floor.taps("Ann", "Yes, change it")
    assert "Virtual room" not in before
    assert "Virtual room" in floor.everything("Bo"), "the other side is told of the new place"
    assert "✅ Wed: online" in floor.buttons("Ann")
    assert "Wed 27 April: online" in await floor.taps("Ann", "Done")


async def test_another_type_leaves_what_is_agreed_and_says_so(floor: Floor) -> None:
    await both(floor)
    await floor.says("Ann", "/profile")
    await floor.taps("Ann", "Type")
    assert "Your 1 agreed meeting stays as it is" in await floor.taps("Ann", "Investor")
    assert "Investor" in floor.reads("Ann")
    assert "10:00" in await floor.says("Ann", "/agenda")


async def test_the_phone_number_is_shared_with_a_key_that_goes_away_again(floor: Floor) -> None:
    await floor.attendee("Ann")
    await floor.says("Ann", "/profile")
    await floor.taps("Ann", "E-mail, phone")
    await floor.taps("Ann", "Phone")
    assert "Your phone number?" in floor.latest("Ann")
    floor.phone("Ann").share_contact("+37060011223")
    await floor.settle()
    assert "Phone: +37060011223" in floor.latest("Ann")
    assert "Saved" in floor.everything("Ann").split("\n---\n")[-2]
    await floor.attendee("Bo")
    await floor.says("Bo", "/people")
    assert "37060011223" not in await floor.taps("Bo", "Ann Tester")


async def test_somebody_elses_profile_button_changes_only_ones_own(floor: Floor) -> None:
    await floor.attendee("Ann")
    await floor.attendee("Bo")
    await floor.says("Ann", "/profile")
    await floor.says("Bo", "/menu")
    for data in (
        "pf:hide:",
        "pf:typeis:investor",
        "pf:typeis:king",
        "pf:landis:XX",
        "pf:lang:tlh+",
        "pf:modenow:7=online",
    ):
        floor.phone("Bo").tap_data(floor.phone("Bo").last["message_id"], data)
        await floor.settle()
        assert "did not work" not in floor.latest("Bo")
    assert "You are hidden" in await floor.says("Bo", "/profile")
    assert "Investor" in floor.reads("Bo")
    assert "Others see you like this" in await floor.says("Ann", "/profile")
