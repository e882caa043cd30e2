"""Save-the-dates, registration that opens later, and several events in one bot."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from storage.tables import persons, save_the_dates
from tests.floor import VILNIUS, Floor
from tests.walks.test_registering.doors import LONG_BEFORE, a_file, a_floor, load, registers


async def stored(floor: Floor) -> tuple[int, int]:
    async with floor.app.database.reading() as connection:
        numbers = [
            (await connection.execute(select(func.count()).select_from(table))).scalar_one()
            for table in (persons, save_the_dates)
        ]
    return numbers[0], numbers[1]


async def test_whoever_asks_is_told_once_when_registration_opens(sqlite_url: str, tmp_path: Path) -> None:
    async with a_floor(sqlite_url, tmp_path, LONG_BEFORE) as floor:
        for name in ("Ann", "Bo"):
            floor.newcomer(name)
            assert "Registration opens on" in await floor.says(name, "/start")
            notice = await floor.taps(name, "Tell me when it is")
            assert "Registration is not open yet" in notice
            assert "Nothing is stored before you agree" in notice
        assert await stored(floor) == (0, 0), "the notice comes first"
        for _ in range(2):
            assert "You will hear here" in await floor.taps("Ann", "I agree: tell me")
            await floor.says("Ann", "/start vilnius-2022")
            if "Don’t tell me" in floor.buttons("Ann"):
                break
        assert await stored(floor) == (1, 1)
        await floor.taps("Bo", "I agree: tell me")
        assert "nothing will come" in await floor.taps("Bo", "Don’t tell me")
        assert await stored(floor) == (2, 1)
        assert "You will be told" in await floor.says("Ann", "/start")
        await floor.clock_strikes(datetime(2022, 2, 21, 9, 0, tzinfo=VILNIUS))
        assert "Registration is open" in floor.latest("Ann")
        assert "Registration is open" not in floor.everything("Bo")
        await floor.clock_strikes(datetime(2022, 2, 22, 9, 0, tzinfo=VILNIUS))
        assert floor.everything("Ann").count("Registration is open") == 1
        assert "Nothing is stored before you agree" in await floor.taps("Ann", "Register")
        assert "Which organisation" in await floor.taps("Ann", "I agree")


async def test_a_save_the_date_is_told_when_its_programme_is_out(sqlite_url: str, tmp_path: Path) -> None:
    async with a_floor(sqlite_url, tmp_path, save_the_date=True) as floor:
        floor.newcomer("Ann", language_code="lt")
        assert "Pasižymėkite datą" in await floor.says("Ann", "/start vilnius-2022")
        await floor.taps("Ann", "Sutinku: praneškite")
        await floor.says("Ann", "/mydata")
        await load(floor, a_file(tmp_path))
        await floor.clock_strikes(datetime(2022, 4, 12, 10, 5, tzinfo=VILNIUS))
        assert "Registracija prasidėjo" in floor.latest("Ann")


async def test_who_asked_and_is_forgotten_hears_nothing(sqlite_url: str, tmp_path: Path) -> None:
    async with a_floor(sqlite_url, tmp_path, LONG_BEFORE) as floor:
        floor.newcomer("Ann")
        await floor.says("Ann", "/start vilnius-2022")
        await floor.taps("Ann", "I agree: tell me")
        await floor.says("Ann", "/forgetme")
        await floor.taps("Ann", "Yes, delete everything")
        assert (await stored(floor))[1] == 0
        await floor.clock_strikes(datetime(2022, 2, 21, 9, 0, tzinfo=VILNIUS))
        assert "Registration is open" not in floor.everything("Ann")


@pytest.mark.parametrize("data", ["rg:tell:vilnius-2022:", "rg:mute:vilnius-2022:"])
async def test_an_old_button_of_a_save_the_date_leads_to_what_is_so_now(
    sqlite_url: str, tmp_path: Path, data: str
) -> None:
    async with a_floor(sqlite_url, tmp_path) as floor:
        floor.newcomer("Ann")
        await floor.says("Ann", "/start vilnius-2022")
        floor.phone("Ann").tap_data(floor.phone("Ann").last["message_id"], data)
        await floor.settle()
        assert "agree" in floor.reads("Ann") or "nothing will come" in floor.reads("Ann")
        assert await stored(floor) == (0, 0)


async def test_one_tap_goes_from_event_to_event_of_those_one_is_registered_for(sqlite_url: str, tmp_path: Path) -> None:
    async with a_floor(sqlite_url, tmp_path) as floor:
        await load(floor, a_file(tmp_path, slug="kaunas-2022", name="Kaunas Day"))
        await registers(floor, "Ann")
        await floor.says("Ann", "/start kaunas-2022")
        assert "You are registered" in await floor.taps("Ann", "register me, online")
        assert "Kaunas Day" in await floor.says("Ann", "/menu")
        await floor.taps("Ann", "Settings")
        events = await floor.taps("Ann", "Open events")
        assert events.count("You are registered") == 2
        menu = await floor.taps("Ann", "✅ Clusters meet Regions")
        assert "Clusters meet Regions" in menu
        assert "What would you like to do, Ann" in menu
        assert "Kaunas Day" in await floor.says("Ann", "/start kaunas-2022"), "a link opens its event"
        assert "Kaunas Day" in await floor.says("Ann", "/menu")


async def test_an_organiser_of_two_events_goes_from_one_to_the_other(sqlite_url: str, tmp_path: Path) -> None:
    async with a_floor(sqlite_url, tmp_path) as floor:
        floor.organiser()
        await floor.says("organiser", "/start vilnius-2022")
        await load(floor, a_file(tmp_path, slug="kaunas-2022", name="Kaunas Day"))
        menu = await floor.says("organiser", "/start kaunas-2022")
        assert "Kaunas Day" in menu
        assert "Announce" in floor.buttons("organiser")
        assert "Kaunas Day" in await floor.says("organiser", "/menu")
