"""What recommendations need beside everything else: indexes kept warm, newcomers told of, ordered sets worked out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime

import structlog

from bot.clock import Clock
from bot.domain.ids import EventId
from bot.services.beside import Beside
from bot.services.matching.keeping import forget, prepare
from bot.services.matching.newcomers import next_pass, tell_newcomers
from bot.services.matching.ordering import tell_ready
from bot.services.matching.sets import gather, propose
from storage import events, leases, people
from storage.database import Connection, Database
from storage.matching import MatchList, MatchStatus, lists
from storage.unit_of_work import UnitOfWork, unit_of_work

log = structlog.get_logger(__name__)

LEASE = "matching"
LEASE_SECONDS = 60.0


class Matchmaker(Beside):
    """Works in a task of its own, so that no bell waits for it; what it leaves undone is found again in the rows."""

    def __init__(self, database: Database, clock: Clock, owner: str, look_at_outbox: Callable[[], None]) -> None:
        super().__init__("matching", failure="matching_not_looked_at")
        self._database = database
        self._clock = clock
        self._owner = owner
        self._look_at_outbox = look_at_outbox

    async def next_due(self, connection: Connection) -> datetime | None:
        """When there is something to do; what is in hand already is not asked for again."""
        found = [await next_pass(connection, self._clock.now()), await lists.next_waiting(connection)]
        now = self._clock.now()
        return min((one for one in found if one is not None and not (self.busy() and one <= now)), default=None)

    async def _round(self) -> None:
        for part in (self._newcomers, self._sets, self._warm):
            await self._do(part)

    async def _do(self, part: Callable[[], Awaitable[object]]) -> None:
        try:
            await part()
        except Exception:  # the rows stay: the next look begins anew
            log.exception("matching_failed", part=part.__name__)

    async def _warm(self) -> None:
        async with self._database.reading() as connection:
            current = await events.open_events(connection, self._clock.now())
            forget(connection, [event.id for event in current])
            for event in current:
                await prepare(connection, event, self._clock.now())

    async def _newcomers(self) -> None:
        if await tell_newcomers(self._database, self._clock, self._lead):
            self._look_at_outbox()

    async def _lead(self, uow: UnitOfWork) -> bool:
        if self._database.is_sqlite:
            return True
        held = await leases.hold(uow.connection, LEASE, owner=self._owner, seconds=LEASE_SECONDS, now=uow.now)
        return held is not None

    async def _sets(self) -> None:
        while True:
            async with self._database.reading() as connection:
                due = await lists.next_waiting(connection)
            if due is None or due > self._clock.now():
                return
            async with unit_of_work(self._database, self._clock.now()) as uow:
                taken = await lists.take(uow.connection, self._owner, uow.now)
            if taken is None:
                return
            await self._work_out(taken)
            self._look_at_outbox()

    async def _work_out(self, taken: MatchList) -> None:
        result, reason = None, None
        try:
            async with self._database.reading() as connection:
                event = await events.event(connection, EventId(taken.event_id))
                everybody = await gather(connection, event)
            options = taken.options
            result = await propose(
                everybody,
                at_least=int(options["at_least"]),
                at_most=int(options["at_most"]),
                seed=int(options["seed"]),
            )
        except Exception as error:  # noqa: BLE001 - whatever it was: whoever ordered it hears that it failed
            reason = type(error).__name__
            # No traceback: its frames hold people's profiles.
            log.error("matches_failed", list=taken.id, error=reason)
        status = MatchStatus.READY if result is not None else MatchStatus.FAILED
        async with unit_of_work(self._database, self._clock.now()) as uow:
            settled = await lists.settle(
                uow.connection,
                taken.id,
                was=(MatchStatus.RUNNING,),
                status=status,
                now=uow.now,
                result=result,
                reason=reason,
            )
            if settled and taken.made_by_id is not None:
                person = await people.person(uow.connection, taken.made_by_id)
                tell_ready(uow, taken.event_id, person, taken.id)
