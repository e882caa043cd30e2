"""Who may do what only one may do: a row with an owner, an end, and an epoch that rises with every new owner.

No advisory locks: poolers break them. On PostgreSQL the database's own clock decides, so that machines may disagree.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select, text, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import Connection
from storage.tables import EPOCH, leases


async def hold(
    connection: Connection, name: str, *, owner: str, seconds: float, now: datetime, force: bool = False
) -> int | None:
    """Take or keep the lease for `seconds` from now: its epoch, or None while somebody else holds it.

    `force` takes it from whoever has it: right where there can be only one process.
    """
    now = await _database_now(connection) or now
    until = now + timedelta(seconds=seconds)
    kept = await connection.execute(
        update(leases)
        .where(leases.c.name == name, leases.c.owner == owner)
        .values(until=until)
        .returning(leases.c.epoch)
    )
    epoch = kept.scalar_one_or_none()
    if epoch is not None:
        return int(epoch)
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement = insert(leases).values(name=name, owner=owner, epoch=1, until=until)
    taken = await connection.execute(
        statement.on_conflict_do_update(
            index_elements=["name"],
            set_={"owner": owner, "epoch": leases.c.epoch + 1, "until": until},
            where=None if force else or_(leases.c.until <= now, leases.c.owner == owner),
        ).returning(leases.c.epoch)
    )
    epoch = taken.scalar_one_or_none()
    return None if epoch is None else int(epoch)


async def release(connection: Connection, name: str, *, owner: str) -> None:
    """Let go at once, so that the next one need not wait for the end; the epoch goes on rising."""
    await connection.execute(
        update(leases).where(leases.c.name == name, leases.c.owner == owner).values(until=EPOCH, owner="")
    )


async def holder(connection: Connection, name: str) -> tuple[str, int] | None:
    """Who has it now, or had it last, and the epoch."""
    row = (await connection.execute(select(leases.c.owner, leases.c.epoch).where(leases.c.name == name))).one_or_none()
    return None if row is None else (row.owner, row.epoch)


async def forget(connection: Connection, name: str) -> None:
    """As if it had never been held (a restored backup)."""
    await connection.execute(delete(leases).where(leases.c.name == name))


async def _database_now(connection: Connection) -> datetime | None:
    if connection.dialect.name == "sqlite":
        return None
    microseconds = await connection.execute(text("SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint"))
    return EPOCH + timedelta(microseconds=int(microseconds.scalar_one()))
