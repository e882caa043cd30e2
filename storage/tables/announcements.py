"""Announcements and who read them."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Boolean, Column, ForeignKey, Index, Integer, String, Table, text

from storage.tables.base import Key, Moment, key, metadata, ref

announcements = Table(
    "announcements",
    metadata,
    key(),
    ref("event_id", "events"),
    ref("author_id", "persons"),
    Column("status", String(12), nullable=False),  # draft, scheduled, sending, stopped, done
    Column("screen", JSON, nullable=False),  # what arrives: Screen.to_json()
    Column("language", String(8), nullable=False, server_default=text("'en'")),  # of `screen`
    Column(
        "versions", JSON, nullable=False, server_default=text("'{}'")
    ),  # further languages: {code: Screen.to_json()}
    Column("segment", JSON, nullable=False),
    Column("at_night", String(8), nullable=False, server_default=text("'wait'")),  # wait, silent, now
    Column("revision", Integer, nullable=False, server_default=text("1")),  # rises when a sent one is corrected
    Column("corrected_at", Moment),
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
