"""How a meeting was, in one tap each: held, nobody came, too short; what comes of it; contact cards by consent."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.domain.after import Happened, Result, Said, check_over, judge
from bot.domain.ids import AttendeeId, MeetingId
from bot.domain.meetings import Status
from bot.domain.notices import Lane
from bot.domain.people import Attendee
from bot.domain.refusals import Refused
from bot.services.meetings.cases import Case, open_case, settle
from bot.services.meetings.telling import owe
from storage import after, audit
from storage.audit import Act
from storage.unit_of_work import UnitOfWork


async def said_by(uow: UnitOfWork, meeting_id: MeetingId, who: AttendeeId) -> Said:
    """What this side has said so far."""
    return _of(await after.said_of(uow.connection, [meeting_id]), meeting_id, who, uow.now)


async def say_happened(uow: UnitOfWork, meeting_id: MeetingId, what: Happened, *, by: Attendee) -> Said:
    """*Held*, *Nobody came*, *Too short*. When the sides do not agree, who says that they met is believed.

    Refused: no_such_meeting, not_yours, not_over, already.
    """
    case = await _over(uow, meeting_id, by)
    before = _of(await after.said_of(uow.connection, [meeting_id]), meeting_id, by.id, uow.now)
    if before.happened is what:
        return before
    await after.say(uow.connection, meeting_id, by.id, uow.now, happened=what.value)
    await _record(uow, case, by, "said", happened=what.value)
    said = await after.said_of(uow.connection, [meeting_id])
    if case.meeting.status is Status.MISSED and await after.by_meeting(uow.connection, meeting_id):
        return _of(said, meeting_id, by.id, uow.now)  # they were called, and the slot went to somebody else
    decision = judge(case.meeting, said, uow.now)
    settled = await settle(uow, case, decision, by, "outcome")
    if decision.changed and settled.meeting.status is Status.MISSED:
        tell_missed(uow, settled, by.id)
    return _of(said, meeting_id, by.id, uow.now)


async def say_result(uow: UnitOfWork, meeting_id: MeetingId, what: Result, *, by: Attendee) -> Said:
    """*Follow-up*, *Joint project*, *No fit*. Refused: no_such_meeting, not_yours, not_over, already."""
    case = await _over(uow, meeting_id, by)
    before = _of(await after.said_of(uow.connection, [meeting_id]), meeting_id, by.id, uow.now)
    if before.result is what:
        return before
    await after.say(uow.connection, meeting_id, by.id, uow.now, result=what.value)
    await _record(uow, case, by, "said", result=what.value)
    return replace(before, result=what)


async def share_contact(uow: UnitOfWork, meeting_id: MeetingId, shares: bool, *, by: Attendee) -> Said:
    """Yes or no to giving one's contact card. Both get the other's once both have said yes; a no is told to nobody.

    Refused: no_such_meeting, not_yours, not_over, already.
    """
    case = await _over(uow, meeting_id, by)
    said = await after.said_of(uow.connection, [meeting_id])
    before = _of(said, meeting_id, by.id, uow.now)
    if before.shares_contact is shares:
        return before
    await after.say(uow.connection, meeting_id, by.id, uow.now, shares_contact=shares)
    await _record(uow, case, by, "shares_contact", yes=shares)
    if shares:
        for other in _others(case, by.id):
            theirs = _of(said, meeting_id, other, uow.now)
            if theirs.shares_contact:
                _owe(uow, case, other, "after.contact", by.id)
                _owe(uow, case, by.id, "after.contact", other)
            elif theirs.shares_contact is None:
                _owe(uow, case, other, "after.wants_contact", by.id)
    return replace(before, shares_contact=shares)


def tell_missed(uow: UnitOfWork, case: Case, told_by: AttendeeId) -> None:
    """Who did not come hears who waited for them, and can say that they were there."""
    for other in _others(case, told_by):
        _owe(uow, case, other, "after.missed", told_by)


def _owe(uow: UnitOfWork, case: Case, to: AttendeeId, view: str, about: AttendeeId) -> None:
    meeting = case.meeting
    owe(
        uow,
        case.party(to).person,
        case.event,
        view,
        {"meeting": meeting.id, "to": to, "who": about},
        lane=Lane.NUDGE,
        kind="nudge",
        subject=f"{view}:{meeting.id}",
        once_key=f"{view}:{meeting.id}:{to}:{about}",
    )


async def _over(uow: UnitOfWork, meeting_id: MeetingId, by: Attendee) -> Case:
    case = await open_case(uow, meeting_id, by)
    meeting = case.meeting
    check_over(meeting, None if meeting.slot_id is None else case.event.slot(meeting.slot_id), uow.now)
    return case


def _others(case: Case, who: AttendeeId) -> list[AttendeeId]:
    if who not in case.parties:
        raise Refused("not_yours")
    return [side for side in case.parties if side != who]


def _of(said: list[Said], meeting_id: MeetingId, who: AttendeeId, now: datetime) -> Said:
    return next((one for one in said if one.attendee_id == who), Said(meeting_id, who, now))


async def _record(uow: UnitOfWork, case: Case, by: Attendee, act: str, **detail: object) -> None:
    await audit.record(
        uow.connection,
        Act(
            at=uow.now,
            act=act,
            subject=f"meeting:{case.meeting.id}",
            role="requester" if by.id == case.meeting.requester_id else "guest",
            event_id=case.event.id,
            person_id=by.person_id,
            detail=detail,
        ),
    )
