"""``event check`` and ``event load``."""

from __future__ import annotations

import typer

from bot.clock import SystemClock
from bot.commands.running import run_to_end
from bot.config import Settings
from bot.services.event_files import EventFile, find_event_file, read_event_file
from bot.services.events import Loaded, load_event_file, rows_of
from storage.database import Database
from storage.migrating import migrate
from storage.unit_of_work import unit_of_work


def check(name: str) -> int:
    """Read an event file and say what is in it."""
    file = read_event_file(find_event_file(name))
    typer.echo(f"No faults. {summary(file)}")
    return 0


def load(settings: Settings, name: str) -> int:
    """Read an event file and bring the database to what it says."""
    file = read_event_file(find_event_file(name))
    loaded = run_to_end(_load(settings, file))
    typer.echo(f"{'Loaded' if loaded.created else 'Loaded again'}: {summary(file)}")
    for word, counts in (("new", loaded.added), ("changed", loaded.changed), ("no longer there", loaded.removed)):
        if counts and not loaded.created:
            typer.echo(f"  {word}: {', '.join(f'{number} {kind}' for kind, number in counts.items())}")
    if loaded.stranded_meetings:
        typer.secho(
            f"  Careful: {loaded.stranded_meetings} agreed meetings have a slot or a place that is no longer in the "
            "file. They stay as they are until they are moved.",
            fg="yellow",
            err=True,
        )
    return 0


async def _load(settings: Settings, file: EventFile) -> Loaded:
    await migrate(settings.database.url)
    database = Database(settings.database.url)
    try:
        async with unit_of_work(database, SystemClock().now()) as uow:
            return await load_event_file(uow, file)
    finally:
        await database.close()


def summary(file: EventFile) -> str:
    """An event in two lines."""
    rows = rows_of(file)
    tables = sum(1 for place in rows.places if place["kind"] == "table")
    days = f"{file.days[0]}" if len(file.days) == 1 else f"{file.days[0]} to {file.days[-1]}"
    return (
        f"{file.name} ({file.slug}), {file.city}, {days}\n"
        f"  {len(rows.sessions)} sessions, {len(rows.slots)} slots in {len(rows.blocks)} blocks, {tables} tables, "
        f"{len(rows.places) - tables} virtual rooms, {len(rows.topics)} topics"
    )
