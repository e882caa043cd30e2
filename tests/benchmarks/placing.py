"""How long it takes to find a slot and a place for two people and to take them, and that it does not grow.

The same people's diaries (about eight meetings each) at three sizes of the event, side by side; tables 94 % taken.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import NamedTuple

from bot.domain.ids import AttendeeId, MeetingId
from bot.domain.people import Attendee
from bot.domain.refusals import Refused
from bot.services import meetings
from bot.services.meetings.booking import book_best, shared_time
from storage import meetings as stored
from storage.database import Database
from storage.migrating import migrate
from storage.unit_of_work import UnitOfWork, unit_of_work
from tests.benchmarks.full_hall import LARGE, MIDDLE, SMALL, FullHall, Size, fill
from tests.benchmarks.results import Figure, median

PAIRS = 100  # measured at each size, after a tenth as many to warm up
AIM = 10.0  # milliseconds, p99, at the largest size
SEARCH, BOOKING, ACCEPTING = "search", "booking", "accepting"
WORDS = {
    SEARCH: "free times of two, the best first",
    BOOKING: "slot and place found and taken",
    ACCEPTING: "a request accepted, with seats, bells and notices",
}


class Took(NamedTuple):
    """Milliseconds on the clock, and of this process's work alone (other processes do not count)."""

    clock: float
    work: float


class Undone(Exception):
    """The transaction is rolled back: the next pair finds the hall as it was."""


class Watch:
    """Takes the time of one thing."""

    def __init__(self) -> None:
        self._clock, self._work = time.perf_counter(), time.process_time()

    def stop(self) -> Took:
        """So long it took."""
        work, clock = time.process_time() - self._work, time.perf_counter() - self._clock
        return Took(clock * 1000, work * 1000)


async def one_size(size: Size, pairs: int = PAIRS) -> dict[str, list[Took]]:
    """Of each pair: the search alone, search and booking, and a whole acceptance with all its notices. The commit,
    which waits for the disk, is not counted.
    """
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'hall.sqlite3'}"
        await migrate(url)
        database = Database(url)
        try:
            hall = await fill(database, size)
            found: dict[str, list[Took]] = {name: [] for name in WORDS}
            rng = random.Random(2)
            while len(found[BOOKING]) < pairs + pairs // 10:
                one, two = rng.sample(hall.people, 2)
                took = await _pair(database, hall, one, two)
                for name, value in (took or {}).items():
                    found[name].append(value)
            return {name: values[pairs // 10 :] for name, values in found.items()}
        finally:
            await database.close()


async def _pair(database: Database, hall: FullHall, one: AttendeeId, two: AttendeeId) -> dict[str, Took] | None:
    """None for two who meet already, or have no time in common."""
    took: dict[str, Took] = {}
    for step in (_search, _booking, _accepting):
        try:
            async with unit_of_work(database, hall.now) as uow:
                parties = await stored.parties(uow.connection, [one, two])
                took[step.__name__[1:]] = await step(uow, hall, parties[one].attendee, parties[two].attendee)
                raise Undone
        except Undone:
            continue
        except Refused:
            return None
    return took


async def _search(uow: UnitOfWork, hall: FullHall, one: Attendee, two: Attendee) -> Took:
    watch = Watch()
    shared = await shared_time(uow, hall.event, one, two)
    best = shared.best
    took = watch.stop()
    if not best:
        raise Refused("no_common_time")
    return took


async def _booking(uow: UnitOfWork, hall: FullHall, one: Attendee, two: Attendee) -> Took:
    watch = Watch()
    booking = await book_best(uow, await shared_time(uow, hall.event, one, two), MeetingId(1))
    took = watch.stop()
    assert booking is not None
    return took


async def _accepting(uow: UnitOfWork, hall: FullHall, one: Attendee, two: Attendee) -> Took:
    asked = await meetings.request(uow, hall.event, one, two.id)
    watch = Watch()
    outcome = await meetings.accept(uow, asked.meeting.id, by=two)
    await uow.flush()
    took = watch.stop()
    assert outcome.changed
    return took


def p99(values: list[float]) -> float:
    """What 99 of 100 stay under."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]


async def measure(runs: int) -> AsyncIterator[Figure]:
    """Three sizes, and how the largest compares with the smallest."""
    middle: dict[tuple[str, Size], float] = {}
    last: dict[str, list[float]] = {}
    for size in (SMALL, MIDDLE, LARGE):
        taken = [await one_size(size) for _ in range(runs)]
        for name, words in WORDS.items():
            clock = [[one.clock for one in run[name]] for run in taken]
            work = [one.work for run in taken for one in run[name]]
            middle[name, size] = median(work)
            last[name] = [p99(values) for values in clock]
            note = (
                f"{size.people:,} people, {size.tables:,} tables; own work {median(work):.2f}, p99 {p99(work):.2f} ms"
            )
            what = f"{words}: {size.meetings:,} meetings"
            yield Figure(f"{name} {size.meetings}", what, "ms", [median(values) for values in clock], note)
    for name, words in WORDS.items():
        growth = middle[name, LARGE] / middle[name, SMALL]
        yield Figure(f"{name} growth", f"{words}: 40,000 against 1,000", "x", [growth], "own work, medians", "1")
        yield Figure(f"{name} p99", f"{words}: p99 at 40,000", "ms", last[name], "on the clock", f"{AIM:g}")
