"""Putting a copy back, so that nothing that was sent after it was made is sent again."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import delete, func, insert, select, text, update

from bot.domain.notices import NoticeState
from storage import notes
from storage.audit import Act, record
from storage.backups.copying import ROWS_AT_ONCE, make_durable, single_file
from storage.database import Connection, Database
from storage.tables import announcements, inbox, leases, meetings, metadata, outbox, persons, reminders, timetables

REASON = "restored"
NOTE = "restored_at"


@dataclass(frozen=True, slots=True)
class Settled:
    """What a restore closed, in numbers, because it may have happened after the backup was made."""

    notices_dropped: int
    notices_uncertain: int
    reminders_dropped: int
    announcements_stopped: int
    requests_expired: int
    updates_shed: int


async def running_until(connection: Connection) -> datetime | None:
    """Until when a bot said that it works on this database (its lease), or None."""
    return (await connection.execute(select(leases.c.until).where(leases.c.name == "process"))).scalar_one_or_none()


async def holds_data(connection: Connection) -> bool:
    """Whether anybody has ever used this database."""
    for table in (persons, inbox, meetings):
        if (await connection.execute(select(func.count()).select_from(table))).scalar_one():
            return True
    return False


async def restored_at(connection: Connection) -> datetime | None:
    """When this database was put back from a backup, or None; what fell due until then is no longer owed."""
    noted = await notes.read(connection, NOTE)
    return None if noted is None else datetime.fromisoformat(noted)


async def settle_restored(connection: Connection, now: datetime) -> Settled:
    """Close whatever was due by `now`: it has been sent since the backup, or is too late; the record says ``restored``.

    Notices due later stay. Announcements being sent, or whose time has come, are stopped; requests whose deadline has
    passed expire without a word; what the engine was at, or was publishing, is dropped (what is ready stays, for the
    organisers to decide about); updates that waited to be handled are put aside, as every later one is lost too.
    """
    closed = {"reason": REASON, "settled_at": now}
    free = {"owner": None, "lease_until": None}
    begun = announcements.c.status == "sending"
    overdue = (announcements.c.status == "scheduled") & (announcements.c.send_at <= now)
    stopped = (
        await connection.execute(
            update(announcements)
            .where(begun | overdue)
            .values(status="stopped", finished_at=now)
            .returning(announcements.c.id, announcements.c.event_id)
        )
    ).all()
    await record(
        connection,
        *(
            Act(now, "stop", f"announcement:{row.id}", "clock", row.event_id, detail={"reason": REASON})
            for row in stopped
        ),
    )
    uncertain = await connection.execute(
        update(outbox)
        .where(outbox.c.state == NoticeState.SENDING.value)
        .values(state=NoticeState.UNCERTAIN.value, **closed, **free)
    )
    halted = outbox.c.announcement_id.in_([row.id for row in stopped])
    dropped = await connection.execute(
        update(outbox)
        .where(outbox.c.state == NoticeState.QUEUED.value, (outbox.c.due_at <= now) | halted)
        .values(state=NoticeState.DROPPED.value, **closed)
    )
    rung = await connection.execute(
        update(reminders)
        .where(reminders.c.state == "waiting", reminders.c.due_at <= now)
        .values(state="dropped", **closed)
    )
    expired = (
        await connection.execute(
            update(meetings)
            .where(meetings.c.status == "pending", meetings.c.answer_by <= now)
            .values(
                status="expired",
                turn_id=None,
                nudge_at=None,
                changed_at=now,
                version=meetings.c.version + 1,
                ended_reason=REASON,
            )
            .returning(meetings.c.id, meetings.c.event_id)
        )
    ).all()
    await record(
        connection,
        *(Act(now, "expire", f"meeting:{row.id}", "clock", row.event_id, detail={"reason": REASON}) for row in expired),
    )
    await connection.execute(
        update(meetings)
        .where(meetings.c.status == "pending", meetings.c.nudged_at.is_(None), meetings.c.nudge_at <= now)
        .values(nudged_at=now)
    )
    at_work = timetables.c.status.in_(("waiting", "running", "publishing"))
    await connection.execute(update(timetables).where(at_work).values(status="dropped", **closed, **free))
    shed = await connection.execute(update(inbox).where(inbox.c.state == "new").values(state="shed", **closed))
    await connection.execute(delete(leases))
    await notes.write(connection, NOTE, now.isoformat(), now=now)
    return Settled(
        notices_dropped=dropped.rowcount,
        notices_uncertain=uncertain.rowcount,
        reminders_dropped=rung.rowcount,
        announcements_stopped=len(stopped),
        requests_expired=len(expired),
        updates_shed=shed.rowcount,
    )


def put_in_place(prepared: Path, target: Path, aside: Path) -> bool:
    """Move the database file `target` to `aside`, if there is one, and `prepared` into its place; was there one?"""
    existed = target.exists()
    if existed:
        with suppress(sqlite3.DatabaseError):  # a damaged one is kept as it is, with its log beside it
            single_file(target)
    for suffix in ("-wal", "-shm", ""):  # a log left behind would be taken for the new file's
        old = target.with_name(target.name + suffix)
        if old.exists():
            old.replace(aside.with_name(aside.name + suffix))
    prepared.replace(target)
    make_durable(target)
    return existed


async def fill(database: Database, source: Path, now: datetime) -> Settled:
    """Replace every row of a PostgreSQL database by the copy's, in one transaction; numbering goes on after them."""
    copy = Database(f"sqlite:///{source}")
    try:
        async with database.writing() as writing, copy.reading() as reading:
            names = ", ".join(f'"{table.name}"' for table in metadata.sorted_tables)
            await writing.execute(text(f"TRUNCATE {names}"))
            for table in metadata.sorted_tables:
                async with reading.stream(select(table)) as rows:
                    async for part in rows.mappings().partitions(ROWS_AT_ONCE):
                        await writing.execute(insert(table), [dict(row) for row in part])
                if "id" in table.c:
                    await writing.execute(
                        text(
                            f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), "  # noqa: S608 - our own names
                            f'coalesce((SELECT max(id) FROM "{table.name}"), 0) + 1, false)'
                        )
                    )
            return await settle_restored(writing, now)
    finally:
        await copy.close()
