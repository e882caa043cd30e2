"""What time does to meetings: requests expire, are brought to mind and counted down, and meetings pass by.

Each ``x_due`` looks at what is due, a limited number at a time (a job calls again while ``next_x`` lies in the past).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.domain import meetings as rules
from bot.domain.events import Event
from bot.domain.ids import AttendeeId, EventId
from bot.domain.meetings import Meeting, Party
from bot.services.meetings.cases import Case, act_on, open_case, settle
from bot.services.meetings.telling import redraw, tell
from storage import audit, events, meetings
from storage.database import Connection
from storage.meetings import next_countdown, next_end, next_nudge
from storage.unit_of_work import UnitOfWork

__all__ = [
    "count_down",
    "expire_due",
    "next_answer_by",
    "next_countdown",
    "next_end",
    "next_nudge",
    "nudge_due",
    "pass_due",
]

AT_ONCE = 100  # meetings a transaction whose sides are told
HELD_AT_ONCE = 2_000


async def expire_due(uow: UnitOfWork) -> int:
    """Close every request and every invitation that nobody answered in time; both sides are told. Returns how many."""
    found = await meetings.expiring(uow.connection, uow.now, AT_ONCE)
    sides, at = await _sides(uow, found), await _events(uow, found)
    for meeting in found:
        decision = rules.expire(meeting, uow.now)
        case = Case(meeting, at[meeting.event_id], sides)
        await settle(uow, case, decision, None, "expire")
    return len(found) + await _close_invitations(uow)


async def _close_invitations(uow: UnitOfWork) -> int:
    late = await meetings.unanswered(uow.connection, uow.now, AT_ONCE)
    for meeting_id, who in late:
        case = await open_case(uow, meeting_id, None)
        decision = rules.invitation_expires(case.meeting, who, uow.now)
        await settle(uow, case, decision, None, "invitation_expire", who=who)
    return len(late)


async def next_answer_by(connection: Connection) -> datetime | None:
    """The soonest deadline of an open request or invitation."""
    moments = [await meetings.next_answer_by(connection), await meetings.next_invitation(connection)]
    return min((moment for moment in moments if moment is not None), default=None)


async def count_down(uow: UnitOfWork) -> int:
    """Say the time left anew where it is said, on both phones: edits that ring nowhere. Returns how many meetings."""
    found = await meetings.counting_down(uow.connection, uow.now, AT_ONCE)
    sides, at = await _sides(uow, found), await _events(uow, found)
    counted = []
    for meeting in found:
        decision = rules.count_down(meeting, uow.now)
        counted.append(decision.meeting)
        if meeting.answer_by is None or meeting.answer_by <= uow.now:
            continue
        for side in meeting.sides:
            key = f"left:{int(meeting.countdown_at.timestamp()) if meeting.countdown_at else 0}"
            redraw(uow, at[meeting.event_id], decision.meeting, sides[side].person, side, key)
    await meetings.save_many(uow.connection, counted)
    return len(counted)


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
    """All at once; when to look again (in the past while there is more to do)."""
    await expire_due(uow)
    await nudge_due(uow)
    await count_down(uow)
    await pass_due(uow)
    moments = [await nxt(uow.connection) for nxt in (next_answer_by, next_nudge, next_countdown, next_end)]
    return min((moment for moment in moments if moment is not None), default=None)


async def _sides(uow: UnitOfWork, found: Sequence[Meeting]) -> dict[AttendeeId, Party]:
    return await meetings.parties(uow.connection, [side for meeting in found for side in meeting.sides])


async def _events(uow: UnitOfWork, found: Sequence[Meeting]) -> dict[EventId, Event]:
    return {event_id: await events.event(uow.connection, event_id) for event_id in {m.event_id for m in found}}
