"""Whoever works in the background on what organisers asked for: one timetable at a time, publications beside it.

Rows are the truth. What was being worked on when the bot stopped is taken up again at the next start, from the
beginning; what was being published is published, once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.apart import Ended
from bot.clock import Clock
from bot.domain.ids import PersonId, ProposalId
from bot.domain.proposals import PROGRESS_EVERY, Matter, Proposal, Stage
from bot.domain.timetable import NotInstalled, Options, Progress, Solution
from bot.services.events import event as load_event
from bot.services.meetings.cases import Organiser
from bot.services.timetable.loading import Loaded, load
from bot.services.timetable.proposing import Outcome, moves_from, numbers_of, options_of, outcome_of, to_json, work_out
from bot.services.timetable.publishing import publish
from bot.services.timetable.saying import owe_standing
from bot.services.uncollected import uncollected
from storage import timetables as stored
from storage.database import Connection, Database
from storage.unit_of_work import unit_of_work

log = structlog.get_logger(__name__)

LEASE = timedelta(seconds=60)
TICK = 0.5  # seconds of the wall between two looks at whether somebody wants it stopped
ATTEMPTS = 3  # at publishing; two processes may be in each other's way
MISSING = "not_installed"
DIED = "died"
FAULT = "fault"
KINDS = (Matter.TIMETABLE,)
Engine = Callable[[Loaded, Options, Callable[[Progress], None], asyncio.Event], Awaitable[Solution]]
PUBLISHED_HERE = (Matter.TIMETABLE,)


class Dropped(Exception):
    """Somebody discarded it while it was worked on, or another process has it."""


class Runner:
    """Works while the bot runs: ``look()`` whenever there may be something to do."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        owner: str,
        look_at_outbox: Callable[[], None],
        engine: Engine = work_out,
    ) -> None:
        self.engine = engine
        self._database = database
        self._clock = clock
        self._owner = owner
        self._look_at_outbox = look_at_outbox
        self._publishing: asyncio.Task[None] | None = None
        self._working: asyncio.Task[None] | None = None
        self._best: Progress | None = None

    # --- life -------------------------------------------------------------------------------------------------------

    async def look(self) -> None:
        """There may be something to do: begin with it, and return at once."""
        found = await self._take()
        for one in found:
            if one.status is Stage.PUBLISHING and self._publishing is None:
                self._publishing = asyncio.create_task(self._publish(one), name="publishing")
            elif one.status is Stage.RUNNING:
                self._working = asyncio.create_task(self._work(one), name="timetable")

    async def next_due(self, connection: Connection) -> datetime | None:
        """When there is next something to do that is not being done."""
        if self._working is not None:
            return None  # it looks again when it is done
        return await stored.next_to_do(
            connection, PUBLISHED_HERE, self._owner, self._clock.now(), alone=self._database.is_sqlite
        )

    def busy(self) -> bool:
        """Whether something is being published. A timetable that is worked on keeps nobody waiting."""
        return self._publishing is not None

    async def idle(self) -> None:
        """Until nothing is being worked on or published."""
        while tasks := [task for task in (self._working, self._publishing) if task is not None]:
            await asyncio.gather(*tasks, return_exceptions=True)

    async def stop(self) -> None:
        """Leave what is in hand: it is taken up again after the next start. A publication is all there, or not."""
        for task in (self._working, self._publishing):
            if task is not None:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)

    async def _take(self) -> list[Proposal]:
        """What can be begun now; it is this process's from then on."""
        taken: list[Proposal] = []
        async with unit_of_work(self._database, self._clock.now()) as uow:
            alone = self._database.is_sqlite
            for one in await stored.to_do(uow.connection, PUBLISHED_HERE, self._owner, uow.now, alone=alone):
                publishing = one.status is Stage.PUBLISHING
                free = self._publishing is None if publishing else self._working is None and one.kind in KINDS
                if not free or any((each.status is Stage.PUBLISHING) == publishing for each in taken):
                    continue
                values: dict[str, Any] = {"owner": self._owner, "lease_until": uow.now + LEASE}
                if not publishing:
                    values |= {"status": Stage.RUNNING, "started_at": uow.now, "progress": None}
                await stored.change(uow.connection, one.id, **values)
                again = await stored.proposal(uow.connection, one.id)
                if again is not None:
                    taken.append(again)
        return taken

    # --- a timetable ------------------------------------------------------------------------------------------------

    async def _work(self, one: Proposal) -> None:
        try:
            await self._solve(one)
        except Dropped:
            log.info("timetable_dropped", timetable=one.id)
        except (ImportError, NotInstalled) as error:
            await self._failed(one.id, MISSING, error)
        except (Ended, TimeoutError) as error:
            await self._failed(one.id, DIED, error)
        except Exception as error:  # noqa: BLE001 - the organiser hears of it, whatever it was
            await self._failed(one.id, FAULT, error)
        finally:
            self._working = None
        await self.look()

    async def _solve(self, one: Proposal) -> None:
        async with self._database.reading() as connection:
            event = await load_event(connection, one.event_id)
            only = bool(one.options.get("only_unplaced"))
            with uncollected():
                loaded = await load(connection, event, self._clock.now(), only_unplaced=only)
        stop = asyncio.Event()
        if one.stop_at is not None:
            stop.set()
        self._best = None
        work = asyncio.ensure_future(self.engine(loaded, options_of(one.options), self._heard, stop))
        try:
            await self._watch_over(one, loaded, work, stop)
        finally:
            work.cancel()
            await asyncio.gather(work, return_exceptions=True)
        outcome = await outcome_of(loaded, work.result(), first=event.timetable_at is None)
        await self._ready(one, outcome)

    def _heard(self, progress: Progress) -> None:
        self._best = progress

    async def _watch_over(self, one: Proposal, loaded: Loaded, work: asyncio.Task[Any], stop: asyncio.Event) -> None:
        """Until it is done: show how far it is, hear whether somebody wants an end, keep the lease."""
        loop = asyncio.get_running_loop()
        shown: tuple[float, Progress | None] = (loop.time(), None)
        while not work.done():
            await asyncio.wait([work], timeout=TICK)
            if work.done():
                return
            due = loop.time() - shown[0] >= PROGRESS_EVERY.total_seconds() and self._best is not shown[1]
            async with unit_of_work(self._database, self._clock.now()) as uow:
                now = await self._mine(uow.connection, one.id)
                if now.stop_at is not None:
                    stop.set()
                values: dict[str, Any] = {"lease_until": uow.now + LEASE}
                if due and self._best is not None:
                    values |= {"progress": _progress(self._best, len(loaded.gone)), "shown_at": uow.now}
                await stored.change(uow.connection, one.id, **values)
                if due:
                    await owe_standing(uow, now, f"{loop.time():.1f}")
            if due:
                shown = (loop.time(), self._best)
                self._look_at_outbox()

    async def _mine(self, connection: Connection, id_: ProposalId) -> Proposal:
        now = await stored.proposal(connection, id_, lock=True)
        if now is None or now.status is not Stage.RUNNING or now.owner != self._owner:
            raise Dropped
        return now

    async def _ready(self, one: Proposal, outcome: Outcome) -> None:
        kept = await to_json(outcome)
        async with unit_of_work(self._database, self._clock.now()) as uow:
            now = await self._mine(uow.connection, one.id)
            values = {"status": Stage.READY, "ready_at": uow.now, "lease_until": None}
            await stored.change(uow.connection, one.id, result=kept, progress=dict(outcome.summary), **values)
            await owe_standing(uow, now, "ready", anyway=True)
        self._look_at_outbox()

    async def _failed(self, id_: ProposalId, reason: str, error: Exception) -> None:
        log.error("timetable_failed", timetable=id_, reason=reason, error=type(error).__name__, exc_info=error)
        async with unit_of_work(self._database, self._clock.now()) as uow:
            now = await stored.proposal(uow.connection, id_, lock=True)
            if now is None or now.status is not Stage.RUNNING:
                return
            await stored.change(uow.connection, id_, status=Stage.FAILED, reason=reason, lease_until=None)
            await owe_standing(uow, now, "failed", anyway=True)
        self._look_at_outbox()

    # --- a publication ----------------------------------------------------------------------------------------------

    async def _publish(self, one: Proposal) -> None:
        try:
            for attempt in range(1, ATTEMPTS + 1):
                try:
                    await self._publish_once(one.id)
                    break
                except Exception:
                    log.exception("timetable_not_published", timetable=one.id, attempt=attempt)
                    await asyncio.sleep(0.05 * attempt)
            else:
                await self._not_published(one.id)
        finally:
            self._publishing = None
        self._look_at_outbox()
        await self.look()

    async def _publish_once(self, id_: ProposalId) -> None:
        async with unit_of_work(self._database, self._clock.now()) as uow:
            now = await stored.proposal(uow.connection, id_, lock=True)
            if now is None or now.status is not Stage.PUBLISHING:
                return
            event = await load_event(uow.connection, now.event_id)
            moves = await moves_from(await stored.result(uow.connection, id_))
            by = now.options.get("published_by")
            organiser = None if by is None else Organiser(PersonId(int(by)))
            role = "organiser" if organiser else "clock"
            with uncollected():
                found = await publish(uow, event, moves, organiser, act=now.kind.value, role=role)
                await uow.flush()
            came = asdict(found) | {"left_alone": len(found.left_alone), "otherwise": len(found.otherwise)}
            values = {"status": Stage.PUBLISHED, "settled_at": uow.now, "progress": {**now.progress, "published": came}}
            await stored.change(uow.connection, id_, **values)
            await owe_standing(uow, now, "published", anyway=True)

    async def _not_published(self, id_: ProposalId) -> None:
        async with unit_of_work(self._database, self._clock.now()) as uow:
            now = await stored.proposal(uow.connection, id_, lock=True)
            if now is not None and now.status is Stage.PUBLISHING:
                await stored.change(uow.connection, id_, status=Stage.READY, reason=FAULT, owner=None)
                await owe_standing(uow, now, "not_published", anyway=True)


def _progress(best: Progress, gone: int) -> dict[str, Any]:
    return {
        "now": numbers_of(best.numbers, gone),
        "of": best.of - gone,
        "gaps": best.numbers.gaps,
        "bound": best.bound,
        "short": best.shortage.meetings,
        "seconds": round(best.seconds, 1),
    }
