"""The same walk on PostgreSQL, with the same code."""

from __future__ import annotations

import pytest

from tests.floor import Floor, open_floor

pytestmark = pytest.mark.postgres


async def test_a_meeting_is_agreed_rung_and_announced_around_on_postgresql(postgres_url: str) -> None:
    async with open_floor(postgres_url) as floor:
        await floor.attendee("Ann")
        await floor.attendee("Bo", organisation="Invented Looms")
        await _agree(floor)
        floor.organiser()
        await floor.says("organiser", "/announce")
        await floor.says("organiser", "Doors open at 9:30")
        await floor.taps("organiser", "Preview")
        await floor.taps("organiser", "Send now")
        assert "Doors open at 9:30" in floor.everything("Bo")
        await floor.clock_strikes("09:45")
        for name in ("Ann", "Bo"):
            assert floor.everything(name).count("🔔") == 1
            assert floor.everything(name).count("Doors open at 9:30") == 1


async def _agree(floor: Floor) -> None:
    await floor.says("Ann", "/people")
    await floor.taps("Ann", "Bo Tester")
    await floor.taps("Ann", "Request a meeting")
    await floor.taps("Ann", "Any time that suits both")
    await floor.taps("Ann", "Send without a note")
    assert "Table 1" in await floor.taps("Bo", "Accept")
