"""One database for everybody: a file (SQLite) or PostgreSQL, the same queries for both.

SQLite: WAL, synchronous=FULL, foreign keys, every writing transaction begins IMMEDIATE, one writer connection
(two that write or checkpoint at once can corrupt a WAL before SQLite 3.51.3), any number of readers.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import event
from sqlalchemy.engine import URL, Engine, make_url
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection as Connection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from storage.one_hop import DEFERRED, IMMEDIATE, OneHopDriver

__all__ = ["Connection", "DBAPIError", "Database", "IntegrityError", "OperationalError", "async_url", "shelf"]

DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
BUSY_SECONDS = 30  # another process (a backup, the shell) may hold the file for a while


def async_url(url: str) -> URL:
    """The URL with the driver we use; ValueError for a database that is neither SQLite nor PostgreSQL."""
    parsed = make_url(url)
    backend = parsed.get_backend_name()
    if backend not in DRIVERS:
        raise ValueError(f"{backend}: expected sqlite or postgresql")
    return parsed.set(drivername=DRIVERS[backend])


_shelves: WeakKeyDictionary[Engine, dict[str, Any]] = WeakKeyDictionary()


def shelf(connection: Connection) -> dict[str, Any]:
    """What this process remembers of a database from one transaction to the next: readers and writer share it."""
    return _shelves.setdefault(connection.sync_engine, {})


def _to_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class Database:
    """Connections to the database; opened once by the composition root and closed before the loop ends."""

    def __init__(self, url: str, *, connections: int = 8, foreign_keys: bool = True) -> None:
        self.url = async_url(url)
        self._foreign_keys = foreign_keys  # off only while migrating: SQLite alters a table by copying and dropping it
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite:
            self._writer = self._sqlite_engine(size=1, begin=IMMEDIATE)
            self._reader = self._sqlite_engine(size=4, begin=DEFERRED)
        else:
            self._writer = self._reader = create_async_engine(
                self.url, pool_size=connections, max_overflow=0, pool_pre_ping=True, json_serializer=_to_json
            )
        _shelves[self._writer.sync_engine] = _shelves[self._reader.sync_engine] = {}

    def _sqlite_engine(self, *, size: int, begin: str) -> AsyncEngine:
        engine = create_async_engine(
            self.url,
            poolclass=AsyncAdaptedQueuePool,
            pool_size=size,
            max_overflow=0,
            pool_timeout=BUSY_SECONDS * 2,
            json_serializer=_to_json,
            module=OneHopDriver(busy_seconds=BUSY_SECONDS),
        )

        @event.listens_for(engine.sync_engine, "connect")
        def on_connect(connection: Any, _record: Any) -> None:
            # The driver's own transactions lose updates and keep DDL after a rollback: it stays out, we say BEGIN.
            connection.isolation_level = None
            try:
                cursor = connection.cursor()
                for pragma in (
                    f"busy_timeout={BUSY_SECONDS * 1000}",
                    "journal_mode=WAL",
                    "synchronous=FULL",
                    f"foreign_keys={'ON' if self._foreign_keys else 'OFF'}",
                    "secure_delete=ON",  # what is forgotten does not stay in free pages
                    "temp_store=MEMORY",
                    "cache_size=-32000",
                ):
                    cursor.execute(f"PRAGMA {pragma}")
                cursor.close()
            except BaseException:
                connection.close()  # nobody else knows it yet, and its thread would outlive the loop
                raise

        @event.listens_for(engine.sync_engine, "begin")
        def on_begin(connection: Any) -> None:
            connection.connection.dbapi_connection.execute(begin)

        return engine

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Connection]:
        """One transaction that may write: committed at the end, rolled back when anything is raised."""
        async with self._writer.begin() as connection:
            yield connection

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Connection]:
        """One consistent view to read from; on SQLite it waits for no writer and no writer for it."""
        async with self._reader.connect() as connection:
            yield connection

    async def close(self) -> None:
        """Give every connection back; without it aiosqlite's threads keep the process alive."""
        await self._writer.dispose()
        if self._reader is not self._writer:
            await self._reader.dispose()
