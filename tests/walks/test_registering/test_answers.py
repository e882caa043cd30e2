"""Nine answers, bad input at each of them, and what the summary lets one change."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage import people
from tests.floor import Floor
from tests.walks.test_registering.doors import a_floor

PICTURE = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x02\0\0\0\x02" + b"\0" * 16
BAD = ("x" * 4000, "\u202e\u200b", "<b>&</b>", "🙂")


@pytest.fixture
async def floor(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Floor]:
    """Two days before registration closes."""
    async with a_floor(sqlite_url, tmp_path) as opened:
        yield opened


async def test_a_newcomer_is_in_after_nine_answers_eight_of_them_one_tap(floor: Floor) -> None:
    floor.newcomer("Ada", last_name="Neverborn", language_code="lt")
    await floor.says("Ada", "/start vilnius-2022")
    await floor.taps("Ada", "English")
    answers = [
        ("I agree", None, "Which organisation"),
        (None, "Invented Looms", "What describes you"),
        ("Business", None, "Which country"),
        ("Lithuania", None, "How do you take part"),
        ("All days in the hall", None, "Which languages"),
        ("Done", None, "What do you offer"),
        ("Skip", None, "What do you need"),
        ("Skip", None, "Is this right"),
        ("✅ Register", None, "You are registered, Ada Neverborn"),
    ]
    for label, typed, following in answers:
        seen = await (floor.taps("Ada", label) if label else floor.says("Ada", typed or ""))
        assert following in seen
    assert len(answers) <= 9
    assert "Menu" in floor.buttons("Ada")
    assert "Speaks: Lithuanian" in await floor.says("Ada", "/profile")


async def test_the_summary_changes_everything_also_a_zone_from_a_place_on_the_map(floor: Floor) -> None:
    floor.newcomer("Ada", last_name="Neverborn")
    await floor.says("Ada", "/start vilnius-2022")
    await floor.taps("Ada", "I agree")
    await floor.says("Ada", "Invented Looms")
    await floor.taps("Ada", "Research")
    await floor.says("Ada", "🇪🇸")
    await floor.taps("Ada", "All days online")
    assert "✅ Spanish" in floor.buttons("Ada")
    await floor.taps("Ada", "I need an interpreter")
    await floor.says("Ada", "suomi")
    for label in ("Done (3)", "Skip", "Skip"):
        await floor.taps("Ada", label)
    summary = floor.reads("Ada")
    assert "the event’s own" in summary, "Spain has several zones: none is guessed"
    assert "English, Spanish, Finnish" in summary
    assert "interpreter" in summary
    await floor.taps("Ada", "Time zone")
    assert "Whose clock" in floor.reads("Ada")
    for bad in ("x" * 200, "Qwertyx", "<b>"):
        assert "do not know that place" in await floor.says("Ada", bad)
    await floor.taps("Ada", "Back")
    await floor.taps("Ada", "Time zone")
    floor.phone("Ada").share_location(28.1, -15.4)
    await floor.settle()
    assert "Your time zone: Canary (Atlantic)" in floor.latest("Ada")
    await floor.taps("Ada", "Time zone")
    assert "Your time zone: Madrid (Europe)" in await floor.says("Ada", "Madrid")
    await floor.taps("Ada", "About me")
    assert "I weave looms." in await floor.says("Ada", "I weave looms.")
    await floor.taps("Ada", "Country")
    assert "Poland" in await floor.says("Ada", "Lenkija")
    await floor.taps("Ada", "Languages")
    assert "✅ Finnish" in floor.buttons("Ada"), "said once, languages stay whatever the country"
    await floor.taps("Ada", "Done")
    assert "You are registered" in await floor.taps("Ada", "✅ Register")
    async with floor.app.database.reading() as connection:
        actor = await people.load_actor(connection, floor.phone("Ada").id, floor.phone("Ada").id)
    assert actor.person is not None
    assert actor.attendee is not None
    assert actor.person.timezone == "Europe/Madrid"
    assert (actor.attendee.about, actor.attendee.interpreter) == ("I weave looms.", True)
    assert actor.attendee.languages == ("en", "es", "fi")


async def test_bad_input_at_every_question_is_answered_and_the_question_stands(floor: Floor) -> None:
    floor.newcomer("Ada", last_name="Neverborn")
    await floor.says("Ada", "/start vilnius-2022")
    answers = [
        ("I agree", None),
        (None, "Invented Looms"),
        ("Business", None),
        ("Lithuania", None),
        ("All days", None),
        ("Done", None),
        ("Skip", None),
        ("Skip", None),
    ]
    for label, typed in answers:
        question = floor.reads("Ada")
        for bad in BAD[:2]:
            assert await floor.says("Ada", bad) != question
            assert not floor.reads("Ada").startswith("Sorry")
        for picture in (True, False):
            phone = floor.phone("Ada")
            _ = phone.send_photo(PICTURE) if picture else phone.share_location(54.7, 25.3)
            await floor.settle()
            assert "answer with words" in floor.latest("Ada") or "tap one of the buttons" in floor.latest("Ada")
        await (floor.taps("Ada", label) if label else floor.says("Ada", typed or ""))
    assert "Is this right" in floor.reads("Ada")
    assert "Stopped" in await floor.says("Ada", "/cancel")


async def test_a_name_that_telegram_does_not_really_tell_is_asked_for_within_the_nine(floor: Floor) -> None:
    floor.newcomer("\u3164")  # an invisible letter, as some wear it for a name
    nobody = "\u3164"
    await floor.says(nobody, "/start vilnius-2022")
    seen = await floor.taps(nobody, "I agree")
    if "What is your name" not in seen:
        assert "Which organisation" in seen
        return
    assert "Which organisation" in await floor.says(nobody, "Ann")
