"""From what Telegram handed over to committed rows of the inbox; only then may Telegram be told that it arrived."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import structlog

from bot.clock import Clock
from bot.domain.notices import Lane, Notice
from bot.intake import reading
from bot.intake.allowance import Allowance
from bot.intake.rules import InboxRules
from bot.views import fallback as views
from bot.views.words import Words
from storage import inbox
from storage.database import Connection, Database
from storage.inbox import Arrival, InboxState
from storage.unit_of_work import UnitOfWork

log = structlog.get_logger(__name__)

TELL_EVERY = 600  # seconds: a user whose messages are shed hears of it once in that time


class Receiver:
    """Writes updates into the inbox. Those that come while one commit is under way share the next."""

    def __init__(self, database: Database, clock: Clock, rules: InboxRules, wake: Callable[[], None]) -> None:
        self._database = database
        self._clock = clock
        self._cap = rules.pending_cap
        self._allowance = Allowance(rules.user_burst, rules.user_per_second)
        self._wake = wake
        self._gathered: list[tuple[Sequence[object], asyncio.Future[int]]] = []
        self._committing: asyncio.Task[None] | None = None
        self.counts: Counter[str] = Counter()

    async def receive(self, items: Sequence[object]) -> int:
        """Commit these updates (parsed JSON); how many were new. Raises what the database raised if it could not.

        What has no number, or is no object, is parked with a record. What is here already is left alone.
        """
        written: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._gathered.append((items, written))
        if self._committing is None or self._committing.done():
            self._committing = asyncio.create_task(self._commit(), name="inbox commit")
        return await written

    async def receive_unreadable(self, text: str, reason: str) -> None:
        """Park what is not even JSON, with a record."""
        kept = text[: reading.KEEP]
        now = self._clock.now()
        arrival = Arrival(
            reading.unnumbered_id(text), 0, reading.body(kept), now, InboxState.POISON, f"unreadable: {reason}"
        )
        async with self._database.writing() as connection:
            await inbox.add(connection, [arrival], now=now)
        self.counts["poison"] += 1
        log.error("update parked", reason=reason)

    async def close(self) -> None:
        """Wait for the commit under way."""
        if self._committing is not None:
            await asyncio.wait([self._committing])

    async def _commit(self) -> None:
        while self._gathered:
            gathered, self._gathered = self._gathered, []
            try:
                new = await self._write([item for items, _ in gathered for item in items])
            except Exception as error:  # noqa: BLE001 - whoever waits is told, whatever it was
                for _, written in gathered:
                    if not written.done():
                        written.set_exception(error)
            else:
                for _, written in gathered:
                    if not written.done():
                        written.set_result(new)
                self._wake()

    async def _write(self, items: Sequence[object]) -> int:
        if not items:
            return 0
        now = self._clock.now()
        numbered = {number: item for item in items if (number := reading.update_id(item)) is not None}
        async with self._database.writing() as connection:
            uow = UnitOfWork(connection, now)
            arrivals = await self._arrivals(uow, numbered, now)
            arrivals += [self._unnumbered(item, now) for item in items if reading.update_id(item) is None]
            await inbox.add(connection, arrivals, now=now)
            await uow.flush()
        for arrival in arrivals:
            self.counts[arrival.state.value] += 1
            if arrival.state is not InboxState.NEW:
                log.warning("update set aside", update_id=arrival.update_id, state=arrival.state.value)
        return len(arrivals)

    async def _arrivals(self, uow: UnitOfWork, numbered: dict[int, object], now: datetime) -> list[Arrival]:
        known = await self._known(uow.connection, list(numbered))
        senders = {number: reading.sender(item) for number, item in numbered.items() if number not in known}
        waiting = await inbox.waiting(uow.connection, {s.user_id for s in senders.values()}) if senders else {}
        arrivals = []
        for number, sender in sorted(senders.items()):
            body = reading.body(numbered[number])
            if sender.membership or not sender.user_id:
                arrivals.append(Arrival(number, sender.user_id, body, now))
            elif waiting.get(sender.user_id, 0) >= self._cap:
                self._tell_shed(uow, sender, now)
                arrivals.append(Arrival(number, sender.user_id, "", now, InboxState.SHED, "too many waiting"))
            else:
                waiting[sender.user_id] = waiting.get(sender.user_id, 0) + 1
                arrivals.append(Arrival(number, sender.user_id, body, self._allowance.due(sender.user_id, now)))
        return arrivals

    @staticmethod
    async def _known(connection: Connection, numbers: list[int]) -> set[int]:
        return await inbox.known(connection, numbers) if numbers else set()

    @staticmethod
    def _unnumbered(item: object, now: datetime) -> Arrival:
        body = reading.body(item)
        return Arrival(reading.unnumbered_id(body), 0, body[: reading.KEEP], now, InboxState.POISON, "no update_id")

    @staticmethod
    def _tell_shed(uow: UnitOfWork, sender: reading.Sender, now: datetime) -> None:
        if sender.private_chat is None:
            return
        words = Words(sender.language or "en", ZoneInfo("UTC"))
        uow.owe(
            Notice(
                chat_id=sender.private_chat,
                lane=Lane.REPLY,
                kind="reply",
                due_at=now,
                screen=views.slow_down(words).to_json(),
                once_key=f"shed:{sender.private_chat}:{int(now.timestamp()) // TELL_EVERY}",
            )
        )
