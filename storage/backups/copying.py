"""A copy of everything at one moment, made while others write."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, insert, select, text

from storage.database import Database, async_url
from storage.migrating import level, stamp
from storage.tables import metadata

BUSY_SECONDS = 30.0
ROWS_AT_ONCE = 500
HEADER = b"SQLite format 3\x00"


class BrokenBackup(Exception):
    """A file that is no sound backup; the text says what is wrong with it."""


def database_file(url: str) -> Path | None:
    """The file of an SQLite database; None for PostgreSQL and for one in memory."""
    parsed = async_url(url)
    if parsed.get_backend_name() != "sqlite" or parsed.database in {None, "", ":memory:"}:
        return None
    return Path(str(parsed.database))


async def write_copy(url: str, target: Path) -> None:
    """Copy the database into the new, empty or missing SQLite file `target`: one consistent view of one moment.

    Of SQLite it is ``VACUUM INTO`` over a connection that only reads; of PostgreSQL the rows of every table, read in
    one REPEATABLE READ transaction. Either copy can be put back into either database.
    """
    source = database_file(url)
    if source is not None:
        await asyncio.to_thread(_vacuum_into, source, target)
    else:
        await _copy_rows(url, target)


def _vacuum_into(source: Path, target: Path) -> None:
    address = f"file:{quote(str(source.absolute()))}?mode=ro"
    with closing(sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
        connection.execute("VACUUM INTO ?", (str(target),))


async def _copy_rows(url: str, target: Path) -> None:
    if (await level(url)).state != "current":
        raise BrokenBackup("the database is not at this version's level; bring it there first: matchbell migrate")
    source, copy = Database(url), Database(f"sqlite:///{target}", foreign_keys=False)
    try:
        async with source.reading() as reading, copy.writing() as writing:
            await reading.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            await writing.run_sync(_create)
            for table in metadata.sorted_tables:
                async with reading.stream(select(table)) as rows:
                    async for part in rows.mappings().partitions(ROWS_AT_ONCE):
                        await writing.execute(insert(table), [dict(row) for row in part])
        async with copy.reading() as reading:
            await reading.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    finally:
        await source.close()
        await copy.close()
    await asyncio.to_thread(single_file, target)


def _create(connection: Connection) -> None:
    metadata.create_all(connection)
    stamp(connection)


def single_file(path: Path) -> None:
    """Fold the write-ahead log into the file, so that the file alone is the database."""
    with closing(sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE").fetchone()


def check_file(path: Path) -> None:
    """BrokenBackup unless it is a sound SQLite database of ours: every page, every index, every reference."""
    with path.open("rb") as opened:
        if opened.read(len(HEADER)) != HEADER:
            raise BrokenBackup(f"{path}: not a backup of Matchbell (not an SQLite file)")
    address = f"file:{quote(str(path.absolute()))}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
            found = [row[0] for row in connection.execute("PRAGMA integrity_check(5)")]
            if found != ["ok"]:
                raise BrokenBackup(f"{path}: damaged: {'; '.join(map(str, found))[:300]}")
            if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
                raise BrokenBackup(f"{path}: damaged: rows that point nowhere")
            tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if not {"alembic_version", "events", "outbox"} <= tables:
                raise BrokenBackup(f"{path}: not a backup of Matchbell (its tables are missing)")
    except sqlite3.DatabaseError as error:
        raise BrokenBackup(f"{path}: damaged: {error}") from None


def make_durable(path: Path) -> None:
    """Force a finished file, and its name in its folder, onto the disk."""
    for name, flags in ((path, os.O_RDONLY), (path.parent, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))):
        handle = os.open(name, flags)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
