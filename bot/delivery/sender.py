"""The sender: outbox -> phones. It alone talks to Telegram, so the limits are kept in one place.

One short transaction a turn writes down what has come back and takes what may go now, never more than may start at
once: a crash leaves only as many in doubt as were on their way.
"""

from __future__ import annotations

import asyncio
import random
import secrets
import time
from collections.abc import Mapping
from datetime import timedelta

import structlog

from bot.clock import Clock
from bot.delivery.answers import Answers
from bot.delivery.delivering import Delivery, Flight
from bot.delivery.leading import Leadership
from bot.delivery.outage import Pauses
from bot.delivery.outcome import Outcome, Result
from bot.delivery.rates import Rates
from bot.delivery.records import Finished, Records
from bot.delivery.sending import Sending
from bot.delivery.telegram import Phones
from bot.metrics import Metrics
from bot.services.notices import Renderer
from storage import outbox
from storage.database import Connection, Database

HEARTBEAT_ALONE = (
    5.0  # seconds of the wall after which it looks again whatever it was told: clocks step, hints get lost
)
HEARTBEAT_SHARED = 1.0  # with other processes on the same database
SOON_SECONDS = 0.1  # of the clock: a message at the strictest pace is 0.03 s after the one before
TROUBLE_SECONDS = 1.0  # before the next try when the database fails

log = structlog.get_logger(__name__)


