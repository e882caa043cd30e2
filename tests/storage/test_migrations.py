"""The migrations make the tables of the code, step by step, up and down, or not at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection as SyncConnection
from sqlalchemy import inspect

from storage.database import Database
from storage.migrating import SCRIPTS, NewerDatabase, _config, level, migrate
from storage.tables import metadata


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database without a single table."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.sqlite3'}"
    url = str(request.getfixturevalue("postgres_url"))
    database = Database(url)
    async with database.writing() as connection:
        await connection.run_sync(metadata.drop_all)
        await connection.exec_driver_sql("DROP TABLE alembic_version")
    await database.close()
    return url


def _differences(connection: SyncConnection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True, "target_metadata": metadata})
    return list(compare_metadata(context, metadata))


def _tables(connection: SyncConnection) -> set[str]:
    return set(inspect(connection).get_table_names())


async def test_migrations_make_exactly_the_tables_of_the_code(empty_url: str) -> None:
    reached = await migrate(empty_url)
    assert reached.state == "current"
    database = Database(empty_url)
    async with database.reading() as connection:
        assert await connection.run_sync(_differences) == []
    await database.close()


async def test_every_step_goes_up_and_down_and_up_again(empty_url: str) -> None:
    steps = [script.revision for script in reversed(list(ScriptDirectory(str(SCRIPTS)).walk_revisions()))]
    for step in steps:
        assert (await migrate(empty_url, to=step)).current == step
    for step in [*reversed(steps[:-1]), "base"]:
        await migrate(empty_url, to=step)
    database = Database(empty_url)
    async with database.reading() as connection:
        assert await connection.run_sync(_tables) <= {"alembic_version"}
    await database.close()
    assert (await migrate(empty_url)).state == "current"


async def test_migrating_twice_changes_nothing(empty_url: str) -> None:
    await migrate(empty_url)
    assert (await migrate(empty_url)).state == "current"


async def test_a_newer_database_is_refused_and_left_alone(empty_url: str) -> None:
    await migrate(empty_url)
    database = Database(empty_url)
    async with database.writing() as connection:
        await connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    await database.close()
    assert (await level(empty_url)).state == "newer"
    with pytest.raises(NewerDatabase, match="9999"):
        await migrate(empty_url)
    assert (await level(empty_url)).current == "9999"


async def test_a_migration_killed_half_way_leaves_the_old_database_whole(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'killed.sqlite3'}"
    killed = subprocess.run(
        [sys.executable, "-c", KILLED_HALF_WAY, url], capture_output=True, check=False, cwd=Path(__file__).parents[2]
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    assert (await level(url)).state == "empty"
    database = Database(url)
    async with database.reading() as connection:
        assert await connection.run_sync(_tables) == set()
    await database.close()
    assert (await migrate(url)).state == "current"


KILLED_HALF_WAY = f"""
import asyncio, os, sys
from sqlalchemy import event
from sqlalchemy.engine import Engine
from storage.migrating import migrate
seen = 0
@event.listens_for(Engine, "before_cursor_execute")
def kill(connection, cursor, statement, *rest):
    global seen
    seen += statement.lstrip().startswith("CREATE TABLE")
    if seen == 12:
        os.kill(os.getpid(), {signal.SIGKILL.value})
asyncio.run(migrate(sys.argv[1]))
"""


def test_the_config_needs_no_file_of_alembic() -> None:
    assert _config().get_main_option("script_location") == str(SCRIPTS)
    assert not os.environ.get("ALEMBIC_CONFIG")
