"""A meeting as it stands, and what a rule decided about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.ids import AttendeeId, EventId, MeetingId, PlaceId, SlotId
from bot.domain.people import Attendee, Person


class Status(StrEnum):
    """Where a meeting stands (product.md, life of a meeting)."""

    PENDING = "pending"  # asked; holds no slot
    ACCEPTED = "accepted"  # agreed, without slot and place
    SCHEDULED = "scheduled"  # agreed, with slot and place
    HELD = "held"
    MISSED = "missed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


AGREED = frozenset({Status.ACCEPTED, Status.SCHEDULED})
LIVE = frozenset({Status.PENDING, *AGREED})


class Word(StrEnum):
    """What somebody is told; the views have a screen for each."""

    REQUESTED = "requested"
    ACCEPTED = "accepted"  # agreed, time and place follow
    SCHEDULED = "scheduled"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    COUNTERED = "countered"
    EXPIRED = "expired"
    NUDGE = "nudge"
    CHANGED = "changed"  # asks for a "Got it"
    CANCELLED = "cancelled"  # asks for a "Got it"


@dataclass(frozen=True, slots=True)
class Booking:
    """One slot at one place."""

    slot_id: SlotId
    place_id: PlaceId


@dataclass(frozen=True, slots=True)
class Meeting:
    """An agreement, or a request for one, between two attendees.

    `turn_id` is whose answer is awaited while pending; `proposed_slot_id` None means any time that suits both.
    `version` rises with every change that somebody sees; a button carries the version it was drawn for.
    """

    id: MeetingId
    event_id: EventId
    requester_id: AttendeeId
    guest_id: AttendeeId
    status: Status
    created_at: datetime
    changed_at: datetime
    turn_id: AttendeeId | None = None
    proposed_slot_id: SlotId | None = None
    slot_id: SlotId | None = None
    place_id: PlaceId | None = None
    note: str | None = None
    purpose: str | None = None
    is_group: bool = False  # more people than these two: see the meeting's members
    countdown_at: datetime | None = None  # when the time left, as the messages say it, is to be drawn anew
    answer_by: datetime | None = None
    nudge_at: datetime | None = None
    nudged_at: datetime | None = None
    version: int = 1
    ended_reason: str | None = None
    ended_by_id: AttendeeId | None = None

    @property
    def sides(self) -> tuple[AttendeeId, AttendeeId]:
        """Requester and guest."""
        return self.requester_id, self.guest_id

    @property
    def booking(self) -> Booking | None:
        """Slot and place, once there are both."""
        if self.slot_id is None or self.place_id is None:
            return None
        return Booking(self.slot_id, self.place_id)

    def other(self, side: AttendeeId) -> AttendeeId:
        """The one who is not `side`."""
        return self.guest_id if side == self.requester_id else self.requester_id


@dataclass(frozen=True, slots=True)
class Owed:
    """A word owed to one side."""

    to: AttendeeId
    word: Word


@dataclass(frozen=True, slots=True)
class Decision:
    """The meeting after a rule has spoken, who is owed which word, and whether anything changed at all."""

    meeting: Meeting
    tell: tuple[Owed, ...] = ()
    changed: bool = True


@dataclass(frozen=True, slots=True)
class Party:
    """One side of a meeting: the registration and the person behind it."""

    attendee: Attendee
    person: Person
