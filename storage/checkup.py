"""What the doctor asks a database, without changing it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import text

from storage.database import Database
from storage.tables import EPOCH

# The WAL-reset bug: two connections that write or checkpoint at the same time can corrupt the file.
WAL_RESET_BUG = ((3, 7, 0), (3, 51, 2))


@dataclass(frozen=True, slots=True)
class Look:
    """The server's version, and its clock where it has one of its own (PostgreSQL)."""

    version: str
    moment: datetime | None


async def look(url: str) -> Look:
    """Connect, and ask for version and time; DBAPIError when it does not answer."""
    database = Database(url, connections=2)
    try:
        async with database.reading() as connection:
            if database.is_sqlite:
                version = (await connection.execute(text("SELECT sqlite_version()"))).scalar_one()
                return Look(f"SQLite {version}", None)
            version = (await connection.execute(text("SHOW server_version"))).scalar_one()
            asked = await connection.execute(text("SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint"))
            return Look(f"PostgreSQL {version}", EPOCH + timedelta(microseconds=int(asked.scalar_one())))
    finally:
        await database.close()


def has_wal_reset_bug(version: tuple[int, int, int] = sqlite3.sqlite_version_info) -> bool:
    """Whether this SQLite (the one in use, if none is named) has it."""
    return WAL_RESET_BUG[0] <= version <= WAL_RESET_BUG[1]
