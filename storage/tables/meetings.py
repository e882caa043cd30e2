"""Meetings, the seats and places they take, who was told, reminders, and the audit record."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
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

meetings = Table(
    "meetings",
    metadata,
    key(),
    ref("event_id", "events"),
    ref("requester_id", "attendees"),
    ref("guest_id", "attendees"),
    Column("status", String(12), nullable=False),
    ref("turn_id", "attendees", nullable=True),  # whose answer is awaited, while pending
    ref("proposed_slot_id", "slots", nullable=True),  # none: any time that suits both
    ref("slot_id", "slots", nullable=True),
    ref("place_id", "places", nullable=True),
    Column("note", Text),
    Column("purpose", String(16)),
    Column("is_group", Boolean, nullable=False, server_default=text("false")),  # more people in meeting_members
    Column("countdown_at", Moment),  # when the time left, as the messages say it, is to be drawn anew
    Column("answer_by", Moment),
    Column("nudge_at", Moment),
    Column("nudged_at", Moment),
    Column(
        "version", Integer, nullable=False, server_default="1"
    ),  # rises with every change; old buttons carry the old one
    Column("created_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("ended_reason", String(32)),
    Column("ended_note", Text),  # why, in the words of whoever declined or cancelled
    ref("ended_by_id", "attendees", nullable=True),
    Column("priority", String(10), nullable=False, server_default=text("'mutual'")),  # must, mutual, one_sided
    Column("fixed", Boolean, nullable=False, server_default=text("false")),  # the engine never moves it
    ref("after_id", "meetings", nullable=True),  # begins only when that one has ended
    CheckConstraint("requester_id <> guest_id", name="two_people"),
    Index("ix_meetings_requester", "requester_id", "status"),
    Index("ix_meetings_guest", "guest_id", "status"),
    Index("ix_meetings_event", "event_id", "status"),
    Index(
        "ix_meetings_after",
        "after_id",
        sqlite_where=text("after_id IS NOT NULL"),
        postgresql_where=text("after_id IS NOT NULL"),
    ),
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
    Index(
        "ix_meetings_countdown",
        "countdown_at",
        sqlite_where=text("status = 'pending' AND countdown_at IS NOT NULL"),
        postgresql_where=text("status = 'pending' AND countdown_at IS NOT NULL"),
    ),
)

meeting_members = Table(  # who is in a group meeting beside requester and guest
    "meeting_members",
    metadata,
    Column("meeting_id", Key, ForeignKey("meetings.id"), primary_key=True),
    Column("attendee_id", Key, ForeignKey("attendees.id"), primary_key=True),
    Column("status", String(12), nullable=False),  # invited, accepted, declined, expired, left
    ref("invited_by_id", "persons"),
    Column("invited_at", Moment, nullable=False),
    Column("answer_by", Moment),
    Column("answered_at", Moment),
    Index("ix_meeting_members_attendee", "attendee_id", "status"),
    Index(
        "ix_meeting_members_answer_by",
        "answer_by",
        sqlite_where=text("status = 'invited'"),
        postgresql_where=text("status = 'invited'"),
    ),
)

meeting_outcomes = Table(  # what each side said after a meeting
    "meeting_outcomes",
    metadata,
    Column("meeting_id", Key, ForeignKey("meetings.id"), primary_key=True),
    Column("attendee_id", Key, ForeignKey("attendees.id"), primary_key=True),
    Column("asked_at", Moment, nullable=False),
    Column("happened", String(8)),  # held, nobody, short
    Column("result", String(12)),  # follow_up, project, no_fit
    Column("shares_contact", Boolean),
    Column("said_at", Moment),
)

gap_offers = Table(  # a slot that a missing person left free, offered to people near by; the first tap has it
    "gap_offers",
    metadata,
    key(),
    ref("event_id", "events"),
    ref("meeting_id", "meetings"),  # the one that was missed
    ref("slot_id", "slots"),
    ref("place_id", "places"),
    ref("waiting_id", "attendees"),  # who sits there alone
    ref("missing_id", "attendees"),
    Column("state", String(12), nullable=False),  # pinged, offered, taken, closed
    Column("pinged_at", Moment, nullable=False),
    Column("offer_at", Moment, nullable=False),
    Column("settled_at", Moment),
    ref("taken_by_id", "attendees", nullable=True),
    ref("new_meeting_id", "meetings", nullable=True),
    UniqueConstraint("meeting_id"),
    Index("ix_gap_offers_due", "state", "offer_at"),
)

change_notices = Table(  # one notice of everything that changed for one attendee in one go, and its "got it"
    "change_notices",
    metadata,
    key(),
    ref("event_id", "events"),
    ref("attendee_id", "attendees"),
    Column("items", JSON, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("confirmed_at", Moment),
    Index("ix_change_notices_event", "event_id", "confirmed_at"),
    Index("ix_change_notices_attendee", "attendee_id"),
)

questions = Table(  # what people asked the organisers
    "questions",
    metadata,
    key(),
    ref("event_id", "events"),
    ref("person_id", "persons"),
    Column("text", Text, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("state", String(12), nullable=False),  # open, taken, answered, closed
    ref("taken_by_id", "persons", nullable=True),
    Column("taken_at", Moment),
    Column("answer", Text),
    Column("answered_at", Moment),
    Index("ix_questions_event", "event_id", "state"),
)

timetables = Table(  # what the engine proposes, or was asked to: a timetable, a repair, a list of matches
    "timetables",
    metadata,
    key(),
    ref("event_id", "events"),
    Column("kind", String(12), nullable=False),  # timetable, repair, matches
    Column("status", String(12), nullable=False),  # waiting, running, ready, failed, published, dropped
    Column("options", JSON, nullable=False),
    Column("progress", JSON(none_as_null=True)),  # the best so far, while it runs
    Column("result", JSON(none_as_null=True)),  # which meeting goes where, from which version; the numbers
    Column("reason", Text),  # why it failed
    ref("made_by_id", "persons", nullable=True),  # none: the command line, or the bot itself
    Column("made_at", Moment, nullable=False),
    Column("started_at", Moment),
    Column("stop_at", Moment),  # somebody asked for the best so far
    Column("ready_at", Moment),
    Column("settled_at", Moment),  # published or dropped
    Column("owner", String(48)),  # the process that works on it
    Column("lease_until", Moment),
    Column("chat_id", BigInteger),  # where its progress is shown
    Column("message_id", BigInteger),
    Column("shown_at", Moment),
    Index("ix_timetables_event", "event_id", "status"),
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
    Index(
        "ix_confirmations_open",
        "told_at",
        sqlite_where=text("confirmed_at IS NULL"),
        postgresql_where=text("confirmed_at IS NULL"),
    ),
)

audit = Table(  # every act: who, when, in which role
    "audit",
    metadata,
    key(),
    Column("at", Moment, nullable=False),
    ref("event_id", "events", nullable=True),
    ref("person_id", "persons", nullable=True),  # none: the clock
    Column("role", String(12), nullable=False),  # requester, guest, organiser, clock, self
    Column("act", String(32), nullable=False),
    Column("subject", String(48), nullable=False),  # "meeting:12"
    Column("detail", JSON, nullable=False),
    Index("ix_audit_subject", "subject"),
)

reminders = Table(
    "reminders",
    metadata,
    key(),
    ref("event_id", "events"),
    ref("attendee_id", "attendees"),
    ref("meeting_id", "meetings", nullable=True),
    ref("session_id", "sessions", nullable=True),
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
