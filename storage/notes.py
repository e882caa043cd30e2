"""One-off facts of this installation, by name (``intake.heard_at``)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import Connection
from storage.tables import facts


async def read(connection: Connection, name: str) -> Any | None:
    """The JSON value of that name, or None."""
    return (await connection.execute(select(facts.c.value).where(facts.c.name == name))).scalar_one_or_none()


async def write(connection: Connection, name: str, value: Any, *, now: datetime) -> None:
    """Set the JSON value of that name."""
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement = insert(facts).values(name=name, value=value, changed_at=now)
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=["name"], set_={"value": statement.excluded.value, "changed_at": now}
        )
    )
