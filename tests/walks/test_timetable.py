"""An event whose organisers publish the timetable, from the first request to the bells, through the chats."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.domain.proposals import Stage
from bot.services import meetings as service
from bot.services.timetable import Runner
from storage.events import changed_here, rules_to_json
from storage.tables import events, meetings, timetables
from storage.unit_of_work import unit_of_work
from tests.floor import VILNIUS, Floor
from tests.services.timetable.by_hand import by_hand, not_there, until_stopped

PEOPLE = ("Ann", "Bo", "Cy", "Di", "Ed", "Fay")
PAIRS = (("Ann", "Bo"), ("Ann", "Cy"), ("Bo", "Cy"), ("Di", "Ed"), ("Ed", "Fay"), ("Ann", "Fay"))


@pytest.fixture(autouse=True)
def an_engine_by_hand(floor: Floor) -> None:
    """The engine itself has tests of its own."""
    floor.app.timetables.engine = by_hand


async def publishing_event(floor: Floor) -> None:
    """From now on agreed meetings wait for the organisers' timetable."""
    rules = replace(floor.event.rules, scheduling="published")
    async with floor.app.database.writing() as connection:
        await connection.execute(update(events).values(rules=rules_to_json(rules), revision=events.c.revision + 1))
        changed_here(connection, floor.event.id)


async def agreed_people(floor: Floor) -> None:
    """Six people, and six meetings that each of two agreed to in the chat."""
    await publishing_event(floor)
    for name in PEOPLE:
        await floor.attendee(name)
    for one, two in PAIRS:
        await floor.says(one, "/people")
        await floor.taps(one, f"{two} Tester")
        await floor.taps(one, "Request a meeting")
        await floor.taps(one, "Send without a note")
        await floor.taps(two, "Accept")
    floor.organiser()


async def ready(floor: Floor) -> str:
    """The desk starts, and the engine is done."""
    await floor.says("organiser", "/desk")
    await floor.taps("organiser", "Timetable")
    await floor.taps("organiser", "Start")
    return await done(floor)


async def done(floor: Floor) -> str:
    """Until nothing is worked on or published."""
    floor.app.jobs.look("timetables")
    await floor.settle()
    async with asyncio.timeout(30):
        await floor.app.timetables.idle()
    await floor.settle()
    return floor.latest("organiser")


async def status(floor: Floor) -> list[str]:
    """How the proposals stand, oldest first."""
    async with floor.app.database.reading() as connection:
        return list((await connection.execute(select(timetables.c.status).order_by(timetables.c.id))).scalars())


async def test_agreed_meetings_get_their_times_in_one_message_each(floor: Floor) -> None:
    await agreed_people(floor)
    before = {name: len(floor.phone(name).messages) for name in PEOPLE}
    await floor.says("organiser", "/desk")
    said = await floor.taps("organiser", "Timetable (6 without a time)")
    assert "6 agreed meetings have no time" in said
    assert "for 6 meetings" in said
    said = await floor.taps("organiser", "Start")
    assert "Making the timetable" in said
    said = await done(floor)
    assert "The timetable is ready. Nobody has been told yet." in said
    assert "With a time: 0 → 6 of 6" in said
    assert all(len(floor.phone(name).messages) == before[name] for name in PEOPLE)
    said = await floor.taps("organiser", "Publish…")
    assert "6 people get one message each" in said
    assert len(floor.phone("Ann").messages) == before["Ann"]
    await floor.taps("organiser", "Yes, tell 6 people")
    said = await done(floor)
    assert "Published." in said
    assert "6 meetings have their time" in said
    for name in PEOPLE:
        new = [m for m in floor.phone(name).messages[before[name] :] if "☀️" not in m["text"]]  # the morning's digest
        assert len(new) == 1, floor.everything(name)
        assert "your timetable" in new[0]["text"]
    ann = next(m["text"] for m in reversed(floor.phone("Ann").messages) if "your timetable" in m["text"])
    assert all(f"{other} Tester" in ann for other in ("Bo", "Cy", "Fay"))
    assert "was:" not in ann
    await floor.taps("Ann", "Got it")
    assert "You have seen this" in floor.reads("Ann")
    assert await status(floor) == [Stage.PUBLISHED.value]
    await _bells_ring_once_at_the_new_times(floor)


