"""An event and its floor: days, sessions, blocks cut into slots, places, topics."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.ids import BlockId, EventId, PlaceId, SessionId, SlotId, TopicId


class PlaceKind(StrEnum):
    """Where a meeting can happen."""

    TABLE = "table"
    ROOM = "room"  # a virtual room with a link


@dataclass(frozen=True, slots=True)
class Session:
    """A programme item: plenary, panel, workshop, pitch, break; has a room and/or a stream link."""

    id: SessionId
    key: str
    title: str
    kind: str
    starts_at: datetime
    ends_at: datetime
    room: str | None = None
    stream_url: str | None = None
    speaker: str | None = None
    seats: int | None = None  # how many may join; None: as many as like


@dataclass(frozen=True, slots=True)
class Block:
    """A matchmaking period; it is cut into slots of equal length with a gap between. Moments are aware, in UTC."""

    id: BlockId
    key: str
    starts_at: datetime
    ends_at: datetime
    slot_minutes: int
    gap_minutes: int


@dataclass(frozen=True, slots=True)
class Slot:
    """One meeting time in a block; moments are aware, in UTC."""

    id: SlotId
    block_id: BlockId
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Place:
    """A numbered table in a zone, or a virtual room with a link."""

    id: PlaceId
    kind: PlaceKind
    number: int
    zone: str | None = None
    link: str | None = None
    out_of_use: bool = False  # taken out by the desk; then it is among the event's former places
    code: str | None = None  # what its QR code says, once there is one


@dataclass(frozen=True, slots=True)
class Topic:
    """Something attendees offer or need; `labels` by language code, English always there."""

    id: TopicId
    key: str
    labels: dict[str, str]

    def label(self, language: str) -> str:
        """The topic in the reader's language, else in English."""
        return self.labels.get(language) or self.labels["en"]


@dataclass(frozen=True, slots=True)
class Rules:
    """What the organiser decides about meetings and reminders (event file, ``[rules]``; defaults of product.md)."""

    quota_open_requests: int = 10
    answer_hours_before: int = 24  # a request before the event is to be answered within this many hours
    answer_hours_on_day: int = 2
    nudge_after_share: float = 2 / 3
    closed_type_pairs: frozenset[frozenset[str]] = frozenset()  # a pair of one type is a set of one
    booking_opens_at: datetime | None = None
    booking_closes_at: datetime | None = None
    late_registration: str = "refuse"  # or "waiting_list", "online_only"
    capacity: int | None = None
    approval: bool = False  # an organiser looks at every registration first
    save_the_date: bool = False  # announced; the programme and the registration are still to come
    bell_minutes: tuple[int, ...] = (15,)
    digest_evening: str = "18:00"  # event time
    digest_morning: str = "08:00"
    retention_days: int = 30
    quiet_from: str = "22:00"  # event time; announcements wait or come without a sound until `quiet_until`
    quiet_until: str = "07:00"
    group_limit: int = 6  # people in a group meeting, host and guest counted
    refill_no_shows: bool = True  # a slot that somebody left free by not coming is offered to people near by
    scheduling: str = "at_once"  # or "published": agreed meetings get their time when the organisers publish
    meetings_per_block: int | None = None  # of one person; None: as many as there are slots
    repair: str = "preview"  # or "automatic": what breaks a timetable on the day is mended without asking
    keep_minutes: int = 30  # a meeting that begins sooner is never moved by the engine
    newcomers: str | None = "10:00"  # event time; when people hear, once a day, who new fits them; None: never


@dataclass(frozen=True, slots=True)
class Event:
    """One edition with everything that does not change from tap to tap."""

    id: EventId
    slug: str
    name: str
    city: str
    country: str
    timezone: str
    days: tuple[date, ...]
    registration_opens_at: datetime | None
    registration_closes_at: datetime | None
    contact: str
    links: dict[str, str]
    series: str | None
    rules: Rules
    consent_version: str
    consent_text: dict[str, str]
    sessions: tuple[Session, ...] = ()
    slots: tuple[Slot, ...] = ()  # in order of time
    places: tuple[Place, ...] = ()
    topics: tuple[Topic, ...] = ()
    revision: int = 1
    zones: dict[str, str] = field(default_factory=dict)  # zone of tables -> how to find it
    timetable_at: datetime | None = None  # when a timetable was first published
    blocks: tuple[Block, ...] = ()  # in order of time; those that have slots
    # Taken out of the event file since, or out of use: offered to nobody, still named by what was agreed before.
    former_sessions: tuple[Session, ...] = ()
    former_slots: tuple[Slot, ...] = ()
    former_places: tuple[Place, ...] = ()
    former_topics: tuple[Topic, ...] = ()
    # By number, made when first asked for: a large hall is looked up with every tap.
    _slots_by_id: dict[SlotId, Slot] = field(default_factory=dict, init=False, repr=False, compare=False)
    _places_by_id: dict[PlaceId, Place] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def awaits_timetable(self) -> bool:
        """Whether agreed meetings wait for the organisers' timetable before they have a time."""
        return self.rules.scheduling == "published" and self.timetable_at is None

    @property
    def zone(self) -> ZoneInfo:
        """The event's time zone."""
        return ZoneInfo(self.timezone)

    def day_of(self, moment: datetime) -> date:
        """The event's calendar day on which `moment` falls."""
        return moment.astimezone(self.zone).date()

    def slot(self, slot_id: SlotId) -> Slot:
        """The slot of that id; KeyError if the event has none."""
        return self.slots_by_id[slot_id]

    @property
    def slots_by_id(self) -> Mapping[SlotId, Slot]:
        """All slots, former ones included."""
        if not self._slots_by_id:
            self._slots_by_id.update((slot.id, slot) for slot in (*self.former_slots, *self.slots))
        return self._slots_by_id

    def place(self, place_id: PlaceId) -> Place:
        """The place of that id; KeyError if the event has none."""
        return self.places_by_id[place_id]

    @property
    def places_by_id(self) -> Mapping[PlaceId, Place]:
        """All places, former ones included."""
        if not self._places_by_id:
            self._places_by_id.update((place.id, place) for place in (*self.former_places, *self.places))
        return self._places_by_id

    def topic(self, topic_id: TopicId) -> Topic:
        """The topic of that id; KeyError if the event has none."""
        for topic in (*self.topics, *self.former_topics):
            if topic.id == topic_id:
                return topic
        raise KeyError(topic_id)

    def session(self, session_id: SessionId) -> Session:
        """The session of that id; KeyError if the event has none."""
        for session in (*self.sessions, *self.former_sessions):
            if session.id == session_id:
                return session
        raise KeyError(session_id)

    def purge_at(self) -> datetime:
        """When personal data of this event is to go: the end of the last day plus the retention."""
        last = datetime.combine(self.days[-1], datetime.max.time(), tzinfo=self.zone)
        return last + timedelta(days=self.rules.retention_days)


def cut(starts_at: datetime, ends_at: datetime, slot_minutes: int, gap_minutes: int) -> list[tuple[datetime, datetime]]:
    """The slots of a block: equal lengths with a gap between, as many as end within it; the rest stays free."""
    length, step = timedelta(minutes=slot_minutes), timedelta(minutes=slot_minutes + gap_minutes)
    slots = []
    while slot_minutes > 0 and starts_at + length <= ends_at:
        slots.append((starts_at, starts_at + length))
        starts_at += step
    return slots
