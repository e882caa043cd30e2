"""SQLAlchemy over aiosqlite with at most one visit to the connection's thread for each statement instead of four.

The stock adapter goes to the thread for a cursor, for the statement, for its rows and for closing; each visit costs a
wake-up of two threads (0.3 ms beside other work; a short statement takes 0.02). Here all four are one visit, and
inside a transaction a statement that has shown to be short is run right here. What may wait stays in the thread: a
lock that somebody else has, a reader's first look at the file, and the disk (COMMIT, unless it has shown to take less
than the visit). Everything is fetched at once, as the stock adapter does too.
"""

from __future__ import annotations

import asyncio
import collections
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import aiosqlite
from sqlalchemy.dialects.sqlite.aiosqlite import (
    AsyncAdapt_aiosqlite_connection,
    AsyncAdapt_aiosqlite_cursor,
    AsyncAdapt_aiosqlite_dbapi,
)
from sqlalchemy.util.concurrency import await_

LONG = 0.002  # seconds that one statement may hold up the loop
COMMIT = "COMMIT"
LONG_COMMIT = 0.0003  # the disk may be slow at any time: on the loop only where it is as good as memory
STRIKES = 3  # too long that often: never again on the loop
FORGIVEN = 0.02  # of a strike by every time that was not too long
KNOWN_STATEMENTS = 4000  # texts whose time is remembered
FEW_ROWS = 64  # written at once
DEFERRED = "BEGIN"  # takes no lock and reads nothing
IMMEDIATE = "BEGIN IMMEDIATE"  # takes the lock, or waits for it


class Paces:
    """How long statements take, by their text: which of them are short enough for the loop."""

    def __init__(self) -> None:
        self._short: set[str] = set()
        self._strikes: dict[str, float] = {}

    def short(self, statement: str) -> bool:
        """Whether it has shown to be short."""
        return statement in self._short

    def took(self, statement: str, seconds: float, *, here: bool) -> None:
        """It took that long, on the loop or in the thread."""
        strikes = self._strikes.get(statement, 0.0)
        if seconds > (LONG_COMMIT if statement == COMMIT else LONG):
            if here:
                self._short.discard(statement)
                self._strikes[statement] = strikes + 1
        elif here:
            if strikes:
                self._strikes[statement] = max(0.0, strikes - FORGIVEN)
        elif strikes < STRIKES:
            if len(self._short) >= KNOWN_STATEMENTS:
                self._short.clear()
            self._short.add(statement)


class _Done(NamedTuple):
    """What is left of a cursor when its statement has run."""

    description: Any = None
    rowcount: int = -1
    lastrowid: int | None = None
    arraysize: int = 1


class _Nothing:
    """What is there already."""

    def __await__(self) -> Iterator[None]:
        return iter(())


_NOTHING: Any = _Nothing()


def _run(connection: sqlite3.Connection, statement: str, parameters: Any) -> tuple[_Done, list[Any]]:
    cursor = connection.cursor()
    try:
        if parameters is None:
            cursor.execute(statement)
        else:
            cursor.execute(statement, parameters)
        rows = cursor.fetchall() if cursor.description else []
        return _Done(cursor.description, cursor.rowcount, cursor.lastrowid), rows
    finally:
        cursor.close()


def _run_many(connection: sqlite3.Connection, statement: str, parameters: Sequence[Any]) -> _Done:
    cursor = connection.cursor()
    try:
        cursor.executemany(statement, parameters)
        return _Done(cursor.description, cursor.rowcount, cursor.lastrowid)
    finally:
        cursor.close()


class OneHopCursor(AsyncAdapt_aiosqlite_cursor):
    """A cursor that exists in the thread only while its statement runs."""

    __slots__ = ()

    _adapt_connection: OneHopConnection

    def __init__(self, adapt_connection: Any) -> None:
        self._adapt_connection = adapt_connection
        self._connection = adapt_connection._connection
        self._cursor: Any = _Done()
        self._soft_closed_memoized: Any = {}
        self._rows = collections.deque()

    def execute(self, operation: Any, parameters: Any = None) -> Any:
        """Run one statement, here or in the thread."""
        self._cursor, rows = self._adapt_connection.run(operation, _run, operation, parameters)
        self._rows = collections.deque(rows)

    def executemany(self, operation: Any, seq_of_parameters: Any) -> Any:
        """Run one statement for each of the rows."""
        paced = operation if len(seq_of_parameters) <= FEW_ROWS else None
        self._cursor = self._adapt_connection.run(paced, _run_many, operation, seq_of_parameters)

    async def _async_soft_close(self) -> None:
        """Closed already."""

    def close(self) -> None:
        """Forget the rows; the cursor itself is closed already."""
        self._rows.clear()


