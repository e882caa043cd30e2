"""The agenda, what comes next, and gaps that are used, on the phones."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from icalendar import Calendar

from tests.floor import Floor
from tests.walks.test_day.flows import agree, change, entities, lives_in


@dataclass(frozen=True)
class Line:
    """An entry of a calendar file."""

    sequence: int
    status: str
    location: str
    summary: str
    properties: frozenset[str]
    text: bytes


async def calendar(floor: Floor, name: str) -> dict[str, Line]:
    """The calendar file as it is now, by UID."""
    await floor.says(name, "/agenda")
    await floor.taps(name, "Calendar file")
    document = [message["document"] for message in floor.phone(name).messages if "document" in message][-1]
    stored = floor.stage.files.get(document["file_id"])
    assert stored is not None
    return {
        str(event["UID"]): Line(
            int(str(event["SEQUENCE"])),
            str(event["STATUS"]),
            str(event["LOCATION"]),
            str(event["SUMMARY"]),
            frozenset(event),
            event.to_ical(),
        )
        for event in Calendar.from_ical(stored.content).walk("VEVENT")
    }


async def test_the_menu_and_the_agenda_say_what_comes_next(floor: Floor) -> None:
    for name in ("Ann", "Bo"):
        await floor.attendee(name)
    assert "Next" not in await floor.says("Ann", "/menu")
    await agree(floor, "Ann", "Bo", "10:25")
    menu = await floor.says("Ann", "/menu")
    assert "Next: 10:25–10:45 with Bo Tester, Table 1, Amber zone · in 1 h 2" in menu
    assert any(text.startswith("in 1 h 2") and shape == "r" for text, shape in entities(floor, "Ann"))
    assert "Next: 10:25–10:45 with Bo Tester, Table 1, Amber" in await floor.taps("Ann", "Agenda")
    await floor.clock_strikes("10:30")
    assert "Now until 10:45: with Bo Tester" in await floor.says("Ann", "/agenda")
    await floor.clock_strikes("11:00")
    assert "Next" not in await floor.says("Ann", "/menu")


async def test_somebody_in_another_zone_sees_both_clocks_and_the_phone_keeps_them_true(floor: Floor) -> None:
    await floor.attendee("Ann")
    await floor.attendee("Bo")
    await lives_in(floor, "Ann", "Europe/Brussels")
    await agree(floor, "Bo", "Ann", "10:25")
    assert "10:25–10:45 (09:25)" in await floor.says("Ann", "/agenda")
    assert ("09:25", "t") in entities(floor, "Ann")
    assert ("10:25–10:45", "") in entities(floor, "Ann")


async def test_a_gap_leads_in_three_taps_to_a_request_for_that_time(floor: Floor) -> None:
    for name in ("Ann", "Bo", "Cy", "Di"):
        await floor.attendee(name)
    await floor.attendee("Fit", offers=("packaging",), needs=("food-export",))
    await agree(floor, "Ann", "Bo", "10:25")
    await agree(floor, "Cy", "Di", "10:00")
    await floor.says("Ann", "/agenda")
    free = await floor.taps("Ann", "➕ 10:00–10:20")
    assert "who is free" in free
    people = [label for label in floor.buttons("Ann") if "·" in label]
    assert people == ["10:00 🇱🇹 Fit Tester · Invented Foods"], "Bo is known, Cy and Di are busy"
    card = await floor.taps("Ann", "Fit")
    assert "You are both free Wed 27 April, 10:00–10:20" in card
    assert "A short note" in await floor.taps("Ann", "Request 10:00")
    await floor.taps("Ann", "Send without a note")
    assert "10:00–10:20" in floor.everything("Fit")
    await floor.says("Ann", "/agenda")
    assert "Nobody you have not met or asked yet" in await floor.taps("Ann", "➕ 10:00–10:20")
    assert "Your agenda" in await floor.taps("Ann", "Back to the agenda")


async def test_those_whose_topics_fit_stand_first_in_a_gap(floor: Floor) -> None:
    for name in ("Ann", "Abe", "Ada"):
        await floor.attendee(name)
    await floor.attendee("Zoe", offers=("packaging",), needs=("food-export",))
    await floor.says("Ann", "/agenda")
    await floor.taps("Ann", "➕ 10:00")
    people = [label for label in floor.buttons("Ann") if "·" in label]
    assert [label.split()[2] for label in people] == ["Zoe", "Abe", "Ada"]


async def test_a_time_taken_between_two_taps_is_said_and_others_are_offered(floor: Floor) -> None:
    for name in ("Ann", "Bo", "Cy"):
        await floor.attendee(name)
    await floor.says("Ann", "/agenda")
    await floor.taps("Ann", "➕ 10:00")
    await floor.taps("Ann", "Bo Tester")
    card = floor._shown("Ann")["message_id"]
    await agree(floor, "Cy", "Bo", "10:00")
    shown = await floor.taps("Ann", "Request 10:00", message=card)
    assert "no longer free" in shown
    assert "10:25" in floor.buttons("Ann")


async def test_a_gap_that_has_passed_or_shrunk_says_so(floor: Floor) -> None:
    for name in ("Ann", "Bo"):
        await floor.attendee(name)
    await floor.says("Ann", "/agenda")
    shown = floor._shown("Ann")["message_id"]
    await floor.clock_strikes("10:05")
    assert "no longer free" in await floor.taps("Ann", "➕ 10:00", message=shown)
    assert "Menu" in floor.buttons("Ann")


async def test_a_meeting_of_the_agenda_opens_with_one_tap(floor: Floor) -> None:
    for name in ("Ann", "Bo"):
        await floor.attendee(name)
    await agree(floor, "Ann", "Bo", "10:25")
    await floor.says("Ann", "/agenda")
    assert "Meeting with Bo" in await floor.taps("Ann", "🤝 10:25")
    assert "Move" in floor.buttons("Ann")


async def test_the_calendar_file_follows_moves_cancellations_and_sessions(floor: Floor) -> None:
    for name in ("Ann", "Bo"):
        await floor.attendee(name)
    await agree(floor, "Ann", "Bo", "10:25")
    await floor.says("Ann", "/programme")
    await floor.taps("Ann", "Pitching")
    await floor.taps("Ann", "Join")
    first = await calendar(floor, "Ann")
    meeting = next(uid for uid in first if uid.startswith("meeting-"))
    session = next(uid for uid in first if uid.startswith("session-"))
    assert first[meeting].location == "Table 1, Amber zone"
    assert first[session].location == "Stage"
    await floor.says("Ann", "/agenda")
    await floor.taps("Ann", "🤝 10:25")
    await floor.taps("Ann", "Move")
    await floor.taps("Ann", "11:40")
    second = await calendar(floor, "Ann")
    assert second[meeting].sequence > first[meeting].sequence
    assert b"DTSTART:20220427T084000Z" in second[meeting].text
    await floor.says("Ann", "/agenda")
    await floor.taps("Ann", "🤝 11:40")
    await floor.taps("Ann", "Cancel")
    await floor.taps("Ann", "Yes, cancel it")
    await floor.says("Ann", "/programme")
    await floor.taps("Ann", "Pitching")
    await floor.taps("Ann", "Leave it")
    await floor.taps("Ann", "Agenda")
    third = await calendar(floor, "Ann")
    for uid in (meeting, session):
        assert third[uid].status == "CANCELLED"
        assert third[uid].sequence > second[uid].sequence


@pytest.mark.parametrize("name", ["Eve\r\nATTACH:http://evil.example", "=1+1 <b>,;\\n", "\u202edlroW 😀" * 8])
async def test_hostile_names_stay_within_their_line_of_the_calendar(floor: Floor, name: str) -> None:
    for who in ("Ann", "Bo"):
        await floor.attendee(who)
    await agree(floor, "Ann", "Bo", "10:25")
    await change(floor, "Bo", name=name)
    (event,) = (await calendar(floor, "Ann")).values()
    assert "ATTACH" not in event.properties
    assert "\n" not in event.summary
    assert floor.reads("Ann")


async def test_start_opens_the_menu_with_what_comes_next_too(floor: Floor) -> None:
    for name in ("Ann", "Bo"):
        await floor.attendee(name)
    await agree(floor, "Ann", "Bo", "10:25")
    for command in ("/start", "/start vilnius-2022"):
        assert "Next: 10:25–10:45 with Bo Tester" in await floor.says("Ann", command)
