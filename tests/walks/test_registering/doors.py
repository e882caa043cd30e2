"""Events with other rules, and people at their doors."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.services.event_files import find_event_file, read_event_file
from bot.services.events import event as load_event
from bot.services.events import load_event_file
from bot.services.registration import apply_organisers
from storage.unit_of_work import unit_of_work
from tests.floor import VILNIUS, Floor, open_floor

BEFORE_IT_CLOSES = datetime(2022, 4, 12, 10, 0, tzinfo=VILNIUS)
LONG_BEFORE = datetime(2022, 2, 10, 10, 0, tzinfo=VILNIUS)


def a_file(folder: Path, *, slug: str = "vilnius-2022", name: str | None = None, **registration: Any) -> Path:
    """The event of Vilnius under another slug and name, and with other lines under ``[registration]``."""
    text = find_event_file("vilnius-2022").read_text(encoding="utf-8").replace('"vilnius-2022" ', f'"{slug}" ', 1)
    if name is not None:
        text = text.replace('name = "Clusters meet Regions and EU Clusters Matchmaking Event"', f'name = "{name}"', 1)
    said = {"opens": "2022-02-21T09:00:00", "closes": "2022-04-14T23:59:00+02:00", "capacity": 250} | registration
    lines = "".join(
        f"{key} = {str(value).lower() if isinstance(value, bool) else value}\n" for key, value in said.items()
    )
    begin, end = text.index("[registration]"), text.index("[rules]")
    path = folder / f"{slug}.toml"
    path.write_text(f"{text[:begin]}[registration]\n{lines}\n{text[end:]}", encoding="utf-8")
    return path


@asynccontextmanager
async def a_floor(url: str, folder: Path, at: datetime = BEFORE_IT_CLOSES, **registration: Any) -> AsyncIterator[Floor]:
    """The floor of the event with other rules of registration."""
    async with open_floor(url, at=at, event_file=a_file(folder, **registration)) as floor:
        yield floor


async def load(floor: Floor, path: Path) -> None:
    """Load an event file while the bot runs, as ``matchbell event load`` does."""
    async with unit_of_work(floor.app.database, floor.clock.now()) as uow:
        loaded = await load_event_file(uow, read_event_file(path))
        await apply_organisers(uow, floor.app.settings.organisers)
        event = await load_event(uow.connection, loaded.event_id)
    if event.slug == floor.event.slug:
        floor.event = event
    floor.app.jobs.ask()
    floor.app.sender.look()
    await floor.settle()


async def registers(floor: Floor, name: str, *, slug: str = "vilnius-2022") -> str:
    """Every answer of a newcomer; what stands at the end."""
    if name not in floor.people:
        floor.newcomer(name, last_name="Tester")
    await floor.says(name, f"/start {slug}")
    await floor.taps(name, "I agree")
    await floor.says(name, f"{name} & Co")
    for label in ("Business", "Lithuania", "All days in the hall", "Done", "Skip", "Skip"):
        await floor.taps(name, label)
    return await floor.taps(name, "✅ Register")
