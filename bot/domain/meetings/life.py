"""The life of a meeting: each step is pure and total, and doing it a second time changes nothing.

`by` is the attendee who acts, or None for an organiser of the event and for the clock, who may do anything.
A step that this person may never take is refused with ``not_yours`` or ``not_your_turn``; one that the meeting is past
is refused with ``already`` and the status it has.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.domain.ids import AttendeeId, EventId, MeetingId, SlotId
from bot.domain.meetings.records import AGREED, Booking, Decision, Meeting, Owed, Status, Word
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
        answer_by=until,
        nudge_at=nudge,
    )
    return Decision(meeting, (Owed(guest, Word.REQUESTED),))


def accept(meeting: Meeting, by: AttendeeId | None, now: datetime, booking: Booking | None) -> Decision:
    """The side whose turn it is says yes; with a booking the meeting is scheduled at once."""
    _check_side(meeting, by)
    if meeting.status in AGREED or meeting.status in {Status.HELD, Status.MISSED}:
        return unchanged(meeting)
    _check_turn(meeting, by)
    status = Status.SCHEDULED if booking else Status.ACCEPTED
    word = Word.SCHEDULED if booking else Word.ACCEPTED
    changed = _answered(meeting, status, now, booking)
    return Decision(changed, _tell_others(meeting, by, word))


def decline(meeting: Meeting, by: AttendeeId | None, now: datetime) -> Decision:
    """The side whose turn it is says no."""
    _check_side(meeting, by)
    if meeting.status is Status.DECLINED:
        return unchanged(meeting)
    _check_turn(meeting, by)
    changed = _ended(meeting, Status.DECLINED, now, by)
    return Decision(changed, _tell_others(meeting, by, Word.DECLINED))


def withdraw(meeting: Meeting, by: AttendeeId | None, now: datetime) -> Decision:
    """The requester takes the request back, whosever turn it is."""
    _check_side(meeting, by)
    if by is not None and by != meeting.requester_id:
        raise Refused("not_yours")
    if meeting.status is Status.WITHDRAWN:
        return unchanged(meeting)
    _check_pending(meeting)
    changed = _ended(meeting, Status.WITHDRAWN, now, by)
    return Decision(changed, _tell_others(meeting, by or meeting.requester_id, Word.WITHDRAWN))


def counter(
    meeting: Meeting,
    by: AttendeeId | None,
    now: datetime,
    *,
    proposed: SlotId | None,
    until: datetime,
    nudge: datetime,
) -> Decision:
    """The side whose turn it is names another time; the turn passes to the other side."""
    _check_side(meeting, by)
    _check_pending(meeting)
    if by is not None and by != meeting.turn_id and meeting.proposed_slot_id == proposed:
        return unchanged(meeting)
    _check_turn(meeting, by)
    assert meeting.turn_id is not None
    asked = meeting.other(meeting.turn_id)
    changed = replace(
        meeting,
        turn_id=asked,
        proposed_slot_id=proposed,
        answer_by=until,
        nudge_at=nudge,
        nudged_at=None,
        version=meeting.version + 1,
        changed_at=now,
    )
    tell = [Owed(asked, Word.COUNTERED)]
    if by is None:
        tell.append(Owed(meeting.turn_id, Word.COUNTERED))
    return Decision(changed, tuple(tell))


def expire(meeting: Meeting, now: datetime) -> Decision:
    """A request left unanswered past its deadline closes itself; both are told."""
    if meeting.status is not Status.PENDING or meeting.answer_by is None or now < meeting.answer_by:
        return unchanged(meeting)
    changed = _ended(meeting, Status.EXPIRED, now, None)
    return Decision(changed, _tell_others(meeting, None, Word.EXPIRED))


def nudge(meeting: Meeting, now: datetime) -> Decision:
    """Two thirds of the time are gone: the side whose turn it is is reminded, once.

    The version stays: the buttons under the first message still do what they say.
    """
    due = meeting.nudge_at is not None and meeting.nudged_at is None and now >= meeting.nudge_at
    late = meeting.answer_by is not None and now >= meeting.answer_by
    if meeting.status is not Status.PENDING or meeting.turn_id is None or not due or late:
        return unchanged(meeting)
    return Decision(replace(meeting, nudged_at=now), (Owed(meeting.turn_id, Word.NUDGE),))


def cancel(meeting: Meeting, by: AttendeeId | None, now: datetime, reason: str | None = None) -> Decision:
    """Either side calls an agreed meeting off; slot and place are free again."""
    _check_side(meeting, by)
    if meeting.status is Status.CANCELLED:
        return unchanged(meeting)
    if meeting.status not in AGREED:
        raise Refused("already", status=meeting.status.value)
    changed = _ended(meeting, Status.CANCELLED, now, by, reason)
    return Decision(changed, _tell_others(meeting, by, Word.CANCELLED))


def move(meeting: Meeting, by: AttendeeId | None, now: datetime, booking: Booking) -> Decision:
    """A scheduled meeting gets another slot, or another place in the same slot."""
    _check_side(meeting, by)
    if meeting.status is not Status.SCHEDULED:
        raise Refused("already", status=meeting.status.value)
    if meeting.booking == booking:
        return unchanged(meeting)
    return Decision(_booked(meeting, booking, now), _tell_others(meeting, by, Word.CHANGED))


def place(meeting: Meeting, now: datetime, booking: Booking) -> Decision:
    """An accepted meeting gets its slot and place; both are told."""
    if meeting.status is Status.SCHEDULED and meeting.booking == booking:
        return unchanged(meeting)
    if meeting.status is not Status.ACCEPTED:
        raise Refused("already", status=meeting.status.value)
    placed = replace(_booked(meeting, booking, now), status=Status.SCHEDULED)
    return Decision(placed, _tell_others(meeting, None, Word.SCHEDULED))


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
    """One side leaves the event: a request of theirs is withdrawn, one to them declined, an agreement cancelled."""
    _check_side(meeting, gone)
    if meeting.status is Status.PENDING:
        mine = gone == meeting.requester_id
        status, word = (Status.WITHDRAWN, Word.WITHDRAWN) if mine else (Status.DECLINED, Word.DECLINED)
    elif meeting.status in AGREED:
        status, word = Status.CANCELLED, Word.CANCELLED
    else:
        return unchanged(meeting)
    return Decision(_ended(meeting, status, now, gone, "left"), _tell_others(meeting, gone, word))


def unchanged(meeting: Meeting) -> Decision:
    """Nothing happened, and nobody is owed a word."""
    return Decision(meeting, changed=False)


def _check_side(meeting: Meeting, by: AttendeeId | None) -> None:
    if by is not None and by not in meeting.sides:
        raise Refused("not_yours")


def _check_pending(meeting: Meeting) -> None:
    if meeting.status is not Status.PENDING:
        raise Refused("already", status=meeting.status.value)


def _check_turn(meeting: Meeting, by: AttendeeId | None) -> None:
    _check_pending(meeting)
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
        slot_id=booking.slot_id if booking else None,
        place_id=booking.place_id if booking else None,
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
    return replace(
        meeting,
        status=status,
        turn_id=None,
        nudge_at=None,
        version=meeting.version + 1,
        changed_at=now,
        ended_by_id=by,
        ended_reason=reason,
    )
