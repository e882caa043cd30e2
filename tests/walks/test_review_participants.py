"""What a tired participant meets: partners who are gone, links that lead nowhere, lists that are full."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from tests.floor import VILNIUS, Floor
from tests.walks.test_day.flows import change
from tests.walks.test_registering.doors import a_file, a_floor, load, registers
from tests.walks.test_thin_walk import ask

TOO_LATE = datetime(2022, 4, 20, 10, 0, tzinfo=VILNIUS)


async def test_the_partners_of_somebody_forgotten_read_which_meeting_it_was_and_no_empty_line(floor: Floor) -> None:
    for name in ("Ann", "Bo", "Cy"):
        await floor.attendee(name)
    await floor.digests_come()
    await floor.agreed_meeting("Ann", "Bo", at="10:00")
    await ask(floor, "Cy", "Ann Tester", "10:50")
    await floor.says("Ann", "/forgetme")
    await floor.taps("Ann", "Yes, delete everything")
    for name, headline, time in (
        ("Bo", "❌ Your meeting is cancelled: the other side no longer takes part", "10:00–10:20"),
        ("Cy", "A request to meet is over: the other side no longer takes part", "10:50–11:10"),
    ):
        told = floor.latest(name)
        assert told.startswith(headline)
        assert time in told, "without a name, the time says which one it was"
        assert "Business" not in told.partition("You could ask")[0]


async def test_whose_only_meeting_is_cancelled_can_still_take_the_file_that_says_so_to_their_calendar(
    floor: Floor,
) -> None:
    await floor.attendee("Ann")
    await floor.attendee("Bo")
    await floor.digests_come()
    await floor.says("Ann", "/agenda")
    assert "Calendar file" not in " ".join(floor.buttons("Ann"))
    await floor.agreed_meeting("Ann", "Bo", at="10:00")
    await floor.says("Ann", "/agenda")
    await floor.taps("Ann", "🤝 10:00")
    await floor.taps("Ann", "Cancel")
    await floor.taps("Ann", "Yes, cancel it")
    assert "Your agenda is still empty" in await floor.says("Ann", "/agenda")
    await floor.taps("Ann", "Calendar file")
    sent = next(m for m in reversed(floor.phone("Ann").messages) if "document" in m)
    stored = floor.stage.files.get(sent["document"]["file_id"])
    assert stored is not None
    assert b"STATUS:CANCELLED" in stored.content


async def test_after_the_event_the_agenda_opens_on_its_last_day(floor: Floor) -> None:
    await floor.attendee("Ann")
    await floor.attendee("Bo")
    await floor.digests_come()
    await floor.agreed_meeting("Ann", "Bo", at="10:00")
    await floor.clock_strikes(datetime(2022, 4, 28, 9, 0, tzinfo=VILNIUS))
    assert "☑️ 10:00–10:20 Bo Tester" in await floor.says("Ann", "/agenda")


async def test_whoever_is_not_registered_has_a_button_on_under_every_refusal(floor: Floor) -> None:
    floor.newcomer("Ada")
    for command in ("/people", "/agenda", "/requests", "/meet", "/reminders", "/availability", "/ask"):
        await floor.says("Ada", command)
        assert {"Open events", "Menu"} & set(floor.buttons("Ada")), f"{command}: {floor.screen('Ada')}"


@pytest.mark.parametrize(
    ("rules", "at", "said"),
    [
        ({"late": '"waiting_list"'}, TOO_LATE, "No place is free now"),
        ({"late": '"online_only"'}, TOO_LATE, "Registration for the hall is closed"),
        ({"approval": True}, None, "The organisers confirm each registration"),
        ({"capacity": 1}, None, "No place is free now"),
    ],
)
async def test_before_the_first_answer_one_reads_that_there_is_no_place_at_once(
    sqlite_url: str, tmp_path: Path, rules: dict[str, object], at: datetime | None, said: str
) -> None:
    async with a_floor(sqlite_url, tmp_path, **({"at": at} if at else {}), **rules) as floor:  # type: ignore[arg-type]
        if "capacity" in rules:
            await registers(floor, "First")
        floor.newcomer("Ada")
        seen = await floor.says("Ada", "/start vilnius-2022")
        assert said in seen.splitlines()[0]
        assert "Which organisation" in await floor.taps("Ada", "I agree")


async def test_a_link_to_no_event_says_so_and_other_open_events_are_one_tap_from_the_start(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with a_floor(sqlite_url, tmp_path) as floor:
        await registers(floor, "Ada")
        await floor.says("Ada", "/start")
        assert "Open events" not in floor.buttons("Ada")
        await load(floor, a_file(tmp_path, slug="kaunas-2022", name="Kaunas Edition"))
        floor.newcomer("Bea")
        for name in ("Ada", "Bea"):
            assert "leads to no event" in await floor.says(name, "/start kaunas-2021")
            assert "Kaunas Edition" in floor.buttons(name)
        assert "What would you like to do" in await floor.says("Ada", "/start")
        assert "Kaunas Edition" in await floor.taps("Ada", "Open events")


async def test_on_the_waiting_list_the_agenda_sends_nobody_to_people_they_cannot_ask(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with a_floor(sqlite_url, tmp_path, capacity=1) as floor:
        await registers(floor, "Ada")
        await registers(floor, "Bea")
        seen = await floor.says("Bea", "/agenda")
        assert "Once you have a place" in seen
        assert "/people" not in seen


async def test_outside_the_booking_window_one_reads_what_to_do_instead(floor: Floor) -> None:
    await floor.attendee("Ann")
    await floor.attendee("Bo")
    await floor.digests_come()
    await floor.clock_strikes("16:10")
    seen = await floor.says("Ann", "/meet Bo")
    assert "could be asked for until Wed 27 April, 16:05" in seen
    assert "/ask" in seen


async def test_e_mail_and_phone_are_seen_by_whom_a_meeting_is_agreed_with_and_by_nobody_before(floor: Floor) -> None:
    await floor.attendee("Ann")
    await floor.attendee("Bo")
    await change(floor, "Bo", email="bo@example.org", phone="+370 600 00000")
    await floor.digests_come()
    await ask(floor, "Ann", "Bo Tester", "10:00")
    assert "example.org" not in floor.everything("Ann")
    await floor.taps("Bo", "Accept")
    assert "E-mail: bo@example.org\nPhone: +370 600 00000" in floor.latest("Ann")
    await floor.taps("Bo", "Cancel")
    await floor.taps("Bo", "Yes, cancel it")
    assert "example.org" not in floor.latest("Ann")


async def test_the_overview_of_an_event_that_one_does_not_look_at_names_it_and_leads_there(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with a_floor(sqlite_url, tmp_path) as floor:
        await registers(floor, "Ada")
        await registers(floor, "Bea")
        await floor.agreed_meeting("Ada", "Bea", at="10:00")
        await load(floor, a_file(tmp_path, slug="kaunas-2022", name="Kaunas Edition"))
        await floor.says("Bea", "/start kaunas-2022")
        await floor.taps("Bea", "register me, in the hall")
        assert "Kaunas Edition" in await floor.says("Bea", "/agenda"), "an empty agenda says whose it is"
        await floor.clock_strikes(datetime(2022, 4, 26, 18, 0, 10, tzinfo=VILNIUS))
        told = next(m for m in reversed(floor.phone("Bea").messages) if "1 meeting" in str(m.get("text")))
        assert "Clusters meet Regions" in told["text"]
        await floor.taps("Bea", "Clusters meet Regions", message=told["message_id"])
        assert "10:00–10:20 Ada Tester" in await floor.says("Bea", "/agenda")


async def test_a_name_typed_while_the_list_is_looked_at_is_a_search(floor: Floor) -> None:
    for name in ("Ann", "Bo", "Cleo"):
        await floor.attendee(name)
    await floor.says("Ann", "/people")
    await floor.says("Ann", "cloe")
    assert any("Cleo" in label for label in floor.buttons("Ann"))
    assert not any("Bo Tester" in label for label in floor.buttons("Ann"))
    await floor.says("Ann", "Bo")
    assert any("Bo Tester" in label for label in floor.buttons("Ann"))
    await floor.taps("Ann", "Bo Tester")
    assert "did not understand" in await floor.says("Ann", "Cleo"), "a card is no list"
