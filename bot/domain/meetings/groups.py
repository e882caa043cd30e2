"""Group meetings: more people join what two have agreed; it stands while two of them have accepted.

Each step is pure and total, and doing it a second time changes nothing. `by` is the attendee who acts, or None for an
organiser of the event and for the clock.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.domain.ids import AttendeeId, PersonId
from bot.domain.meetings.life import check_side, unchanged
from bot.domain.meetings.records import AGREED, Booking, Decision, Meeting, Member, MemberStatus, Owed, Word
from bot.domain.refusals import Refused


def may_invite(meeting: Meeting, by: AttendeeId | None) -> bool:
    """Whether `by` may ask more people into it: the host of what is agreed, or an organiser."""
    return meeting.status in AGREED and by in {None, meeting.requester_id}


def invite(
    meeting: Meeting,
    who: AttendeeId,
    by: AttendeeId | None,
    by_person: PersonId,
    now: datetime,
    *,
    until: datetime,
    limit: int,
) -> Decision:
    """The host or an organiser asks somebody to join; `limit` counts everybody, host and guest included.

    The version stays: for those who are in it nothing has changed yet. Refused: not_yours, already, in_it_already,
    group_full.
    """
    check_side(meeting, by)
    if meeting.status not in AGREED:
        raise Refused("already", status=meeting.status.value)
    if not may_invite(meeting, by):
        raise Refused("host_only")
    if who in meeting.invited:
        return unchanged(meeting)
    if who in meeting.sides:
        raise Refused("in_it_already")
    if len(meeting.concerned) >= limit:
        raise Refused("group_full", limit=limit)
    asked = Member(who, MemberStatus.INVITED, by_person, now, until)
    others = tuple(one for one in meeting.members if one.attendee_id != who)
    changed = replace(meeting, is_group=True, members=(*others, asked))
    return Decision(changed, (Owed(who, Word.INVITED),))


def join(meeting: Meeting, who: AttendeeId, now: datetime, booking: Booking | None) -> Decision:
    """Somebody invited says yes; `booking` is where the meeting is with them (None while it waits for its time)."""
    member = _asked(meeting, who)
    if member is None:
        return unchanged(meeting)
    _check_open(meeting, member)
    changed = replace(
        _with(meeting, replace(member, status=MemberStatus.ACCEPTED, answered_at=now)),
        slot_id=booking.slot_id if booking else None,
        place_id=booking.place_id if booking else None,
        version=meeting.version + 1,
        changed_at=now,
    )
    return Decision(changed, tuple(Owed(side, Word.JOINED, who) for side in meeting.sides))


def turn_down(meeting: Meeting, who: AttendeeId, now: datetime) -> Decision:
    """Somebody invited says no; the host is told."""
    member = meeting.member(who)
    if member is None:
        raise Refused("not_yours")
    if member.status is MemberStatus.DECLINED:
        return unchanged(meeting)
    if member.status is not MemberStatus.INVITED:
        raise Refused("invitation_over")
    changed = _with(meeting, replace(member, status=MemberStatus.DECLINED, answered_at=now))
    return Decision(changed, (Owed(meeting.requester_id, Word.TURNED_DOWN, who),))


def invitation_expires(meeting: Meeting, who: AttendeeId, now: datetime) -> Decision:
    """An invitation left unanswered closes itself; host and invited are told."""
    member = meeting.member(who)
    late = member is not None and member.answer_by is not None and now >= member.answer_by
    if member is None or member.status is not MemberStatus.INVITED or not late:
        return unchanged(meeting)
    changed = _with(meeting, replace(member, status=MemberStatus.EXPIRED, answered_at=now))
    told = (Owed(who, Word.INVITATION_OVER), Owed(meeting.requester_id, Word.TURNED_DOWN, who))
    return Decision(changed, told)


def may_drop_out(meeting: Meeting, gone: AttendeeId) -> bool:
    """Whether the others can meet without `gone`: two remain."""
    return meeting.status in AGREED and gone in meeting.sides and len(meeting.sides) > 2


def drop_out(meeting: Meeting, gone: AttendeeId, person: PersonId, now: datetime) -> Decision:
    """Somebody leaves a group in which at least two remain; everybody else is told.

    When the host leaves the guest is the host, and the first member the guest; likewise when the guest leaves.
    """
    check_side(meeting, gone)
    if not may_drop_out(meeting, gone):
        raise Refused("already", status=meeting.status.value)
    rest = meeting.others(gone)
    left = Member(gone, MemberStatus.LEFT, person, meeting.created_at, None, now)
    was = meeting.member(gone)
    if was is not None:
        left = replace(was, status=MemberStatus.LEFT, answered_at=now)
    members = tuple(one for one in meeting.members if one.attendee_id not in {gone, *rest[:2]})
    changed = replace(
        meeting,
        requester_id=rest[0],
        guest_id=rest[1],
        members=(*members, left),
        version=meeting.version + 1,
        changed_at=now,
    )
    return Decision(changed, tuple(Owed(side, Word.DROPPED, gone) for side in rest))


def _asked(meeting: Meeting, who: AttendeeId) -> Member | None:
    """The open invitation of `who`; None when they have accepted already. Refused: not_yours, invitation_over."""
    member = meeting.member(who)
    if who in meeting.sides:
        return None
    if member is None:
        raise Refused("not_yours")
    if member.status is not MemberStatus.INVITED:
        raise Refused("invitation_over")
    return member


def _check_open(meeting: Meeting, member: Member) -> None:
    if meeting.status not in AGREED:
        raise Refused("already", status=meeting.status.value)
    if member.status is not MemberStatus.INVITED:
        raise Refused("invitation_over")


def _with(meeting: Meeting, member: Member) -> Meeting:
    members = tuple(member if one.attendee_id == member.attendee_id else one for one in meeting.members)
    return replace(meeting, members=members)
