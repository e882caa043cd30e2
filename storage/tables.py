"""Every table. The migrations make them; a test holds both against each other.

Moments are whole microseconds since 1970 in UTC (:class:`Moment`): the same order and arithmetic on both databases.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy.engine import Dialect

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept as microseconds since 1970; naive ones are refused."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Aware datetime to microseconds; ValueError for a naive one."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone")
        return (value - EPOCH) // MICROSECOND

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """Microseconds to an aware datetime in UTC."""
        return None if value is None else EPOCH + timedelta(microseconds=int(value))


# SQLite numbers rows only in a column that is exactly INTEGER PRIMARY KEY.
Key = BigInteger().with_variant(Integer, "sqlite")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id() -> Column[int]:
    return Column("id", Key, primary_key=True)


def _ref(name: str, target: str, *, nullable: bool = False, ondelete: str = "RESTRICT") -> Column[int]:
    return Column(name, Key, ForeignKey(f"{target}.id", ondelete=ondelete), nullable=nullable)


# --- the way of one tap -------------------------------------------------------------------------------------------

inbox = Table(
    "inbox",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, nullable=False),  # whose order counts: the user, else the chat, else 0
    Column("body", Text, nullable=False),  # the raw JSON, as Telegram handed it over
    Column("state", String(12), nullable=False),  # new, done, poison, shed
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("received_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),  # not before: back-off after a failure
    Column("settled_at", Moment),
    Column("reason", Text),
    Index(
        "ix_inbox_open",
        "user_id",
        "update_id",
        sqlite_where=text("state = 'new'"),
        postgresql_where=text("state = 'new'"),
    ),
    Index(
        "ix_inbox_next", "update_id", sqlite_where=text("state = 'new'"), postgresql_where=text("state = 'new'")
    ),  # the oldest first, without walking over those that are done
    Index("ix_inbox_state", "state", "settled_at"),
)

conversations = Table(
    "conversations",
    metadata,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("states", JSON, nullable=False),  # {conversation name: state}
    Column("draft", JSON, nullable=False),  # what was answered so far
    Column("changed_at", Moment, nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    _id(),
    Column("chat_id", BigInteger, nullable=False),
    _ref("person_id", "persons", nullable=True),
    _ref("event_id", "events", nullable=True),
    Column("lane", Integer, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("action", String(8), nullable=False),
    Column("screen", JSON(none_as_null=True)),  # finished, or
    Column("view", String(48)),  # rendered at send time
    Column("facts", JSON(none_as_null=True)),
    Column("meeting_id", Key, ForeignKey("meetings.id")),
    Column("meeting_version", Integer),
    Column("announcement_id", Key, ForeignKey("announcements.id")),
    Column("subject", String(48)),
    Column("target_message_id", BigInteger),
    Column("target_subject", String(48)),
    Column("once_key", String(96), unique=True),
    Column("due_at", Moment, nullable=False),
    Column("retry_at", Moment),  # not before: back-off after a failure; its place in the order stays
    Column("useful_until", Moment),
    Column("state", String(12), nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("owner", String(48)),
    Column("lease_until", Moment),
    Column("message_id", BigInteger),
    Column("reason", Text),
    Column("created_at", Moment, nullable=False),
    Column("settled_at", Moment),
    Index(
        "ix_outbox_due",
        "lane",
        "due_at",
        "id",
        sqlite_where=text("state = 'queued'"),
        postgresql_where=text("state = 'queued'"),
    ),
    Index(  # a chat's own order
        "ix_outbox_chat",
        "chat_id",
        "lane",
        "due_at",
        "id",
        sqlite_where=text("state = 'queued'"),
        postgresql_where=text("state = 'queued'"),
    ),
    Index(
        "ix_outbox_retry",
        "retry_at",
        sqlite_where=text("state = 'queued' AND retry_at IS NOT NULL"),
        postgresql_where=text("state = 'queued' AND retry_at IS NOT NULL"),
    ),
    Index(
        "ix_outbox_sending",
        "chat_id",
        sqlite_where=text("state = 'sending'"),
        postgresql_where=text("state = 'sending'"),
    ),
    Index("ix_outbox_subject", "chat_id", "subject"),
    Index("ix_outbox_announcement", "announcement_id", "state"),
    Index("ix_outbox_meeting", "meeting_id"),
    Index("ix_outbox_person", "person_id", "state"),
    Index(  # only what is settled: the planner must not look here for what is queued
        "ix_outbox_settled",
        "state",
        "settled_at",
        sqlite_where=text("settled_at IS NOT NULL"),
        postgresql_where=text("settled_at IS NOT NULL"),
    ),
)

leases = Table(
    "leases",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("owner", String(48), nullable=False),
    Column("epoch", BigInteger, nullable=False),
    Column("until", Moment, nullable=False),
)

facts = Table(  # one-off facts of this installation: last update seen, restored at, ...
    "facts",
    metadata,
    Column("name", String(48), primary_key=True),
    Column("value", JSON, nullable=False),
    Column("changed_at", Moment, nullable=False),
)

# --- events -------------------------------------------------------------------------------------------------------

events = Table(
    "events",
    metadata,
    _id(),
    Column("slug", String(48), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("city", Text, nullable=False),
    Column("country", String(2), nullable=False),
    Column("timezone", String(48), nullable=False),
    Column("days", JSON, nullable=False),  # ISO dates, in order
    Column("registration_opens_at", Moment),
    Column("registration_closes_at", Moment),
    Column("contact", Text, nullable=False),
    Column("links", JSON, nullable=False),
    Column("series", Text),
    Column("rules", JSON, nullable=False),
    Column("consent_version", String(32), nullable=False),
    Column("consent_text", JSON, nullable=False),
    Column("zones", JSON, nullable=False, server_default=text("'{}'")),  # zone of tables -> how to find it
    Column("revision", Integer, nullable=False),  # rises with every load; caches look at it
    Column("loaded_at", Moment, nullable=False),
    Column("purged_at", Moment),
)

sessions = Table(
    "sessions",
    metadata,
    _id(),
    _ref("event_id", "events"),
    Column("key", String(48), nullable=False),
    Column("title", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("starts_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
    Column("room", Text),
    Column("stream_url", Text),
    Column("speaker", Text),
    Column("removed", Boolean, nullable=False, server_default=text("false")),
    UniqueConstraint("event_id", "key"),
)

blocks = Table(
    "blocks",
    metadata,
    _id(),
    _ref("event_id", "events"),
    Column("key", String(48), nullable=False),
    Column("starts_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
    Column("slot_minutes", Integer, nullable=False),
    Column("gap_minutes", Integer, nullable=False),
    UniqueConstraint("event_id", "key"),
)

slots = Table(
    "slots",
    metadata,
    _id(),
    _ref("event_id", "events"),
    _ref("block_id", "blocks"),
    Column("starts_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
    Column("removed", Boolean, nullable=False, server_default=text("false")),
    UniqueConstraint("event_id", "starts_at"),
)

places = Table(
    "places",
    metadata,
    _id(),
    _ref("event_id", "events"),
    Column("kind", String(8), nullable=False),
    Column("number", Integer, nullable=False),
    Column("zone", Text),
    Column("link", Text),
    Column("removed", Boolean, nullable=False, server_default=text("false")),
    UniqueConstraint("event_id", "kind", "number"),
)

topics = Table(
    "topics",
    metadata,
    _id(),
    _ref("event_id", "events"),
    Column("key", String(48), nullable=False),
    Column("labels", JSON, nullable=False),
    Column("removed", Boolean, nullable=False, server_default=text("false")),
    UniqueConstraint("event_id", "key"),
)

organisers = Table(
    "organisers",
    metadata,
    _ref("event_id", "events"),
    Column("telegram_id", BigInteger, nullable=False),
    Column("role", String(8), nullable=False),
    Column("given_at", Moment, nullable=False),
    Column("source", String(16), nullable=False),  # configuration, link
    UniqueConstraint("event_id", "telegram_id"),
)

# --- people -------------------------------------------------------------------------------------------------------

persons = Table(
    "persons",
    metadata,
    _id(),
    Column("telegram_id", BigInteger, unique=True),  # none: no Telegram, or forgotten
    Column("name", Text, nullable=False),
    Column("username", Text),
    Column("language", String(8), nullable=False),
    Column("timezone", String(48)),
    Column("reachable", Boolean, nullable=False, server_default=text("true")),
    Column("unreachable_reason", Text),
    Column("consent_version", String(32)),
    Column("consent_at", Moment),
    _ref("current_event_id", "events", nullable=True),
    Column("created_at", Moment, nullable=False),
    Column("forgotten_at", Moment),
)

attendees = Table(
    "attendees",
    metadata,
    _id(),
    _ref("event_id", "events"),
    _ref("person_id", "persons"),
    Column("name", Text, nullable=False),
    Column("organisation", Text, nullable=False),
    Column("type", String(12), nullable=False),
    Column("country", String(2), nullable=False),
    Column("status", String(12), nullable=False),
    Column("hidden", Boolean, nullable=False, server_default=text("false")),
    Column("about", Text),
    Column("modes", JSON, nullable=False),  # {ISO date: onsite | online | absent}
    Column("bell_minutes", JSON(none_as_null=True)),  # none: the event's default
    Column("folded", Text, nullable=False, server_default=""),  # name, organisation, own words: what a search looks in
    Column("registered_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    UniqueConstraint("event_id", "person_id"),
    Index("ix_attendees_person", "person_id"),
    Index("ix_attendees_listed", "event_id", "status", "folded"),
)

interests = Table(
    "interests",
    metadata,
    _id(),
    _ref("attendee_id", "attendees", ondelete="CASCADE"),
    Column("side", String(8), nullable=False),
    _ref("topic_id", "topics", nullable=True),
    Column("words", Text),
    Column("position", Integer, nullable=False),
    Index("ix_interests_attendee", "attendee_id"),
)

joined_sessions = Table(
    "joined_sessions",
    metadata,
    Column("attendee_id", Key, ForeignKey("attendees.id"), primary_key=True),
    Column("session_id", Key, ForeignKey("sessions.id"), primary_key=True),
    Column("joined_at", Moment, nullable=False),
)

unavailable_slots = Table(
    "unavailable_slots",
    metadata,
    Column("attendee_id", Key, ForeignKey("attendees.id"), primary_key=True),
    Column("slot_id", Key, ForeignKey("slots.id"), primary_key=True),
)

# --- meetings -----------------------------------------------------------------------------------------------------

meetings = Table(
    "meetings",
    metadata,
    _id(),
    _ref("event_id", "events"),
    _ref("requester_id", "attendees"),
    _ref("guest_id", "attendees"),
    Column("status", String(12), nullable=False),
    _ref("turn_id", "attendees", nullable=True),  # whose answer is awaited, while pending
    _ref("proposed_slot_id", "slots", nullable=True),  # none: any time that suits both
    _ref("slot_id", "slots", nullable=True),
    _ref("place_id", "places", nullable=True),
    Column("note", Text),
    Column("answer_by", Moment),
    Column("nudge_at", Moment),
    Column("nudged_at", Moment),
    Column(
        "version", Integer, nullable=False, server_default="1"
    ),  # rises with every change; old buttons carry the old one
    Column("created_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("ended_reason", String(32)),
    _ref("ended_by_id", "attendees", nullable=True),
    CheckConstraint("requester_id <> guest_id", name="two_people"),
    Index("ix_meetings_requester", "requester_id", "status"),
    Index("ix_meetings_guest", "guest_id", "status"),
    Index("ix_meetings_event", "event_id", "status"),
    Index(
        "ix_meetings_answer_by",
        "answer_by",
        sqlite_where=text("status = 'pending'"),
        postgresql_where=text("status = 'pending'"),
    ),
    Index(
        "ix_meetings_nudge",
        "nudge_at",
        sqlite_where=text("status = 'pending' AND nudged_at IS NULL"),
        postgresql_where=text("status = 'pending' AND nudged_at IS NULL"),
    ),
)

seats = Table(  # one person, one meeting a slot: the database itself says no to the second
    "seats",
    metadata,
    Column("slot_id", Key, ForeignKey("slots.id"), primary_key=True),
    Column("attendee_id", Key, ForeignKey("attendees.id"), primary_key=True),
    Column("meeting_id", Key, ForeignKey("meetings.id"), nullable=False, index=True),
    Index("ix_seats_attendee", "attendee_id"),
)

placings = Table(  # one place, one meeting a slot
    "placings",
    metadata,
    Column("slot_id", Key, ForeignKey("slots.id"), primary_key=True),
    Column("place_id", Key, ForeignKey("places.id"), primary_key=True),
    Column("meeting_id", Key, ForeignKey("meetings.id"), nullable=False, index=True),
)

confirmations = Table(  # who was told of a change, and who said "got it"
    "confirmations",
    metadata,
    Column("meeting_id", Key, ForeignKey("meetings.id"), primary_key=True),
    Column("attendee_id", Key, ForeignKey("attendees.id"), primary_key=True),
    Column("meeting_version", Integer, nullable=False),
    Column("told_at", Moment, nullable=False),
    Column("confirmed_at", Moment),
)

audit = Table(  # every act: who, when, in which role
    "audit",
    metadata,
    _id(),
    Column("at", Moment, nullable=False),
    _ref("event_id", "events", nullable=True),
    _ref("person_id", "persons", nullable=True),  # none: the clock
    Column("role", String(12), nullable=False),  # requester, guest, organiser, clock, self
    Column("act", String(32), nullable=False),
    Column("subject", String(48), nullable=False),  # "meeting:12"
    Column("detail", JSON, nullable=False),
    Index("ix_audit_subject", "subject"),
)

reminders = Table(
    "reminders",
    metadata,
    _id(),
    _ref("event_id", "events"),
    _ref("attendee_id", "attendees"),
    _ref("meeting_id", "meetings", nullable=True),
    _ref("session_id", "sessions", nullable=True),
    Column("kind", String(16), nullable=False),  # bell, evening, morning
    Column("due_at", Moment, nullable=False),
    Column("useful_until", Moment, nullable=False),
    Column(
        "state", String(12), nullable=False
    ),  # waiting, queued, dropped (with its reason); cancelled ones are deleted
    Column("reason", String(32)),
    Column("settled_at", Moment),
    Index(
        "ix_reminders_due", "due_at", sqlite_where=text("state = 'waiting'"), postgresql_where=text("state = 'waiting'")
    ),
    Index("ix_reminders_meeting", "meeting_id"),
    Index("ix_reminders_attendee", "attendee_id"),
)

# --- announcements ------------------------------------------------------------------------------------------------

announcements = Table(
    "announcements",
    metadata,
    _id(),
    _ref("event_id", "events"),
    _ref("author_id", "persons"),
    Column("status", String(12), nullable=False),  # draft, scheduled, sending, stopped, done
    Column("screen", JSON, nullable=False),  # what arrives: Screen.to_json()
    Column("segment", JSON, nullable=False),
    Column("read_button", Boolean, nullable=False, server_default=text("false")),
    Column("send_at", Moment),
    Column("started_at", Moment),
    Column("finished_at", Moment),
    Column("audience", Integer),  # frozen when sending starts
    Column("progress_chat_id", BigInteger),
    Column("progress_message_id", BigInteger),
    Column("progress_at", Moment),
    Column("created_at", Moment, nullable=False),
    Index("ix_announcements_due", "status", "send_at"),
)

reads = Table(
    "reads",
    metadata,
    Column("announcement_id", Key, ForeignKey("announcements.id"), primary_key=True),
    Column("person_id", Key, ForeignKey("persons.id"), primary_key=True),
    Column("read_at", Moment, nullable=False),
)
