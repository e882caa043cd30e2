"""Backups are whole, and a restored one says nothing twice."""

from __future__ import annotations

import asyncio
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, insert, select, text

from bot.clock import SystemClock
from bot.services.backups import BackupRefused, backup, backup_due, next_backup, restore
from storage import leases as lease_rows
from storage.backups import BrokenBackup
from storage.database import Database
from storage.tables import (
    announcements,
    attendees,
    audit,
    facts,
    inbox,
    leases,
    meetings,
    metadata,
    outbox,
    persons,
    reminders,
    timetables,
)
from tests.people import add_event

MADE = datetime(2022, 4, 27, 6, tzinfo=UTC)
NOW = datetime(2022, 4, 27, 8, tzinfo=UTC)
SOON, LATER = NOW - timedelta(minutes=5), NOW + timedelta(hours=1)


async def _rows(url: str, query: Any) -> list[Any]:
    database = Database(url)
    try:
        async with database.reading() as connection:
            return list((await connection.execute(query)).all())
    finally:
        await database.close()


def _notice(**values: Any) -> dict[str, Any]:
    base = {"chat_id": 5, "lane": 1, "kind": "change", "action": "send", "screen": {"text": "x"}, "created_at": MADE}
    return {
        **base,
        "state": "queued",
        "due_at": SOON,
        "announcement_id": None,
        "owner": None,
        "lease_until": None,
    } | values


async def _fill(url: str) -> None:
    """People, meetings, notices: some were due before the restore, some fall due later."""
    database = Database(url)
    async with database.writing() as connection:
        event = await add_event(connection)
        for number in (1, 2):
            await connection.execute(
                insert(persons).values(id=number, name=f"P{number}", language="en", created_at=MADE)
            )
            await connection.execute(
                insert(attendees).values(
                    id=number, event_id=event.id, person_id=number, name=f"Žydrūnė {number}", organisation="=1+1",
                    type="business", country="LT", status="registered", modes={"2022-04-27": "onsite"},
                    registered_at=MADE, changed_at=MADE,
                )
            )  # fmt: skip
        for number, answer_by in ((1, SOON), (2, LATER)):
            await connection.execute(
                insert(meetings).values(
                    id=number, event_id=event.id, requester_id=1, guest_id=2, status="pending", turn_id=2,
                    answer_by=answer_by, nudge_at=SOON, created_at=MADE, changed_at=MADE,
                )
            )  # fmt: skip
        for number, (status, at) in enumerate(
            (("sending", None), ("scheduled", SOON), ("scheduled", LATER), ("draft", None)), 1
        ):
            await connection.execute(
                insert(announcements).values(
                    id=number, event_id=event.id, author_id=1, status=status, screen={}, segment={}, send_at=at,
                    created_at=MADE,
                )
            )  # fmt: skip
        await connection.execute(
            insert(outbox),
            [
                _notice(),
                _notice(due_at=LATER),
                _notice(state="sending", owner="w", lease_until=LATER),
                _notice(state="sent"),
                _notice(kind="announcement", lane=3, due_at=LATER, announcement_id=1),
            ],
        )
        for due, state in ((SOON, "waiting"), (LATER, "waiting"), (SOON, "queued")):
            await connection.execute(
                insert(reminders).values(
                    event_id=event.id,
                    attendee_id=1,
                    meeting_id=1,
                    kind="bell",
                    due_at=due,
                    useful_until=LATER,
                    state=state,
                )
            )
        for update_id, state in ((1, "done"), (2, "new")):
            await connection.execute(
                insert(inbox).values(
                    update_id=update_id, user_id=5, body="{}", state=state, received_at=MADE, due_at=MADE
                )
            )
        await lease_rows.hold(connection, "process", owner="bot", seconds=10, now=MADE)
    await database.close()


async def _expire_lease(url: str) -> None:
    database = Database(url)
    async with database.writing() as connection:
        await connection.execute(leases.update().values(until=MADE))
    await database.close()