async def _bells_ring_once_at_the_new_times(floor: Floor) -> None:
    async with floor.app.database.reading() as connection:
        rows = (await connection.execute(select(meetings))).all()
    assert {row.status for row in rows} == {"scheduled"}
    floor.app.jobs.ask()
    await floor.settle()
    starts = {slot.id: slot.starts_at for slot in floor.event.slots}
    for moment in sorted({starts[row.slot_id] - timedelta(minutes=15) for row in rows}):
        await floor.clock_strikes(f"{moment.astimezone(VILNIUS):%H:%M}")
    for name, number in (("Ann", 3), ("Bo", 2), ("Di", 1), ("Ed", 2)):
        assert floor.everything(name).count("🔔") == number, floor.everything(name)


async def test_no_meeting_is_agreed_yet(floor: Floor) -> None:
    floor.organiser()
    await floor.says("organiser", "/desk")
    said = await floor.taps("organiser", "Timetable")
    assert "No meeting is agreed yet" in said
    assert "▶️ Start" not in floor.buttons("organiser")
    assert "Menu" in floor.buttons("organiser")


async def test_it_is_watched_stopped_and_discarded(floor: Floor) -> None:
    await agreed_people(floor)
    floor.app.timetables.engine = until_stopped
    await floor.says("organiser", "/desk")
    await floor.taps("organiser", "Timetable")
    await floor.taps("organiser", "Start")
    floor.app.jobs.look("timetables")
    await floor.settle()
    assert await status(floor) == [Stage.RUNNING.value]
    async with asyncio.timeout(30):
        while "With a time: 6 of 6" not in floor.latest("organiser"):
            await asyncio.sleep(0.05)
            await floor.settle()
    assert "0 waits between meetings" in floor.latest("organiser")
    await floor.says("organiser", "/desk")
    assert "Stop and keep this" not in floor.buttons("organiser")
    await floor.taps("organiser", "Timetable")
    await floor.taps("organiser", "Stop and keep this")
    assert "The timetable is ready" in await done(floor)
    assert "Discarded" in await floor.taps("organiser", "Discard")
    assert await status(floor) == [Stage.DROPPED.value]
    async with floor.app.database.reading() as connection:
        assert set((await connection.execute(select(meetings.c.status))).scalars()) == {"accepted"}


async def test_a_bot_killed_while_it_works_takes_it_up_again(floor: Floor) -> None:
    await agreed_people(floor)
    floor.app.timetables.engine = until_stopped
    await floor.says("organiser", "/desk")
    await floor.taps("organiser", "Timetable")
    await floor.taps("organiser", "Start")
    floor.app.jobs.look("timetables")
    await floor.settle()
    await floor.app.timetables.stop()
    assert await status(floor) == [Stage.RUNNING.value]
    again = Runner(floor.app.database, floor.clock, "another process", floor.app.sender.look, by_hand)
    await again.look()
    await again.idle()
    await floor.settle()
    assert await status(floor) == [Stage.READY.value]
    assert "The timetable is ready" in floor.latest("organiser")


async def test_what_changed_meanwhile_is_said_and_left_alone(floor: Floor) -> None:
    await agreed_people(floor)
    await ready(floor)
    await floor.clock_strikes("09:01")
    await floor.says("Ann", "/requests")
    ann = await floor.attendee_of("Ann")
    async with floor.app.database.reading() as connection:
        mine = select(meetings.c.id).where(meetings.c.requester_id == ann.id).order_by(meetings.c.id)
        first = (await connection.execute(mine)).scalars().first()
    async with unit_of_work(floor.app.database, floor.clock.now()) as uow:
        assert first is not None
        await service.cancel(uow, first, by=ann)
    await floor.says("organiser", "/desk")
    said = await floor.taps("organiser", "Timetable")
    assert "1 meeting has changed since." in said
    assert "🔄 Work it out again" in floor.buttons("organiser")
    assert "1 meeting has changed since" in await floor.taps("organiser", "Publish…")
    await floor.taps("organiser", "Yes, tell")
    said = await done(floor)
    assert "5 meetings have their time" in said
    assert "1 had changed meanwhile" in said


