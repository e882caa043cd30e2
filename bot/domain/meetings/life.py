"""The life of a meeting: each step is pure and total, and doing it a second time changes nothing.

`by` is the attendee who acts, or None for an organiser of the event and for the clock, who may do anything.
A step that this person may never take is refused with ``not_yours`` or ``not_your_turn``; one that the meeting is past
is refused with ``already`` and the status it has.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.domain.ids import AttendeeId, EventId, MeetingId, SlotId
from bot.domain.meetings.deadlines import next_countdown
from bot.domain.meetings.records import AGREED, Booking, Decision, Meeting, MemberStatus, Owed, Status, Word
from bot.domain.refusals import Refused

NOT_YET = MeetingId(0)  # the number that the database will give


def request(
    event_id: EventId,
    requester: AttendeeId,
    guest: AttendeeId,
    *,
    proposed: SlotId | None,
    note: str | None,
    now: datetime,
    until: datetime,
    nudge: datetime,
    purpose: str | None = None,
) -> Decision:
    """A new request; the guest is asked."""
    meeting = Meeting(
        id=NOT_YET,
        event_id=event_id,
        requester_id=requester,
        guest_id=guest,
        status=Status.PENDING,
        created_at=now,
        changed_at=now,
        turn_id=guest,
        proposed_slot_id=proposed,
        note=note,
        purpose=purpose,
        answer_by=until,
        nudge_at=nudge,
        countdown_at=next_countdown(until, now),
    )
    return Decision(meeting, (Owed(guest, Word.REQUESTED),))


def accept(meeting: Meeting, by: AttendeeId | None, now: datetime, booking: Booking | None) -> Decision:
    """The side whose turn it is says yes; with a booking the meeting is scheduled at once."""
    check_side(meeting, by)
    if meeting.status in AGREED or meeting.status in {Status.HELD, Status.MISSED}:
        return unchanged(meeting)
    _check_turn(meeting, by)
    status = Status.SCHEDULED if booking else Status.ACCEPTED
    word = Word.SCHEDULED if booking else Word.ACCEPTED
    changed = _answered(meeting, status, now, booking)
    return Decision(changed, _tell_others(meeting, by, word))


def decline(meeting: Meeting, by: AttendeeId | None, now: datetime) -> Decision:
    """The side whose turn it is says no."""
    check_side(meeting, by)
    if meeting.status is Status.DECLINED:
        return unchanged(meeting)
    _check_turn(meeting, by)
    changed = _ended(meeting, Status.DECLINED, now, by)
    return Decision(changed, _tell_others(meeting, by, Word.DECLINED))


def withdraw(meeting: Meeting, by: AttendeeId | None, now: datetime) -> Decision:
    """The requester takes the request back, whosever turn it is."""
    check_side(meeting, by)
    if by is not None and by != meeting.requester_id:
        raise Refused("not_yours")
    if meeting.status is Status.WITHDRAWN:
        return unchanged(meeting)
    check_pending(meeting)
    changed = _ended(meeting, Status.WITHDRAWN, now, by)
    return Decision(changed, _tell_others(meeting, by, Word.WITHDRAWN))


def counter(
    meeting: Meeting,
    by: AttendeeId | None,
    now: datetime,
    *,
    proposed: SlotId | None,
    until: datetime,
    nudge: datetime,
) -> Decision:
    """The side whose turn it is names another time; the turn passes to the other side.

    Whoever has countered may name yet another time while the answer is awaited.
    """
    check_side(meeting, by)
    check_pending(meeting)
    if by is not None and by != meeting.turn_id and meeting.proposed_slot_id == proposed:
        return unchanged(meeting)
    if not may_change_counter(meeting, by):
        _check_turn(meeting, by)
    assert meeting.turn_id is not None
    asked = meeting.other(meeting.turn_id if by is None else by)
    tell = [Owed(asked, Word.COUNTERED)]
    if by is None:
        tell.append(Owed(meeting.turn_id, Word.COUNTERED))
    return Decision(_asked_anew(meeting, asked, proposed, now, until, nudge), tuple(tell))


def may_change_counter(meeting: Meeting, by: AttendeeId | None) -> bool:
    """Whether `by` waits for the answer to an offer that came after the first one (their own counter-offer)."""
    waits = meeting.status is Status.PENDING and by is not None and by in meeting.sides and by != meeting.turn_id
    return waits and (by == meeting.guest_id or meeting.version > 1)


def take_back(
    meeting: Meeting,
    by: AttendeeId,
    now: datetime,
    *,
    before: SlotId | None,
    until: datetime,
    nudge: datetime,
) -> Decision:
    """Whoever has countered takes that back: the time proposed `before` stands again, and it is their turn."""
    check_side(meeting, by)
    check_pending(meeting)
    if by == meeting.turn_id:
        return unchanged(meeting)
    if not may_change_counter(meeting, by):
        raise Refused("not_your_turn")
    asked_anew = _asked_anew(meeting, by, before, now, until, nudge)
    return Decision(asked_anew, (Owed(meeting.other(by), Word.TAKEN_BACK),))


def expire(meeting: Meeting, now: datetime) -> Decision:
    """A request left unanswered past its deadline closes itself; both are told."""
    if meeting.status is not Status.PENDING or meeting.answer_by is None or now < meeting.answer_by:
        return unchanged(meeting)
    changed = _ended(meeting, Status.EXPIRED, now, None)
    return Decision(changed, _tell_others(meeting, None, Word.EXPIRED))


def cancel(meeting: Meeting, by: AttendeeId | None, now: datetime, reason: str | None = None) -> Decision:
    """Either side calls an agreed meeting off; slot and place are free again."""
    check_side(meeting, by)
    if meeting.status is Status.CANCELLED:
        return unchanged(meeting)
    if meeting.status not in AGREED:
        raise Refused("already", status=meeting.status.value)
    changed = _ended(meeting, Status.CANCELLED, now, by, reason)
    over = tuple(Owed(one, Word.INVITATION_OVER) for one in meeting.invited)
    return Decision(changed, (*_tell_others(meeting, by, Word.CANCELLED), *over))


def move(meeting: Meeting, by: AttendeeId | None, now: datetime, booking: Booking) -> Decision:
    """A scheduled meeting gets another slot, or another place in the same slot; everybody else is told."""
    check_side(meeting, by)
    if meeting.status is not Status.SCHEDULED:
        raise Refused("already", status=meeting.status.value)
    if meeting.booking == booking:
        return unchanged(meeting)
    return Decision(_booked(meeting, booking, now), _tell_others(meeting, by, Word.CHANGED))


def place(meeting: Meeting, now: datetime, booking: Booking, by: AttendeeId | None = None) -> Decision:
    """An accepted meeting gets its slot and place, by either side, an organiser or the bot; everybody else is told."""
    check_side(meeting, by)
    if meeting.status is Status.SCHEDULED and meeting.booking == booking:
        return unchanged(meeting)
    if meeting.status is not Status.ACCEPTED:
        raise Refused("already", status=meeting.status.value)
    placed = replace(_booked(meeting, booking, now), status=Status.SCHEDULED)
    return Decision(placed, _tell_others(meeting, by, Word.SCHEDULED))


def unplace(meeting: Meeting, now: datetime) -> Decision:
    """A scheduled meeting loses its slot and place and waits for new ones; both are told."""
    if meeting.status is Status.ACCEPTED:
        return unchanged(meeting)
    if meeting.status is not Status.SCHEDULED:
        raise Refused("already", status=meeting.status.value)
    changed = replace(
        meeting, status=Status.ACCEPTED, slot_id=None, place_id=None, version=meeting.version + 1, changed_at=now
    )
    return Decision(changed, _tell_others(meeting, None, Word.CHANGED))


def pass_by(meeting: Meeting, ends_at: datetime, now: datetime) -> Decision:
    """A scheduled meeting whose slot is over was held, as long as nobody says otherwise."""
    if meeting.status is not Status.SCHEDULED or now < ends_at:
        return unchanged(meeting)
    return Decision(replace(meeting, status=Status.HELD, version=meeting.version + 1, changed_at=now))


def leave(meeting: Meeting, gone: AttendeeId, now: datetime) -> Decision:
    """One of two leaves the event: a request of theirs is withdrawn, one to them declined, an agreement cancelled."""
    check_side(meeting, gone)
    if meeting.status is Status.PENDING:
        mine = gone == meeting.requester_id
        status, word = (Status.WITHDRAWN, Word.WITHDRAWN) if mine else (Status.DECLINED, Word.DECLINED)
    elif meeting.status in AGREED:
        status, word = Status.CANCELLED, Word.CANCELLED
    else:
        return unchanged(meeting)
    over = tuple(Owed(one, Word.INVITATION_OVER) for one in meeting.invited)
    return Decision(_ended(meeting, status, now, gone, "left"), (*_tell_others(meeting, gone, word), *over))


def unchanged(meeting: Meeting) -> Decision:
    """Nothing happened, and nobody is owed a word."""
    return Decision(meeting, changed=False)


def check_side(meeting: Meeting, by: AttendeeId | None) -> None:
    """Refused: not_yours."""
    if by is not None and by not in meeting.sides:
        raise Refused("not_yours")


def check_pending(meeting: Meeting) -> None:
    """Refused: already."""
    if meeting.status is not Status.PENDING:
        raise Refused("already", status=meeting.status.value)


def _check_turn(meeting: Meeting, by: AttendeeId | None) -> None:
    check_pending(meeting)
    if by is not None and by != meeting.turn_id:
        raise Refused("not_your_turn")


def _tell_others(meeting: Meeting, by: AttendeeId | None, word: Word) -> tuple[Owed, ...]:
    return tuple(Owed(side, word) for side in meeting.sides if side != by)


def _answered(meeting: Meeting, status: Status, now: datetime, booking: Booking | None) -> Meeting:
    return replace(
        meeting,
        status=status,
        turn_id=None,
        nudge_at=None,
        countdown_at=None,
        slot_id=booking.slot_id if booking else None,
        place_id=booking.place_id if booking else None,
        version=meeting.version + 1,
        changed_at=now,
    )


def _asked_anew(
    meeting: Meeting, asked: AttendeeId, proposed: SlotId | None, now: datetime, until: datetime, nudge: datetime
) -> Meeting:
    return replace(
        meeting,
        turn_id=asked,
        proposed_slot_id=proposed,
        answer_by=until,
        nudge_at=nudge,
        nudged_at=None,
        countdown_at=next_countdown(until, now),
        version=meeting.version + 1,
        changed_at=now,
    )


def _booked(meeting: Meeting, booking: Booking, now: datetime) -> Meeting:
    return replace(
        meeting, slot_id=booking.slot_id, place_id=booking.place_id, version=meeting.version + 1, changed_at=now
    )


def _ended(
    meeting: Meeting, status: Status, now: datetime, by: AttendeeId | None, reason: str | None = None
) -> Meeting:
    # Slot and place stay on the record of a cancelled meeting: people are told which one it was.
    members = tuple(
        replace(one, status=MemberStatus.EXPIRED, answered_at=now) if one.status is MemberStatus.INVITED else one
        for one in meeting.members
    )
    return replace(
        meeting,
        members=members,
        status=status,
        turn_id=None,
        nudge_at=None,
        countdown_at=None,
        version=meeting.version + 1,
        changed_at=now,
        ended_by_id=by,
        ended_reason=reason,
    )