async def test_a_restored_backup_says_nothing_twice(both_urls: str, tmp_path: Path) -> None:
    await _fill(both_urls)
    made = await backup(both_urls, tmp_path / "b.sqlite3")
    assert made.path.stat().st_mode & 0o777 == 0o600
    await _expire_lease(both_urls)
    restored = await restore(both_urls, made.path, NOW, force=True)

    settled = restored.settled
    assert (settled.notices_dropped, settled.notices_uncertain, settled.reminders_dropped) == (2, 1, 1)
    assert (settled.announcements_stopped, settled.requests_expired, settled.updates_shed) == (2, 1, 1)
    states = await _rows(both_urls, select(outbox.c.state, outbox.c.reason, outbox.c.owner).order_by(outbox.c.id))
    assert [tuple(row) for row in states] == [
        ("dropped", "restored", None),
        ("queued", None, None),
        ("uncertain", "restored", None),
        ("sent", None, None),
        ("dropped", "restored", None),
    ]
    assert [row[0] for row in await _rows(both_urls, select(reminders.c.state).order_by(reminders.c.id))] == [
        "dropped", "waiting", "queued",
    ]  # fmt: skip
    assert [row[0] for row in await _rows(both_urls, select(announcements.c.status).order_by(announcements.c.id))] == [
        "stopped", "stopped", "scheduled", "draft",
    ]  # fmt: skip
    left = await _rows(both_urls, select(meetings.c.status, meetings.c.nudged_at).order_by(meetings.c.id))
    assert [tuple(row) for row in left] == [("expired", None), ("pending", NOW)]
    subjects = [row[0] for row in await _rows(both_urls, select(audit.c.subject).order_by(audit.c.id))]
    assert subjects == ["announcement:1", "announcement:2", "meeting:1"]
    assert await _rows(both_urls, select(inbox).where(inbox.c.state == "new")) == []
    assert await _rows(both_urls, select(leases)) == []
    assert [row[0] for row in await _rows(both_urls, select(attendees.c.name).order_by(attendees.c.id))] == [
        "Žydrūnė 1", "Žydrūnė 2",
    ]  # fmt: skip
    assert restored.kept is not None
    assert restored.kept.exists()
    restored.kept.unlink()


async def test_what_the_engine_was_at_is_not_taken_up_after_a_restore(both_urls: str, tmp_path: Path) -> None:
    database = Database(both_urls)
    stages = ("waiting", "running", "ready", "publishing", "published")
    async with database.writing() as connection:
        event = await add_event(connection)
        row = {"event_id": event.id, "kind": "repair", "options": {"automatic": True}, "made_at": MADE, "owner": "old"}
        await connection.execute(insert(timetables), [{**row, "status": stage} for stage in stages])
    await database.close()
    made = await backup(both_urls, tmp_path / "b.sqlite3")
    await _expire_lease(both_urls)
    restored = await restore(both_urls, made.path, NOW, force=True)
    left = await _rows(both_urls, select(timetables.c.status, timetables.c.reason).order_by(timetables.c.id))
    gone = ("dropped", "restored")
    assert [tuple(row) for row in left] == [gone, gone, ("ready", None), gone, ("published", None)]
    if restored.kept is not None:
        restored.kept.unlink()


async def test_numbering_goes_on_after_a_restore(both_urls: str, tmp_path: Path) -> None:
    await _fill(both_urls)
    made = await backup(both_urls, tmp_path / "b.sqlite3")
    await _expire_lease(both_urls)
    restored = await restore(both_urls, made.path, NOW, force=True)
    database = Database(both_urls)
    async with database.writing() as connection:
        row = await connection.execute(
            insert(persons).values(name="New", language="en", created_at=NOW).returning(persons.c.id)
        )
        assert row.scalar_one() == 3
    await database.close()
    if restored.kept is not None:
        restored.kept.unlink()


