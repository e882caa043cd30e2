"""What is said beside the steps of a meeting's life: what it is for, why not, how long is left. Pure and total."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.domain.ids import AttendeeId
from bot.domain.meetings.deadlines import next_countdown
from bot.domain.meetings.life import check_pending, check_side, unchanged
from bot.domain.meetings.records import Decision, Meeting, Owed, Status, Word
from bot.domain.refusals import Refused


def describe(meeting: Meeting, by: AttendeeId, *, purpose: str | None, note: str | None) -> Decision:
    """The requester says (anew) what the meeting is for; only until it is answered.

    The version stays: the buttons on the guest's phone still do what they say.
    """
    check_side(meeting, by)
    if by != meeting.requester_id:
        raise Refused("not_yours")
    check_pending(meeting)
    if (meeting.purpose, meeting.note) == (purpose, note):
        return unchanged(meeting)
    return Decision(replace(meeting, purpose=purpose, note=note))


def explain(meeting: Meeting, by: AttendeeId, note: str) -> Decision:
    """Whoever declined or cancelled says why, once."""
    check_side(meeting, by)
    if meeting.status not in {Status.DECLINED, Status.CANCELLED} or meeting.ended_by_id != by:
        raise Refused("already", status=meeting.status.value)
    if meeting.ended_note is not None:
        return unchanged(meeting)
    return Decision(replace(meeting, ended_note=note))


def nudge(meeting: Meeting, now: datetime) -> Decision:
    """Two thirds of the time are gone: the side whose turn it is is reminded, once.

    The version stays: the buttons under the first message still do what they say.
    """
    due = meeting.nudge_at is not None and meeting.nudged_at is None and now >= meeting.nudge_at
    late = meeting.answer_by is not None and now >= meeting.answer_by
    if meeting.status is not Status.PENDING or meeting.turn_id is None or not due or late:
        return unchanged(meeting)
    return Decision(replace(meeting, nudged_at=now), (Owed(meeting.turn_id, Word.NUDGE),))


def count_down(meeting: Meeting, now: datetime) -> Decision:
    """The time left is said anew on both phones; the version stays."""
    if meeting.status is not Status.PENDING or meeting.countdown_at is None or now < meeting.countdown_at:
        return unchanged(meeting)
    following = None if meeting.answer_by is None else next_countdown(meeting.answer_by, now)
    return Decision(replace(meeting, countdown_at=following))
