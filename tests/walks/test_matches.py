"""The desk's *Matches*: proposed beside everything else, looked at, made once, told once; and newcomers at ten."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from storage.tables import meetings, timetables
from tests.floor import VILNIUS, Floor, open_floor
from tests.walks.test_for_you import SELLS


async def at_the_desk(floor: Floor) -> None:
    """Four who have what three want, and an organiser at /desk."""
    for name in ("Ann", "Bo", "Cy"):
        await floor.attendee(name)
    for name in ("Di", "Ed", "Flo", "Gil"):
        await floor.attendee(name, **SELLS)
    floor.organiser()
    await floor.says("organiser", "/start vilnius-2022")
    await floor.says("organiser", "/desk")


async def worked_out(floor: Floor) -> None:
    """Let what was ordered be worked out."""
    floor.app.jobs.look_at_all()
    await floor.settle(120)


async def number_of_meetings(floor: Floor) -> int:
    async with floor.app.database.reading() as connection:
        return int((await connection.execute(select(func.count()).select_from(meetings))).scalar_one())


async def test_a_set_is_proposed_made_once_and_everybody_hears_once(floor: Floor) -> None:
    await at_the_desk(floor)
    seen = await floor.taps("organiser", "✨ Matches")
    assert "At least how many for everybody?" in seen
    assert "Working it out" in await floor.taps("organiser", "2")
    await worked_out(floor)
    seen = floor.latest("organiser")
    assert "meetings proposed" in seen
    assert "7 of 7 people have at least 2 meetings" in seen
    assert "Offers" in seen, "some pairs with their reasons"
    assert await number_of_meetings(floor) == 0
    await floor.taps("organiser", "As a sheet")
    document = floor.phone("organiser").last
    assert document is not None
    assert document["document"]["file_name"].endswith(".csv")
    await floor.taps("organiser", "Make these")
    assert await number_of_meetings(floor) == 0, "asked first"
    seen = await floor.taps("organiser", "Yes, make them")
    made = await number_of_meetings(floor)
    assert made >= 7
    assert f"{made} meetings made." in seen
    assert "make the timetable" in seen
    ann = floor.latest("Ann")
    assert "The organisers have arranged" in ann
    assert "Offers Packaging, needs your Food export." in ann
    assert floor.everything("Ann").count("The organisers have arranged") == 1
    label = next(label for label in floor.buttons("Ann") if "Tester" in label)
    assert "Agreed" in await floor.taps("Ann", label) or "Meeting with" in floor.reads("Ann")
    await floor.taps("Ann", "Cancel")
    assert "ancelled" in await floor.taps("Ann", "Yes, cancel it")


async def test_a_second_tap_an_old_button_and_strangers_make_nothing(floor: Floor) -> None:
    await at_the_desk(floor)
    await floor.taps("organiser", "✨ Matches")
    await floor.taps("organiser", "2")
    await worked_out(floor)
    async with floor.app.database.reading() as connection:
        number = (await connection.execute(select(timetables.c.id))).scalar_one()
    shown = floor.phone("Ann").say("/menu") or floor.phone("Ann").last
    await floor.settle()
    shown = floor.phone("Ann").last
    assert shown is not None
    for act in "osvfqmx":
        tapped = floor.phone("Ann").tap_data(shown["message_id"], f"ms:{act}:{number}:2")
        await floor.settle()
        assert "Only the organisers" in str((tapped.answer or {}).get("text")), act
    assert await number_of_meetings(floor) == 0
    mine = floor.phone("organiser").last
    assert mine is not None
    for data in (f"ms:m:{number + 9}:0", "ms:m::0", "ms:s::99", "ms:z:1:0", f"ms:v:{number + 9}:0"):
        floor.phone("organiser").tap_data(mine["message_id"], data)
        await floor.settle()
    assert await number_of_meetings(floor) == 0
    for _ in range(2):
        floor.phone("organiser").tap_data(mine["message_id"], f"ms:m:{number}:0")
        await floor.settle()
    made = await number_of_meetings(floor)
    assert made >= 7
    tapped = floor.phone("organiser").tap_data(mine["message_id"], f"ms:x:{number}:0")
    await floor.settle()
    assert "is over" in str((tapped.answer or {}).get("text")), "what is made is not dropped"
    assert await number_of_meetings(floor) == made


async def test_a_set_that_is_dropped_makes_nothing_and_another_can_be_asked_for(floor: Floor) -> None:
    await at_the_desk(floor)
    await floor.taps("organiser", "✨ Matches")
    await floor.taps("organiser", "3")
    assert "Dropped" in await floor.taps("organiser", "Drop it")
    await worked_out(floor)
    assert "proposed" not in floor.everything("organiser")
    await floor.says("organiser", "/desk")
    assert "At least how many" in await floor.taps("organiser", "✨ Matches")
    assert await number_of_meetings(floor) == 0


async def test_at_ten_people_hear_who_new_fits_and_a_tap_shows_them(sqlite_url: str) -> None:
    async with open_floor(sqlite_url, at=datetime(2022, 4, 20, 9, 0, tzinfo=VILNIUS)) as floor:
        await floor.attendee("Ann")
        await floor.clock_strikes(datetime(2022, 4, 20, 9, 30, tzinfo=VILNIUS))
        await floor.attendee("Bo", **SELLS)
        await floor.attendee("Zoe", organisation="Poets", offers=(), needs=())
        await floor.clock_strikes(datetime(2022, 4, 20, 9, 59, tzinfo=VILNIUS))
        assert "fits you" not in floor.everything("Ann")
        await floor.clock_strikes(datetime(2022, 4, 20, 10, 0, tzinfo=VILNIUS))
        seen = floor.latest("Ann")
        assert seen.startswith("✨ New, and fits you: 1 person")
        assert "Offers Packaging, needs your Food export." in seen
        assert "Zoe" not in seen
        assert "fits you" not in floor.everything("Bo"), "who came last has seen who was there"
        assert "Request a meeting" in (await floor.taps("Ann", "Bo Tester") and floor.buttons("Ann")[0])
        await floor.clock_strikes(datetime(2022, 4, 21, 10, 0, tzinfo=VILNIUS))
        assert floor.everything("Ann").count("New, and fits you") <= 1, "once"
