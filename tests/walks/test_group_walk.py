"""Group meetings and meetings placed anew, as people see them on their phones."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import update

from bot.domain.people import Mode
from bot.services import meetings
from storage import people, tables
from storage.people.writing import modes_json
from storage.unit_of_work import unit_of_work
from tests.floor import Floor
from tests.walks.test_choosing_walk import choose
from tests.walks.test_meeting_life import agree, body, english


async def add(floor: Floor, host: str, name: str) -> str:
    """The host adds somebody, from the newest message with the button."""
    await floor.taps(host, "Add people")
    return await pick(floor, host, name)


async def pick(floor: Floor, host: str, name: str) -> str:
    """A name is typed, and tapped."""
    await floor.says(host, name)
    return await floor.taps(host, f"{name} Tester")


async def goes(floor: Floor, name: str, mode: Mode) -> None:
    """Somebody takes part otherwise, as the profile lets them say."""
    async with unit_of_work(floor.app.database, floor.clock.now()) as uow:
        person = await people.person_by_telegram(uow.connection, floor.phone(name).user["id"])
        assert person is not None
        me = await people.attendee_of(uow.connection, person.id, floor.event.id)
        assert me is not None
        modes = dict.fromkeys(floor.event.days, mode)
        await people.change_attendee(uow.connection, me.id, now=uow.now, modes=modes_json(modes))
        await meetings.refit(uow, floor.event, replace(me, modes=modes))
    await floor.clock_strikes(floor.clock.now() + timedelta(seconds=30))


async def test_the_host_adds_somebody_who_accepts_with_one_tap_and_all_have_it_in_their_agenda(floor: Floor) -> None:
    await english(floor, "Ann", "Bo", "Cy")
    await agree(floor, "Ann", "Bo", "10:00")
    assert "Whom would you like to add to the meeting with Bo Tester?" in await floor.taps("Ann", "Add people")
    assert "Nobody found" in await floor.says("Ann", "<b>🙂 qqq")
    assert "Cy Tester is asked to join" in await pick(floor, "Ann", "Cy")
    assert "⏳ Asked too: Cy Tester" in floor.reads("Ann")
    asked = floor.latest("Cy")
    assert "Ann Tester invites you to a meeting" in asked
    assert "👥 Ann Tester (Invented Foods), Bo Tester (Invented Foods)" in asked
    assert "Please answer by" in asked
    assert "Meeting with Ann Tester +1" in await floor.taps("Cy", "Accept") or "Agreed" in floor.reads("Cy")
    for name in ("Ann", "Bo"):
        assert "Cy Tester joins your meeting" in floor.everything(name)
        await floor.taps(name, "Got it")
    for name in ("Ann", "Bo", "Cy"):
        assert "Tester +1" in await floor.says(name, "/agenda")


async def test_an_invitation_stands_in_the_requests_and_is_turned_down_with_a_tap(floor: Floor) -> None:
    await english(floor, "Ann", "Bo", "Cy")
    await agree(floor, "Ann", "Bo", "10:00")
    await add(floor, "Ann", "Cy")
    assert "1 request waits for your answer" in await floor.says("Cy", "/requests")
    await floor.taps("Cy", "❗ Ann")
    assert "You are not in the meeting" in await floor.taps("Cy", "Decline")
    assert "Cy Tester does not join your meeting with Bo Tester" in floor.everything("Ann")
    assert "No open requests" in await floor.says("Cy", "/requests")


async def test_with_somebody_online_all_get_the_rooms_link_and_the_bell_rings_for_all(floor: Floor) -> None:
    await floor.attendee("Cy", modes=("online", "online"))
    await english(floor, "Ann", "Bo")
    await agree(floor, "Ann", "Bo", "10:00")
    assert "Table" in floor.reads("Bo")
    await add(floor, "Ann", "Cy")
    await floor.taps("Cy", "Accept")
    for name in ("Ann", "Bo", "Cy"):
        assert "Virtual room" in body(floor, name, "10:00–10:20"), name
    await floor.clock_strikes("09:45")
    for name in ("Ann", "Bo", "Cy"):
        assert "Virtual room" in body(floor, name, "🔔 In 15 minutes"), name


async def test_a_member_leaves_and_the_host_leaves_and_then_it_is_off(floor: Floor) -> None:
    await english(floor, "Ann", "Bo", "Cy", "Di")
    await agree(floor, "Ann", "Bo", "10:00")
    for name in ("Cy", "Di"):
        await add(floor, "Ann", name)
        await floor.taps(name, "Accept")
    assert "The others meet without you" in await floor.taps("Di", "Leave")
    assert "You are not in the meeting" in await floor.taps("Di", "Yes, leave it")
    assert "Di Tester has left your meeting" in floor.everything("Bo")
    await floor.taps("Ann", "Leave")
    await floor.taps("Ann", "Yes, leave it")
    assert "Ann Tester has left your meeting" in floor.everything("Cy")
    await floor.taps("Bo", "Add people")
    await floor.taps("Bo", "Back")
    await floor.taps("Cy", "Cancel")
    await floor.taps("Cy", "Yes, cancel it")
    assert "Cancelled: your meeting with Cy Tester" in floor.everything("Bo")
    assert "Cancelled: your meeting" not in floor.everything("Ann") + floor.everything("Di")


async def test_who_goes_online_moves_the_meeting_to_a_room_and_the_other_says_got_it(floor: Floor) -> None:
    await english(floor, "Ann", "Bo")
    await agree(floor, "Ann", "Bo", "10:00")
    await goes(floor, "Ann", Mode.ONLINE)
    assert "Changed: your meeting with Ann Tester" in floor.everything("Bo")
    assert "Virtual room" in floor.everything("Bo")
    await floor.taps("Bo", "Got it")


async def test_a_meeting_that_lost_its_time_is_given_one_by_either_side_with_two_taps(floor: Floor) -> None:
    await english(floor, "Ann", "Bo")
    await agree(floor, "Ann", "Bo", "10:00")
    async with unit_of_work(floor.app.database, floor.clock.now()) as uow:
        await uow.connection.execute(update(tables.places).where(tables.places.c.kind == "room").values(removed=True))
        await uow.connection.execute(update(tables.events).values(revision=tables.events.c.revision + 1))
    await goes(floor, "Ann", Mode.ONLINE)
    for name in ("Ann", "Bo"):
        assert "has lost its time" in floor.everything(name)
    assert "You have no free time in common" in await floor.taps("Bo", "Choose a time")
    await goes(floor, "Ann", Mode.ONSITE)
    await floor.taps("Bo", "Stop")
    await floor.taps("Bo", "Choose a time")
    assert "Agreed: you meet Ann Tester" in await floor.taps("Bo", "14:25")
    assert "14:25–14:45" in floor.everything("Ann")
    assert "Table" in body(floor, "Ann", "14:25–14:45")


async def test_somebody_elses_tap_on_add_people_and_an_old_invitation_change_nothing(floor: Floor) -> None:
    await english(floor, "Ann", "Bo", "Cy", "Di")
    await agree(floor, "Ann", "Bo", "10:00")
    await add(floor, "Ann", "Cy")
    invitation = floor.phone("Cy").messages[-1]
    data = [b["callback_data"] for row in invitation["reply_markup"]["inline_keyboard"] for b in row]
    await choose(floor, "Di", "Bo Tester")
    for one in data:
        floor.phone("Di").tap_data(floor.phone("Di").messages[-1]["message_id"], one)
        await floor.settle()
    assert "Bo Tester" not in await floor.says("Di", "/agenda")
    await floor.taps("Cy", "Decline")
    floor.phone("Cy").tap_data(invitation["message_id"], data[0])
    await floor.settle()
    assert "Bo Tester" not in await floor.says("Cy", "/agenda")
