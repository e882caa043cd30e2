"""/programme on the phone: what is on, joining, leaving, seats, and a meeting in the way."""

from __future__ import annotations

from sqlalchemy import update

from storage.tables import events, sessions
from tests.floor import MATCHMAKING_DAY, Floor
from tests.walks.test_day.flows import agree


async def seats(floor: Floor, key: str, number: int) -> None:
    async with floor.app.database.writing() as connection:
        await connection.execute(update(sessions).where(sessions.c.key == key).values(seats=number))
        await connection.execute(update(events).values(revision=events.c.revision + 1))


async def test_what_is_on_now_stands_first(floor: Floor) -> None:
    await floor.attendee("Ann")
    await floor.clock_strikes("13:20")
    text = await floor.says("Ann", "/programme")
    lines = [line for line in text.splitlines() if "–" in line]
    assert lines[0].startswith("▶️ 13:15–14:00 Pitching · Stage")
    assert lines[-1].startswith("☑️")
    assert "Opening" in await floor.taps("Ann", "Tue 26 April")


async def test_joining_reserves_the_time_rings_before_it_and_leaving_gives_it_back(floor: Floor) -> None:
    for name in ("Ann", "Bo"):
        await floor.attendee(name)
    await floor.says("Ann", "/programme")
    card = await floor.taps("Ann", "Pitching")
    assert "https://live.example.org/vilnius-2022/stage" in card
    assert "You have joined it" in await floor.taps("Ann", "Join")
    await floor.says("Ann", "/agenda")
    assert "13:15–14:00 Pitching" in floor.reads("Ann")
    assert "Stage" in floor.reads("Ann")
    await floor.clock_strikes("13:00")
    assert "In 15 minutes: Pitching" in floor.everything("Ann")
    await floor.says("Ann", "/programme")
    await floor.taps("Ann", "Pitching")
    await floor.taps("Ann", "Leave it")
    assert "✅ Join" in floor.buttons("Ann")


async def test_who_has_left_hears_no_bell(floor: Floor) -> None:
    await floor.attendee("Ann")
    await floor.says("Ann", "/programme")
    await floor.taps("Ann", "Pitching")
    await floor.taps("Ann", "Join")
    await floor.taps("Ann", "Leave it")
    await floor.clock_strikes("13:05")
    assert "🔔" not in floor.everything("Ann")


async def test_the_last_seat_is_given_once(floor: Floor) -> None:
    for name in ("Ann", "Bo"):
        await floor.attendee(name)
    await seats(floor, "pitching", 1)
    for name in ("Ann", "Bo"):
        await floor.says(name, "/programme")
        assert "1 seat left" in await floor.taps(name, "Pitching")
    await floor.taps("Ann", "Join")
    await floor.taps("Bo", "Join")
    assert "You have joined it" not in floor.reads("Bo")
    await floor.says("Bo", "/programme")
    assert "Every seat is taken" in await floor.taps("Bo", "Pitching")
    await floor.taps("Ann", "Leave it")
    await floor.says("Bo", "/programme")
    await floor.taps("Bo", "Pitching")
    assert "You have joined it" in await floor.taps("Bo", "Join")


async def test_a_meeting_in_the_time_of_a_session_is_kept_or_moved(floor: Floor) -> None:
    for name in ("Ann", "Bo"):
        await floor.attendee(name)
    async with floor.app.database.writing() as connection:
        await connection.execute(
            update(sessions)
            .where(sessions.c.key == "pitching")
            .values(starts_at=MATCHMAKING_DAY.replace(hour=10), ends_at=MATCHMAKING_DAY.replace(hour=11))
        )
        await connection.execute(update(events).values(revision=events.c.revision + 1))
    await agree(floor, "Ann", "Bo", "10:25")
    await floor.says("Ann", "/programme")
    await floor.taps("Ann", "Pitching")
    question = await floor.taps("Ann", "Join")
    assert "You have a meeting while “Pitching” is on" in question
    assert "10:25–10:45 Bo Tester" in question
    await floor.taps("Ann", "Keep the meeting")
    assert "✅ Join" in floor.buttons("Ann"), "nothing has been changed"
    await floor.taps("Ann", "Join")
    await floor.taps("Ann", "Move Bo Tester, 10:25")
    await floor.taps("Ann", "11:15")
    await floor.says("Ann", "/programme")
    await floor.taps("Ann", "Pitching")
    assert "You have joined it" in await floor.taps("Ann", "Join")
    await floor.says("Bo", "/people")
    await floor.taps("Bo", "Ann Tester")
    await floor.says("Ann", "/availability")
    assert "🎤 10:25" in floor.buttons("Ann")


async def test_a_session_that_is_over_cannot_be_joined_and_a_break_is_for_everybody(floor: Floor) -> None:
    await floor.attendee("Ann")
    await floor.says("Ann", "/programme")
    await floor.taps("Ann", "Pitching")
    old = floor._shown("Ann")["message_id"]
    assert not any("Lunch" in label for label in floor.buttons("Ann"))
    await floor.clock_strikes("14:05")
    await floor.taps("Ann", "Join", message=old)
    assert "You have joined it" not in floor.everything("Ann")


async def test_a_visitor_may_read_the_programme_once_at_the_event(floor: Floor) -> None:
    floor.newcomer("Eve")
    assert "/start" in await floor.says("Eve", "/programme")
    floor.organiser()
    assert "Programme" in await floor.says("organiser", "/programme")
    await floor.taps("organiser", "Pitching")
    await floor.taps("organiser", "Join")
    assert "You have joined it" not in floor.everything("organiser")
