"""Changing what is agreed: cancel, move, choose a time, confirm, and leaving altogether."""

from __future__ import annotations

from bot.domain import meetings as rules
from bot.domain.events import Event, Slot
from bot.domain.ids import AttendeeId, MeetingId, PlaceId, SlotId
from bot.domain.meetings import AGREED, Status
from bot.domain.people import Attendee
from bot.domain.refusals import Refused
from bot.services.meetings.booking import shared_time
from bot.services.meetings.cases import Batch, By, Case, Outcome, act_on, open_case, settle, side_of
from bot.services.meetings.groups import drop_out, turn_down
from bot.services.meetings.placing import put
from bot.services.meetings.telling import tell_desk
from storage import audit, meetings
from storage.unit_of_work import UnitOfWork

CANT_COME = "cant_come"


async def cancel(
    uow: UnitOfWork,
    meeting_id: MeetingId,
    *,
    by: By,
    reason: str | None = None,
    version: int | None = None,
    for_all: bool = False,
    batch: Batch | None = None,
) -> Outcome:
    """Call an agreed meeting off; the other side is told and confirms. *Can't come* reaches the desk too.

    In a group of three or more an attendee cancels their own part and the others meet; the host may cancel it
    `for_all`, and an organiser always does. Refused: no_such_meeting, not_yours, host_only, already.
    """
    case = await open_case(uow, meeting_id, by)
    if case.gone_on(version):
        return case.as_it_stands()
    side = side_of(by)
    if side is not None and side not in case.meeting.sides:
        raise Refused("not_yours")
    if for_all and side is not None and side != case.meeting.requester_id:
        raise Refused("host_only")
    if isinstance(by, Attendee) and not for_all and rules.may_drop_out(case.meeting, by.id):
        settled = await drop_out(uow, case, by, reason=reason, batch=batch)
        changed = True
    else:
        decision = rules.cancel(case.meeting, side, uow.now, reason)
        settled = await settle(uow, case, decision, by, "cancel", batch=batch, reason=reason)
        changed = decision.changed
    if changed and reason == CANT_COME and isinstance(by, Attendee):
        desk = await meetings.desk(uow.connection, case.event.id)
        facts = {"meeting": meeting_id, "who": by.id, "answer": CANT_COME}
        tell_desk(uow, case.event, settled.meeting, desk, facts, f"meeting:{meeting_id}:{settled.meeting.version}")
    return Outcome(settled.meeting, case.event, changed)


async def move(
    uow: UnitOfWork,
    meeting_id: MeetingId,
    *,
    by: By,
    slot: SlotId,
    place: PlaceId | None = None,
    version: int | None = None,
    batch: Batch | None = None,
) -> Outcome:
    """Put an agreed meeting into another slot that suits everybody (or, if it has none yet, into its first); the
    others are told. Of a group the host moves it; one without a time may be placed by anybody in it. Nobody but an
    organiser moves one whose time the organisers keep, or any before they have published the timetable.

    An organiser may choose any slot in which nobody has another meeting, marked times and joined sessions
    notwithstanding, and with `place` a free place of the right kind, also within the same slot; the order of meetings
    and the most meetings in a block hold for them too. Refused: no_such_meeting, not_yours, host_only, already,
    times_follow, fixed_time, no_such_slot, past, wrong_place, and as
    :meth:`bot.services.meetings.booking.SharedTime.check`.
    """
    case = await open_case(uow, meeting_id, by, booking=True)
    if case.gone_on(version):
        return case.as_it_stands()
    meeting, side = case.meeting, side_of(by)
    if meeting.status not in AGREED:
        raise Refused("already", status=meeting.status.value)
    if side is not None and side not in meeting.sides:
        raise Refused("not_yours")
    if side is not None and place is not None:
        raise Refused("organisers_only")
    if meeting.status is Status.SCHEDULED and meeting.is_group and side not in {None, meeting.requester_id}:
        raise Refused("host_only")
    if slot == meeting.slot_id and place in {None, meeting.place_id}:
        return case.as_it_stands()
    rules.check_may_choose_time(case.event, meeting, side)
    wanted = _slot(uow, case, slot)
    booking, _time = await put(uow, case, wanted, place, by=by)
    if booking is None:
        now = await shared_time(uow, case.event, *case.people, meeting=meeting)
        return Outcome(meeting, case.event, changed=False, gone=True, alternatives=now.alternatives)
    if meeting.status is Status.SCHEDULED:
        decision, act = rules.move(meeting, side, uow.now, booking), "move"
    else:
        decision, act = rules.place(meeting, uow.now, booking, side), "place"
    settled = await settle(uow, case, decision, by, act, batch=batch, slot=booking.slot_id, place=booking.place_id)
    return Outcome(settled.meeting, case.event, changed=True)


def _slot(uow: UnitOfWork, case: Case, slot_id: SlotId) -> Slot:
    """A slot ahead, or the meeting's own while it is not over (another place in it)."""
    if slot_id == case.meeting.slot_id:
        return case.event.slot(slot_id)
    return rules.check_slot(case.event, slot_id, uow.now)


async def confirm_change(uow: UnitOfWork, meeting_id: MeetingId, *, by: Attendee, version: int) -> Outcome:
    """*Got it*: this side has seen that version. `changed` is False for a second tap or an older version."""
    case = await open_case(uow, meeting_id, by)
    seen = await meetings.confirm(uow.connection, meeting_id, by.id, version, uow.now)
    if seen:
        await audit.record(uow.connection, act_on(uow, case.meeting, by, "confirm"))
    return Outcome(case.meeting, case.event, changed=seen)


async def leave_all(uow: UnitOfWork, attendee_id: AttendeeId, *, batch: Batch | None = None) -> int:
    """An attendee leaves the event (/forgetme, a cancelled registration): everything open or agreed ends (of a group
    their part), and everybody else in it is told. Returns how many meetings that were.
    """
    ended = 0
    for invited in await meetings.invitations_of(uow.connection, attendee_id):
        case = await open_case(uow, invited.id, None)
        if attendee_id in case.meeting.invited:
            await turn_down(uow, case, case.party(attendee_id).attendee, batch=batch)
    for found in await meetings.live_of(uow.connection, attendee_id):
        case = await open_case(uow, found.id, None, booking=found.is_group)
        gone = case.party(attendee_id).attendee
        if rules.may_drop_out(case.meeting, attendee_id):
            await drop_out(uow, case, gone, reason="left", batch=batch)
            ended += 1
            continue
        decision = rules.leave(case.meeting, attendee_id, uow.now)
        await settle(uow, case, decision, gone, "leave", batch=batch)
        ended += decision.changed
    return ended


async def free_slots(uow: UnitOfWork, event: Event, meeting_id: MeetingId, me: Attendee) -> tuple[Slot, ...]:
    """The slots into which this meeting could go now: they suit everybody in it, and have a place left; its own is
    not among them. Refused: no_such_meeting, not_yours, times_follow, fixed_time.
    """
    meeting = await meetings.load(uow.connection, meeting_id)
    if meeting is None:
        raise Refused("no_such_meeting")
    if me.id not in meeting.sides:
        raise Refused("not_yours")
    rules.check_may_choose_time(event, meeting, me.id)
    parties = await meetings.parties(uow.connection, meeting.sides)
    people = [parties[side].attendee for side in meeting.sides]
    time = await shared_time(uow, event, *people, meeting=meeting)
    return tuple(slot for slot in time.free if slot.id != meeting.slot_id)
