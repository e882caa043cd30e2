"""/timezone from a city, a country or the phone's location; the command menu in the chosen language."""

from __future__ import annotations

from typing import Any

import pytest

from tests.floor import Floor


def keyboard(floor: Floor, name: str) -> Any:
    """What stands below the chat: the last reply keyboard, or its removal."""
    for message in reversed(floor.phone(name).messages):
        markup = message.get("reply_markup", {})
        if "keyboard" in markup or "remove_keyboard" in markup:
            return markup
    return getattr(floor.phone(name), "keyboard", None)


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Brussels", "Brussels"),
        ("briuselis", "Brussels"),
        ("warszawa", "Warsaw"),
        ("Lietuva", "Vilnius"),
        ("kyiv", "Kyiv"),
        ("Kiev", "Kyiv"),
        ("new york", "New York"),
        ("Stokholm", "Stockholm"),
    ],
)
async def test_a_city_or_a_country_in_any_common_spelling(floor: Floor, typed: str, zone: str) -> None:
    await floor.attendee("Ann")
    await floor.says("Ann", "/timezone")
    await floor.says("Ann", typed)
    await floor.taps("Ann", zone)
    assert "Times are now shown for" in floor.reads("Ann")


async def test_a_shared_location_sets_the_zone_and_the_keys_go_away(floor: Floor) -> None:
    await floor.attendee("Ann")
    await floor.says("Ann", "/timezone")
    await floor.taps("Ann", "Share where I am")
    assert "only the time zone is kept" in floor.everything("Ann")
    floor.phone("Ann").share_location(50.85, 4.35)
    await floor.settle()
    assert "Times are now shown for Brussels (Europe)" in floor.everything("Ann")
    assert "The place itself is not kept" in floor.everything("Ann")
    assert "It is 08:00 there" in floor.everything("Ann")


async def test_a_place_at_sea_and_words_instead_of_a_location(floor: Floor) -> None:
    await floor.attendee("Ann")
    await floor.says("Ann", "/timezone")
    await floor.taps("Ann", "Share where I am")
    floor.phone("Ann").share_location(0.0, 0.0)
    await floor.settle()
    assert "I know no time zone for that place" in floor.everything("Ann")
    assert floor.everything("Ann").count("Your time zone: Vilnius") == 2
    await floor.taps("Ann", "Share where I am")
    assert "Your time zone: Vilnius" in await floor.says("Ann", "‹ Back")
    await floor.taps("Ann", "Share where I am")
    await floor.says("Ann", "Tokyo")
    await floor.taps("Ann", "Tokyo")
    assert "Times are now shown for Tokyo" in floor.reads("Ann")


async def test_going_elsewhere_takes_the_keys_away(floor: Floor) -> None:
    await floor.attendee("Ann")
    await floor.says("Ann", "/timezone")
    await floor.taps("Ann", "Share where I am")
    await floor.says("Ann", "/menu")
    assert "without your location" in floor.everything("Ann")


@pytest.mark.parametrize("typed", ["nowhere at all", "😀", "<b>x</b>", "x" * 300, "\u202eabc"])
async def test_an_unknown_place_is_asked_again(floor: Floor, typed: str) -> None:
    await floor.attendee("Ann")
    await floor.says("Ann", "/timezone")
    await floor.says("Ann", typed)
    assert "Times are now shown" not in floor.everything("Ann")
    await floor.says("Ann", "Tokyo")
    assert any("Tokyo" in label for label in floor.buttons("Ann"))


async def test_the_command_menu_of_the_chat_follows_the_language(floor: Floor) -> None:
    await floor.attendee("Ann")
    await floor.says("Ann", "/language")
    await floor.taps("Ann", "Lietuvių")
    chat = floor.phone("Ann").user["id"]
    shown = {key: commands for key, commands in floor.stage.profile.commands.items() if str(chat) in str(key)}
    assert len(shown) == 3, "whatever language the phone speaks"
    for commands in shown.values():
        descriptions = {c["command"]: c["description"] for c in commands}
        assert descriptions["people"] != "See who is here and request a meeting"
        assert "desk" not in descriptions
