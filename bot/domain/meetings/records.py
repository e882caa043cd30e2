"""A meeting as it stands, and what a rule decided about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.ids import AttendeeId, EventId, MeetingId, PersonId, PlaceId, SlotId
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


class Purpose(StrEnum):
    """What somebody wants to meet for; one tap among these, and nobody has to say."""

    COOPERATION = "cooperation"
    PROJECT = "project"
    TRADE = "trade"
    RESEARCH = "research"
    INVESTMENT = "investment"
    OTHER = "other"


class Priority(StrEnum):
    """Who wants a meeting; where there are fewer places than meetings the first ones are placed first."""

    MUST = "must"  # the organisers want it to happen
    MUTUAL = "mutual"  # both have agreed
    ONE_SIDED = "one_sided"  # one of the two wished for it, and the organisers made it


class Word(StrEnum):
    """What somebody is told; the views have a screen for each."""

    REQUESTED = "requested"
    ACCEPTED = "accepted"  # agreed, time and place follow
    SCHEDULED = "scheduled"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    COUNTERED = "countered"
    TAKEN_BACK = "taken_back"  # a counter-offer is off, the answer to the one before is awaited
    EXPIRED = "expired"
    NUDGE = "nudge"
    CHANGED = "changed"  # asks for a "Got it"
    CANCELLED = "cancelled"  # asks for a "Got it"
    INVITED = "invited"  # to a group meeting
    JOINED = "joined"  # somebody has joined the group; asks for a "Got it"
    DROPPED = "dropped"  # somebody has left the group; asks for a "Got it"
    TURNED_DOWN = "turned_down"  # somebody invited does not come
    INVITATION_OVER = "invitation_over"  # it was not answered in time, or the meeting is off


CONFIRMED = frozenset({Word.CHANGED, Word.CANCELLED, Word.JOINED, Word.DROPPED})  # those that ask for a "Got it"


@dataclass(frozen=True, slots=True)
class Booking:
    """One slot at one place."""

    slot_id: SlotId
    place_id: PlaceId


class MemberStatus(StrEnum):
    """Where somebody beside requester and guest stands in a group meeting."""

    INVITED = "invited"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"  # never answered
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who was asked into a group meeting."""

    attendee_id: AttendeeId
    status: MemberStatus
    invited_by_id: PersonId
    invited_at: datetime
    answer_by: datetime | None = None
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """An agreement, or a request for one, between two attendees; or a group: these two and its members.

    `turn_id` is whose answer is awaited while pending; `proposed_slot_id` None means any time that suits both.
    `version` rises with every change that somebody sees; a button carries the version it was drawn for. Requester and
    guest are always among those who have accepted: if one leaves a group, a member takes their part. The requester of
    a group is its host.
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
    is_group: bool = False  # more people than these two: see `members`
    countdown_at: datetime | None = None  # when the time left, as the messages say it, is to be drawn anew
    answer_by: datetime | None = None
    nudge_at: datetime | None = None
    nudged_at: datetime | None = None
    version: int = 1
    ended_reason: str | None = None
    ended_note: str | None = None  # why, in the words of whoever declined or cancelled
    ended_by_id: AttendeeId | None = None
    priority: Priority = Priority.MUTUAL
    fixed: bool = False  # the engine never moves it
    after_id: MeetingId | None = None  # begins only when that one has ended
    members: tuple[Member, ...] = ()  # of a group, besides requester and guest, whatever they answered

    @property
    def sides(self) -> tuple[AttendeeId, ...]:
        """Everybody who is in it: requester, guest, and the members who have accepted."""
        return (self.requester_id, self.guest_id, *self._members(MemberStatus.ACCEPTED))

    @property
    def invited(self) -> tuple[AttendeeId, ...]:
        """Members whose answer is awaited."""
        return self._members(MemberStatus.INVITED)

    @property
    def concerned(self) -> tuple[AttendeeId, ...]:
        """Everybody who hears of it: those who are in it and those who are asked."""
        return (*self.sides, *self.invited)

    @property
    def booking(self) -> Booking | None:
        """Slot and place, once there are both."""
        if self.slot_id is None or self.place_id is None:
            return None
        return Booking(self.slot_id, self.place_id)

    def other(self, side: AttendeeId) -> AttendeeId:
        """The first one who is not `side`: the guest for the requester, the requester for everybody else."""
        return self.guest_id if side == self.requester_id else self.requester_id

    def others(self, side: AttendeeId | None) -> tuple[AttendeeId, ...]:
        """Everybody in it but `side`."""
        return tuple(one for one in self.sides if one != side)

    def member(self, attendee_id: AttendeeId) -> Member | None:
        """Where somebody beside requester and guest stands."""
        return next((one for one in self.members if one.attendee_id == attendee_id), None)

    def _members(self, status: MemberStatus) -> tuple[AttendeeId, ...]:
        return tuple(one.attendee_id for one in self.members if one.status is status)


@dataclass(frozen=True, slots=True)
class Owed:
    """A word owed to somebody; in a group it may be about another one."""

    to: AttendeeId
    word: Word
    about: AttendeeId | None = None


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
