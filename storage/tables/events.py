"""Events and their floor: sessions, blocks, slots, places, topics; who organises them."""

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

events = Table(
    "events",
    metadata,
    key(),
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
    Column("timetable_at", Moment),  # when a timetable was first published; from then on meetings are placed at once
)

sessions = Table(
    "sessions",
    metadata,
    key(),
    ref("event_id", "events"),
    Column("key", String(48), nullable=False),
    Column("title", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("starts_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
    Column("room", Text),
    Column("stream_url", Text),
    Column("speaker", Text),
    Column("seats", Integer),  # how many may join; none: as many as like
    Column("removed", Boolean, nullable=False, server_default=text("false")),
    UniqueConstraint("event_id", "key"),
)

blocks = Table(
    "blocks",
    metadata,
    key(),
    ref("event_id", "events"),
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
    key(),
    ref("event_id", "events"),
    ref("block_id", "blocks"),
    Column("starts_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
    Column("removed", Boolean, nullable=False, server_default=text("false")),
    UniqueConstraint("event_id", "starts_at"),
)

places = Table(
    "places",
    metadata,
    key(),
    ref("event_id", "events"),
    Column("kind", String(8), nullable=False),
    Column("number", Integer, nullable=False),
    Column("zone", Text),
    Column("link", Text),
    Column("removed", Boolean, nullable=False, server_default=text("false")),
    Column("out_of_use", Boolean, nullable=False, server_default=text("false")),  # by the desk; loading leaves it
    Column("code", String(24)),  # what the table's QR code says; random, made when it is first printed
    UniqueConstraint("event_id", "kind", "number"),
    Index("ix_places_code", "code", unique=True),
)

topics = Table(
    "topics",
    metadata,
    key(),
    ref("event_id", "events"),
    Column("key", String(48), nullable=False),
    Column("labels", JSON, nullable=False),
    Column("removed", Boolean, nullable=False, server_default=text("false")),
    UniqueConstraint("event_id", "key"),
)

organisers = Table(
    "organisers",
    metadata,
    ref("event_id", "events"),
    Column("telegram_id", BigInteger, nullable=False),
    Column("role", String(8), nullable=False),
    Column("given_at", Moment, nullable=False),
    Column("source", String(16), nullable=False),  # configuration, link
    UniqueConstraint("event_id", "telegram_id"),
)

role_links = Table(  # a deep link that makes whoever follows it first an organiser
    "role_links",
    metadata,
    key(),
    ref("event_id", "events"),
    Column("role", String(8), nullable=False),
    Column("code_hash", String(64), nullable=False, unique=True),  # the link itself is kept nowhere
    ref("made_by_id", "persons"),
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    ref("used_by_id", "persons", nullable=True),
    Column("used_at", Moment),
    Column("revoked_at", Moment),
)

save_the_dates = Table(  # "tell me when it is": who is to hear when registration opens or the programme is out
    "save_the_dates",
    metadata,
    Column("event_id", Key, ForeignKey("events.id"), primary_key=True),
    Column("person_id", Key, ForeignKey("persons.id"), primary_key=True),
    Column("asked_at", Moment, nullable=False),
    Column("told_at", Moment),
)
