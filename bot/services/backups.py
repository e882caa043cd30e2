"""Backups: made while people use the bot, put back so that nothing is said twice, and made by themselves."""

from __future__ import annotations

import asyncio
import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from storage import notes
from storage.backups import (
    BrokenBackup,
    Settled,
    check_file,
    database_file,
    fill,
    holds_data,
    put_in_place,
    running_until,
    settle_restored,
    write_copy,
)
from storage.backups.copying import make_durable, single_file
from storage.database import Connection, Database
from storage.migrating import level, migrate

NAME = re.compile(r"matchbell-\d{8}T\d{6}Z\.sqlite3")
NOTE = "backup"
RETRY = timedelta(minutes=15)


class BackupRefused(Exception):
    """What was asked is not done; the text says why, and what to do instead."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A finished backup."""

    path: Path
    size: int  # bytes


@dataclass(frozen=True, slots=True)
class Restored:
    """A finished restore: what it closed, and where the database that was there before is kept."""

    settled: Settled
    kept: Path | None


async def backup(url: str, target: Path, *, force: bool = False) -> Backup:
    """Write a consistent, checked copy of the database to `target`, readable by its owner alone.

    The file appears whole or not at all. BackupRefused when `target` is there already (unless `force`), when its folder
    or the database is not; OSError and sqlite3.Error when the machine will not.
    """
    _check_target(database_file(url), target, force=force)
    partial = target.with_name(f".{target.name}.{os.getpid()}.partial")
    try:
        _empty_private_file(partial)
        await write_copy(url, partial)
        await asyncio.to_thread(check_file, partial)
        await asyncio.to_thread(_publish, partial, target)
    finally:
        _remove(partial)
    return Backup(target, await asyncio.to_thread(_size, target))


async def restore(url: str, source: Path, now: datetime, *, force: bool = False) -> Restored:
    """Put a backup into the place of the database at `url`; what was there is kept beside it.

    BrokenBackup when the file is damaged or none of ours. BackupRefused when it is of a newer version, when a bot is
    running on the database, or when that holds anything (unless `force`).
    """
    target = database_file(url)
    folder = target.parent if target is not None else Path()
    _check_source(source, target, folder)
    await asyncio.to_thread(check_file, source)
    await _refuse_if_in_use(url, target, now, force=force)
    prepared = folder / f".{source.name}.{os.getpid()}.restoring"
    try:
        _empty_private_file(prepared)
        await write_copy(f"sqlite:///{source}", prepared)
        found = await level(f"sqlite:///{prepared}")
        if found.state == "newer":
            raise BackupRefused(
                f"{source} is of a newer version of Matchbell (level {found.current}; this one knows up to "
                f"{found.newest}); install that version first"
            )
        await migrate(f"sqlite:///{prepared}")
        aside = folder / f"{target.name if target else 'matchbell.sqlite3'}.before-restore-{now:%Y%m%dT%H%M%SZ}"
        if target is not None:
            settled = await _settle(prepared, now)
            kept = await asyncio.to_thread(put_in_place, prepared, target, aside)
            return Restored(settled, aside if kept else None)
        return await _restore_server(url, prepared, aside, now)
    finally:
        for suffix in ("", "-wal", "-shm"):
            _remove(prepared.with_name(prepared.name + suffix))


async def _restore_server(url: str, prepared: Path, aside: Path, now: datetime) -> Restored:
    before = await level(url)
    await migrate(url)
    kept = None
    database = Database(url)
    try:
        async with database.reading() as connection:
            filled = before.state != "empty" and await holds_data(connection)
        if filled:
            kept = (await backup(url, aside)).path
        return Restored(await fill(database, prepared, now), kept)
    finally:
        await database.close()


async def _refuse_if_in_use(url: str, target: Path | None, now: datetime, *, force: bool) -> None:
    if target is not None and not await asyncio.to_thread(_sound, target, force=force):
        return
    if (await level(url)).state == "empty":
        return
    database = Database(url)
    try:
        async with database.reading() as connection:
            until = await running_until(connection)
            filled = await holds_data(connection)
    finally:
        await database.close()
    if until is not None and until > now:
        seconds = int((until - now).total_seconds()) + 1
        raise BackupRefused(
            f"a bot is running on this database; stop it first (if it was killed, wait {seconds} seconds)"
        )
    if filled and not force:
        raise BackupRefused("the database holds data; add --force to replace it (a backup of it is made first)")


