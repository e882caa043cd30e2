"""The ground that every promise stands on: transactions that begin, end and exclude as we say."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError, StatementError

from storage.database import Database, async_url
from storage.tables import facts, organisers

NOW = datetime(2022, 4, 27, 7, 0, tzinfo=UTC)


async def _set(database: Database, name: str, value: int) -> None:
    async with database.writing() as connection:
        await connection.execute(insert(facts).values(name=name, value=value, changed_at=NOW))


async def test_sqlite_runs_as_promised(database: Database) -> None:
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    for take in (database.writing, database.reading):
        async with take() as connection:
            found = {name: (await connection.exec_driver_sql(f"PRAGMA {name}")).scalar() for name in wanted}
        assert found == wanted


async def test_what_was_raised_rolls_everything_back(both_databases: Database) -> None:
    with pytest.raises(RuntimeError, match="half-way"):
        async with both_databases.writing() as connection:
            await connection.execute(insert(facts).values(name="half", value=1, changed_at=NOW))
            raise RuntimeError("half-way")
    async with both_databases.reading() as connection:
        assert (await connection.execute(select(facts))).all() == []


async def test_hundred_writers_at_once_lose_no_update_and_none_fails(both_databases: Database) -> None:
    await _set(both_databases, "count", 0)

    async def count_up() -> None:
        async with both_databases.writing() as connection:
            read = select(facts.c.value).where(facts.c.name == "count").with_for_update()
            value = (await connection.execute(read)).scalar_one()
            await asyncio.sleep(0)
            await connection.execute(update(facts).where(facts.c.name == "count").values(value=value + 1))

    await asyncio.gather(*(count_up() for _ in range(100)))
    async with both_databases.reading() as connection:
        assert (await connection.execute(select(facts.c.value))).scalar_one() == 100


async def test_a_second_process_waits_for_the_file_instead_of_failing(sqlite_url: str) -> None:
    first, second = Database(sqlite_url), Database(sqlite_url)
    entered = asyncio.Event()

    async def hold() -> None:
        async with first.writing() as connection:
            await connection.execute(insert(facts).values(name="first", value=1, changed_at=NOW))
            entered.set()
            await asyncio.sleep(0.2)

    holding = asyncio.create_task(hold())
    await entered.wait()
    await _set(second, "second", 2)
    await holding
    async with first.reading() as connection:
        assert len((await connection.execute(select(facts))).all()) == 2
    await first.close()
    await second.close()


async def test_a_reader_sees_one_moment_and_waits_for_no_writer(database: Database) -> None:
    async with database.reading() as reader:
        assert (await reader.execute(select(facts))).all() == []
        await _set(database, "later", 1)
        assert (await reader.execute(select(facts))).all() == []


async def test_a_row_that_points_nowhere_is_refused(both_databases: Database) -> None:
    with pytest.raises(IntegrityError):
        async with both_databases.writing() as connection:
            await connection.execute(
                insert(organisers).values(
                    event_id=999, telegram_id=1, role="desk", given_at=NOW, source="configuration"
                )
            )


async def test_moments_come_back_as_they_went_in_and_naive_ones_are_refused(both_databases: Database) -> None:
    exact = datetime(2022, 4, 27, 7, 0, 0, 123457, tzinfo=UTC)
    async with both_databases.writing() as connection:
        await connection.execute(insert(facts).values(name="m", value=1, changed_at=exact))
        assert (await connection.execute(select(facts.c.changed_at))).scalar_one() == exact
    with pytest.raises(StatementError, match="without a zone"):
        async with both_databases.writing() as connection:
            await connection.execute(insert(facts).values(name="n", value=1, changed_at=datetime(2022, 4, 27)))


def test_only_the_two_databases_are_taken(tmp_path: Path) -> None:
    assert async_url(f"sqlite:///{tmp_path}/a").drivername == "sqlite+aiosqlite"
    assert async_url("postgresql://h/d").drivername == "postgresql+psycopg"
    with pytest.raises(ValueError, match="mysql"):
        async_url("mysql://h/d")