async def test_a_backup_of_one_database_can_be_put_into_the_other(
    sqlite_url: str, postgres_url: str, tmp_path: Path
) -> None:
    await _fill(sqlite_url)
    made = await backup(sqlite_url, tmp_path / "b.sqlite3")
    assert (await restore(postgres_url, made.path, NOW)).kept is None
    for table in metadata.sorted_tables:
        count = select(func.count()).select_from(table)
        if table.name not in {"leases", "facts", "audit"}:
            assert await _rows(postgres_url, count) == await _rows(sqlite_url, count), table.name


async def test_a_backup_made_while_others_write_is_of_one_moment(sqlite_url: str, tmp_path: Path) -> None:
    database = Database(sqlite_url)
    stop = asyncio.Event()

    async def pairs() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            async with database.writing() as connection:
                for half in "ab":
                    await connection.execute(insert(facts).values(name=f"{number}{half}", value=1, changed_at=NOW))

    writer = asyncio.create_task(pairs())
    try:
        for turn in range(5):
            made = await backup(sqlite_url, tmp_path / f"{turn}.sqlite3")
            with sqlite3.connect(made.path) as copy:
                names = [row[0] for row in copy.execute("SELECT name FROM facts")]
            copy.close()
            assert {name[:-1] for name in names if name.endswith("a")} == {n[:-1] for n in names if n.endswith("b")}
    finally:
        stop.set()
        await writer
        await database.close()
    assert not list(tmp_path.glob(".*partial*"))


async def test_a_backup_replaces_nothing_unless_told(sqlite_url: str, tmp_path: Path) -> None:
    target = tmp_path / "b.sqlite3"
    target.write_text("precious")
    with pytest.raises(BackupRefused, match="--force"):
        await backup(sqlite_url, target)
    assert target.read_text() == "precious"
    await backup(sqlite_url, target, force=True)
    for wrong, words in ((tmp_path, "folder"), (tmp_path / "no" / "b", "does not exist")):
        with pytest.raises(BackupRefused, match=words):
            await backup(sqlite_url, wrong)
    with pytest.raises(BackupRefused, match="itself"):
        await backup(sqlite_url, Path(sqlite_url.removeprefix("sqlite:///")), force=True)
    with pytest.raises(BackupRefused, match="no database"):
        await backup(f"sqlite:///{tmp_path}/none.sqlite3", tmp_path / "c.sqlite3")


