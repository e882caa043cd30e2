"""``export`` and ``import``: lists out of an event, and people from a sheet into it."""

from __future__ import annotations

from pathlib import Path

import typer

from bot.clock import SystemClock
from bot.commands.failures import CommandFault
from bot.commands.running import run_to_end
from bot.config import Settings
from bot.domain.events import Event
from bot.domain.exports import Format, What
from bot.services import exports, imports
from bot.services.events import event_by_slug
from bot.services.imports import Preview
from storage.database import Connection, Database
from storage.migrating import migrate
from storage.unit_of_work import unit_of_work


def export(settings: Settings, slug: str, folder: Path, *, what: What, form: Format) -> int:
    """Write lists of an event into a folder."""
    name, data = run_to_end(_export(settings, slug, what, form))
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / name
    with target.open("xb") as file:
        file.write(data)
    typer.echo(f"{target}: {len(data):,} bytes. It holds personal data: keep it safe.")
    return 0


def import_(settings: Settings, slug: str, file: Path, *, dry_run: bool) -> int:
    """Add the people of a sheet to an event, or only say what that would do."""
    size = file.stat().st_size
    if size > imports.LARGEST:
        raise CommandFault(f"{file}: {size:,} bytes; at most {imports.LARGEST:,}")
    run_to_end(_import(settings, slug, file.name, file.read_bytes(), dry_run=dry_run))
    return 0


async def _export(settings: Settings, slug: str, what: What, form: Format) -> tuple[str, bytes]:
    await migrate(settings.database.url)
    database = Database(settings.database.url)
    try:
        async with database.reading() as connection:
            event = await _event(connection, slug)
            sheets = await exports.collect(connection, event, what)
        return await exports.make_file(event, sheets, what, form, SystemClock().now())
    finally:
        await database.close()


async def _import(settings: Settings, slug: str, name: str, data: bytes, *, dry_run: bool) -> None:
    await migrate(settings.database.url)
    database = Database(settings.database.url)
    try:
        async with database.reading() as connection:
            event = await _event(connection, slug)
        understood = await imports.read_apart(event, name, data)
        async with unit_of_work(database, SystemClock().now()) as uow:
            preview = await imports.preview_from(uow.connection, event.id, understood)
            _say(preview, event)
            if dry_run or not preview.people:
                typer.echo("Nothing was changed.")
            else:
                added = await imports.insert(uow, event, preview.people, name=name, by=None)
                typer.echo(f"Added {added}.")
    finally:
        await database.close()


def _say(preview: Preview, event: Event) -> None:
    if preview.error:
        missing = ", ".join((preview.facts or {}).get("missing", ()))
        raise CommandFault(f"nothing was added: {ERRORS[preview.error]}{f': {missing}' if missing else ''}")
    typer.echo(f"{event.name}: {len(preview.people)} new, {len(preview.known)} there already")
    for fault in preview.faults:
        typer.secho(f"  row {fault.row}, {fault.column}: {fault.code} {fault.value}".rstrip(), fg="yellow", err=True)
    if preview.unknown:
        typer.echo(f"  headings not used: {', '.join(preview.unknown)}")


async def _event(connection: Connection, slug: str) -> Event:
    found = await event_by_slug(connection, slug)
    if found is None:
        raise CommandFault(f"no event is called {slug}; load it first with: matchbell event load")
    return found


ERRORS = {
    "too_large": "the file is too large",
    "other_format": "the file is neither XLSX nor CSV",
    "broken": "the file cannot be opened",
    "too_much": "there is more in the file than a list of people",
    "empty": "there is nobody in the file",
    "too_many_rows": "the file has too many rows",
    "no_columns": "these headings are missing",
}
