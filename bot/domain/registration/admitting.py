"""Whether the door is open: announced, open, late, over; and who is already in."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from bot.domain.events import Event
from bot.domain.people import Attendee, AttendeeStatus
from bot.domain.refusals import Refused

IN = frozenset({AttendeeStatus.REGISTERED, AttendeeStatus.WAITING, AttendeeStatus.APPLIED})


class Admission(StrEnum):
    """How somebody gets in now."""

    OPEN = "open"
    WAITING = "waiting"  # late, and the organiser chose a waiting list
    ONLINE = "online"  # late, and the organiser lets late comers in online only


def standing(attendee: Attendee | None) -> bool:
    """Whether a registration stands: with a place, on the waiting list, or with the organisers for approval."""
    return attendee is not None and attendee.status in IN


def admission(event: Event, now: datetime) -> Admission:
    """Whether one can register now, and how.

    Raises Refused: ``save_the_date`` and ``event_over`` (facts: event), ``registration_not_open`` and
    ``registration_closed`` (event, at).
    """
    if event.day_of(now) > event.days[-1]:
        raise Refused("event_over", event=event)
    if event.rules.save_the_date:
        raise Refused("save_the_date", event=event)
    if event.registration_opens_at is not None and now < event.registration_opens_at:
        raise Refused("registration_not_open", event=event, at=event.registration_opens_at)
    if event.registration_closes_at is None or now < event.registration_closes_at:
        return Admission.OPEN
    late = {"waiting_list": Admission.WAITING, "online_only": Admission.ONLINE}.get(event.rules.late_registration)
    if late is None:
        raise Refused("registration_closed", event=event, at=event.registration_closes_at)
    return late
