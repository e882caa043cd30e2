"""The table of jobs: what falls due by itself, and which service looks at it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path

import structlog

from bot.clock import Clock
from bot.config import Settings
from bot.scheduling import Job
from bot.services import after, announcements, meetings, privacy, registration, reminders
from bot.services.backups import backup_due, next_backup
from storage import conversations, files, inbox, leases, outbox
from storage.database import Connection, Database
from storage.unit_of_work import UnitOfWork, unit_of_work

log = structlog.get_logger(__name__)

LEASE = "jobs"
LEASE_SECONDS = 60.0
ROUNDS = 500  # transactions a look; what is left then is looked at with the next
PURGE_EVERY = timedelta(hours=1)
OUTBOX_KEPT = timedelta(days=30)  # settled notices: messages are found again by them, and numbers told
POISON_KEPT = timedelta(days=30)
IDLE_CONVERSATIONS_KEPT = timedelta(days=60)

Due = Callable[[UnitOfWork], Awaitable[object]]
Next = Callable[[Connection], Awaitable[datetime | None]]


class Jobs:
    """Builds the jobs over one database. On PostgreSQL one process at a time looks (a lease decides)."""

    def __init__(
        self,
        *,
        database: Database,
        clock: Clock,
        settings: Settings,
        owner: str,
        look_at_outbox: Callable[[], None],
        look_at_inbox: Callable[[], None],
        fetch_files: Callable[[], Awaitable[None]],
        next_file: Next,
        match: Callable[[], Awaitable[None]],
        next_match: Next,
        make_timetables: Callable[[], Awaitable[None]],
        next_timetable: Next,
        repair: Callable[[], Awaitable[None]],
        next_repair: Next,
    ) -> None:
        self._database = database
        self._clock = clock
        self._settings = settings
        self._owner = owner
        self._look_at_outbox = look_at_outbox
        self._look_at_inbox = look_at_inbox
        self._fetch_files = fetch_files
        self._next_file = next_file
        self._match = match
        self._next_match = next_match
        self._make_timetables = make_timetables
        self._next_timetable = next_timetable
        self._repair = repair
        self._next_repair = next_repair
        self._purge_at: datetime | None = None

    def table(self) -> list[Job]:
        """Every job."""
        table = [
            self._job("bells", reminders.ring_due, self._next_bell, every=5.0),
            self._job("expiry", meetings.expire_due, meetings.next_answer_by),
            self._job("nudges", meetings.nudge_due, meetings.next_nudge),
            self._job("countdown", meetings.count_down, meetings.next_countdown),
            self._job("after", after.look, after.next_look),
            self._job("announcements", announcements.start_due, announcements.next_start),
            self._job("progress", announcements.show_progress, announcements.next_progress, every=3.0),
            self._job("dates", registration.tell_due, self._next_telling),
            self._job("privacy", privacy.purge_due, privacy.next_purge, every=600.0),
            Job("files", self._fetch_files, self._next_file, every=60.0),
            Job("matching", self._match, self._next_match, every=60.0),
            Job("timetables", self._make_timetables, self._next_timetable),
            Job("repairs", self._repair, self._next_repair, every=5.0),
            Job("inbox", self._hint_inbox, self._next_update, every=5.0),
            Job("purge", self._purge, self._never, every=600.0),
        ]
        if self._settings.backup.folder is not None and self._database.is_sqlite:
            folder = self._settings.backup.folder
            table.append(Job("backup", lambda: self._backup(folder), self._next_backup, every=600.0))
        return table

    def _job(self, name: str, due: Due, next_due: Next, every: float = 20.0) -> Job:
        async def look() -> None:
            await self._all_due(due, next_due)

        return Job(name, look, next_due, every)

    async def _all_due(self, due: Due, next_due: Next) -> None:
        """Transaction after transaction while there is something due and it gets less; bells and replies go between."""
        seen: datetime | None = None
        for _ in range(ROUNDS):
            async with unit_of_work(self._database, self._clock.now()) as uow:
                if not await self._lead(uow):
                    return
                done = await due(uow)
                following = await next_due(uow.connection)
            self._look_at_outbox()
            if following is None or following > self._clock.now() or (following == seen and not done):
                return
            seen = following

    async def _lead(self, uow: UnitOfWork) -> bool:
        if self._database.is_sqlite:
            return True
        held = await leases.hold(uow.connection, LEASE, owner=self._owner, seconds=LEASE_SECONDS, now=uow.now)
        return held is not None

    async def _next_bell(self, connection: Connection) -> datetime | None:
        return await reminders.next_due(connection, self._clock.now())

    async def _next_telling(self, connection: Connection) -> datetime | None:
        return await registration.next_telling(connection, self._clock.now())

    async def _hint_inbox(self) -> None:
        self._look_at_inbox()

    async def _next_update(self, connection: Connection) -> datetime | None:
        due = await inbox.next_due(connection)
        return due if due is not None and due > self._clock.now() else None

    async def _purge(self) -> None:
        now = self._clock.now()
        if self._purge_at is not None and now < self._purge_at:
            return
        async with unit_of_work(self._database, now) as uow:
            before = now - timedelta(days=self._settings.inbox.keep_days)
            await inbox.purge(uow.connection, before=before, poison_before=now - POISON_KEPT)
            await outbox.purge_settled(uow.connection, now - OUTBOX_KEPT)
            await files.purge(uow.connection, now)
            await conversations.forget_idle(uow.connection, now - IDLE_CONVERSATIONS_KEPT)
        self._purge_at = now + PURGE_EVERY

    async def _never(self, _connection: Connection) -> datetime | None:
        return None  # by the wall's timer alone: nobody waits for it

    async def _backup(self, folder: Path) -> None:
        backup = self._settings.backup
        made = await backup_due(
            self._database, folder, self._clock.now(), every_hours=backup.every_hours, keep=backup.keep
        )
        if made is not None:
            log.info("backup_made", file=made.name)

    async def _next_backup(self, connection: Connection) -> datetime | None:
        return await next_backup(connection, self._settings.backup.every_hours)
