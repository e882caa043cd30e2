"""Choosing a time and writing a note as people do: words where buttons were expected, and whose words they are."""

from __future__ import annotations

import pytest

from tests.floor import Floor
from tests.walks.test_thin_walk import ask, pair


async def choose(floor: Floor, asker: str, guest: str) -> None:
    """Up to the free times in common."""
    await floor.says(asker, "/people")
    await floor.taps(asker, guest)
    await floor.taps(asker, "Request a meeting")


def keyboards(floor: Floor, name: str) -> list[str]:
    """The labels under every message of the bot but the newest, and but the morning's digest."""
    shown = [m for m in floor.phone(name).messages[:-1] if not str(m.get("text")).startswith("☀️")]
    rows = [row for message in shown for row in message.get("reply_markup", {}).get("inline_keyboard", [])]
    return [str(button["text"]) for row in rows for button in row]


async def test_a_note_is_shown_as_the_words_of_its_author_to_both_sides(floor: Floor) -> None:
    await pair(floor)
    await choose(floor, "Ann", "Bo Tester")
    await floor.taps("Ann", "10:00")
    assert "You wrote: “About <jam>”" in await floor.says("Ann", "About <jam>")
    assert "Ann Tester parašė: „About <jam>“" in floor.latest("Bo")
    await floor.taps("Bo", "Kitas laikas")
    assert "Ann Tester parašė: „About <jam>“" in await floor.taps("Bo", "14:25")
    offer = floor.latest("Ann")
    assert "Bo Tester suggests another time" in offer
    assert "You wrote: “About <jam>”" in offer
    assert "Bo Tester wrote" not in offer


async def test_the_guest_who_asks_in_lithuanian_reads_their_own_note_as_theirs(floor: Floor) -> None:
    await pair(floor)
    await floor.says("Bo", "/people")
    await floor.taps("Bo", "Ann Tester")
    await floor.taps("Bo", "Prašyti susitikimo")
    await floor.taps("Bo", "10:00")
    assert "Jūs parašėte: „Apie uogienę“" in await floor.says("Bo", "Apie uogienę")
    assert "Bo Tester wrote: “Apie uogienę”" in floor.latest("Ann")


async def test_a_time_typed_for_a_note_is_asked_about_and_can_be_the_time(floor: Floor) -> None:
    await pair(floor)
    await choose(floor, "Ann", "Bo Tester")
    await floor.taps("Ann", "10:00")
    before = floor.everything("Bo")
    assert "“Wed 10:50”" in await floor.says("Ann", "Wed 10:50")
    assert floor.buttons("Ann") == ["🕙 Use it as the time", "💬 Send it as the note"]
    assert floor.everything("Bo") == before, "nothing goes out before the answer"
    assert "10:50–11:10" in await floor.taps("Ann", "Use it as the time")
    await floor.taps("Ann", "Yes, this time")
    assert "is sent" in await floor.taps("Ann", "Send without a note")
    assert "10:50–11:10" in floor.latest("Bo")
    assert "Wed 10:50" not in floor.latest("Bo")


async def test_a_time_typed_for_a_note_can_be_the_note(floor: Floor) -> None:
    await pair(floor)
    await choose(floor, "Ann", "Bo Tester")
    await floor.taps("Ann", "10:00")
    await floor.says("Ann", "see you at 5")
    assert "You wrote: “see you at 5”" in await floor.taps("Ann", "Send it as the note")
    assert "10:00–10:20" in floor.latest("Bo")


async def test_a_lithuanian_time_at_the_note_is_asked_about_in_lithuanian(floor: Floor) -> None:
    await pair(floor)
    await floor.says("Bo", "/people")
    await floor.taps("Bo", "Ann Tester")
    await floor.taps("Bo", "Prašyti susitikimo")
    await floor.taps("Bo", "10:00")
    assert "„šiandien 14:25“" in await floor.says("Bo", "šiandien 14:25")
    assert floor.buttons("Bo") == ["🕙 Tai susitikimo laikas", "💬 Siųsti kaip žinutę"]
    assert "14:25–14:45" in await floor.taps("Bo", "Tai susitikimo laikas")


async def test_typed_words_take_the_buttons_off_the_message_above(floor: Floor) -> None:
    await pair(floor)
    await choose(floor, "Ann", "Bo Tester")
    choice = floor.phone("Ann").messages[-1]["message_id"]
    for typed in ("Wed 10:50", "maybe, table 5?", "Wed 11:15"):
        await floor.says("Ann", typed)
        assert floor.buttons("Ann"), typed
        assert keyboards(floor, "Ann") == [], typed
    with pytest.raises(AssertionError, match="has no button"):
        await floor.taps("Ann", "10:00", message=choice)
    await floor.taps("Ann", "Yes, this time")
    await floor.says("Ann", "Wed 14:25")
    assert keyboards(floor, "Ann") == []
    await floor.taps("Ann", "Send it as the note")
    assert "is sent" in floor.reads("Ann")
    assert keyboards(floor, "Ann") == []
    assert "Continued below." in floor.everything("Ann")
    assert "too old" not in floor.everything("Ann")


async def test_a_choice_left_half_way_has_no_buttons_once_another_begins(floor: Floor) -> None:
    await pair(floor)
    await floor.attendee("Cy")
    await choose(floor, "Ann", "Bo Tester")
    left = floor.phone("Ann").messages[-1]["message_id"]
    await choose(floor, "Ann", "Cy Tester")
    assert "meet Cy Tester" in floor.reads("Ann")
    with pytest.raises(AssertionError, match="has no button"):
        await floor.taps("Ann", "10:25", message=left)
    await floor.taps("Ann", "10:25")
    await floor.taps("Ann", "Send without a note")
    assert "10:25" in floor.latest("Cy")


async def test_who_asked_may_withdraw_after_suggesting_another_time(floor: Floor) -> None:
    await pair(floor)
    await ask(floor, "Ann", "Bo Tester", when="10:00")
    await floor.taps("Bo", "Kitas laikas")
    await floor.taps("Bo", "14:25")
    await floor.taps("Ann", "Another time")
    assert "Your suggestion to Bo Tester is sent" in await floor.taps("Ann", "14:50")
    assert "Withdrawn" in await floor.taps("Ann", "Withdraw")
    with pytest.raises(AssertionError, match="has no button"):
        await floor.taps("Bo", "Sutikti")
