"""Whoever works in the background on what broke: works it out, shows it to the desk, or does it at once.

Rows are the truth: what was in hand when the bot stopped is taken up again at the next start.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.clock import Clock
from bot.domain.absences import Absence, comes_no_more, missed
from bot.domain.ids import AttendeeId, MeetingId, ProposalId
from bot.domain.proposals import Matter, Proposal, Stage
from bot.services.beside import Beside
from bot.services.events import event as load_event
from bot.services.repairs.asking import AUTOMATIC
from bot.services.repairs.carrying_out import agreed_ahead, carry_out
from bot.services.repairs.telling import tell_done, tell_failed, tell_ready
from bot.services.repairs.working import Outcome, work_out
from bot.services.timetable import Loaded, Move, load
from storage import meetings
from storage import timetables as stored
from storage.database import Connection, Database
from storage.unit_of_work import UnitOfWork, unit_of_work

log = structlog.get_logger(__name__)

LEASE = timedelta(seconds=60)
KINDS = (Matter.REPAIR,)
FAULT = "fault"


class Mender(Beside):
    """Works in a task of its own, so that neither taps nor bells wait for it; one repair after another."""

    def __init__(self, database: Database, clock: Clock, owner: str, look_at_outbox: Callable[[], None]) -> None:
        super().__init__("repairs", failure="repairs_not_looked_at")
        self._database = database
        self._clock = clock
        self._owner = owner
        self._look_at_outbox = look_at_outbox

    async def next_due(self, connection: Connection) -> datetime | None:
        """When there is something to do; it looks again by itself when what is in hand is done."""
        if self.busy():
            return None
        alone = self._database.is_sqlite
        return await stored.next_to_do(connection, KINDS, self._owner, self._clock.now(), alone=alone)

    async def _round(self) -> None:
        while (one := await self._take()) is not None:
            await self._do(one)
            self._look_at_outbox()

    async def _take(self) -> Proposal | None:
        """The oldest that can be begun; it is this process's from then on."""
        alone = self._database.is_sqlite
        async with unit_of_work(self._database, self._clock.now()) as uow:
            for one in await stored.to_do(uow.connection, KINDS, self._owner, uow.now, alone=alone):
                values: dict[str, Any] = {"owner": self._owner, "lease_until": uow.now + LEASE}
                if one.status is not Stage.PUBLISHING:
                    values |= {"status": Stage.RUNNING, "started_at": uow.now}
                await stored.change(uow.connection, one.id, **values)
                return await stored.proposal(uow.connection, one.id)
        return None

    async def _do(self, one: Proposal) -> None:
        try:
            if one.status is Stage.PUBLISHING:
                await self._carry_out(one.id)
            else:
                await self._work_out(one)
        except Exception as error:  # the desk hears of it, whatever it was
            log.error("repair_failed", repair=one.id, error=type(error).__name__, exc_info=error)
            async with unit_of_work(self._database, self._clock.now()) as uow:
                await stored.change(uow.connection, one.id, status=Stage.FAILED, reason=FAULT, lease_until=None)
                await tell_failed(uow, one)

    async def _work_out(self, one: Proposal) -> None:
        now = self._clock.now()
        who, absence = AttendeeId(int(one.options["who"])), Absence.from_json(one.options["absence"])
        async with self._database.reading() as connection:
            event = await load_event(connection, one.event_id)
            if comes_no_more(event, absence, one.made_at):  # as when it is done
                uow = UnitOfWork(connection, now)
                kept, numbers = await _called_off(uow, await agreed_ahead(uow, event, who), who)
            else:
                away = {who: [slot.id for slot in missed(event, absence, now)]}
                loaded = await load(connection, event, now, away=away)
                kept, numbers = _result(loaded, await work_out(loaded), who)
        async with unit_of_work(self._database, self._clock.now()) as uow:
            still = await stored.proposal(uow.connection, one.id, lock=True)
            if still is None or still.status is not Stage.RUNNING or still.owner != self._owner:
                return
            values: dict[str, Any] = {"ready_at": uow.now, "lease_until": None, "owner": None}
            automatic = bool(one.options.get(AUTOMATIC))
            values["status"] = Stage.PUBLISHING if automatic else Stage.READY
            await stored.change(uow.connection, one.id, result=kept, progress=numbers, **values)
            if automatic:
                self._again = True
            else:
                await tell_ready(uow, event, still, numbers)

    async def _carry_out(self, id_: ProposalId) -> None:
        async with unit_of_work(self._database, self._clock.now()) as uow:
            found = await stored.proposal(uow.connection, id_, lock=True)
            if found is None or found.status is not Stage.PUBLISHING:
                return
            event = await load_event(uow.connection, found.event_id)
            kept = await stored.result(uow.connection, id_)
            moves = [Move(m, v, s, p, pinned) for m, v, s, p, pinned in kept.get("moves", [])]
            came = await carry_out(uow, event, found, moves)
            progress = {**found.progress, "done": came}
            await stored.change(
                uow.connection, id_, status=Stage.PUBLISHED, settled_at=uow.now, progress=progress, lease_until=None
            )
            await tell_done(uow, event, found)


def _result(loaded: Loaded, outcome: Outcome, who: AttendeeId) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """What is kept: the moves, and of each meeting that changes what it was and what it becomes."""
    number = {meeting: n for n, meeting in enumerate(loaded.meetings)}
    reasons = {meeting: code for meeting, code, _ in outcome.lost}
    me = loaded.attendees.index(who) if who in loaded.attendees else -1
    theirs: list[list[Any]] = []
    others: list[list[Any]] = []
    for move in outcome.moves:
        meeting = loaded.problem.meetings[number[move.meeting]]
        old_slot = loaded.slots[meeting.at] if meeting.at is not None else None
        old_place = loaded.places[meeting.spot] if meeting.spot is not None else None
        row = [move.meeting, old_slot, old_place, move.slot, move.place, reasons.get(move.meeting)]
        (theirs if me in meeting.people else others).append(row)
    ahead = sum(
        me in meeting.people and meeting.at is not None and n not in loaded.gone
        for n, meeting in enumerate(loaded.problem.meetings)
    )
    numbers = {
        "kept": ahead - len(theirs),
        "moved": sum(row[3] is not None for row in theirs),
        "lost": sum(row[3] is None for row in (*theirs, *others)),
        "others": sum(row[3] is not None for row in others),
        "people": outcome.people,
    }
    moves = [[m.meeting, m.version, m.slot, m.place, m.pinned] for m in outcome.moves]
    return {"moves": moves, "theirs": theirs, "others": others}, numbers


async def _called_off(
    uow: UnitOfWork, ids: list[MeetingId], who: AttendeeId
) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    known = await meetings.load_many(uow.connection, ids)
    theirs = [[m.id, m.slot_id, m.place_id, None, None, None] for m in known.values()]
    people = {one for m in known.values() for one in m.sides if one != who}
    return {"theirs": theirs}, {"cancelled": len(theirs), "people": len(people)}
