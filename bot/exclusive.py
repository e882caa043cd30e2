"""One process a SQLite file, and a sign for other commands that somebody is at work."""

from __future__ import annotations

import asyncio
import fcntl
from pathlib import Path
from typing import IO

import structlog

from bot.clock import SystemClock
from storage import leases
from storage.database import Database

log = structlog.get_logger(__name__)

LEASE = "process"
LEASE_SECONDS = 30.0


class AlreadyRunning(RuntimeError):
    """Another Matchbell works on this database file."""


class FileLock:
    """Held by the process; the system lets go of it when the process ends, however it ends."""

    def __init__(self, database_file: str) -> None:
        path = Path(database_file + ".lock")
        self._file: IO[str] = path.open("w")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._file.close()
            raise AlreadyRunning(
                f"another Matchbell is running on {database_file}; stop it first, or give this one its own database"
            ) from None

    def close(self) -> None:
        """Let go."""
        self._file.close()


async def keep_process_lease(database: Database, owner: str) -> None:
    """Renew a row that tells other commands (restore, doctor) that a bot is running; ends with the task."""
    wall = SystemClock()
    while True:
        try:
            async with database.writing() as connection:
                await leases.hold(
                    connection, LEASE, owner=owner, seconds=LEASE_SECONDS, now=wall.now(), force=database.is_sqlite
                )
        except Exception:
            log.exception("process_lease_not_kept")
        await asyncio.sleep(LEASE_SECONDS / 3)


async def release_process_lease(database: Database, owner: str) -> None:
    """Tell other commands that nobody is running any more."""
    async with database.writing() as connection:
        await leases.release(connection, LEASE, owner=owner)
