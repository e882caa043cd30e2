"""Finding and taking a slot and a place costs no more in a large event than in a small one: counted, not timed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from bot.domain.ids import AttendeeId, MeetingId
from bot.domain.refusals import Refused
from bot.services.meetings.booking import LOOKED_AT, book_best, shared_time
from storage import meetings as stored
from storage.database import Connection, Database
from storage.unit_of_work import unit_of_work
from tests.benchmarks.full_hall import FullHall, Size, fill

SMALL, LARGE = Size(60, 240), Size(600, 2_400)  # everybody has eight meetings
PAIRS = 25
EVERY = 50  # steps of SQLite's machine a count


class Count:
    """What was asked of the database."""

    def __init__(self) -> None:
        self.statements = self.steps = self.rows = 0


class Undone(Exception):
    """The next pair finds the hall as it was."""


@contextmanager
def counted(connection: Connection, database: Database) -> Iterator[Count]:
    """Statements, the rows they brought, and the steps that SQLite took for them."""
    count = Count()
    adapter: Any = connection.sync_connection.connection.dbapi_connection  # type: ignore[union-attr]
    raw = adapter._connection._connection
    engine = database._writer.sync_engine

    def asked(_connection: Any, cursor: Any, *_more: Any) -> None:
        count.statements += 1
        count.rows += len(cursor._rows)

    def step() -> int:
        count.steps += EVERY
        return 0

    event.listen(engine, "after_cursor_execute", asked)
    raw.set_progress_handler(step, EVERY)
    try:
        yield count
    finally:
        raw.set_progress_handler(None, 0)
        event.remove(engine, "after_cursor_execute", asked)


async def book(database: Database, hall: FullHall, one: AttendeeId, two: AttendeeId) -> Count | None:
    """One booking, undone again; None for two who have no time in common."""
    count: Count | None = None
    try:
        async with unit_of_work(database, hall.now) as uow:
            found = await stored.parties(uow.connection, [one, two])
            people = [found[one].attendee, found[two].attendee]
            with counted(uow.connection, database) as count:
                time = await shared_time(uow, hall.event, *people)
                time.check_any()
                assert await book_best(uow, time, MeetingId(1)) is not None
            raise Undone
    except Undone:
        return count
    except Refused:
        return None


async def average(database: Database, size: Size) -> tuple[float, float, int]:
    """Steps and rows of a booking, and the most statements."""
    hall = await fill(database, size)
    rng = random.Random(3)
    counts: list[Count] = []
    while len(counts) < PAIRS:
        count = await book(database, hall, *rng.sample(hall.people, 2))
        counts += [] if count is None else [count]
    assert all(count.rows for count in counts)
    steps, rows = (sum(numbers) / PAIRS for numbers in ([c.steps for c in counts], [c.rows for c in counts]))
    return steps, rows, max(count.statements for count in counts)


async def test_a_booking_costs_as_much_in_an_event_of_ten_times_the_size(sqlite_url: str, tmp_path: Any) -> None:
    import shutil

    other = tmp_path / "large.sqlite3"
    shutil.copyfile(sqlite_url.removeprefix("sqlite:///"), other)
    small, large = Database(sqlite_url), Database(f"sqlite:///{other}")
    try:
        steps, rows, statements = await average(small, SMALL)
        more_steps, more_rows, more_statements = await average(large, LARGE)
    finally:
        await small.close()
        await large.close()
    assert steps > 0
    assert more_steps < 1.5 * steps, "SQLite goes through more than the diaries of these two"
    assert more_rows < 1.3 * rows
    # Diaries, places left, one look a slot, and of the slots tried seats and place.
    assert max(statements, more_statements) <= 2 + LOOKED_AT + 3 * 4
