"""``matches``: a whole set of meetings proposed for an event, written, read again, made."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer

from bot.clock import SystemClock
from bot.commands.failures import CommandFault, check_writable
from bot.commands.running import run_to_end
from bot.config import Settings
from bot.domain.events import Event
from bot.services import matching
from bot.services.events import event_by_slug
from bot.services.matching import Wanted, sheets
from bot.services.matching.ordering import SAMPLE
from storage.database import Database
from storage.migrating import migrate
from storage.unit_of_work import unit_of_work

SHOWN_FAULTS = 200
SHOWN_FEWER = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for."""

    at_least: int = 3
    at_most: int = 8
    seed: int = 0
    csv: Path | None = None
    json: Path | None = None
    make: bool = False


def propose(settings: Settings, slug: str, asked: Asked) -> int:
    """Work a set out, say what is in it, write it where asked, make it if asked."""
    if asked.at_most < asked.at_least:
        raise CommandFault(f"--at-most {asked.at_most} is less than --at-least {asked.at_least}")
    for file in (asked.csv, asked.json):
        check_writable(file)
    run_to_end(_propose(settings, slug, asked))
    return 0


def load(settings: Settings, slug: str, file: Path, *, dry_run: bool) -> int:
    """Make the meetings of a sheet, all or none; with a fault in it nothing is made."""
    size = file.stat().st_size
    if size > sheets.LARGEST:
        raise CommandFault(f"{file}: {size:,} bytes; at most {sheets.LARGEST:,}")
    run_to_end(_load(settings, slug, file.read_bytes(), file.name, dry_run=dry_run))
    return 0


async def _propose(settings: Settings, slug: str, asked: Asked) -> None:
    database = await _open(settings)
    try:
        async with database.reading() as connection:
            event = await _event(connection, slug)
            everybody = await matching.gather(connection, event)
        result = await matching.propose(everybody, at_least=asked.at_least, at_most=asked.at_most, seed=asked.seed)
        async with database.reading() as connection:
            rows = await sheets.rows_of(connection, event, result)
            names = await sheets.names_of(connection, [who for who, _, _ in result["fewer"][:SHOWN_FEWER]])
        _say(event, asked, result, rows, names)
        if asked.csv is not None:
            _write(asked.csv, "\ufeff" + sheets.to_csv(event, rows))
        if asked.json is not None:
            whole = {"event": event.slug, "numbers": result["numbers"], "matches": rows, "fewer": result["fewer"]}
            _write(asked.json, json.dumps(whole, ensure_ascii=False, indent=1) + "\n")
        if asked.make:
            await _make(database, event, matching.wanted_of(result), "command line")
        else:
            typer.echo(
                "Nothing was made. --make makes them; --csv FILE writes them, to be edited and loaded with --load."
            )
    finally:
        await database.close()


async def _load(settings: Settings, slug: str, data: bytes, name: str, *, dry_run: bool) -> None:
    database = await _open(settings)
    try:
        async with database.reading() as connection:
            event = await _event(connection, slug)
            wanted, faults = await sheets.read(connection, event, data)
        if faults:
            for fault in faults[:SHOWN_FAULTS]:
                typer.secho(f"  {_words(fault)}", fg="yellow", err=True)
            raise CommandFault(f"{name}: {len(faults)} {'fault' if len(faults) == 1 else 'faults'}; nothing was made")
        typer.echo(f"{event.name}: {len(wanted)} meetings in {name}")
        if dry_run:
            typer.echo("Nothing was changed.")
        else:
            await _make(database, event, wanted, name)
    finally:
        await database.close()


async def _make(database: Database, event: Event, wanted: Sequence[Wanted], source: str) -> None:
    async with unit_of_work(database, SystemClock().now()) as uow:
        made = await matching.make(uow, event, wanted, by=None, source=source)
    typer.echo(f"Made {len(made.meetings)} meetings; {made.people} people hear of theirs.")
    for code, number in sorted(made.left_out.items()):
        typer.echo(f"  left out: {number} ({LEFT_OUT[code]})")
    if made.meetings:
        typer.echo("They have no time yet: make the timetable now (matchbell timetable EVENT, or the desk).")


def _say(
    event: Event, asked: Asked, result: dict[str, Any], rows: list[dict[str, Any]], names: dict[int, tuple[str, str]]
) -> None:
    n = result["numbers"]
    typer.echo(f"{event.name}: {n['matches']} meetings proposed for {n['people']} people")
    typer.echo(f"  {n['enough']} have at least {asked.at_least}; each has {n['least']} to {n['most']}")
    typer.echo(f"  average fit {n['average']:.2f} (1: fits in everything); {n['already']} stand already and count")
    for row in sorted(rows, key=lambda one: -one["score"])[:SAMPLE]:
        why = [
            f"offers {row['two_offers_what_one_needs']}" if row["two_offers_what_one_needs"] else "",
            f"needs {row['one_offers_what_two_needs']}" if row["one_offers_what_two_needs"] else "",
        ]
        said = "; ".join(part for part in why if part)
        typer.echo(f"  {row['one_name']} - {row['two_name']}: {row['two_name']} {said or 'fits'}")
    for who, number, code in result["fewer"][:SHOWN_FEWER]:
        name, organisation = names.get(who, (str(who), ""))
        typer.echo(f"  fewer: {name}, {organisation}: {number} ({FEWER[code]})")
    if n["fewer"] > SHOWN_FEWER:
        typer.echo(f"  ... and {n['fewer'] - SHOWN_FEWER} more with fewer")


def _write(file: Path, text: str) -> None:
    with file.open("x", encoding="utf-8", newline="") as opened:
        opened.write(text)
    typer.echo(f"{file}: {len(text.encode()):,} bytes. It holds personal data: keep it safe.")


def _words(fault: sheets.Fault) -> str:
    where = f"row {fault.row}, {fault.column}" if fault.column else f"row {fault.row}"
    return f"{where}: {FAULTS[fault.code]} {fault.value[:80]}".rstrip()


async def _open(settings: Settings) -> Database:
    await migrate(settings.database.url)
    return Database(settings.database.url)


async def _event(connection: Any, slug: str) -> Event:
    found = await event_by_slug(connection, slug)
    if found is None:
        raise CommandFault(f"no event is called {slug}; load it first with: matchbell event load")
    return found


LEFT_OUT = {
    "gone": "somebody has left",
    "already": "a request is open, or the two meet or have met",
    "closed": "the event file closes meetings of these types",
}
FEWER = {
    "no_wishes": "says neither what they offer nor what they need",
    "nobody_fits": "too few others fit",
    "others_full": "those who fit have all they can",
}
FAULTS = {
    "not_utf8": "the file is not UTF-8",
    "not_csv": "the file is no CSV",
    "too_many_rows": "too many rows; at most",
    "no_column": "this column is missing",
    "empty": "nobody is named",
    "unknown_person": "nobody at this event is called",
    "several": "several people are called so; use the id:",
    "same_person": "one person cannot meet themselves:",
    "twice": "these two stand in the sheet already:",
    "closed_types": "the event file closes meetings of these types:",
    "unknown_priority": "must, mutual or one_sided, not",
    "no_such_line": "no row and no pair of this sheet:",
    "circle": "it would have to begin after itself",
}
