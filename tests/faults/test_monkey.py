"""A monkey on every phone: nothing breaks, and nobody moves what is somebody else's."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.tables import inbox, seats
from tests.faults.house import SCENES, full_house
from tests.faults.listening import Broken
from tests.faults.monkey import ENGINE, Monkey

STEPS = 42
PUBLISHED = "the timetable to be published"


@pytest.mark.fault
@pytest.mark.timeout(300)
@pytest.mark.parametrize("scene", SCENES)
async def test_whatever_people_press_and_type_nothing_breaks(sqlite_url: str, tmp_path: Path, scene: str) -> None:
    async with full_house(sqlite_url, tmp_path, scene) as floor:
        monkey = Monkey(floor, seed=1, likes=ENGINE if scene == PUBLISHED else ())
        await monkey.play(STEPS)
        assert len(monkey.seen) > 20, "it saw too few buttons to say anything"


@pytest.mark.fault
@pytest.mark.timeout(300)
@pytest.mark.parametrize("stranger", ["Stranger", "Cy"])
async def test_no_button_ever_shown_moves_what_is_somebody_elses(
    sqlite_url: str, tmp_path: Path, stranger: str
) -> None:
    async with full_house(sqlite_url, tmp_path, "the matchmaking morning") as floor:
        monkey = Monkey(floor, seed=2)
        await monkey.play(STEPS)
        assert await monkey.tries_everything(stranger, most=60) > 30


@pytest.mark.fault
async def test_a_lost_seat_a_parked_update_and_a_refusal_are_noticed(sqlite_url: str, tmp_path: Path) -> None:
    async with full_house(sqlite_url, tmp_path, "the matchmaking morning") as floor:
        monkey = Monkey(floor, seed=3)
        await monkey.play(1)
        monkey.refusals.append("400 Bad Request: can't parse entities")
        with pytest.raises(Broken, match="can't parse entities"):
            await monkey.look()
        async with floor.app.database.writing() as connection:
            await connection.execute(seats.delete())
            unread = {"update_id": 9_000_000, "user_id": 1, "body": "", "state": "poison", "attempts": 3}
            now = floor.clock.now()
            await connection.execute(inbox.insert().values(**unread, received_at=now, due_at=now, reason="KeyError"))
        with pytest.raises(Broken, match=r"(?s)update poison: KeyError.*meeting 1 .scheduled.* has seats set"):
            await monkey.look()