def _check_target(source: Path | None, target: Path, *, force: bool) -> None:
    if target.is_dir():
        raise BackupRefused(f"{target} is a folder; name a file in it")
    if target.exists() and not force:
        raise BackupRefused(f"{target} is there already; name another file, or add --force to replace it")
    if not target.parent.is_dir():
        raise BackupRefused(f"the folder {target.parent} does not exist")
    if source is not None and not source.is_file():
        raise BackupRefused(f"there is no database to back up: {source}")
    if source is not None and target.exists() and source.samefile(target):
        raise BackupRefused(f"{target} is the database itself")


def _check_source(source: Path, target: Path | None, folder: Path) -> None:
    if not source.is_file():
        raise BackupRefused(f"{source}: no such file")
    if target is not None and target.exists() and target.samefile(source):
        raise BackupRefused(f"{source} is the database itself")
    if not folder.is_dir():
        raise BackupRefused(f"the folder {folder} does not exist")


def _sound(target: Path, *, force: bool) -> bool:
    """Whether there is a sound database to be replaced; a damaged one is what backups are for."""
    if not target.exists():
        return False
    if not force:
        raise BackupRefused(f"{target} is there already; add --force to replace it (it is kept beside the new one)")
    try:
        check_file(target)
    except BrokenBackup:
        return False
    return True


def _size(path: Path) -> int:
    return path.stat().st_size


async def _settle(prepared: Path, now: datetime) -> Settled:
    database = Database(f"sqlite:///{prepared}")
    try:
        async with database.writing() as connection:
            settled = await settle_restored(connection, now)
    finally:
        await database.close()
    await asyncio.to_thread(single_file, prepared)
    return settled


def _empty_private_file(path: Path) -> None:
    path.unlink(missing_ok=True)
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def _publish(partial: Path, target: Path) -> None:
    partial.chmod(0o600)
    make_durable(partial)
    partial.replace(target)
    make_durable(target)


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)


async def next_backup(connection: Connection, every_hours: float) -> datetime | None:
    """When the next backup falls due; a failed one is tried again after a quarter of an hour."""
    note = await notes.read(connection, NOTE) or {}
    made, tried = (datetime.fromisoformat(note[key]) if note.get(key) else None for key in ("made_at", "tried_at"))
    due = made + timedelta(hours=every_hours) if made else datetime.fromtimestamp(0, UTC)
    return max(due, tried + RETRY) if tried else due


async def backup_due(database: Database, folder: Path, now: datetime, *, every_hours: float, keep: int) -> Path | None:
    """Make a backup in `folder` if one is due, keep the newest `keep`, delete older ones of ours; its path, or None.

    Takes the database and not a transaction, so that nobody waits while it is made. Raises what `backup` raises; the
    attempt is noted, so that it is not repeated at once.
    """
    async with database.reading() as connection:
        due = await next_backup(connection, every_hours)
    if due is not None and due > now:
        return None
    target = folder / f"matchbell-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}.sqlite3"
    try:
        await asyncio.to_thread(folder.mkdir, mode=0o700, parents=True, exist_ok=True)
        made = await backup(database.url.render_as_string(hide_password=False), target)
    except BaseException as error:
        async with database.writing() as connection:
            note = {
                **(await notes.read(connection, NOTE) or {}),
                "tried_at": now.isoformat(),
                "error": type(error).__name__,
            }
            await notes.write(connection, NOTE, note, now=now)
        raise
    async with database.writing() as connection:
        await notes.write(
            connection, NOTE, {"made_at": now.isoformat(), "file": made.path.name, "size": made.size}, now=now
        )
    await asyncio.to_thread(_prune, folder, keep)
    return made.path


def _prune(folder: Path, keep: int) -> None:
    ours = sorted((path for path in folder.iterdir() if NAME.fullmatch(path.name)), reverse=True)
    for old in ours[keep:]:
        _remove(old)
