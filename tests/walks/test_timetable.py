"""An event whose organisers publish the timetable, from the first request to the bells, through the chats."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import select, update

from bot.domain.proposals import Stage
from bot.services.timetable import asking
from storage.events import changed_here, rules_to_json
from storage.tables import events, meetings, timetables
from tests.floor import Floor

PEOPLE = ("Ann", "Bo", "Cy", "Di", "Ed", "Fay")
PAIRS = (("Ann", "Bo"), ("Ann", "Cy"), ("Bo", "Cy"), ("Di", "Ed"), ("Ed", "Fay"), ("Ann", "Fay"))


@pytest.fixture(autouse=True)
def small_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is asked for in the chat is worked on for a moment only."""
    start = asking.start

    async def briefly(*args: object, **more: object) -> object:
        return await start(*args, **({"work": 200, "seconds": 20} | more))  # type: ignore[arg-type]

    monkeypatch.setattr("bot.services.timetable.start", briefly)


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
    async with asyncio.timeout(60):
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
        new = floor.phone(name).messages[before[name] :]
        assert len(new) == 1, floor.everything(name)
        assert "your timetable" in floor.latest(name)
    ann = floor.latest("Ann")
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
    await floor.clock_strikes("17:00")
    for name, number in (("Ann", 3), ("Bo", 2), ("Di", 1), ("Ed", 2)):
        assert floor.everything(name).count("🔔") == number, floor.everything(name)


async def test_no_meeting_is_agreed_yet(floor: Floor) -> None:
    floor.organiser()
    await floor.says("organiser", "/desk")
    said = await floor.taps("organiser", "Timetable")
    assert "No meeting is agreed yet" in said
    assert "▶️ Start" not in floor.buttons("organiser")
    assert "Menu" in floor.buttons("organiser")
