""" "Nobody here": the missing side is called at once, and after three minutes the slot is given to somebody near by."""

from __future__ import annotations

from bot.domain.after import PATIENCE, GapOffer, OfferState, check_under_way
from bot.domain.ids import AttendeeId, GapOfferId, MeetingId
from bot.domain.notices import Lane
from bot.domain.people import Attendee, Person
from bot.domain.refusals import Refused
from bot.services.after.refilling import offer_slot
from bot.services.meetings.cases import Case, act_on, open_case
from bot.services.meetings.telling import owe
from storage import after, audit, meetings
from storage.unit_of_work import UnitOfWork


async def call_missing(uow: UnitOfWork, meeting_id: MeetingId, *, by: Attendee) -> tuple[GapOffer, bool]:
    """Somebody sits there alone: the other side and the desk hear at once. A second tap changes nothing.

    Returns the call, and whether the other side has called too (both are there and do not see each other).
    Refused: no_such_meeting, not_yours, not_begun, already.
    """
    case = await open_case(uow, meeting_id, by, booking=True)
    meeting = case.meeting
    slot = check_under_way(case.event, meeting, uow.now)
    known = await after.by_meeting(uow.connection, meeting_id)
    if known is not None:
        both = known.waiting_id != by.id and known.state is OfferState.PINGED
        if both and await after.close_call(uow.connection, known.id, uow.now, was=OfferState.PINGED):
            _owe(uow, case, known.waiting_id, "after.both_here", known, by.id)
        return known, both
    assert meeting.place_id is not None
    missing = meeting.other(by.id)
    new = GapOffer(
        id=GapOfferId(0),
        event_id=case.event.id,
        meeting_id=meeting_id,
        slot_id=slot.id,
        place_id=meeting.place_id,
        waiting_id=by.id,
        missing_id=missing,
        state=OfferState.PINGED,
        pinged_at=uow.now,
        offer_at=min(uow.now + PATIENCE, slot.ends_at),
    )
    await after.add_call(uow.connection, new)
    call = await after.by_meeting(uow.connection, meeting_id)
    assert call is not None
    await audit.record(uow.connection, act_on(uow, meeting, by, "nobody_here"))
    _owe(uow, case, missing, "after.called", call, by.id)
    for person in await meetings.desk(uow.connection, case.event.id):
        _owe_desk(uow, case, person, call)
    return call, False


async def coming(uow: UnitOfWork, offer_id: GapOfferId, *, by: Attendee) -> tuple[GapOffer, bool]:
    """The missing side is on the way: whoever waits hears it, and the slot stays theirs. Refused: gone, not_yours."""
    call, case = await _mine(uow, offer_id, by, missing=True)
    stopped = await after.close_call(uow.connection, call.id, uow.now, was=OfferState.PINGED)
    if stopped:
        await audit.record(uow.connection, act_on(uow, case.meeting, by, "coming"))
        _owe(uow, case, call.waiting_id, "after.coming", call, by.id)
    return call, stopped


async def they_came(uow: UnitOfWork, offer_id: GapOfferId, *, by: Attendee) -> tuple[GapOffer, bool]:
    """Whoever waited is no longer alone. Refused: gone, not_yours."""
    call, case = await _mine(uow, offer_id, by, missing=False)
    stopped = await after.close_call(uow.connection, call.id, uow.now, was=OfferState.PINGED)
    if stopped:
        await audit.record(uow.connection, act_on(uow, case.meeting, by, "they_came"))
    return call, stopped


async def give_up(uow: UnitOfWork, offer_id: GapOfferId, *, by: Attendee) -> tuple[GapOffer, bool]:
    """The missing side cannot come: the slot is offered at once. Refused: gone, not_yours."""
    call, case = await _mine(uow, offer_id, by, missing=True)
    if call.state is not OfferState.PINGED:
        return call, False
    await audit.record(uow.connection, act_on(uow, case.meeting, by, "cant_come"))
    await offer_slot(uow, call, told=False)
    return call, True


async def _mine(uow: UnitOfWork, offer_id: GapOfferId, by: Attendee, *, missing: bool) -> tuple[GapOffer, Case]:
    call = await after.load_call(uow.connection, offer_id)
    if call is None:
        raise Refused("gone")
    if by.id != (call.missing_id if missing else call.waiting_id):
        raise Refused("not_yours")
    return call, await open_case(uow, call.meeting_id, by)


def _owe(uow: UnitOfWork, case: Case, to: AttendeeId, view: str, call: GapOffer, about: AttendeeId) -> None:
    owe(
        uow,
        case.party(to).person,
        case.event,
        view,
        {"meeting": case.meeting.id, "offer": call.id, "to": to, "who": about},
        lane=Lane.BELL,
        kind="change",
        subject=f"call:{call.id}",
        useful_until=case.event.slot(call.slot_id).ends_at,
        once_key=f"{view}:{call.id}:{to}",
    )


def _owe_desk(uow: UnitOfWork, case: Case, person: Person, call: GapOffer) -> None:
    owe(
        uow,
        person,
        case.event,
        "after.desk",
        {"meeting": case.meeting.id, "to": call.waiting_id},
        lane=Lane.BELL,
        kind="change",
        subject=f"desk:{case.meeting.id}",
        useful_until=case.event.slot(call.slot_id).ends_at,
        once_key=f"after.desk:{call.id}:{person.id}",
    )