async def test_a_backup_that_cannot_be_written_leaves_nothing_behind(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    database = Path(sqlite_url.removeprefix("sqlite:///"))
    database.write_bytes(database.read_bytes()[:5000])
    with pytest.raises((sqlite3.DatabaseError, BrokenBackup)):
        await backup(sqlite_url, folder / "b.sqlite3")
    assert list(folder.iterdir()) == []


async def test_no_restore_under_a_running_bot(both_urls: str, tmp_path: Path) -> None:
    await _fill(both_urls)
    made = await backup(both_urls, tmp_path / "b.sqlite3")
    database = Database(both_urls)
    async with database.writing() as connection:  # the lease runs by the database's clock where it has one
        await lease_rows.hold(connection, "process", owner="bot", seconds=60, now=SystemClock().now())
    await database.close()
    with pytest.raises(BackupRefused, match="a bot is running"):
        await restore(both_urls, made.path, SystemClock().now(), force=True)
    assert len(await _rows(both_urls, select(outbox).where(outbox.c.state == "sending"))) == 1


async def test_a_restore_replaces_nothing_unless_told(both_urls: str, tmp_path: Path) -> None:
    await _fill(both_urls)
    made = await backup(both_urls, tmp_path / "b.sqlite3")
    await _expire_lease(both_urls)
    with pytest.raises(BackupRefused, match="--force"):
        await restore(both_urls, made.path, NOW)


@pytest.mark.parametrize("damage", ["text", "cut", "flipped", "alien"])
async def test_a_damaged_or_alien_file_is_not_restored(sqlite_url: str, tmp_path: Path, damage: str) -> None:
    await _fill(sqlite_url)
    made = await backup(sqlite_url, tmp_path / "b.sqlite3")
    whole = made.path.read_bytes()
    if damage == "text":
        made.path.write_text("not a database")
    elif damage == "cut":
        made.path.write_bytes(whole[: len(whole) // 2])
    elif damage == "flipped":
        middle = len(whole) // 2
        made.path.write_bytes(whole[:middle] + bytes(8192) + whole[middle + 8192 :])
    else:
        made.path.unlink()
        with sqlite3.connect(made.path) as other:
            other.execute("CREATE TABLE x (y)")
        other.close()
    before = Path(sqlite_url.removeprefix("sqlite:///")).read_bytes()
    with pytest.raises(BrokenBackup):
        await restore(sqlite_url, made.path, NOW, force=True)
    assert Path(sqlite_url.removeprefix("sqlite:///")).read_bytes() == before


async def test_a_backup_of_a_newer_version_is_refused(sqlite_url: str, tmp_path: Path) -> None:
    made = await backup(sqlite_url, tmp_path / "b.sqlite3")
    with sqlite3.connect(made.path) as copy:
        copy.execute("UPDATE alembic_version SET version_num = '9999'")
    copy.close()
    with pytest.raises(BackupRefused, match="newer version"):
        await restore(f"sqlite:///{tmp_path}/new.sqlite3", made.path, NOW)
    assert not (tmp_path / "new.sqlite3").exists()


async def test_a_damaged_database_is_replaced_and_kept_aside(sqlite_url: str, tmp_path: Path) -> None:
    await _fill(sqlite_url)
    made = await backup(sqlite_url, tmp_path / "b.sqlite3")
    target = Path(sqlite_url.removeprefix("sqlite:///"))
    target.write_bytes(b"ruined" * 1000)
    target.with_name(target.name + "-wal").write_bytes(b"stale")
    restored = await restore(sqlite_url, made.path, NOW, force=True)
    assert restored.kept is not None
    assert restored.kept.read_bytes().startswith(b"ruined")
    assert not target.with_name(target.name + "-wal").exists()
    assert target.stat().st_mode & 0o777 == 0o600
    assert len(await _rows(sqlite_url, select(attendees))) == 2


async def test_scheduled_backups_come_when_due_and_the_oldest_go(database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    made = []
    for hours in range(0, 60, 6):
        path = await backup_due(database, folder, NOW + timedelta(hours=hours), every_hours=12, keep=3)
        made.append(path is not None)
    assert made == [True, False] * 5
    (folder / "mine.txt").touch()
    names = sorted(path.name for path in folder.iterdir())
    assert names == [
        "matchbell-20220428T080000Z.sqlite3", "matchbell-20220428T200000Z.sqlite3",
        "matchbell-20220429T080000Z.sqlite3", "mine.txt",
    ]  # fmt: skip
    async with database.reading() as connection:
        assert await next_backup(connection, 12) == NOW + timedelta(hours=60)


async def test_a_scheduled_backup_that_failed_is_tried_again_later(database: Database, tmp_path: Path) -> None:
    blocked = tmp_path / "backups"
    blocked.write_text("a file where the folder should be")
    with pytest.raises(OSError, match="exists"):
        await backup_due(database, blocked, NOW, every_hours=12, keep=3)
    assert await backup_due(database, blocked, NOW + timedelta(minutes=14), every_hours=12, keep=3) is None
    blocked.unlink()
    assert await backup_due(database, blocked, NOW + timedelta(minutes=15), every_hours=12, keep=3) is not None


async def test_a_backup_is_made_beside_a_long_transaction(database: Database, tmp_path: Path) -> None:
    async with database.writing() as connection:
        await connection.execute(text("INSERT INTO facts VALUES ('open', '1', 1)"))
        url = database.url.render_as_string(hide_password=False)
        made = await backup(url, tmp_path / "b.sqlite3")
    with sqlite3.connect(made.path) as copy:
        assert copy.execute("SELECT count(*) FROM facts").fetchone() == (0,)
    copy.close()
