"""Where the organisers publish a timetable: nobody chooses a time before, and everybody may after."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot.domain.ids import MeetingId
from bot.services.event_files import find_event_file
from bot.services.meetings import Organiser, move
from bot.views.agenda import AgendaAct, AgendaTap
from bot.views.meetings import ChoiceAct, ChoiceTap, MeetingAct, MeetingTap
from bot.views.people import RequestTap
from storage import events as stored_events
from storage.tables import events, meetings
from storage.unit_of_work import unit_of_work
from tests.floor import Floor, open_floor
from tests.walks.test_meeting_life import body, english, offered

SET = "The organisers set the time of all meetings when they publish the timetable."
FOLLOWS = "The time follows in the organisers’ timetable."


@pytest.fixture
async def floor(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Floor]:
    """The Vilnius event, whose organisers publish the timetable."""
    text = find_event_file("vilnius-2022").read_text(encoding="utf-8")
    file = tmp_path / "published.toml"
    file.write_text(text.replace("[rules]", '[rules]\nscheduling = "published"', 1), encoding="utf-8")
    async with open_floor(sqlite_url, event_file=file) as opened:
        yield opened


async def publish(floor: Floor) -> None:
    """A timetable is published (with no meeting in it)."""
    async with unit_of_work(floor.app.database, floor.clock.now()) as uow:
        changed = update(events).values(timetable_at=floor.clock.now(), revision=events.c.revision + 1)
        await uow.connection.execute(changed)
        stored_events.changed_here(uow.connection, floor.event.id)
        floor.event = await stored_events.event(uow.connection, floor.event.id)
    assert not floor.event.awaits_timetable


async def ask(floor: Floor, asker: str, guest: str, note: str | None = None) -> str:
    """A request, from the list of people."""
    await floor.says(asker, "/people")
    await floor.taps(asker, f"{guest} Tester")
    await floor.taps(asker, "Request a meeting")
    return await floor.says(asker, note) if note else await floor.taps(asker, "Send without a note")


async def tap_data(floor: Floor, name: str, data: str) -> str:
    """A button of an older message (or one that somebody made up), on their newest one: what they read then."""
    phone = floor.phone(name)
    tapped = phone.tap_data((phone.last or {})["message_id"], data)
    await floor.settle()
    return f"{(tapped.answer or {}).get('text') or ''}\n{floor.latest(name)}"


async def newest(floor: Floor) -> tuple[MeetingId, int, str, int | None]:
    """Number, version, status and slot of the newest meeting."""
    async with floor.app.database.reading() as connection:
        query = select(meetings.c.id, meetings.c.version, meetings.c.status, meetings.c.slot_id)
        row = (await connection.execute(query.order_by(meetings.c.id.desc()).limit(1))).one()
    return MeetingId(row.id), row.version, row.status, row.slot_id


async def test_asking_leaves_the_time_out_and_says_who_sets_it(floor: Floor) -> None:
    await english(floor, "Ann", "Bo")
    await floor.says("Ann", "/people")
    await floor.taps("Ann", "Bo Tester")
    seen = await floor.taps("Ann", "Request a meeting")
    assert "A short note for Bo Tester?" in seen
    assert SET in seen
    assert "/availability" in seen
    assert not [label for label in floor.buttons("Ann") if ":" in label], "no time to tap"
    sent = await floor.says("Ann", "tomorrow 10:20")
    assert "is sent" in sent, "words that read as a time are a note here"
    assert "You wrote: “tomorrow 10:20”" in sent
    assert FOLLOWS in sent
    asked = body(floor, "Bo", "would like to meet you")
    assert FOLLOWS in asked
    assert offered(floor, "Bo") == ["✅ Accept", "Decline"]
    assert "time follows" in await floor.says("Bo", "/requests")


async def test_accepting_agrees_without_a_time_and_both_read_that_it_follows(floor: Floor) -> None:
    await english(floor, "Ann", "Bo")
    await ask(floor, "Ann", "Bo")
    seen = await floor.taps("Bo", "Accept")
    assert "✅ Agreed: you meet Ann Tester" in seen.replace("<b>", "").replace("</b>", "")
    assert FOLLOWS in seen
    told = floor.latest("Ann")
    assert "Agreed: you meet Bo Tester" in told
    assert FOLLOWS in told
    assert "/availability" in told
    for name in ("Ann", "Bo"):
        assert not {"Move", "🕙 Choose a time"} & set(offered(floor, name))
        assert "Cancel" in offered(floor, name)
    agenda = await floor.says("Ann", "/agenda")
    assert "Agreed, the time follows: Bo Tester" in agenda.replace("<b>", "").replace("</b>", "")
    assert "➕" not in " ".join(floor.buttons("Ann")), "no gap to use: nobody chooses a time"
    assert FOLLOWS in await floor.taps("Ann", "🤝 Bo Tester")
    assert (await newest(floor))[2:] == ("accepted", None)
    await floor.taps("Ann", "Cancel")
    await floor.taps("Ann", "Yes, cancel it")
    assert "Cancelled" in floor.latest("Bo")


async def test_no_button_of_another_time_gets_round_it(floor: Floor) -> None:
    await english(floor, "Ann", "Bo")
    slot = floor.event.slots[-1].id
    bo = await floor.attendee_of("Bo")
    assert SET in await tap_data(floor, "Ann", RequestTap(bo.id, slot).pack())
    assert "too old" in await tap_data(floor, "Ann", ChoiceTap(ChoiceAct.SLOT, slot).pack())
    await floor.taps("Ann", "Send without a note")
    meeting, version, status, chosen = await newest(floor)
    assert (status, chosen) == ("pending", None)
    assert SET in await tap_data(floor, "Bo", MeetingTap(MeetingAct.COUNTER, meeting, version).pack())
    await tap_data(floor, "Bo", MeetingTap(MeetingAct.ACCEPT, meeting, version, slot).pack())
    meeting, version, status, chosen = await newest(floor)
    assert (status, chosen) == ("accepted", None)
    assert SET in await tap_data(floor, "Bo", MeetingTap(MeetingAct.MOVE, meeting, version).pack())
    await tap_data(floor, "Bo", AgendaTap(AgendaAct.GAP, 1, slot).pack())
    assert (await newest(floor))[2:] == ("accepted", None)
    for name in ("Ann", "Bo"):
        assert "Something went wrong" not in floor.everything(name)


async def test_declining_withdrawing_and_expiring_are_as_ever(floor: Floor) -> None:
    await english(floor, "Ann", "Bo", "Cy")
    await ask(floor, "Ann", "Bo")
    assert "Declined" in await floor.taps("Bo", "Decline")
    assert "cannot meet you" in floor.latest("Ann")
    await ask(floor, "Ann", "Cy")
    assert "Withdrawn" in await floor.taps("Ann", "Withdraw")
    await ask(floor, "Cy", "Bo", note="Samples?")
    await floor.clock_strikes("12:30")
    assert "your request has expired" in floor.everything("Cy")
    assert (await newest(floor))[2] == "expired"


async def test_the_desk_may_place_one_by_hand_and_the_two_keep_that_time(floor: Floor) -> None:
    await english(floor, "Ann", "Bo")
    await ask(floor, "Ann", "Bo")
    await floor.taps("Bo", "Accept")
    meeting, version, _, _ = await newest(floor)
    bo = await floor.attendee_of("Bo")
    async with unit_of_work(floor.app.database, floor.clock.now()) as uow:
        await move(uow, meeting, by=Organiser(bo.person_id), slot=floor.event.slots[-1].id, version=version)
    floor.app.sender.look()
    await floor.settle()
    told = floor.latest("Ann")
    assert "Agreed: you meet Bo Tester" in told
    assert "Table" in told
    assert "Cancel" in offered(floor, "Ann")
    assert "Move" not in offered(floor, "Ann")
    _, version, _, _ = await newest(floor)
    assert SET in await tap_data(floor, "Ann", MeetingTap(MeetingAct.MOVE, meeting, version).pack())


async def test_once_it_is_published_times_are_chosen_as_anywhere(floor: Floor) -> None:
    await english(floor, "Ann", "Bo", "Cy")
    await ask(floor, "Ann", "Bo")
    await floor.taps("Bo", "Accept")
    await publish(floor)
    agenda = (await floor.says("Ann", "/agenda")).replace("<b>", "").replace("</b>", "")
    assert "Agreed, but without a time: Bo Tester. Tap one to choose its time." in agenda
    await floor.taps("Ann", "🤝 Bo Tester")
    await floor.taps("Ann", "Choose a time")
    assert "Agreed: you meet Bo Tester" in await floor.taps("Ann", "10:00")
    assert "10:00–10:20" in floor.latest("Bo")
    await floor.says("Ann", "/people")
    await floor.taps("Ann", "Cy Tester")
    assert "When would you like to meet" in await floor.taps("Ann", "Request a meeting")
    await floor.taps("Ann", "10:25")
    await floor.taps("Ann", "Send without a note")
    assert "Another time" in " ".join(offered(floor, "Cy"))
    assert "10:25–10:45" in await floor.taps("Cy", "Accept")


async def test_lithuanians_read_it_in_lithuanian(floor: Floor) -> None:
    await floor.attendee("Ann", language_code="lt")
    await floor.attendee("Bo", language_code="lt")
    await floor.digests_come()
    await floor.says("Ann", "/people")
    await floor.taps("Ann", "Bo Tester")
    seen = await floor.taps("Ann", "susitikimo")
    assert "Visų susitikimų laiką nustatys organizatoriai, kai paskelbs tvarkaraštį." in seen
