"""The table of jobs, and the engine that looks at them: rows are the truth, a job only says "look now".

APScheduler's AsyncIOScheduler keeps two timers a job: one at the moment when something is next due, one every few
seconds of the wall, because timers are monotonic and a suspended or stepped machine would miss the first. There is
no job per meeting, nothing is pickled, and a look that finds nothing due does nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger

from bot.clock import Clock, SystemClock

log = structlog.get_logger(__name__)

LONGEST_TIMER = 3600.0  # seconds of the wall; a later moment is looked at again on the way


@dataclass(frozen=True, slots=True)
class Job:
    """One kind of thing that falls due.

    `look` does all that is due now; `next_due` tells from an open source of rows when the next is (None: nothing
    known); `every` is the seconds of the wall after which it looks in any case.
    """

    name: str
    look: Callable[[], Awaitable[object]]
    next_due: Callable[[Any], Awaitable[datetime | None]]
    every: float = 20.0


class JobEngine:
    """Looks at each job when its next thing is due, when the clock is turned, and when somebody hints.

    One look a job at a time; a hint that comes while it looks makes it look once more. A look that raises is logged
    and tried again at the next occasion: the rows are still there.
    """

    def __init__(
        self,
        jobs: Sequence[Job],
        clock: Clock,
        source: Callable[[], AbstractAsyncContextManager[Any]],
        *,
        patience: float | None = 0.2,
    ) -> None:
        """`source` opens what ``next_due`` reads from, once for all that are asked together.

        `patience`: seconds of the wall after :meth:`changed` before it asks, so that many changes cost one look; None:
        it asks only by :meth:`ask` (whoever turns a standing clock does so first).
        """
        self._patience = patience
        self._patient: asyncio.TimerHandle | None = None
        self._jobs = {job.name: job for job in jobs}
        self._source = source
        self._clock = clock
        self._wall = SystemClock()
        self._scheduler = AsyncIOScheduler(
            timezone="UTC", job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )
        self._due: dict[str, datetime] = {}
        self._wanted: dict[str, bool] = {}  # name -> whether to do what is due, or only to ask when
        self._running: asyncio.Task[None] | None = None
        self._stopping = False
        self.failures = 0

    def start(self) -> None:
        """Begin to look; the first look is at once, at everything that fell due while nobody ran."""
        for job in self._jobs.values():
            self._scheduler.add_job(
                self._ring, IntervalTrigger(seconds=job.every, timezone="UTC"), args=[job.name], id=f"{job.name}:every"
            )
        self._scheduler.start()
        self._clock.on_turn(self._turned)
        self.look_at_all()

    def look_at_all(self) -> None:
        """Look at every job now."""
        for name in self._jobs:
            self._want(name, True)

    def look(self, name: str) -> None:
        """Look at one job now."""
        self._want(name, True)

    def changed(self) -> None:
        """Rows may have changed: ask each job soon when its next thing is due."""
        if self._patience is not None and self._patient is None and not self._stopping:
            self._patient = asyncio.get_running_loop().call_later(self._patience, self.ask)

    def ask(self) -> None:
        """Ask each job now when its next thing is due, and do what is."""
        if self._patient is not None:
            self._patient.cancel()
            self._patient = None
        for name in self._jobs:
            self._want(name, False)

    def _turned(self) -> None:
        """The clock was turned: what is known to be due is looked at, the other timers are set anew."""
        for name, due in list(self._due.items()):
            if due <= self._clock.now():
                self._want(name, True)
            else:
                self._plan(name, due)

    def busy(self) -> bool:
        """Whether a look is under way or asked for."""
        return self._running is not None

    def next_thing(self) -> datetime | None:
        """When the next thing known falls due."""
        return min(self._due.values(), default=None)

    async def stop(self) -> None:
        """Look no more; a look under way is finished."""
        self._stopping = True
        if self._patient is not None:
            self._patient.cancel()
            self._patient = None
        self._wanted.clear()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        if self._running is not None:
            await self._running
        # APScheduler stops its own timers in a callback of the loop.
        await asyncio.sleep(0)

    async def _ring(self, name: str) -> None:
        # A coroutine, because APScheduler runs plain functions in a thread.
        self._want(name, True)

    def _want(self, name: str, do: bool) -> None:
        if self._stopping:
            return
        self._wanted[name] = self._wanted.get(name, False) or do
        if self._running is None:
            self._running = asyncio.get_running_loop().create_task(self._run(), name="jobs")

    async def _run(self) -> None:
        try:
            while self._wanted:
                wanted, self._wanted = self._wanted, {}
                for name in [name for name, do in wanted.items() if do]:
                    await self._look(self._jobs[name])
                for name, due in (await self._ask_when(wanted)).items():
                    self._plan(name, due)
                    if due is not None and due <= self._clock.now() and not wanted[name]:
                        self._want(name, True)
        finally:
            self._running = None

    async def _look(self, job: Job) -> None:
        try:
            await job.look()
        except Exception:  # one job's failure must not stop the others; the rows stay
            self.failures += 1
            log.exception("job_failed", job=job.name)

    async def _ask_when(self, names: Iterable[str]) -> dict[str, datetime | None]:
        found: dict[str, datetime | None] = {}
        try:
            async with self._source() as source:
                for name in names:
                    found[name] = await self._jobs[name].next_due(source)
        except Exception:  # the same: the timers of the wall look again
            self.failures += 1
            log.exception("jobs_not_asked")
        return found

    def _plan(self, name: str, due: datetime | None) -> None:
        timer = f"{name}:due"
        if due is None:
            self._due.pop(name, None)
            self._remove(timer)
            return
        self._due[name] = due
        left = self._clock.real_seconds_until(due)
        if left is None:  # the clock stands still; turning it looks again
            self._remove(timer)
            return
        moment = self._wall.now() + timedelta(seconds=min(max(left, 0.05), LONGEST_TIMER))
        self._scheduler.add_job(self._ring, DateTrigger(moment), args=[name], id=timer, replace_existing=True)

    def _remove(self, timer: str) -> None:
        if self._scheduler.get_job(timer) is not None:
            self._scheduler.remove_job(timer)