async def test_two_organisers_and_old_buttons(floor: Floor) -> None:
    await agreed_people(floor)
    await ready(floor)
    first = floor.phone("organiser").last
    assert first is not None
    await floor.says("organiser", "/desk")
    await floor.taps("organiser", "Timetable")
    await floor.taps("organiser", "Publish…")
    second = floor.phone("organiser").last
    await floor.taps("organiser", "Discard", message=first["message_id"])
    assert second is not None
    await floor.taps("organiser", "Yes, tell", message=second["message_id"])
    assert "Discarded" in floor.reads("organiser")
    assert await status(floor) == [Stage.DROPPED.value]
    assert "your timetable" not in floor.everything("Ann")


async def test_nobody_else_presses_its_buttons(floor: Floor) -> None:
    await agreed_people(floor)
    await ready(floor)
    shown = floor.phone("organiser").last
    assert shown is not None
    for row in shown["reply_markup"]["inline_keyboard"]:
        for button in row:
            if button["callback_data"].startswith("tt:"):
                stranger = floor.phone("Ann")
                newest = stranger.last
                assert newest is not None
                stranger.tap_data(newest["message_id"], button["callback_data"])
                await floor.settle()
    assert await status(floor) == [Stage.READY.value]


async def test_without_the_engine_it_is_said_what_to_install(floor: Floor) -> None:
    await agreed_people(floor)
    floor.app.timetables.engine = not_there
    said = await ready(floor)
    assert "pip install 'matchbell[timetable]'" in said
    assert await status(floor) == [Stage.FAILED.value]
    assert "Start" in str(await floor.taps("organiser", "Try again")) + str(floor.buttons("organiser"))


async def test_a_second_timetable_moves_only_what_it_says(floor: Floor) -> None:
    await agreed_people(floor)
    await ready(floor)
    await floor.taps("organiser", "Publish…")
    await floor.taps("organiser", "Yes, tell 6 people")
    await done(floor)
    await floor.says("organiser", "/desk")
    said = await floor.taps("organiser", "Timetable")
    assert "6 have one" in said
    assert "● Change few" in floor.buttons("organiser")
    await floor.taps("organiser", "Keep all times")
    assert "● Keep all times" in floor.buttons("organiser")
    await floor.taps("organiser", "Start")
    said = await done(floor)
    assert "Nothing would change." in said
    assert not any("Publish" in label for label in floor.buttons("organiser"))


async def test_the_desk_pins_a_meeting_and_says_that_it_must_happen(floor: Floor) -> None:
    await floor.attendee("Ann")
    await floor.attendee("Bo")
    meeting = await floor.agreed_meeting("Ann", "Bo", at="10:00")
    floor.organiser()
    await floor.says("organiser", "/desk")
    await floor.taps("organiser", "Meetings")
    await floor.taps("organiser", "Ann Tester")
    said = await floor.taps("organiser", "Keep this time")
    assert "It keeps this time." in said
    said = await floor.taps("organiser", "Must happen")
    assert "It must happen." in said
    async with floor.app.database.reading() as connection:
        row = (await connection.execute(select(meetings).where(meetings.c.id == meeting.id))).one()
    assert (row.fixed, row.priority, row.version) == (True, "must", meeting.version)
    await floor.taps("organiser", "Let it move again")
    said = await floor.taps("organiser", "Like any other")
    assert "It keeps" not in said
    assert "must happen." not in said
