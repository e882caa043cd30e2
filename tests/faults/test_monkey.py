"""A monkey on every phone: nothing breaks, and nobody moves what is somebody else's."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.house import SCENES, full_house
from tests.faults.monkey import Monkey

STEPS = 60


@pytest.mark.fault
@pytest.mark.timeout(300)
@pytest.mark.parametrize("scene", SCENES)
async def test_whatever_people_press_and_type_nothing_breaks(sqlite_url: str, tmp_path: Path, scene: str) -> None:
    async with full_house(sqlite_url, tmp_path, scene) as floor:
        monkey = Monkey(floor, seed=1)
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
