"""Who may ask whom, and for when; each refusal names its rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.events import Event, Slot
from bot.domain.ids import AttendeeId, SlotId
from bot.domain.meetings.records import LIVE, Meeting, Purpose, Status
from bot.domain.people import Attendee, AttendeeStatus
from bot.domain.refusals import Refused

NOTE_LIMIT = 300  # characters


@dataclass(frozen=True, slots=True)
class Standing:
    """What counts for a new request: how many of one's own are open, and what there is with the other."""

    open_requests: int
    with_them: tuple[Meeting, ...] = ()  # pending, accepted or scheduled


def check_request(event: Event, requester: Attendee, guest: Attendee, standing: Standing, now: datetime) -> None:
    """Let the request pass, or refuse it with the first rule it breaks (product.md, rule 4).

    Refused: self, other_event, you_not_approved, you_applied, you_refused, you_cancelled, gone, not_approved, hidden,
    closed_types, open_with_them, quota, window, past.
    """
    if requester.id == guest.id:
        raise Refused("self")
    check_pair(event, requester, guest)
    if any(m.status in LIVE for m in standing.with_them):
        agreed = next((m for m in standing.with_them if m.status is not Status.PENDING), None)
        live = agreed or next(m for m in standing.with_them if m.status in LIVE)
        raise Refused("open_with_them", name=guest.name, meeting=live.id, status=live.status.value)
    if standing.open_requests >= event.rules.quota_open_requests:
        raise Refused("quota", limit=event.rules.quota_open_requests)
    opens, closes = event.rules.booking_opens_at, event.rules.booking_closes_at
    if (opens is not None and now < opens) or (closes is not None and now >= closes):
        over = closes is not None and now >= closes
        raise Refused("window", opens=None if over else opens, closes=closes, zone=event.timezone)
    if not any(slot.starts_at > now for slot in event.slots):
        raise Refused("past")


def check_pair(event: Event, one: Attendee, two: Attendee) -> None:
    """Whether `one` may meet `two` at all, as the organisers and `two` decided; part of :func:`check_request`."""
    if one.event_id != event.id or two.event_id != event.id:
        raise Refused("other_event")
    check_self(one)
    if two.status in {AttendeeStatus.CANCELLED, AttendeeStatus.REFUSED, AttendeeStatus.FORGOTTEN}:
        raise Refused("gone")
    if two.status is not AttendeeStatus.REGISTERED:
        raise Refused("not_approved", name=two.name)
    if two.hidden:
        raise Refused("hidden")
    if frozenset({one.type.value, two.type.value}) in event.rules.closed_type_pairs:
        raise Refused("closed_types", mine=one.type.value, theirs=two.type.value)


def check_self(attendee: Attendee) -> None:
    """Whether somebody takes part, so that they may ask and answer. Refused: you_not_approved, you_applied,
    you_refused, you_cancelled.
    """
    if attendee.status is AttendeeStatus.WAITING:
        raise Refused("you_not_approved")
    if attendee.status is AttendeeStatus.APPLIED:
        raise Refused("you_applied")
    if attendee.status is AttendeeStatus.REFUSED:
        raise Refused("you_refused")
    if attendee.status is not AttendeeStatus.REGISTERED:
        raise Refused("you_cancelled")


def same_request(standing: Standing, requester: Attendee, guest: Attendee, proposed: SlotId | None) -> Meeting | None:
    """The open request that this one would only repeat (a second tap on the same button), if there is one."""
    for meeting in standing.with_them:
        same_sides = (meeting.requester_id, meeting.guest_id) == (requester.id, guest.id)
        if same_sides and meeting.status is Status.PENDING and meeting.proposed_slot_id == proposed:
            return meeting
    return None


def check_slot(event: Event, slot_id: SlotId, now: datetime) -> Slot:
    """The event's slot of that id, still ahead. Refused: no_such_slot, past."""
    found = next((slot for slot in event.slots if slot.id == slot_id), None)
    if found is None:
        raise Refused("no_such_slot")
    if found.starts_at <= now:
        raise Refused("past")
    return found


def check_order(event: Event, slot: Slot, not_before: datetime | None, not_after: datetime | None) -> None:
    """Whether a slot lies between the meeting that comes before and the one that follows.

    Refused: too_early and too_late, with the moment that stands against it.
    """
    if not_before is not None and slot.starts_at < not_before:
        raise Refused("too_early", moment=not_before, zone=event.timezone)
    if not_after is not None and slot.ends_at > not_after:
        raise Refused("too_late", moment=not_after, zone=event.timezone)


def check_may_choose_time(event: Event, meeting: Meeting | None, by: AttendeeId | None) -> None:
    """Whether `by` (None: an organiser, who always may) chooses a time for a meeting, or (None) for a new request.

    Refused: times_follow before the organisers have published the timetable that sets them, fixed_time for a meeting
    whose time the organisers keep.
    """
    if by is None or may_choose_time(event, meeting):
        return
    if event.awaits_timetable:
        raise Refused("times_follow")
    assert meeting is not None
    raise Refused("fixed_time", meeting=meeting.id, version=meeting.version)


def may_choose_time(event: Event, meeting: Meeting | None) -> bool:
    """Whether participants choose the time of a meeting, or of a new request, at all."""
    kept = meeting is not None and meeting.fixed and meeting.status is Status.SCHEDULED
    return not event.awaits_timetable and not kept


def check_purpose(purpose: str | None) -> str | None:
    """One of :class:`Purpose`, or none. Refused: stale_button for anything else."""
    if purpose is not None and purpose not in {one.value for one in Purpose}:
        raise Refused("stale_button")
    return purpose


def check_note(note: str | None) -> str | None:
    """The note as it is kept: without control characters and outer space, None when empty. Refused: note_too_long."""
    if note is None:
        return None
    kept = "".join(c for c in note if c == "\n" or c.isprintable() or c == "\u200d").strip()
    if len(kept) > NOTE_LIMIT:
        raise Refused("note_too_long", limit=NOTE_LIMIT, length=len(kept))
    return kept or None
