"""What time does to meetings: requests expire, are brought to mind, and meetings pass by.

Each ``x_due`` looks at what is due, a limited number at a time (a job calls again while ``next_x`` lies in the past).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.domain import meetings as rules
from bot.domain.events import Event
from bot.domain.ids import AttendeeId, EventId
from bot.domain.meetings import Meeting, Party
from bot.services.meetings.cases import Case, act_on, settle
from bot.services.meetings.telling import tell
from storage import audit, events, meetings
from storage.meetings import next_answer_by, next_end, next_nudge
from storage.unit_of_work import UnitOfWork

__all__ = ["expire_due", "next_answer_by", "next_end", "next_nudge", "nudge_due", "pass_due"]

AT_ONCE = 100  # meetings a transaction whose sides are told
HELD_AT_ONCE = 2_000


async def expire_due(uow: UnitOfWork) -> int:
    """Close every request that nobody answered in time; both sides are told. Returns how many."""
    found = await meetings.expiring(uow.connection, uow.now, AT_ONCE)
    sides, at = await _sides(uow, found), await _events(uow, found)
    for meeting in found:
        decision = rules.expire(meeting, uow.now)
        case = Case(meeting, at[meeting.event_id], sides)
        await settle(uow, case, decision, None, "expire")
    return len(found)


async def nudge_due(uow: UnitOfWork) -> int:
    """Remind those who have not answered although two thirds of the time are gone. Returns how many."""
    found = await meetings.nudging(uow.connection, uow.now, AT_ONCE)
    sides, at = await _sides(uow, found), await _events(uow, found)
    nudged = []
    for meeting in found:
        decision = rules.nudge(meeting, uow.now)
        if decision.changed:
            nudged.append(decision.meeting)
            tell(uow, at[meeting.event_id], decision.meeting, sides, decision.tell)
    await meetings.save_many(uow.connection, nudged)
    await audit.record(uow.connection, *(act_on(uow, meeting, None, "nudge") for meeting in nudged))
    return len(nudged)


async def pass_due(uow: UnitOfWork) -> int:
    """Scheduled meetings whose slot is over were held. Returns how many."""
    found = await meetings.over(uow.connection, uow.now, HELD_AT_ONCE)
    at = await _events(uow, found)
    held = []
    for meeting in found:
        assert meeting.slot_id is not None
        decision = rules.pass_by(meeting, at[meeting.event_id].slot(meeting.slot_id).ends_at, uow.now)
        if decision.changed:
            held.append(decision.meeting)
    await meetings.mark_held(uow.connection, [meeting.id for meeting in held], uow.now)
    await audit.record(uow.connection, *(act_on(uow, meeting, None, "held") for meeting in held))
    return len(held)


async def look(uow: UnitOfWork) -> datetime | None:
    """All three at once; when to look again (in the past while there is more to do)."""
    await expire_due(uow)
    await nudge_due(uow)
    await pass_due(uow)
    moments = [await nxt(uow.connection) for nxt in (next_answer_by, next_nudge, next_end)]
    return min((moment for moment in moments if moment is not None), default=None)


async def _sides(uow: UnitOfWork, found: Sequence[Meeting]) -> dict[AttendeeId, Party]:
    return await meetings.parties(uow.connection, [side for meeting in found for side in meeting.sides])


async def _events(uow: UnitOfWork, found: Sequence[Meeting]) -> dict[EventId, Event]:
    return {event_id: await events.event(uow.connection, event_id) for event_id in {m.event_id for m in found}}
