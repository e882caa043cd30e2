"""Statements on the loop, in the thread, and cut off in between."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from storage.database import Connection, Database
from storage.one_hop import COMMIT, LONG, LONG_COMMIT, STRIKES, Paces

SLOW = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000) SELECT max(i) FROM n"


@pytest.fixture
async def file(tmp_path: Path) -> Any:
    opened = Database(f"sqlite:///{tmp_path / 'one.sqlite3'}")
    yield opened
    await opened.close()


async def _turns(work: Any) -> int:
    """How many turns everybody else has while `work` goes on."""
    turns = 0
    task = asyncio.ensure_future(work)
    while not task.done():
        await asyncio.sleep(0)
        turns += 1
    await task
    return turns


async def _ask(connection: Connection, statement: str) -> Any:
    return (await connection.execute(text(statement))).scalar_one()


def test_a_statement_is_run_on_the_loop_once_it_was_short_in_the_thread() -> None:
    paces = Paces()
    assert not paces.short("a")
    paces.took("a", LONG / 2, here=False)
    assert paces.short("a")


def test_a_statement_that_is_too_long_goes_back_to_the_thread_and_in_the_end_for_good() -> None:
    paces = Paces()
    for _ in range(STRIKES):
        paces.took("a", LONG / 2, here=False)
        assert paces.short("a")
        paces.took("a", LONG * 2, here=True)
        assert not paces.short("a")
    paces.took("a", LONG / 2, here=False)
    assert not paces.short("a")


def test_a_commit_that_waits_for_a_disk_stays_in_the_thread() -> None:
    paces = Paces()
    paces.took(COMMIT, LONG / 2, here=False)
    assert not paces.short(COMMIT)
    paces.took(COMMIT, LONG_COMMIT / 2, here=False)
    assert paces.short(COMMIT)


async def test_a_short_statement_holds_up_nobody_and_a_long_one_leaves_the_loop_free(file: Database) -> None:
    async with file.writing() as connection:
        for _ in range(3):
            await _ask(connection, "SELECT 1")
        assert await _turns(_ask(connection, "SELECT 1")) <= 3
        for _ in range(2):
            assert await _turns(_ask(connection, SLOW)) > 10


async def test_a_statement_that_was_cut_off_is_not_overtaken(file: Database) -> None:
    async with file.writing() as connection:
        await connection.execute(text("CREATE TABLE t (i INTEGER)"))
        for _ in range(3):
            await connection.execute(text("INSERT INTO t VALUES (1)"))
    with pytest.raises(TimeoutError):
        async with file.writing() as connection:
            await connection.execute(text("INSERT INTO t VALUES (2)"))
            async with asyncio.timeout(0.01):
                await _ask(connection, SLOW)
    async with file.writing() as connection:
        assert await _ask(connection, "SELECT count(*) FROM t") == 3


async def test_a_locked_file_is_waited_for_in_the_thread(file: Database) -> None:
    async with file.writing() as connection:
        await connection.execute(text("CREATE TABLE t (i INTEGER)"))
    other = sqlite3.connect(str(file.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    async def write() -> None:
        async with file.writing() as connection:
            await connection.execute(text("INSERT INTO t VALUES (1)"))

    writing = asyncio.create_task(write())
    began = time.perf_counter()
    for _ in range(20):
        await asyncio.sleep(0.002)
    assert time.perf_counter() - began < 1
    assert not writing.done()
    other.execute("COMMIT")
    other.close()
    await writing
    async with file.reading() as connection:
        assert await _ask(connection, "SELECT count(*) FROM t") == 1
