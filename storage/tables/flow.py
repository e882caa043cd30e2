"""The way of one tap: inbox, conversations, outbox; leases and facts of this installation."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text, text

from storage.tables.base import Key, Moment, key, metadata, ref

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
    key(),
    Column("chat_id", BigInteger, nullable=False),
    ref("person_id", "persons", nullable=True),
    ref("event_id", "events", nullable=True),
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

files = Table(  # files that people sent, fetched from Telegram before anything is done with them
    "files",
    metadata,
    key(),
    ref("person_id", "persons"),
    ref("event_id", "events"),
    Column("purpose", String(16), nullable=False),
    Column("telegram_file_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("size", Integer),
    Column("state", String(12), nullable=False),  # wanted, fetched, failed, used
    Column("reason", Text),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("content", LargeBinary),
    Column("asked_at", Moment, nullable=False),
    Column("settled_at", Moment),
    Index("ix_files_state", "state", "asked_at"),
)
