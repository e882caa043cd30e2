"""Changing what is agreed: cancel, move, confirm, and leaving altogether."""

from __future__ import annotations

from bot.domain import meetings as rules
from bot.domain.ids import AttendeeId, MeetingId, SlotId
from bot.domain.meetings import Status
from bot.domain.people import Attendee
from bot.domain.refusals import Refused
from bot.services.meetings.booking import book, shared_time
from bot.services.meetings.cases import By, Outcome, act_on, open_case, settle, side_of
from bot.services.meetings.telling import tell_desk
from storage import audit, meetings, slots
from storage.unit_of_work import UnitOfWork

CANT_COME = "cant_come"


async def cancel(
    uow: UnitOfWork, meeting_id: MeetingId, *, by: By, reason: str | None = None, version: int | None = None
) -> Outcome:
    """Call an agreed meeting off; the other side is told and confirms. *Can't come* reaches the desk too.

    Refused: no_such_meeting, not_yours, already.
    """
    case = await open_case(uow, meeting_id, by)
    if case.gone_on(version):
        return case.as_it_stands()
    decision = rules.cancel(case.meeting, side_of(by), uow.now, reason)
    settled = await settle(uow, case, decision, by, "cancel", reason=reason)
    if decision.changed and reason == CANT_COME and isinstance(by, Attendee):
        desk = await meetings.desk(uow.connection, case.event.id)
        facts = {"meeting": meeting_id, "who": by.id, "answer": CANT_COME}
        tell_desk(uow, case.event, settled.meeting, desk, facts, f"meeting:{meeting_id}:{settled.meeting.version}")
    return Outcome(settled.meeting, case.event, decision.changed)


async def move(uow: UnitOfWork, meeting_id: MeetingId, *, by: By, slot: SlotId, version: int | None = None) -> Outcome:
    """Put a scheduled meeting into another slot that suits both; the other side is told and confirms.

    Refused: no_such_meeting, not_yours, already, no_such_slot, past, slot_taken, no_common_time.
    """
    case = await open_case(uow, meeting_id, by, booking=True)
    if case.gone_on(version):
        return case.as_it_stands()
    old = case.meeting.booking
    if case.meeting.status is not Status.SCHEDULED or old is None:
        raise Refused("already", status=case.meeting.status.value)
    if slot == old.slot_id:
        return case.as_it_stands()
    wanted = rules.check_slot(case.event, slot, uow.now)
    one, two = (case.party(side).attendee for side in case.meeting.sides)
    time = await shared_time(uow, case.event, one, two, ignoring=old.slot_id)
    time.check(wanted.id)
    booking = await book(uow, time, meeting_id, wanted)
    if booking is None:
        others = (await shared_time(uow, case.event, one, two, ignoring=old.slot_id)).alternatives
        return Outcome(case.meeting, case.event, changed=False, gone=True, alternatives=others)
    await slots.release(uow.connection, meeting_id, only=old.slot_id)
    decision = rules.move(case.meeting, side_of(by), uow.now, booking)
    settled = await settle(uow, case, decision, by, "move", slot=booking.slot_id, place=booking.place_id)
    return Outcome(settled.meeting, case.event, changed=True)


async def confirm_change(uow: UnitOfWork, meeting_id: MeetingId, *, by: Attendee, version: int) -> Outcome:
    """*Got it*: this side has seen that version. `changed` is False for a second tap or an older version."""
    case = await open_case(uow, meeting_id, by)
    seen = await meetings.confirm(uow.connection, meeting_id, by.id, version, uow.now)
    if seen:
        await audit.record(uow.connection, act_on(uow, case.meeting, by, "confirm"))
    return Outcome(case.meeting, case.event, changed=seen)


async def leave_all(uow: UnitOfWork, attendee_id: AttendeeId) -> int:
    """An attendee leaves the event (/forgetme, a cancelled registration): everything open or agreed ends, and every
    other side is told. Returns how many meetings that were.
    """
    ended = 0
    for found in await meetings.live_of(uow.connection, attendee_id):
        case = await open_case(uow, found.id, None)
        decision = rules.leave(case.meeting, attendee_id, uow.now)
        gone = case.party(attendee_id).attendee
        await settle(uow, case, decision, gone, "leave")
        ended += decision.changed
    return ended
