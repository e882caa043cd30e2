"""The main job, as people see it on their phones: from a tap on one phone to a bell on another."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime

import pytest
from icalendar import Calendar
from sqlalchemy import func, select

from storage.tables import persons
from tests.floor import VILNIUS, Floor, open_floor

BEFORE_REGISTRATION_CLOSES = datetime(2022, 4, 12, 10, 0, tzinfo=VILNIUS)


@pytest.fixture
async def early_floor(sqlite_url: str) -> AsyncIterator[Floor]:
    """Two days before registration closes."""
    async with open_floor(sqlite_url, at=BEFORE_REGISTRATION_CLOSES) as opened:
        yield opened


async def ask(floor: Floor, asker: str, guest: str, when: str = "Any time that suits both") -> str:
    """`asker` asks `guest` for a meeting, in three taps and without a note."""
    await floor.says(asker, "/people")
    await floor.taps(asker, guest)
    await floor.taps(asker, "Request a meeting")
    await floor.taps(asker, when)
    return await floor.taps(asker, "Send without a note")


async def pair(floor: Floor) -> None:
    """Ann (English) and Bo (Lithuanian) are registered."""
    await floor.attendee("Ann")
    await floor.attendee("Bo", language_code="lt", organisation="Nerealu, UAB", country="PL")
    await floor.digests_come()


async def people_stored(floor: Floor) -> int:
    async with floor.app.database.reading() as connection:
        return (await connection.execute(select(func.count()).select_from(persons))).scalar_one()


async def test_somebody_registers_with_nothing_stored_before_they_agree(early_floor: Floor) -> None:
    floor = early_floor
    floor.newcomer("Ada", last_name="Neverborn")
    consent = await floor.says("Ada", "/start vilnius-2022")
    assert "/forgetme" in consent
    assert await people_stored(floor) == 0
    await floor.taps("Ada", "agree")
    steps = {
        "organisation": "Invented Looms",
        "describes": "Business",
        "country": "Lithuania",
        "take part": "hall",
        "languages": "Done",
    }
    for _ in range(12):
        seen = floor.reads("Ada").lower()
        buttons = floor.buttons("Ada")
        if any("Register" in label for label in buttons):
            break
        answer = next((word for key, word in steps.items() if key in seen.splitlines()[0]), None)
        button = next((b for b in buttons if answer and answer.lower() in b.lower()), None)
        if button:
            await floor.taps("Ada", button)
        elif "Food export" in buttons:
            await floor.taps("Ada", "Food export")
            await floor.taps("Ada", "Done")
        else:
            assert answer, f"an unknown question: {floor.screen('Ada')}"
            await floor.says("Ada", answer)
    assert "Invented Looms" in floor.reads("Ada")
    await floor.taps("Ada", "Register")
    assert await people_stored(floor) == 1
    assert "Ada Neverborn" in await floor.says("Ada", "/profile")


async def test_after_registration_has_closed_a_newcomer_reads_when_it_did(floor: Floor) -> None:
    floor.newcomer("Late")
    assert "15 April, 00:59" in await floor.says("Late", "/start vilnius-2022")
    assert await people_stored(floor) == 0


async def test_a_request_accepted_with_one_tap_gets_slot_and_place_on_both_phones_and_rings(floor: Floor) -> None:
    await pair(floor)
    sent = await ask(floor, "Ann", "Bo Tester")
    assert "11:00" in sent, "the sender sees until when an answer is due"
    assert "Ann Tester" in floor.latest("Bo")
    agreed = await floor.taps("Bo", "Sutikti")
    assert "10:00–10:20" in agreed
    assert "1 stalas" in agreed
    assert "Table 1, Amber" in floor.latest("Ann")
    await floor.clock_strikes("09:45")
    for name in ("Ann", "Bo"):
        assert floor.everything(name).count("🔔") == 1
    await floor.taps("Ann", "5 min late")
    assert "5 min" in floor.everything("Bo").split("---")[-1]


async def test_a_slot_as_a_button_and_a_typed_time_lead_to_the_same_meeting(floor: Floor) -> None:
    await pair(floor)
    await ask(floor, "Ann", "Bo Tester", when="10:25")
    assert "10:25" in floor.latest("Bo")
    await floor.taps("Bo", "Atsisakyti")
    await floor.says("Ann", "/people")
    await floor.taps("Ann", "Bo Tester")
    await floor.taps("Ann", "Request a meeting")
    assert "10:50" in await floor.says("Ann", "Wed 10:50")
    await floor.taps("Ann", "Yes, this time")
    await floor.taps("Ann", "Send without a note")
    assert "10:50" in floor.latest("Bo")


async def test_words_that_are_no_time_are_asked_about_and_book_nothing(floor: Floor) -> None:
    await pair(floor)
    await floor.says("Ann", "/people")
    await floor.taps("Ann", "Bo Tester")
    await floor.taps("Ann", "Request a meeting")
    before = floor.everything("Bo")
    await floor.says("Ann", "maybe, table 5?")
    assert floor.buttons("Ann"), "a friendly question leaves a way on"
    assert floor.everything("Bo") == before


async def test_a_counter_offer_passes_the_turn(floor: Floor) -> None:
    await pair(floor)
    await ask(floor, "Ann", "Bo Tester", when="10:00")
    await floor.taps("Bo", "Kitas laikas")
    await floor.taps("Bo", "14:25")
    for label in ("Siųsti", "Pasiūlyti", "Be pastabos"):
        if any(label in b for b in floor.buttons("Bo")):
            await floor.taps("Bo", label)
    assert "14:25" in floor.latest("Ann")
    assert "14:25" in await floor.taps("Ann", "Accept")
    assert "14:25" in floor.latest("Bo")


async def test_a_cancelled_meeting_rings_no_bell(floor: Floor) -> None:
    await pair(floor)
    await ask(floor, "Ann", "Bo Tester")
    await floor.taps("Bo", "Sutikti")
    await floor.says("Ann", "/requests")
    await floor.taps("Bo", "Atšaukti")
    for label in ("Taip", "Atšaukti susitikimą"):
        if any(label in b for b in floor.buttons("Bo")):
            await floor.taps("Bo", label)
            break
    assert "cancelled" in floor.everything("Ann").lower()
    await floor.clock_strikes("10:30")
    assert "🔔" not in floor.everything("Ann")
    assert "🔔" not in floor.everything("Bo")


async def test_withdrawn_before_the_answer_the_buttons_on_the_other_phone_go_away(floor: Floor) -> None:
    await pair(floor)
    await ask(floor, "Ann", "Bo Tester")
    await floor.taps("Ann", "Withdraw")
    for label in ("Yes", "Withdraw"):
        if any(b.startswith(label) for b in floor.buttons("Ann")):
            await floor.taps("Ann", label)
            break
    with pytest.raises(AssertionError, match="has no button"):
        await floor.taps("Bo", "Sutikti")


async def test_a_request_nobody_answers_nudges_and_then_expires_for_both(floor: Floor) -> None:
    await pair(floor)
    await ask(floor, "Ann", "Bo Tester", when="14:00")
    before = len(floor.phone("Bo").messages)
    await floor.clock_strikes("10:21")
    assert len(floor.phone("Bo").messages) == before + 1, "a nudge when two thirds of the time are gone"
    await floor.clock_strikes("11:01")
    assert "xpired" in floor.everything("Ann") or "no answer" in floor.everything("Ann").lower()
    with pytest.raises(AssertionError, match="has no button"):
        await floor.taps("Bo", "Sutikti")


async def test_the_agenda_goes_into_a_calendar(floor: Floor) -> None:
    await pair(floor)
    await ask(floor, "Ann", "Bo Tester", when="10:25")
    await floor.taps("Bo", "Sutikti")
    agenda = await floor.says("Ann", "/agenda")
    assert "10:25–10:45" in agenda
    await floor.taps("Ann", "Calendar file")
    document = (floor.phone("Ann").last or {})["document"]
    assert document["file_name"] == "vilnius-2022.ics"
    stored = floor.stage.files.get(document["file_id"])
    assert stored is not None
    (entry,) = Calendar.from_ical(stored.content).walk("VEVENT")
    assert b"DTSTART:20220427T072500Z" in entry.to_ical()


async def test_who_speaks_another_language_reads_it_from_the_next_screen_on(floor: Floor) -> None:
    await floor.attendee("Ann")
    await floor.says("Ann", "/language")
    await floor.taps("Ann", "Lietuvių")
    assert "Dar nieko nesutarta" in await floor.says("Ann", "/agenda") or "tuščia" in floor.reads("Ann")


async def test_forgotten_people_leave_nothing_and_their_partner_hears_of_it(floor: Floor) -> None:
    await pair(floor)
    await ask(floor, "Ann", "Bo Tester")
    await floor.taps("Bo", "Sutikti")
    await floor.says("Bo", "/forgetme")
    await floor.taps("Bo", floor.buttons("Bo")[0])
    async with floor.app.database.reading() as connection:
        found = await connection.execute(select(persons.c.telegram_id, persons.c.name))
        assert "Bo Tester" not in {row.name for row in found}
    assert "Bo Tester" not in floor.everything("Ann").split("---")[-1]
    await floor.clock_strikes("10:30")
    assert "🔔" not in floor.everything("Ann")


async def test_what_nobody_asked_for_is_answered_with_a_way_on(floor: Floor) -> None:
    await floor.attendee("Ann")
    await floor.says("Ann", "hello?")
    assert floor.buttons("Ann")
    await floor.says("Ann", "/nosuchthing")
    assert floor.buttons("Ann")
