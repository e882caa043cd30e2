"""From one version of the tables to the next, and what level a database is on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection as SyncConnection
from sqlalchemy import text

from storage.database import Connection, Database

SCRIPTS = Path(__file__).parent / "migrations"


class NewerDatabase(RuntimeError):
    """The database was written by a newer version: running on it could lose what that version keeps."""


@dataclass(frozen=True, slots=True)
class Level:
    """Where a database stands: revision ids, and `state` empty, older, current or newer."""

    current: str | None
    newest: str
    state: str


def _config(connection: SyncConnection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.set_main_option("path_separator", "os")
    if connection is not None:
        config.attributes["connection"] = connection
    return config


def stamp(connection: SyncConnection) -> None:
    """Note that the tables, made by other means, are of the newest level."""
    command.stamp(_config(connection), "head")


def _level(connection: SyncConnection) -> Level:
    scripts = ScriptDirectory.from_config(_config())
    newest = scripts.get_current_head() or ""
    current = MigrationContext.configure(connection).get_current_revision()
    if current is None:
        return Level(None, newest, "empty")
    if current == newest:
        return Level(current, newest, "current")
    known = {script.revision for script in scripts.walk_revisions()}
    return Level(current, newest, "older" if current in known else "newer")


async def level(url: str) -> Level:
    """The level of the database at `url`; reads only."""
    database = Database(url)
    try:
        async with database.reading() as connection:
            return await connection.run_sync(_level)
    finally:
        await database.close()


async def migrate(url: str, to: str = "head") -> Level:
    """Bring the database to the newest level (or to `to`) in one transaction: all of it, or nothing.

    Raises :class:`NewerDatabase` when it is of a newer version than this code.
    """
    database = Database(url, foreign_keys=False)
    try:
        async with database.writing() as connection:
            if not database.is_sqlite:  # two processes that start together: the second waits, then finds it done
                await connection.execute(text("SELECT pg_advisory_xact_lock(7236150)"))
            found = await connection.run_sync(_level)
            if found.state == "newer":
                raise NewerDatabase(
                    f"the database is at level {found.current}, which this version (newest: {found.newest}) "
                    "does not know"
                )
            await connection.run_sync(lambda sync: _run(sync, to))
            if database.is_sqlite and (broken := (await connection.exec_driver_sql("PRAGMA foreign_key_check")).all()):
                raise RuntimeError(
                    f"the migration would leave {len(broken)} rows that point nowhere; nothing was changed"
                )
            return await connection.run_sync(_level)
    finally:
        await database.close()


async def _check_references(connection: Connection) -> None:
    broken = (await connection.exec_driver_sql("PRAGMA foreign_key_check")).all()
    if broken:
        raise RuntimeError(f"the migration would leave {len(broken)} rows that point nowhere; nothing was changed")


def _run(connection: SyncConnection, to: str) -> None:
    config = _config(connection)
    scripts = ScriptDirectory.from_config(config)
    current = MigrationContext.configure(connection).get_current_revision()
    order = [script.revision for script in reversed(list(scripts.walk_revisions()))]
    target = len(order) if to == "head" else 0 if to == "base" else order.index(to) + 1
    standing = order.index(current) + 1 if current else 0
    if target >= standing:
        command.upgrade(config, to)
    else:
        command.downgrade(config, to)
