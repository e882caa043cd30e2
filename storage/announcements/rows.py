"""The announcements table and who pressed *Read*."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.announcements import ENGLISH, PROGRESS_EVERY, Announcement, AnnouncementStatus, AtNight, Progress
from bot.domain.ids import AnnouncementId, EventId, PersonId
from bot.domain.segments import Segment
from storage.database import Connection
from storage.outbox import counts_of
from storage.tables import announcements, outbox, persons, reads


def record_of(row: Row[Any]) -> Announcement:
    """The announcement in a row of the table."""
    return Announcement(
        id=AnnouncementId(row.id),
        event_id=EventId(row.event_id),
        author_id=PersonId(row.author_id),
        status=AnnouncementStatus(row.status),
        screen=row.screen,
        segment=Segment.from_json(row.segment),
        read_button=row.read_button,
        send_at=row.send_at,
        started_at=row.started_at,
        finished_at=row.finished_at,
        audience=row.audience,
        progress_chat_id=row.progress_chat_id,
        progress_message_id=row.progress_message_id,
        progress_at=row.progress_at,
        language=row.language,
        versions=row.versions,
        at_night=AtNight(row.at_night),
        revision=row.revision,
        corrected_at=row.corrected_at,
    )


async def add(
    connection: Connection,
    event_id: EventId,
    author_id: PersonId,
    screen: dict[str, Any],
    now: datetime,
    *,
    language: str = ENGLISH,
) -> AnnouncementId:
    """A new draft to everybody, in one language."""
    result = await connection.execute(
        insert(announcements)
        .values(
            event_id=event_id,
            author_id=author_id,
            status=AnnouncementStatus.DRAFT.value,
            screen=screen,
            language=language,
            segment={},
            created_at=now,
        )
        .returning(announcements.c.id)
    )
    return AnnouncementId(result.scalar_one())


async def announcement(connection: Connection, id_: AnnouncementId, *, lock: bool = False) -> Announcement | None:
    """The announcement of that id; `lock` keeps other processes from changing it until the transaction ends."""
    query = select(announcements).where(announcements.c.id == id_)
    row = (await connection.execute(query.with_for_update() if lock else query)).one_or_none()
    return None if row is None else record_of(row)


async def change(connection: Connection, id_: AnnouncementId, **values: Any) -> None:
    """Set columns of one announcement."""
    await connection.execute(update(announcements).where(announcements.c.id == id_).values(**values))


async def due_to_start(connection: Connection, now: datetime) -> list[Announcement]:
    """Scheduled ones whose time has come, oldest first."""
    rows = await connection.execute(
        select(announcements)
        .where(announcements.c.status == AnnouncementStatus.SCHEDULED.value, announcements.c.send_at <= now)
        .order_by(announcements.c.send_at)
        .with_for_update(skip_locked=True)
    )
    return [record_of(row) for row in rows]


def _moving() -> ColumnElement[bool]:
    """Being sent, stopped while some were on their way, or being corrected."""
    out = (AnnouncementStatus.SENDING.value, AnnouncementStatus.STOPPED.value, AnnouncementStatus.DONE.value)
    return announcements.c.status.in_(out) & announcements.c.finished_at.is_(None)


async def to_show(connection: Connection, now: datetime) -> list[Announcement]:
    """Those whose numbers still change and were not shown within :data:`PROGRESS_EVERY`."""
    rows = await connection.execute(
        select(announcements)
        .where(_moving(), announcements.c.progress_at <= now - PROGRESS_EVERY)
        .order_by(announcements.c.id)
        .with_for_update(skip_locked=True)
    )
    return [record_of(row) for row in rows]


@cache
def _next_start() -> Select[Any]:
    """Put together once: it is asked all the time."""
    waiting = announcements.c.status == AnnouncementStatus.SCHEDULED.value
    return select(func.min(announcements.c.send_at)).where(waiting)


@cache
def _next_shown() -> Select[Any]:
    return select(func.min(announcements.c.progress_at)).where(_moving())


async def next_start(connection: Connection) -> datetime | None:
    """When the next scheduled one starts."""
    found: datetime | None = (await connection.execute(_next_start())).scalar_one_or_none()
    return found


async def next_progress(connection: Connection) -> datetime | None:
    """When the next progress is to be shown."""
    shown: datetime | None = (await connection.execute(_next_shown())).scalar_one_or_none()
    return None if shown is None else shown + PROGRESS_EVERY


async def progress(connection: Connection, found: Announcement) -> Progress:
    """How far it is, counted from the notices themselves."""
    pressed = await connection.execute(select(func.count()).where(reads.c.announcement_id == found.id))
    parts = await counts_of(connection, found.id)
    corrections = {}
    if found.corrected_at is not None:
        corrections = await counts_of(connection, found.id, edits=True, since=found.corrected_at)
    return Progress.of(parts, pressed.scalar_one(), corrections)


async def watcher(connection: Connection, chat_id: int) -> PersonId | None:
    """Whose private chat shows the progress."""
    found = (
        await connection.execute(select(persons.c.id).where(persons.c.telegram_id == chat_id))
    ).scalar_one_or_none()
    return None if found is None else PersonId(found)


async def mark_read(connection: Connection, id_: AnnouncementId, person_id: PersonId, now: datetime) -> bool:
    """Somebody pressed *Read*; pressing again changes nothing. False, and nothing, for one it was never owed to."""
    owed = select(outbox.c.id).where(outbox.c.once_key == part_key(id_, person_id), outbox.c.announcement_id == id_)
    if (await connection.execute(owed)).first() is None:
        return False
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    await connection.execute(
        make(reads).values(announcement_id=id_, person_id=person_id, read_at=now).on_conflict_do_nothing()
    )
    return True


def part_key(id_: AnnouncementId, person_id: PersonId | str) -> str:
    """The ``once_key`` of one person's part."""
    return f"announcement:{id_}:{person_id}"
