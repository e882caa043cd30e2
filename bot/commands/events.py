"""``event check`` and ``event load``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import typer

from bot.clock import SystemClock
from bot.commands.failures import CommandFault
from bot.commands.running import run_to_end
from bot.config import Settings
from bot.domain.changes import Effect
from bot.services.event_files import EventFile, find_event_file, read_event_file
from bot.services.events import Loaded, load_event_file, rows_of
from bot.services.registration import apply_organisers
from storage.database import Database, async_url
from storage.migrating import level, migrate
from storage.unit_of_work import unit_of_work

CONSEQUENCES = (  # a number of bot.domain.changes.Effect, and what it says of one and of several
    ("new_place", "meeting gets another place at the same time", "meetings get another place at the same time"),
    ("new_time", "meeting gets another time", "meetings get another time"),
    ("choose", "meeting finds no other time: both sides choose", "meetings find no other time: both sides choose"),
    ("touched", "meeting stays, with a detail changed", "meetings stay, with a detail changed"),
    ("requests", "open request is for any time now", "open requests are for any time now"),
    (
        "left",
        "person has a meeting over a session and is out of it",
        "people have one and are out",
    ),
)


def check(name: str) -> int:
    """Read an event file and say what is in it."""
    file = read_event_file(find_event_file(name))
    typer.echo(f"No faults. {summary(file)}")
    return 0


def load(settings: Settings, name: str, *, dry_run: bool) -> int:
    """Read an event file and bring the database to what it says; `dry_run` only says what that would do."""
    file = read_event_file(find_event_file(name))
    if dry_run and not _is_there(settings.database.url):
        typer.echo(f"Would be loaded for the first time: {summary(file)}")
        return 0
    loaded = run_to_end(_load(settings, file, dry_run=dry_run))
    for line in told(file, loaded, dry_run=dry_run):
        typer.echo(line)
    return 0


def told(file: EventFile, loaded: Loaded, *, dry_run: bool) -> Iterator[str]:
    """What loading did (or would do), line by line: what is different, and whom it concerns."""
    first, again = ("Would be loaded", "Would be loaded again") if dry_run else ("Loaded", "Loaded again")
    yield f"{first if loaded.created else again}: {summary(file)}"
    effect = loaded.effect
    if effect is None:
        return
    if not effect.changes:
        yield "  Nothing has changed, and nobody is told anything."
        return
    yield from (f"  - {line}" for line in loaded.lines)
    yield from (f"  Careful: {line}." for line in effect.overruled)
    yield from (f"  {line}" for line in consequences(effect))
    if dry_run:
        yield "  Nothing was changed: this was a dry run."


def consequences(effect: Effect) -> Iterator[str]:
    """What a change means for people, in sentences."""
    for number, one, many in CONSEQUENCES:
        count = getattr(effect, number)
        if count:
            yield f"{count} {one if count == 1 else many}."
    if effect.people:
        yield f"{effect.people} {'person gets' if effect.people == 1 else 'people get'} one message each, with Got it."
    else:
        yield "Nobody is concerned, and nobody is told anything."


def _is_there(url: str) -> bool:
    """Whether there is a database to compare with; CommandFault when it is of another version."""
    parsed = async_url(url)
    if parsed.get_backend_name() == "sqlite" and not Path(parsed.database or "").is_file():
        return False
    found = run_to_end(level(url))
    if found.state in {"older", "newer"}:
        raise CommandFault(
            "the database is of another version of Matchbell, and cannot be compared; run `matchbell migrate` first"
        )
    return found.state == "current"


class _DryRun(Exception):
    """Undoes the transaction of a dry run."""


async def _load(settings: Settings, file: EventFile, *, dry_run: bool) -> Loaded:
    if not dry_run:
        await migrate(settings.database.url)
    database = Database(settings.database.url)
    found: list[Loaded] = []
    try:
        async with unit_of_work(database, SystemClock().now()) as uow:
            found.append(await load_event_file(uow, file))
            if settings.organisers:  # of a new event they are organisers at once, not after the next start
                await apply_organisers(uow, settings.organisers)
            if dry_run:
                raise _DryRun
    except _DryRun:
        pass
    finally:
        await database.close()
    return found[0]


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