class OneHopConnection(AsyncAdapt_aiosqlite_connection):
    """The stock connection with the cursors above."""

    __slots__ = ("_away", "_busy_seconds", "_changes", "_deferred", "_looked", "_paces")

    _cursor_cls = OneHopCursor

    def __init__(self, dbapi: Any, connection: Any) -> None:
        super().__init__(dbapi, connection)
        self._paces: Paces = dbapi.paces
        self._busy_seconds: int = dbapi.busy_seconds
        self._away = False  # something may still be running in the thread: its caller was cancelled
        self._deferred = False  # the transaction began without a lock, to read
        self._looked = False  # and it has its view of the file
        self._changes = -1  # rows changed before this transaction; -1: not known

    def run(self, statement: str | None, function: Callable[..., Any], *arguments: Any) -> Any:
        """What `function` returns for the driver's connection and these arguments. `statement`: whose time counts."""
        connection: Any = self._connection
        raw: sqlite3.Connection | None = connection._connection
        here = raw is not None and not self._away and not self._execute_mutex.locked() and self._short(raw, statement)
        began = time.perf_counter()
        try:
            if statement == IMMEDIATE and raw is not None and not self._away and self._locked_at_once(raw):
                return _Done(), []
            if here:
                await_(_NOTHING)  # SQLAlchemy insists that every statement awaits something
                return function(raw, *arguments)
            return await_(self._visit(statement, function, *arguments))
        except Exception as error:  # noqa: BLE001 - told in the stock adapter's way
            self._handle_exception(error)
        finally:
            if here and statement is not None:
                self._paces.took(statement, time.perf_counter() - began, here=True)

    def _locked_at_once(self, raw: sqlite3.Connection) -> bool:
        """Begin to write, if nobody else does."""
        raw.execute("PRAGMA busy_timeout=0")
        try:
            raw.execute(IMMEDIATE)
        except sqlite3.OperationalError:
            return False
        else:
            self._deferred, self._changes = False, raw.total_changes
            return True
        finally:
            raw.execute(f"PRAGMA busy_timeout={self._busy_seconds * 1000}")

    def _short(self, raw: sqlite3.Connection, statement: str | None) -> bool:
        if statement is None:
            return False
        if not raw.in_transaction:
            self._deferred, self._looked, self._changes = statement == DEFERRED, False, -1
            return self._deferred
        return (self._looked or not self._deferred) and self._paces.short(statement)

    async def _visit(self, statement: str | None, function: Callable[..., Any], *arguments: Any) -> Any:
        async with self._execute_mutex:
            thread: Any = self._connection
            self._away = True
            try:
                seconds, result = await thread._execute(_timed, function, thread._conn, *arguments)
            except asyncio.CancelledError:
                raise
            except BaseException:
                self._away = False
                raise
            self._away, self._looked = False, True
            if statement is not None:
                self._paces.took(statement, seconds, here=False)
            return result

    def commit(self) -> None:
        """Commit: it waits for the disk, if there is anything to write."""
        raw: sqlite3.Connection | None = self._connection._connection
        if raw is None:
            return
        if not self._away and raw.in_transaction and raw.total_changes == self._changes:
            raw.commit()
        else:
            self.run(COMMIT, sqlite3.Connection.commit)

    def rollback(self) -> None:
        """Undo everything; the end of a transaction that only read costs nothing."""
        raw: sqlite3.Connection | None = self._connection._connection
        if raw is None:
            return
        if not self._away and (self._deferred or not raw.in_transaction):
            raw.rollback()
        else:
            self.run(None, sqlite3.Connection.rollback)


def _timed(function: Callable[..., Any], *arguments: Any) -> tuple[float, Any]:
    began = time.perf_counter()
    result = function(*arguments)
    return time.perf_counter() - began, result


class OneHopDriver(AsyncAdapt_aiosqlite_dbapi):
    """What SQLAlchemy takes for the driver (``create_async_engine(..., module=OneHopDriver(...))``)."""

    def __init__(self, *, busy_seconds: int) -> None:
        """`busy_seconds`: how long to wait for a lock that somebody else has."""
        super().__init__(aiosqlite, sqlite3)
        self.paces = Paces()
        self.busy_seconds = busy_seconds

    def connect(self, *args: Any, **kwargs: Any) -> OneHopConnection:
        """A connection whose thread does not hold up the end of the process."""
        kwargs["check_same_thread"] = False  # the loop and the thread take turns
        connection: Any = aiosqlite.connect(*args, **kwargs)
        connection._thread.daemon = True
        return OneHopConnection(self, await_(connection))
