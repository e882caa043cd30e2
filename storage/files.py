"""Files that people sent: wanted, fetched from Telegram, used, and gone again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import RowMapping

from bot.domain.ids import EventId, FileId, PersonId
from storage.database import Connection
from storage.tables import files

KEPT = timedelta(days=2)  # from being sent: a file holds personal data, and nobody asks for it again
WANTED, FETCHED, FAILED, USED = "wanted", "fetched", "failed", "used"
HEAD = [column for column in files.c if column.name != "content"]


@dataclass(frozen=True, slots=True)
class File:
    """A file without its content."""

    id: FileId
    person_id: PersonId
    event_id: EventId
    purpose: str
    telegram_file_id: str
    name: str
    state: str
    attempts: int
    reason: str | None


def _file(row: RowMapping) -> File:
    return File(
        id=FileId(row["id"]),
        person_id=PersonId(row["person_id"]),
        event_id=EventId(row["event_id"]),
        purpose=row["purpose"],
        telegram_file_id=row["telegram_file_id"],
        name=row["name"],
        state=row["state"],
        attempts=row["attempts"],
        reason=row["reason"],
    )


async def want(
    connection: Connection,
    *,
    person_id: PersonId,
    event_id: EventId,
    purpose: str,
    telegram_file_id: str,
    name: str,
    size: int | None,
    now: datetime,
) -> FileId:
    """Somebody sent a file that is to be fetched."""
    values = {
        "person_id": person_id,
        "event_id": event_id,
        "purpose": purpose,
        "telegram_file_id": telegram_file_id,
        "name": name[:200],
        "size": size,
        "state": WANTED,
        "asked_at": now,
    }
    row = await connection.execute(insert(files).values(values).returning(files.c.id))
    return FileId(row.scalar_one())


async def wanted(connection: Connection, limit: int) -> list[File]:
    """Files to be fetched, the oldest first."""
    query = select(*HEAD).where(files.c.state == WANTED).order_by(files.c.asked_at, files.c.id).limit(limit)
    return [_file(row) for row in (await connection.execute(query)).mappings()]


async def next_wanted(connection: Connection, pause: timedelta) -> datetime | None:
    """When the next file is to be fetched: at once, and `pause` after each attempt that did not succeed."""
    query = select(files.c.asked_at, files.c.attempts).where(files.c.state == WANTED)
    return min((asked + pause * attempts for asked, attempts in await connection.execute(query)), default=None)


async def load(connection: Connection, file_id: FileId) -> File | None:
    """The file of that number."""
    row = (await connection.execute(select(*HEAD).where(files.c.id == file_id))).mappings().one_or_none()
    return None if row is None else _file(row)


async def content(connection: Connection, file_id: FileId) -> bytes | None:
    """What was made of it."""
    found: Any = (await connection.execute(select(files.c.content).where(files.c.id == file_id))).scalar_one_or_none()
    return None if found is None else bytes(found)


async def settle(
    connection: Connection,
    file_id: FileId,
    *,
    was: str,
    state: str,
    now: datetime,
    reason: str | None = None,
    data: bytes | None = None,
) -> bool:
    """Bring it from one state to the next, with what was made of it; False when it no longer stood so."""
    changed = await connection.execute(
        update(files)
        .where(files.c.id == file_id, files.c.state == was)
        .values(state=state, reason=reason, content=data, settled_at=now)
        .returning(files.c.id)
    )
    return changed.first() is not None


async def failed_once(connection: Connection, file_id: FileId) -> None:
    """One more attempt did not succeed."""
    await connection.execute(update(files).where(files.c.id == file_id).values(attempts=files.c.attempts + 1))


async def purge(connection: Connection, now: datetime) -> None:
    """Files of two days ago go, whatever became of them."""
    await connection.execute(delete(files).where(files.c.asked_at < now - KEPT))
