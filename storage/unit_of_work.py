"""A use case's one transaction: its connection, its moment, and what it owes to phones."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.notices import Notice
from storage import outbox
from storage.database import Connection, Database


@dataclass(slots=True)
class UnitOfWork:
    """What a service works with. Notices are gathered and queued together, in the same transaction."""

    connection: Connection
    now: datetime
    owed: list[Notice] = field(default_factory=list)
    _after_commit: list[Callable[[], None]] = field(default_factory=list)

    def owe(self, *notices: Notice) -> None:
        """Queue notices when the transaction commits, in this order."""
        self.owed.extend(notices)

    def after_commit(self, callback: Callable[[], None]) -> None:
        """Call back once all of it is durable: only for hints that may be lost ("look now")."""
        self._after_commit.append(callback)

    def forget_owed(self) -> None:
        """Nothing is owed after all: what was done so far is being undone."""
        self.owed.clear()
        self._after_commit.clear()

    async def flush(self) -> None:
        """Write what is owed to the outbox, in one statement."""
        if self.owed:
            owed, self.owed = self.owed, []
            await outbox.queue(self.connection, owed, now=self.now)

    def committed(self) -> None:
        """Run the hints; the caller has committed."""
        callbacks, self._after_commit = self._after_commit, []
        for callback in callbacks:
            callback()


@asynccontextmanager
async def unit_of_work(database: Database, now: datetime) -> AsyncIterator[UnitOfWork]:
    """One use case outside the inbox worker (jobs, the command line): commit at the end, roll back on any error."""
    async with database.writing() as connection:
        uow = UnitOfWork(connection, now)
        yield uow
        await uow.flush()
    uow.committed()
