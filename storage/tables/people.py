"""Persons, attendees, and what they offer, need and have joined."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.tables.base import Key, Moment, key, metadata, ref

persons = Table(
    "persons",
    metadata,
    key(),
    Column("telegram_id", BigInteger, unique=True),  # none: no Telegram, or forgotten
    Column("name", Text, nullable=False),
    Column("username", Text),
    Column("language", String(8), nullable=False),
    Column("timezone", String(48)),
    Column("reachable", Boolean, nullable=False, server_default=text("true")),
    Column("unreachable_reason", Text),
    Column("consent_version", String(32)),
    Column("consent_at", Moment),
    ref("current_event_id", "events", nullable=True),
    Column("created_at", Moment, nullable=False),
    Column("forgotten_at", Moment),
)

attendees = Table(
    "attendees",
    metadata,
    key(),
    ref("event_id", "events"),
    ref("person_id", "persons"),
    Column("name", Text, nullable=False),
    Column("organisation", Text, nullable=False),
    Column("type", String(12), nullable=False),
    Column("country", String(2), nullable=False),
    Column("status", String(12), nullable=False),
    Column("hidden", Boolean, nullable=False, server_default=text("false")),
    Column("about", Text),
    Column("modes", JSON, nullable=False),  # {ISO date: onsite | online | absent}
    Column("bell_minutes", JSON(none_as_null=True)),  # none: the event's default
    Column("digests", Boolean, nullable=False, server_default=text("true")),  # the evening's and the morning's
    Column("languages", JSON, nullable=False, server_default=text("'[]'")),  # spoken, ISO 639-1, the best one first
    Column("interpreter", Boolean, nullable=False, server_default=text("false")),  # wished for
    Column("email", Text),  # a contact detail: shown only to those with whom a meeting is agreed
    Column("phone", Text),
    Column("code", String(24)),  # what their QR code says: random, of this event alone
    Column("checked_in_at", Moment),
    Column("folded", Text, nullable=False, server_default=""),  # name, organisation, own words: what a search looks in
    Column("newcomers_at", Moment),  # up to when they have heard who new fits them
    Column("registered_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    UniqueConstraint("event_id", "person_id"),
    Index("ix_attendees_person", "person_id"),
    Index("ix_attendees_code", "code", unique=True),
    Index("ix_attendees_listed", "event_id", "status", "folded"),
)

interests = Table(
    "interests",
    metadata,
    key(),
    ref("attendee_id", "attendees", ondelete="CASCADE"),
    Column("side", String(8), nullable=False),
    ref("topic_id", "topics", nullable=True),
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

not_interested = Table(  # whom somebody does not want suggested any more
    "not_interested",
    metadata,
    Column("attendee_id", Key, ForeignKey("attendees.id"), primary_key=True),
    Column("other_id", Key, ForeignKey("attendees.id"), primary_key=True),
    Column("said_at", Moment, nullable=False),
)

suggestions = Table(  # who was suggested to whom, and how often: nobody is buried, nobody left out
    "suggestions",
    metadata,
    Column("attendee_id", Key, ForeignKey("attendees.id"), primary_key=True),
    Column("other_id", Key, ForeignKey("attendees.id"), primary_key=True, index=True),
    Column("first_at", Moment, nullable=False),
    Column("last_at", Moment, nullable=False),
    Column("times", Integer, nullable=False, server_default=text("1")),
    Column("told_at", Moment),  # in a digest
)
