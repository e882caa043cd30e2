"""Drafts, scheduled and sent ones in lists; who has read; the segment of those who have not."""

from __future__ import annotations

from tests.floor import Floor
from tests.walks.test_announcements.desk import composed, crowd, previewed


async def scheduled(floor: Floor, text: str = "Lunch is served.", at: str = "10:30") -> None:
    """It goes out at a time of today."""
    await previewed(floor, text)
    await floor.taps("organiser", "Send later…")
    await floor.says("organiser", at)
    await floor.taps("organiser", at)


async def test_announce_opens_with_what_is_there(floor: Floor) -> None:
    await floor.attendee("Ann")
    floor.organiser()
    await floor.says("organiser", "/announce")
    assert floor.buttons("organiser") == ["Menu"]
    await scheduled(floor)
    await previewed(floor, "Doors open.")
    await floor.taps("organiser", "Send now")
    await composed(floor, "Half a thought")
    await floor.says("organiser", "/announce")
    assert floor.buttons("organiser") == ["Scheduled (1)", "Sent (1)", "Drafts (1)", "Menu"]
    await floor.taps("organiser", "Sent (1)")
    assert floor.buttons("organiser")[0] == "Wed 27 April, 09:00 · Doors open."
    assert "Doors open." in await floor.taps("organiser", "Doors open.")
    assert "Sent: 1" in floor.reads("organiser")


async def test_a_list_leaves_nothing_that_waits_for_words(floor: Floor) -> None:
    await floor.attendee("Ann")
    await scheduled(floor)
    await floor.says("organiser", "/announce")
    await floor.taps("organiser", "Scheduled (1)")
    assert "Who gets it?" not in await floor.says("organiser", "Oops")


async def test_a_scheduled_one_gets_another_time_and_other_words(floor: Floor) -> None:
    await floor.attendee("Ann")
    await scheduled(floor)
    await floor.says("organiser", "/announce")
    await floor.taps("organiser", "Scheduled (1)")
    await floor.taps("organiser", "Lunch is served.")
    assert floor.buttons("organiser")[:4] == ["Send now", "Change the time", "Change the text", "Cancel the schedule"]
    await floor.taps("organiser", "Change the time")
    await floor.says("organiser", "11:00")
    assert "It goes out Wed 27 April, 11:00" in await floor.taps("organiser", "11:00")
    await floor.taps("organiser", "Change the text")
    await floor.taps("organiser", "✏️ English")
    assert "Lunch is late." in await floor.says("organiser", "Lunch is late.")
    assert "It goes out Wed 27 April, 11:00" in floor.latest("organiser")
    await floor.clock_strikes("10:31")
    assert "Lunch" not in floor.everything("Ann")
    await floor.clock_strikes("11:00")
    assert floor.latest("Ann") == "Lunch is late."


async def test_words_that_come_too_late_for_a_scheduled_one_are_not_taken(floor: Floor) -> None:
    await floor.attendee("Ann")
    await scheduled(floor)
    await floor.taps("organiser", "Change the text")
    await floor.taps("organiser", "✏️ English")
    await floor.clock_strikes("10:30")
    assert "Sen" in await floor.says("organiser", "Lunch is late.")
    assert floor.latest("Ann") == "Lunch is served."


async def test_a_cancelled_schedule_keeps_the_words(floor: Floor) -> None:
    await floor.attendee("Ann")
    await scheduled(floor)
    assert "kept as a draft" in await floor.taps("organiser", "Cancel the schedule")
    await floor.clock_strikes("10:31")
    assert "Lunch" not in floor.everything("Ann")
    await floor.taps("organiser", "Preview")
    await floor.taps("organiser", "Send now")
    assert floor.latest("Ann") == "Lunch is served."


async def test_a_photo_is_no_time(floor: Floor) -> None:
    await previewed(floor)
    await floor.taps("organiser", "Send later…")
    floor.phone("organiser").share_location(54.7, 25.3)
    await floor.settle()
    assert "could not read a time" in floor.latest("organiser")


async def test_a_time_in_the_phones_language(floor: Floor) -> None:
    await floor.attendee("Ann")
    floor.organiser().user["language_code"] = "de"
    await previewed(floor)
    await floor.taps("organiser", "Send later…")
    await floor.says("organiser", "heute um 10:30 Uhr")
    assert "10:30" in floor.buttons("organiser")[0]


async def test_who_has_read_and_a_reminder_to_those_who_have_not(floor: Floor) -> None:
    await crowd(floor, 25)
    await previewed(floor)
    await floor.taps("organiser", "Read button: off")
    await floor.taps("organiser", "Send now")
    for name in ("P3", "P4"):
        await floor.taps(name, "Read ✓")
    text = await floor.taps("organiser", "Who read it")
    assert "Pressed “Read”: 2 people" in text
    assert text.endswith("P3 Tester\nP4 Tester")
    text = await floor.taps("organiser", "Have not: 23")
    assert "Have not pressed “Read”: 23 people" in text
    assert text.count("Tester") == 20
    assert (await floor.taps("organiser", "»")).count("Tester") == 3
    await floor.taps("organiser", "Remind those who have not")
    assert "Have not pressed “Read”: 23 people" in floor.latest("organiser")
    await floor.taps("organiser", "Send now to 23 people")
    got = {name: floor.everything(name).count("Lunch is served.") for name in ("P3", "P5")}
    assert got == {"P3": 1, "P5": 2}


async def test_those_who_are_not_checked_in(floor: Floor) -> None:
    await floor.attendee("Ann")
    await floor.attendee("Bo")
    async with floor.app.database.writing() as connection:
        await connection.exec_driver_sql("UPDATE attendees SET checked_in_at = 1 WHERE name = 'Bo Tester'")
    await composed(floor)
    assert "Not checked in: 1 person" in await floor.taps("organiser", "Not checked in")
    assert "Interpreter wished: 0 people" in await floor.taps("organiser", "Interpreter wished")
