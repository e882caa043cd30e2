"""Persons (one Telegram user each) and attendees (a person's registration to one event)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.ids import AttendeeId, EventId, PersonId, TopicId


class AttendeeType(StrEnum):
    """Who somebody comes as."""

    CLUSTER = "cluster"
    BUSINESS = "business"
    RESEARCH = "research"
    INVESTOR = "investor"
    AUTHORITY = "authority"
    SUPPORT = "support"


class Mode(StrEnum):
    """How somebody takes part, per event day."""

    ONSITE = "onsite"
    ONLINE = "online"
    ABSENT = "absent"


class AttendeeStatus(StrEnum):
    """Where a registration stands."""

    REGISTERED = "registered"
    WAITING = "waiting"  # on the waiting list
    APPLIED = "applied"  # waits for an organiser's approval
    REFUSED = "refused"  # an organiser said no
    CANCELLED = "cancelled"
    FORGOTTEN = "forgotten"  # anonymised


class Role(StrEnum):
    """An organiser's role in an event."""

    OWNER = "owner"
    DESK = "desk"
    HERALD = "herald"


class Side(StrEnum):
    """Whether a topic is brought or looked for."""

    OFFER = "offer"
    NEED = "need"


@dataclass(frozen=True, slots=True)
class Person:
    """One Telegram user: language, time zone, reachability."""

    id: PersonId
    telegram_id: int | None
    name: str
    username: str | None
    language: str
    timezone: str | None
    reachable: bool
    consent_version: str | None = None
    current_event_id: EventId | None = None

    def zone(self, event_timezone: str) -> ZoneInfo:
        """The person's own zone, else the event's."""
        return ZoneInfo(self.timezone or event_timezone)


@dataclass(frozen=True, slots=True)
class Interest:
    """One offer or need: an event topic, or own words."""

    side: Side
    topic_id: TopicId | None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Attendee:
    """A person's registration to one event."""

    id: AttendeeId
    event_id: EventId
    person_id: PersonId
    name: str
    organisation: str
    type: AttendeeType
    country: str
    status: AttendeeStatus
    hidden: bool
    about: str | None
    modes: dict[date, Mode]
    interests: tuple[Interest, ...]
    registered_at: datetime
    bell_minutes: tuple[int, ...] | None = None  # None: the event's default; empty: none wished
    digests: bool = True  # the evening's and the morning's
    languages: tuple[str, ...] = ()  # spoken, ISO 639-1, the best one first
    interpreter: bool = False  # wished for
    email: str | None = None  # contact details: shown only to those with whom a meeting is agreed
    phone: str | None = None
    code: str | None = None  # what their QR code says, once there is one
    checked_in_at: datetime | None = None

    def mode_on(self, day: date) -> Mode:
        """How they take part that day; a day not named is a day away."""
        return self.modes.get(day, Mode.ABSENT)

    @property
    def listed(self) -> bool:
        """Whether others can see and ask them."""
        return self.status is AttendeeStatus.REGISTERED and not self.hidden


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is behind an update, as one read of the database knows them.

    `event_id` is the event they are at: their current one, else the one they organise. `states` and `draft` are
    their conversation's (empty when they are in none). Before consent there is no `person`.
    """

    telegram_id: int
    chat_id: int
    person: Person | None = None
    attendee: Attendee | None = None  # in that event, whatever its status
    role: Role | None = None  # in that event
    event_id: EventId | None = None
    states: dict[str, Any] = field(default_factory=dict)
    draft: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """Whom to list: each condition that is set must hold; `text` is what somebody typed into the search."""

    type: AttendeeType | None = None
    country: str | None = None
    topic_id: TopicId | None = None  # offered or needed
    mode: Mode | None = None  # on any day of the event
    language: str | None = None  # spoken, ISO 639-1
    free: bool = False  # shares a free slot with the reader
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """One page of a list: who is on it, how many there are in all, and which page (from 0) of how many."""

    people: tuple[Attendee, ...]
    total: int
    page: int
    pages: int
