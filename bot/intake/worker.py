"""The inbox worker: the oldest update of each user, one transaction for its every effect, order kept, nothing twice.

Updates of different users share a transaction (a commit costs more than handling does). If one of them fails, the
whole is rolled back and each is done again in a transaction of its own, so every update stays all or nothing.
"""

from __future__ import annotations

import asyncio
import json
import random
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta

import structlog

from bot.clock import Clock
from bot.domain.updates import CallbackAnswer, Handled, Unparsable
from bot.intake import reading
from bot.intake.parking import apologise
from bot.intake.rules import AnswerTap, Handle, InboxRules
from storage import conversations, inbox
from storage.database import Connection, Database
from storage.inbox import Head
from storage.unit_of_work import UnitOfWork
from storage.written import Written

log = structlog.get_logger(__name__)

HANDLING_SECONDS = 30.0  # of the wall; a handler only asks the database, so longer than this is a fault
LONGEST_PAUSE = 10.0  # seconds of the wall between looks while the database cannot be reached
LONGEST_RETRY = 300.0  # seconds


class Worker:
    """Handles what is in the inbox. Several processes may run one each on the same PostgreSQL."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        rules: InboxRules,
        handle: Handle,
        answer: AnswerTap,
        *,
        describe: Callable[[BaseException], str] = lambda error: type(error).__name__,
        heartbeat: float = 1.0,
        seed: int | None = None,
    ) -> None:
        """`answer` sends the answer to a tap (query id, text, alert) and returns at once; `describe` names an error
        without quoting anybody; `heartbeat` is the wall's seconds between looks when
        nobody hints (other processes write into the inbox too, and machines are suspended)."""
        self._database = database
        self._clock = clock
        self._rules = rules
        self._handle = handle
        self._describe = describe
        self._heartbeat = heartbeat
        self._dice = random.Random(seed)  # noqa: S311 - spreads retries, protects nothing
        self._answer = answer
        self._hint = asyncio.Event()
        self._in_hand = False
        self._stopping = False
        self._task: asyncio.Task[None] | None = None
        self._failures = 0  # of the database, in a row
        self.trouble: str | None = None  # why nothing is handled now, for readiness
        self.counts: Counter[str] = Counter()
        self._due: datetime | None = None  # when the next known update is due
        clock.on_turn(self._turned)

    def start(self) -> None:
        """Begin to work, in a task of its own."""
        self._hint.set()
        self._task = asyncio.create_task(self.run(), name="inbox worker")

    def look(self) -> None:
        """There may be something: look now."""
        self._hint.set()

    def _turned(self) -> None:
        """The clock was turned: look if that made something due."""
        if self._due is not None and self._due <= self._clock.now():
            self.look()

    def busy(self) -> bool:
        """Whether something is in hand or has been hinted at and not been looked for yet."""
        return self._in_hand or self._hint.is_set()

    async def stop(self, seconds: float) -> None:
        """Finish what is in hand, within `seconds` of the wall; what is cut off then is undone and stays open."""
        self._stopping = True
        self._hint.set()
        if self._task is not None:
            await asyncio.wait([self._task], timeout=seconds)
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def run(self) -> None:
        """Work until stopped."""
        while not self._stopping:
            self._hint.clear()
            self._in_hand = True
            try:
                worked, seen = await self._round()
                self._failures, self.trouble = 0, None
                self._due, pause = seen, self._until(seen)
                if worked and not pause:
                    self._hint.set()
                    continue
                # What is due and was not given to this round is in another process's hands: the heartbeat looks again.
                pause = pause or self._heartbeat
            except Exception as error:  # noqa: BLE001 - the database is away or full: nothing is lost, look again
                pause = self._pause_after(error)
            finally:
                self._in_hand = False
            with suppress(TimeoutError):
                await asyncio.wait_for(self._hint.wait(), pause)

    async def work(self) -> int:
        """Handle one round of what is due; how many updates it looked at. Raises only what the database raises."""
        worked, _ = await self._round()
        return worked

    async def _round(self) -> tuple[int, datetime | None]:
        """One round: how many updates, and when the next is due (the moment itself: at once)."""
        heads: list[Head] = []
        due: datetime | None = None
        try:
            async with self._database.writing() as connection:
                heads = await inbox.heads(connection, self._clock.now(), self._rules.batch)
                fresh = [head for head in heads if not head.attempts]
                again = [head for head in heads if head.attempts]
                uows, handled = await self._together(connection, fresh)
                due = await inbox.next_due(connection)  # asked while the transaction is open anyway
            self._committed(uows, handled)
        except Exception as error:
            if not heads:
                raise
            self.counts["redone"] += 1
            log.info("updates are done again one by one", updates=len(heads), failure=self._describe(error))
            again = heads
        for head in again:
            await self._alone(head.update_id)
        return len(heads), self._clock.now() if again else due

    async def _together(self, connection: Connection, heads: Sequence[Head]) -> tuple[list[UnitOfWork], list[Handled]]:
        uows: list[UnitOfWork] = []
        handled: list[Handled] = []
        done: list[int] = []
        written = Written(connection)
        for head in heads:
            await asyncio.sleep(0)  # many updates in a row: what is going out has its turn between them
            uow = UnitOfWork(connection, self._clock.now())
            try:
                async with asyncio.timeout(HANDLING_SECONDS):
                    handled.append(await self._handle(uow, _load(head), written=written))
            except Unparsable as error:
                handled.append(await self._park(uow, head, head.attempts + 1, error))
            else:
                done.append(head.update_id)
            uows.append(uow)
        await self._settle(connection, uows, handled, done)
        return uows, handled

    async def _alone(self, update_id: int) -> None:
        head: Head | None = None
        try:
            async with self._database.writing() as connection:
                head = await inbox.head(connection, update_id)
                if head is None:
                    return
                uow = UnitOfWork(connection, self._clock.now())
                async with asyncio.timeout(HANDLING_SECONDS):
                    handled = await self._handle(uow, _load(head))
                await self._settle(connection, [uow], [handled], [update_id])
        except Exception as error:
            if head is None:
                raise
            await self._failed(update_id, error)
        else:
            self._committed([uow], [handled])

    async def _settle(
        self, connection: Connection, uows: Sequence[UnitOfWork], handled: Sequence[Handled], done: Sequence[int]
    ) -> None:
        """What is written once for all of them: conversations, what is owed, the inbox itself."""
        now = self._clock.now()
        await conversations.save(connection, [h.conversation for h in handled if h.conversation], now=now)
        whole = UnitOfWork(connection, now)
        for uow in uows:
            whole.owe(*uow.owed)
            uow.owed.clear()
        await whole.flush()
        if done:
            await inbox.done(connection, done, now=now)

    def _committed(self, uows: Sequence[UnitOfWork], handled: Sequence[Handled]) -> None:
        self.counts["handled"] += len(handled)
        for uow in uows:
            uow.committed()
        self._answer_taps(handled)

    def _answer_taps(self, handled: Sequence[Handled]) -> None:
        for each in handled:
            if each.answer is not None:
                self._answer(each.answer.query_id, each.answer.text, each.answer.alert)

    async def _failed(self, update_id: int, error: Exception) -> None:
        """Count the attempt; after the last one park the update and say so. Raises if even this cannot be written."""
        failure = self._describe(error)
        async with self._database.writing() as connection:
            head = await inbox.head(connection, update_id)
            if head is None:
                return
            uow = UnitOfWork(connection, self._clock.now())
            attempts = head.attempts + 1
            handled = Handled()
            if attempts >= self._rules.attempts or isinstance(error, Unparsable):
                handled = await self._park(uow, head, attempts, error)
            else:
                wait = min(self._rules.first_retry_seconds * 2 ** (attempts - 1), LONGEST_RETRY)
                due_at = uow.now + timedelta(seconds=wait * self._dice.uniform(1.0, 1.25))
                await inbox.postpone(connection, update_id, attempts=attempts, due_at=due_at, reason=failure)
                log.warning("update failed", update_id=update_id, attempt=attempts, failure=failure)
                self.counts["failed"] += 1
            await uow.flush()
        uow.committed()
        self._answer_taps([handled])

    async def _park(self, uow: UnitOfWork, head: Head, attempts: int, error: Exception) -> Handled:
        failure = self._describe(error)
        log.error("update parked", update_id=head.update_id, attempts=attempts, failure=failure)
        await inbox.park(uow.connection, head.update_id, attempts=attempts, now=uow.now, reason=failure)
        sender = reading.sender(_load(head))
        await apologise(uow, sender, head.update_id)
        self.counts["parked"] += 1
        return Handled(CallbackAnswer(sender.query_id) if sender.query_id else None)

    async def next_due(self) -> datetime | None:
        """When the next update is due (a rehearsal turns its clock there); None if nothing is open."""
        async with self._database.reading() as connection:
            return await inbox.next_due(connection)

    def _until(self, due: datetime | None) -> float:
        """Seconds of the wall until the next look; 0: something is due."""
        left = None if due is None else self._clock.real_seconds_until(due)
        return self._heartbeat if left is None else max(0.0, min(left, self._heartbeat))

    def _pause_after(self, error: Exception) -> float:
        self._failures += 1
        self.trouble = f"the database: {type(error).__name__}"
        if self._failures in {1, 10} or self._failures % 100 == 0:
            log.error("the inbox cannot be worked on", failure=self._describe(error), in_a_row=self._failures)
        return float(min(0.1 * 2**self._failures, LONGEST_PAUSE)) * self._dice.uniform(0.5, 1.0)


def _load(head: Head) -> dict[str, object]:
    loaded = reading.cleaned(json.loads(head.body))
    return loaded if isinstance(loaded, dict) else {}
