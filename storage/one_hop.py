"""SQLAlchemy over aiosqlite with one visit to the connection's thread for each statement instead of four.

The stock adapter goes to the thread for a cursor, for the statement, for its rows and for closing; each visit costs a
wake-up of two threads, which is most of what a short statement costs. Here all four are one visit. Everything is
fetched at once, as the stock adapter does too.
"""

from __future__ import annotations

import collections
import sqlite3
from collections.abc import Sequence
from typing import Any, NamedTuple

import aiosqlite
from sqlalchemy.dialects.sqlite.aiosqlite import (
    AsyncAdapt_aiosqlite_connection,
    AsyncAdapt_aiosqlite_cursor,
    AsyncAdapt_aiosqlite_dbapi,
)
from sqlalchemy.util.concurrency import await_


class _Done(NamedTuple):
    """What is left of a cursor when its statement has run."""

    description: Any = None
    rowcount: int = -1
    lastrowid: int | None = None
    arraysize: int = 1


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

    def __init__(self, adapt_connection: Any) -> None:
        self._adapt_connection = adapt_connection
        self._connection = adapt_connection._connection
        self._cursor: Any = _Done()
        self._soft_closed_memoized: Any = {}
        self._rows = collections.deque()

    async def _execute_async(self, operation: Any, parameters: Any) -> Any:
        async with self._adapt_connection._execute_mutex:
            thread: Any = self._connection
            self._cursor, rows = await thread._execute(_run, thread._conn, operation, parameters)
            self._rows = collections.deque(rows)

    async def _executemany_async(self, operation: Any, seq_of_parameters: Any) -> Any:
        async with self._adapt_connection._execute_mutex:
            thread: Any = self._connection
            self._cursor = await thread._execute(_run_many, thread._conn, operation, seq_of_parameters)

    async def _async_soft_close(self) -> None:
        """Closed already."""

    def close(self) -> None:
        """Forget the rows; the cursor itself is closed already."""
        self._rows.clear()


class OneHopConnection(AsyncAdapt_aiosqlite_connection):
    """The stock connection with the cursors above."""

    __slots__ = ()

    _cursor_cls = OneHopCursor


class OneHopDriver(AsyncAdapt_aiosqlite_dbapi):
    """What SQLAlchemy takes for the driver (``create_async_engine(..., module=OneHopDriver())``)."""

    def __init__(self) -> None:
        super().__init__(aiosqlite, sqlite3)

    def connect(self, *args: Any, **kwargs: Any) -> OneHopConnection:
        """A connection whose thread does not hold up the end of the process."""
        connection: Any = aiosqlite.connect(*args, **kwargs)
        connection._thread.daemon = True
        return OneHopConnection(self, await_(connection))
