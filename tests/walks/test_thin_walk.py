"""The main job, as people see it on their phones: from a tap on one phone to a bell on another."""

from __future__ import annotations

from tests.floor import Floor


async def test_first_contact(floor: Floor) -> None:
    ann = await floor.attendee("Ann")
    print(await floor.says("Ann", "/start"), floor.buttons("Ann"))
    assert ann.last
