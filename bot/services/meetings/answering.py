"""Answering a request: yes, no, another time; and taking it back.

Every step takes the version that the tapped button was drawn for: if the meeting has gone on since, nothing is done and
the outcome holds it as it stands now.
"""

from __future__ import annotations

from bot.domain import meetings as rules
from bot.domain.ids import MeetingId, SlotId
from bot.domain.meetings import Booking, Status
from bot.domain.people import AttendeeStatus
from bot.domain.refusals import Refused
from bot.services.meetings.booking import SharedTime, book, shared_time
from bot.services.meetings.cases import By, Case, Outcome, open_case, settle, side_of
from storage.unit_of_work import UnitOfWork


async def accept(
    uow: UnitOfWork, meeting_id: MeetingId, *, by: By, slot: SlotId | None = None, version: int | None = None
) -> Outcome:
    """Say yes, at the proposed time or at `slot` (an alternative): slot and place are booked in this transaction.

    When the time has gone nothing changes, and the outcome holds the three best other times. Refused:
    no_such_meeting, not_yours, not_your_turn, already, gone.
    """
    case = await open_case(uow, meeting_id, by, booking=True)
    if case.gone_on(version):
        return case.as_it_stands()
    if not rules.accept(case.meeting, side_of(by), uow.now, None).changed:
        return case.as_it_stands()
    if any(party.attendee.status is not AttendeeStatus.REGISTERED for party in case.parties.values()):
        raise Refused("gone")
    time = await _shared(uow, case)
    wanted = slot or case.meeting.proposed_slot_id
    candidates = time.best if wanted is None else tuple(s for s in time.free if s.id == wanted)
    booking: Booking | None = None
    for candidate in candidates:
        booking = await book(uow, time, meeting_id, candidate)
        if booking is not None:
            break
    if booking is None:
        others = await _shared(uow, case)
        return Outcome(case.meeting, case.event, changed=False, gone=True, alternatives=others.alternatives)
    decision = rules.accept(case.meeting, side_of(by), uow.now, booking)
    settled = await settle(uow, case, decision, by, "accept", slot=booking.slot_id, place=booking.place_id)
    return Outcome(settled.meeting, case.event, changed=True)


async def decline(uow: UnitOfWork, meeting_id: MeetingId, *, by: By, version: int | None = None) -> Outcome:
    """Say no. Refused: no_such_meeting, not_yours, not_your_turn, already."""
    case = await open_case(uow, meeting_id, by)
    if case.gone_on(version):
        return case.as_it_stands()
    decision = rules.decline(case.meeting, side_of(by), uow.now)
    settled = await settle(uow, case, decision, by, "decline")
    return Outcome(settled.meeting, case.event, decision.changed)


async def withdraw(uow: UnitOfWork, meeting_id: MeetingId, *, by: By, version: int | None = None) -> Outcome:
    """Take one's request back. Refused: no_such_meeting, not_yours, already."""
    case = await open_case(uow, meeting_id, by)
    if case.gone_on(version):
        return case.as_it_stands()
    decision = rules.withdraw(case.meeting, side_of(by), uow.now)
    settled = await settle(uow, case, decision, by, "withdraw")
    return Outcome(settled.meeting, case.event, decision.changed)


async def counter(
    uow: UnitOfWork, meeting_id: MeetingId, *, by: By, proposed: SlotId | None, version: int | None = None
) -> Outcome:
    """Name another time (None: any that suits both); the turn passes to the other side.

    Refused: no_such_meeting, not_yours, not_your_turn, already, no_such_slot, past, slot_taken, no_common_time.
    """
    case = await open_case(uow, meeting_id, by)
    if case.gone_on(version):
        return case.as_it_stands()
    slot = None
    if proposed is not None and case.meeting.status is Status.PENDING:
        slot = rules.check_slot(case.event, proposed, uow.now)
    until = rules.answer_by(case.event, uow.now, slot)
    decision = rules.counter(
        case.meeting,
        side_of(by),
        uow.now,
        proposed=proposed,
        until=until,
        nudge=rules.nudge_at(case.event.rules, uow.now, until),
    )
    if not decision.changed:
        return case.as_it_stands()
    time = await _shared(uow, case)
    if slot is not None:
        time.check(slot.id)
    elif not time.free:
        raise Refused("no_common_time")
    settled = await settle(uow, case, decision, by, "counter", slot=proposed)
    return Outcome(settled.meeting, case.event, changed=True)


async def _shared(uow: UnitOfWork, case: Case) -> SharedTime:
    one, two = (case.party(side).attendee for side in case.meeting.sides)
    return await shared_time(uow, case.event, one, two)
