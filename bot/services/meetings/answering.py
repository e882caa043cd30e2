"""Answering a request: yes, no, another time; and taking it back.

Every step takes the version that the tapped button was drawn for: if the meeting has gone on since, nothing is done and
the outcome holds it as it stands now.
"""

from __future__ import annotations

from bot.domain import meetings as rules
from bot.domain.ids import MeetingId, SlotId
from bot.domain.meetings import Booking, Status
from bot.domain.people import Attendee, AttendeeStatus
from bot.domain.refusals import Refused
from bot.services.meetings.booking import book, book_best, shared_time
from bot.services.meetings.cases import Batch, By, Outcome, open_case, settle, side_of
from bot.services.meetings.groups import join, turn_down
from storage import audit
from storage.unit_of_work import UnitOfWork


async def accept(
    uow: UnitOfWork, meeting_id: MeetingId, *, by: By, slot: SlotId | None = None, version: int | None = None
) -> Outcome:
    """Say yes, at the proposed time or at `slot` (an alternative): slot and place are booked in this transaction.

    When the time has gone nothing changes, and the outcome holds the three best other times. Somebody invited to a
    group joins it. Before the timetable that sets all times is published it is agreed without one, unless an organiser
    names a `slot`. Refused: no_such_meeting, not_yours, not_your_turn, already, gone, as :func:`join`, and as
    :func:`bot.domain.meetings.check_self`.
    """
    case = await open_case(uow, meeting_id, by, booking=True)
    if isinstance(by, Attendee) and by.id not in {case.meeting.requester_id, case.meeting.guest_id}:
        return await join(uow, case, case.party(by.id).attendee)
    if case.gone_on(version):
        return case.as_it_stands()
    if not rules.accept(case.meeting, side_of(by), uow.now, None).changed:
        return case.as_it_stands()
    if isinstance(by, Attendee):
        rules.check_self(case.party(by.id).attendee)
    if any(party.attendee.status is not AttendeeStatus.REGISTERED for party in case.parties.values()):
        raise Refused("gone")
    if case.event.awaits_timetable and (slot is None or isinstance(by, Attendee)):
        agreed = await settle(uow, case, rules.accept(case.meeting, side_of(by), uow.now, None), by, "accept")
        return Outcome(agreed.meeting, case.event, changed=True)
    time = await shared_time(uow, case.event, *case.people, meeting=case.meeting, reader=side_of(by))
    wanted = slot or case.meeting.proposed_slot_id
    booking: Booking | None = None
    if wanted is None:
        booking = await book_best(uow, time, meeting_id)
    else:
        candidate = next((one for one in time.free if one.id == wanted), None)
        booking = None if candidate is None else await book(uow, time, meeting_id, candidate)
    if booking is None:
        others = await shared_time(uow, case.event, *case.people, meeting=case.meeting, reader=side_of(by))
        return Outcome(
            case.meeting,
            case.event,
            changed=False,
            gone=True,
            alternatives=others.alternatives,
            because=others.why_not(wanted),
        )
    decision = rules.accept(case.meeting, side_of(by), uow.now, booking)
    settled = await settle(uow, case, decision, by, "accept", slot=booking.slot_id, place=booking.place_id)
    return Outcome(settled.meeting, case.event, changed=True)


async def decline(
    uow: UnitOfWork, meeting_id: MeetingId, *, by: By, version: int | None = None, batch: Batch | None = None
) -> Outcome:
    """Say no, to a request or to an invitation. Refused: no_such_meeting, not_yours, not_your_turn, already,
    invitation_over.
    """
    case = await open_case(uow, meeting_id, by)
    if isinstance(by, Attendee) and by.id not in {case.meeting.requester_id, case.meeting.guest_id}:
        return await turn_down(uow, case, case.party(by.id).attendee)
    if case.gone_on(version):
        return case.as_it_stands()
    decision = rules.decline(case.meeting, side_of(by), uow.now)
    settled = await settle(uow, case, decision, by, "decline", batch=batch)
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
    """Name another time (None: any that suits both); the turn passes to the other side. Whoever waits for the answer
    to their own counter-offer may change it.

    Refused: no_such_meeting, not_yours, not_your_turn, already, times_follow, no_such_slot, past, and as
    :meth:`bot.services.meetings.booking.SharedTime.check` and :func:`bot.domain.meetings.check_self`.
    """
    case = await open_case(uow, meeting_id, by)
    if case.gone_on(version):
        return case.as_it_stands()
    if isinstance(by, Attendee):
        rules.check_self(case.party(by.id).attendee)
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
    rules.check_may_choose_time(case.event, case.meeting, side_of(by))
    time = await shared_time(uow, case.event, *case.people, meeting=case.meeting, reader=side_of(by))
    if slot is not None:
        time.check(slot.id)
    else:
        time.check_any()
    settled = await settle(uow, case, decision, by, "counter", slot=proposed)
    return Outcome(settled.meeting, case.event, changed=True)


async def take_back(uow: UnitOfWork, meeting_id: MeetingId, *, by: Attendee, version: int | None = None) -> Outcome:
    """Take one's own counter-offer back: the time proposed before it stands again and is one's own to answer.

    Refused: no_such_meeting, not_yours, not_your_turn, already.
    """
    case = await open_case(uow, meeting_id, by)
    if case.gone_on(version):
        return case.as_it_stands()
    offers = await audit.acts_on(uow.connection, [f"meeting:{meeting_id}"], ["request", "counter", "take_back"])
    mine = [number for number, offer in enumerate(offers) if offer.person_id == by.person_id]
    if offers and offers[-1].act == "take_back":
        return case.as_it_stands()
    # Several of one's own in a row are one offer that was changed: what stood before them counts.
    first = next((n for n in range(len(offers) - 1, -1, -1) if n not in mine), None)
    if first is None:
        raise Refused("not_your_turn")
    before = offers[first].detail.get("slot")
    slot_id = None if before is None else SlotId(int(before))
    slot = next((one for one in case.event.slots if one.id == slot_id), None)
    if slot is not None and slot.starts_at <= uow.now:
        slot, slot_id = None, None
    until = rules.answer_by(case.event, uow.now, slot)
    nudge = rules.nudge_at(case.event.rules, uow.now, until)
    decision = rules.take_back(case.meeting, by.id, uow.now, before=slot_id, until=until, nudge=nudge)
    settled = await settle(uow, case, decision, by, "take_back", slot=slot_id)
    return Outcome(settled.meeting, case.event, decision.changed)
