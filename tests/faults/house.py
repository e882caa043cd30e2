"""A full house for the monkey: attendees in two languages, a newcomer, an organiser, and somebody who only looks."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.floor import VILNIUS, Floor, open_floor
from tests.services.timetable.by_hand import by_hand
from tests.walks.test_registering.doors import a_file


@dataclass(frozen=True, slots=True)
class Scene:
    """When it begins, and what the event asks of those who register."""

    at: datetime
    registration: dict[str, Any]
    rules: dict[str, str] = field(default_factory=dict)


SCENES = {
    "the matchmaking morning": Scene(datetime(2022, 4, 27, 8, 50, tzinfo=VILNIUS), {}),
    "the evening before": Scene(datetime(2022, 4, 26, 17, 45, tzinfo=VILNIUS), {"late": '"waiting_list"'}),
    "registration open": Scene(datetime(2022, 4, 13, 16, 0, tzinfo=VILNIUS), {"capacity": 5}),
    "by approval": Scene(datetime(2022, 4, 13, 16, 0, tzinfo=VILNIUS), {"approval": True}),
    "the timetable to be published": Scene(
        datetime(2022, 4, 27, 8, 30, tzinfo=VILNIUS), {}, {"scheduling": '"published"', "meetings_per_block": "3"}
    ),
    "the last meetings": Scene(datetime(2022, 4, 27, 15, 20, tzinfo=VILNIUS), {"late": '"online_only"'}),
}


@asynccontextmanager
async def full_house(url: str, folder: Path, scene: str) -> AsyncIterator[Floor]:
    """The whole bot with everybody at the door, in one of the scenes."""
    told = SCENES[scene]
    file = a_file(folder, **told.registration)
    rules = "".join(f"{name} = {value}\n" for name, value in told.rules.items())
    file.write_text(file.read_text(encoding="utf-8").replace("[rules]\n", f"[rules]\n{rules}", 1), encoding="utf-8")
    async with open_floor(url, at=told.at, event_file=file, strict=False) as floor:
        floor.app.timetables.engine = by_hand  # quick, and the same for the same seed
        await floor.attendee("Ann", organisation="Žalia & <b>Co</b>")
        await floor.attendee("Bo", country="PL", attendee_type="cluster", needs=("food-export",))
        await floor.attendee("Cy", country="DE", modes=("online", "online"))
        await floor.attendee("Lina", language_code="lt", offers=("packaging",), needs=("food-export",))
        floor.newcomer("Newcomer", last_name="=1+1")
        floor.newcomer("Stranger", language_code="lt").start()
        floor.organiser().start()
        await floor.settle()
        for one, two, at in (("Ann", "Bo", "10:00"), ("Lina", "Ann", "15:40")):
            if floor.clock.now() < told.at.replace(day=27, hour=int(at[:2]), minute=int(at[3:])):
                await floor.agreed_meeting(one, two, at=at)
        yield floor