class Sender:
    """Lanes reply > bell and change > nudge and digest > announcement; several in flight, one a chat.

    `alone`: no other process can be alive on this database (SQLite), so what a predecessor held is taken at once.
    """

    def __init__(
        self,
        *,
        database: Database,
        clock: Clock,
        phones: Phones,
        renderers: Mapping[str, Renderer],
        sending: Sending,
        metrics: Metrics,
        pauses: Pauses | None = None,
        answers: Answers | None = None,
        alone: bool | None = None,
        dice: random.Random | None = None,
    ) -> None:
        self.owner = f"sender-{secrets.token_hex(6)}"
        self.pauses = pauses or Pauses()
        self.rates = Rates.of(sending)
        self._database = database
        self._clock = clock
        self._sending = sending
        self._answers = answers
        self._leadership = Leadership(
            owner=self.owner, clock=clock, alone=database.is_sqlite if alone is None else alone
        )
        self._delivery = Delivery(database=database, phones=phones, renderers=renderers, clock=clock)
        self._records = Records(
            owner=self.owner,
            clock=clock,
            sending=sending,
            metrics=metrics,
            pauses=self.pauses,
            dice=dice or random.SystemRandom(),
        )
        self._flights: set[Flight] = set()
        self._finished: list[Finished] = []
        self._wake = asyncio.Event()
        self._alarm: asyncio.Task[None] | None = None
        self._task: asyncio.Task[None] | None = None
        self._idle = False
        self._stopping = False
        self._first = True
        self._strays = True  # a transaction failed: rows may be ours without our knowing
        self._failure: str | None = None

    def start(self) -> None:
        """Begin, in the running loop."""
        self._clock.on_turn(self.look)
        self._task = asyncio.create_task(self._run(), name="sender")

    def look(self) -> None:
        """A hint that something may be due; cheap, may be given too often, and may get lost."""
        self._wake.set()

    def busy(self) -> bool:
        """Whether anything is in hand or could go at this moment; waiting for the clock alone is not being busy."""
        at_work = bool(self._flights or not self._idle or self._wake.is_set())
        return at_work or (self._answers is not None and self._answers.busy())

    def trouble(self) -> str | None:
        """Why it cannot send, in words for the one who runs it, or None when all is well."""
        if self._task is None or self._task.done():
            return "the sender is not running"
        if self.pauses.unauthorised:
            return "Telegram does not accept the token"
        return self._failure

    async def stop(self, within: float) -> None:
        """Finish what is on its way, `within` seconds of the wall; give back what was not begun. Nothing is lost."""
        end = time.monotonic() + within
        self._stopping = True
        self.look()
        if self._task is not None:
            await asyncio.wait([self._task], timeout=within)
            self._task.cancel()
        if self._answers is not None:
            await self._answers.stop(max(0.0, end - time.monotonic()) / 2)
        tasks = [flight.task for flight in self._flights if flight.task is not None]
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=max(0.1, end - time.monotonic() - 1))
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        await self._write_last(end)

    async def _write_last(self, end: float) -> None:
        while True:
            try:
                async with self._database.writing() as connection:
                    await self._records.write(connection, self._finished)
                    await outbox.give_back(connection, owner=self.owner)
                    await self._leadership.release(connection)
            except Exception:
                log.exception("sender_last_words_not_written", notices=[f.row.id for f in self._finished])
                if time.monotonic() > end:
                    return
                await asyncio.sleep(0.2)
            else:
                self._finished = []
                return

    async def _run(self) -> None:
        heartbeat = HEARTBEAT_ALONE if self._leadership.alone else HEARTBEAT_SHARED
        while not self._stopping:
            self._idle = False
            self._wake.clear()
            try:
                seconds = await self._turn()
                self._failure = None
            except Exception as error:
                log.exception("sender_turn_failed")
                self._failure = f"the database fails ({type(error).__name__})"
                self._strays, self._leadership.held = True, False
                await asyncio.sleep(TROUBLE_SECONDS)
                continue
            if seconds is not None and seconds <= 0:
                await asyncio.sleep(0)
                continue
            if seconds is not None:
                self._alarm = asyncio.create_task(self._ring(seconds))
            beat = asyncio.get_running_loop().call_later(heartbeat, self._wake.set)
            self._idle = True
            try:
                await self._wake.wait()
            finally:
                beat.cancel()
                if self._alarm is not None:
                    self._alarm.cancel()
                    self._alarm = None
        self._idle = True
        self._wake.clear()

    async def _ring(self, seconds: float) -> None:
        await self._clock.sleep(seconds)
        self._wake.set()

    async def _turn(self) -> float | None:
        """Write, take, start. Returns seconds of the clock until something can change by itself; None: until a hint."""
        now, moment = self._clock.now(), self._clock.monotonic()
        wait = self._nothing_before(moment)
        if wait is not None:
            return wait
        finished, self._finished = self._finished, []
        try:
            async with self._database.writing() as connection:
                await self._leadership.keep(connection)
                await self._find_strays(connection, finished)
                await self._records.write(connection, finished)
                wanted = self._room(moment)
                blocked = self.rates.waiting_chats(moment) if wanted else {}
                claimed = []
                if wanted:
                    claimed = await outbox.claim(
                        connection,
                        owner=self.owner,
                        now=now,
                        lease_until=now + timedelta(seconds=self._sending.lease_seconds),
                        limit=wanted,
                        not_chats=blocked,
                    )
                due, held = None, set[int]()
                if len(claimed) < wanted:
                    due = await outbox.next_due(connection, after=now)
                    held = await outbox.due_chats(connection, blocked, now=now)
        except BaseException:
            self._finished = finished + self._finished
            raise
        self._first = self._strays = False
        for row in claimed:
            self.rates.take(row.chat_id, moment)
            flight = Flight(row)
            self._flights.add(flight)
            flight.task = asyncio.create_task(self._fly(flight))
        moment = self._clock.monotonic()
        if len(claimed) == wanted:
            return self._wait_for_room(moment)
        waits = [blocked[chat] for chat in held]
        if due is not None:
            waits.append(max((due - self._clock.now()).total_seconds(), 1e-3))
        return min(waits, default=None)

    def _room(self, moment: float) -> int:
        """How many may start now."""
        if self._stopping or not self._leadership.held or self.pauses.wait(moment) > 0:
            return 0
        most = 1 if self.pauses.probing else self._sending.in_flight
        return self.rates.free(moment, max(0, most - len(self._flights)))

    def _nothing_before(self, moment: float) -> float | None:
        """Seconds until the next message may start, if that is soon and nothing else is to be done meanwhile.

        What has come back is written down together with that next claim: one transaction a message, not three.
        """
        if self._stopping or self._first or self._strays or not self._leadership.held or self._room(moment):
            return None
        wait = self._wait_for_room(moment)
        return wait if wait is not None and 0 < wait <= SOON_SECONDS else None

    def _wait_for_room(self, moment: float) -> float | None:
        paused = self.pauses.wait(moment)
        if paused > 0:
            return paused
        most = 1 if self.pauses.probing else self._sending.in_flight
        if not self._leadership.held or len(self._flights) >= most:
            return None  # the heartbeat, or one that comes back, wakes it
        return self.rates.overall_wait(moment)

    async def _find_strays(self, connection: Connection, finished: list[Finished]) -> None:
        if self._strays and not self._first:
            known = [flight.row.id for flight in self._flights] + [f.row.id for f in (*finished, *self._finished)]
            await outbox.give_back(connection, owner=self.owner, except_ids=known)

    async def _fly(self, flight: Flight) -> None:
        result = Result(Outcome.AMBIGUOUS, reason="the process was stopped")
        try:
            result = await self._delivery.deliver(flight, self._may_start)
        except asyncio.CancelledError:
            if not flight.begun:
                result = Result(Outcome.UNTOUCHED)
        finally:
            self._flights.discard(flight)
            self.rates.back(self._clock.monotonic())
            self._finished.append(self._records.finish(flight.row, result))
            if not self._stopping:
                self._wake.set()

    def _may_start(self) -> bool:
        return not self._stopping and self.pauses.wait(self._clock.monotonic()) <= 0
