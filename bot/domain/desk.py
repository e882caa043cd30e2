"""What the desk looks at: the numbers that matter now, lists behind them, and people as organisers see them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Generic, TypeVar

from bot.domain.events import Event, Slot
from bot.domain.ids import AttendeeId, MeetingId, PlaceId, SlotId
from bot.domain.meetings import Status
from bot.domain.people import Attendee, AttendeeStatus, AttendeeType, Person

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Numbers:
    """The first screen of /desk; meetings are those of `day`, tables those of the slot `tables_in`."""

    day: date
    by_status: dict[AttendeeStatus, int] = field(default_factory=dict)
    by_type: dict[AttendeeType, int] = field(default_factory=dict)  # registered
    by_country: dict[str, int] = field(default_factory=dict)  # registered, the most first
    checked_in: int = 0
    unreachable: int = 0  # blocked the bot or left Telegram
    without_telegram: int = 0
    meetings: dict[Status, int] = field(default_factory=dict)
    going_on: int = 0
    unanswered: int = 0
    oldest_at: datetime | None = None  # of the unanswered
    unplaced: int = 0  # agreed, without time and place
    unconfirmed: int = 0
    questions: int = 0
    tables: int = 0
    tables_taken: int = 0
    tables_in: Slot | None = None

    @property
    def registered(self) -> int:
        """How many are in."""
        return self.by_status.get(AttendeeStatus.REGISTERED, 0)


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list: what is on it, how many there are in all, which page (from 0) of how many."""

    items: tuple[T, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Participant:
    """An attendee as organisers see them, with the person behind the registration."""

    attendee: Attendee
    person: Person

    @property
    def without_telegram(self) -> bool:
        """Registered by the desk; nothing can be sent to them."""
        return self.person.telegram_id is None and self.attendee.status is not AttendeeStatus.FORGOTTEN


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting in a list of the desk."""

    id: MeetingId
    version: int
    status: Status
    one_id: AttendeeId
    one: str
    two_id: AttendeeId
    two: str
    slot_id: SlotId | None
    place_id: PlaceId | None
    since: datetime  # asked at, or changed at
    offline: bool = False  # somebody in it has no Telegram


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """Who has not pressed *Got it*, about which meeting (None: a change of the event), told when."""

    attendee_id: AttendeeId
    name: str
    meeting_id: MeetingId | None
    told_at: datetime


class Group(StrEnum):
    """Which people a list of the desk shows; types and countries have a value of their own beside it."""

    EVERYBODY = "a"
    TYPE = "t"
    COUNTRY = "c"
    IN = "i"  # checked in
    NOT_IN = "o"
    UNREACHABLE = "u"
    WITHOUT_TELEGRAM = "n"
    WAITING = "w"
    APPLIED = "p"
    FOUND = "s"  # what a search found


def desk_day(event: Event, now: datetime) -> date:
    """The event day the desk works on: today, else the next one, else the last one."""
    today = event.day_of(now)
    return next((day for day in event.days if day >= today), event.days[-1])


def slots_of_day(event: Event, day: date) -> tuple[Slot, ...]:
    """The slots of one event day, those no longer offered too."""
    every = sorted((*event.slots, *event.former_slots), key=lambda slot: (slot.starts_at, slot.id))
    return tuple(slot for slot in every if event.day_of(slot.starts_at) == day)


def current_slot(event: Event, now: datetime) -> Slot | None:
    """The slot that is on, else the next one; None when none comes."""
    return next((slot for slot in event.slots if slot.ends_at > now), None)
