"""Asking for a meeting."""

from __future__ import annotations

from bot.domain import meetings as rules
from bot.domain.events import Event, Slot
from bot.domain.ids import AttendeeId, MeetingId, SlotId
from bot.domain.meetings import Standing
from bot.domain.notices import Lane
from bot.domain.people import Attendee
from bot.domain.refusals import Refused
from bot.services.meetings.booking import shared_time
from bot.services.meetings.cases import Organiser, Outcome, act_on, open_case
from bot.services.meetings.telling import owe, redraw, tell
from storage import audit, meetings
from storage.unit_of_work import UnitOfWork


async def may_request(uow: UnitOfWork, event: Event, requester: Attendee, guest_id: AttendeeId) -> Attendee:
    """Whether a request would be taken, before times are chosen; returns the guest.

    Refused: see :func:`bot.domain.meetings.check_request`; no_common_time, no_time_for_more.
    """
    guest, _standing = await _look(uow, event, requester, guest_id, lock=False)
    places = not event.awaits_timetable
    (await shared_time(uow, event, requester, guest, places=places, reader=requester.id)).check_any()
    return guest


async def request(
    uow: UnitOfWork,
    event: Event,
    requester: Attendee,
    guest_id: AttendeeId,
    *,
    proposed: SlotId | None = None,
    note: str | None = None,
    purpose: str | None = None,
    by: Organiser | None = None,
) -> Outcome:
    """Ask somebody for a meeting, at a time or at any that suits both; the guest is told. `by` is the organiser who
    asks on the requester's behalf. Where the organisers publish a timetable first nobody proposes a time.

    The same request twice is one. Refused: see :func:`bot.domain.meetings.check_request`; note_too_long,
    no_such_slot, past, and as :meth:`bot.services.meetings.booking.SharedTime.check`.
    """
    if event.awaits_timetable:
        proposed = None
    kept, purpose = rules.check_note(note), rules.check_purpose(purpose)
    parties = await meetings.parties(uow.connection, [requester.id, guest_id], lock=True)
    if guest_id not in parties:
        raise Refused("gone")
    requester, guest = parties[requester.id].attendee, parties[guest_id].attendee
    standing = await _standing(uow, requester, guest)
    repeated = rules.same_request(standing, requester, guest, proposed)
    if repeated is not None:
        return Outcome(repeated, event, changed=False)
    rules.check_request(event, requester, guest, standing, uow.now)
    places, reader = not event.awaits_timetable, requester.id if by is None else None
    time = await shared_time(uow, event, requester, guest, places=places, reader=reader)
    slot = _proposed(uow, event, proposed)
    if slot is not None:
        time.check(slot.id)
    else:
        time.check_any()
    until = rules.answer_by(event, uow.now, slot)
    decision = rules.request(
        event.id,
        requester.id,
        guest.id,
        proposed=proposed,
        note=kept,
        purpose=purpose,
        now=uow.now,
        until=until,
        nudge=rules.nudge_at(event.rules, uow.now, until),
    )
    meeting = await meetings.add(uow.connection, decision.meeting)
    tell(uow, event, meeting, parties, decision.tell)
    await audit.record(uow.connection, act_on(uow, meeting, by or requester, "request", slot=proposed))
    return Outcome(meeting, event, changed=True)


async def describe(
    uow: UnitOfWork, meeting_id: MeetingId, *, by: Attendee, purpose: str | None, note: str | None
) -> Outcome:
    """The requester says (anew) what the meeting is for and writes another note, until it is answered; what stands on
    the guest's phone is drawn anew. Refused: no_such_meeting, not_yours, already, note_too_long.
    """
    kept, purpose = rules.check_note(note), rules.check_purpose(purpose)
    case = await open_case(uow, meeting_id, by)
    decision = rules.describe(case.meeting, by.id, purpose=purpose, note=kept)
    if not decision.changed:
        return case.as_it_stands()
    await meetings.save(uow.connection, decision.meeting)
    await audit.record(uow.connection, act_on(uow, decision.meeting, by, "describe"))
    guest = case.party(case.meeting.other(by.id)).person
    redraw(uow, case.event, decision.meeting, guest, case.meeting.other(by.id), f"described:{uow.now.timestamp()}")
    return Outcome(decision.meeting, case.event, changed=True)


async def explain(uow: UnitOfWork, meeting_id: MeetingId, *, by: Attendee, text: str | None) -> Outcome:
    """Whoever declined or cancelled says why; the others read it in a message of its own. Only the first reason counts.

    Refused: no_such_meeting, not_yours, already, note_too_long.
    """
    case = await open_case(uow, meeting_id, by)
    kept = rules.check_note(text)
    if kept is None:
        return case.as_it_stands()
    decision = rules.explain(case.meeting, by.id, kept)
    if not decision.changed:
        return case.as_it_stands()
    meeting = decision.meeting
    await meetings.save(uow.connection, meeting)
    await audit.record(uow.connection, act_on(uow, meeting, by, "explain"))
    for side in meeting.others(by.id):
        owe(
            uow,
            case.party(side).person,
            case.event,
            "meetings.explained",
            {"meeting": meeting.id, "version": meeting.version, "to": side},
            lane=Lane.BELL,
            kind="change",
            meeting=meeting,
            subject=f"why:{meeting.id}",
            once_key=f"meeting:{meeting.id}:why:{side}",
        )
    return Outcome(meeting, case.event, changed=True)


async def free_slots_for_both(uow: UnitOfWork, event: Event, one: Attendee, two_id: AttendeeId) -> tuple[Slot, ...]:
    """The slots that suit both and have a place left, in order of time; none while the timetable is awaited that sets
    all times. Refused: gone.
    """
    parties = await meetings.parties(uow.connection, [two_id])
    if two_id not in parties:
        raise Refused("gone")
    if event.awaits_timetable:
        return ()
    return (await shared_time(uow, event, one, parties[two_id].attendee)).free


def _proposed(uow: UnitOfWork, event: Event, proposed: SlotId | None) -> Slot | None:
    return None if proposed is None else rules.check_slot(event, proposed, uow.now)


async def _look(
    uow: UnitOfWork, event: Event, requester: Attendee, guest_id: AttendeeId, *, lock: bool
) -> tuple[Attendee, Standing]:
    parties = await meetings.parties(uow.connection, [guest_id], lock=lock)
    if guest_id not in parties:
        raise Refused("gone")
    guest = parties[guest_id].attendee
    standing = await _standing(uow, requester, guest)
    rules.check_request(event, requester, guest, standing, uow.now)
    return guest, standing


async def _standing(uow: UnitOfWork, requester: Attendee, guest: Attendee) -> Standing:
    return Standing(
        await meetings.count_open_requests(uow.connection, requester.id),
        await meetings.between(uow.connection, requester.id, guest.id),
    )
