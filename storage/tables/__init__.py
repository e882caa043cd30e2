"""Every table. The migrations make them; a test holds both against each other."""

from __future__ import annotations

from storage.tables.announcements import announcements, reads
from storage.tables.base import EPOCH, MICROSECOND, Key, Moment, metadata
from storage.tables.events import blocks, events, organisers, places, sessions, slots, topics
from storage.tables.flow import conversations, facts, inbox, leases, outbox
from storage.tables.meetings import audit, confirmations, meetings, placings, reminders, seats
from storage.tables.people import attendees, interests, joined_sessions, persons, unavailable_slots

__all__ = [
    "EPOCH",
    "MICROSECOND",
    "Key",
    "Moment",
    "announcements",
    "attendees",
    "audit",
    "blocks",
    "confirmations",
    "conversations",
    "events",
    "facts",
    "inbox",
    "interests",
    "joined_sessions",
    "leases",
    "meetings",
    "metadata",
    "organisers",
    "outbox",
    "persons",
    "places",
    "placings",
    "reads",
    "reminders",
    "seats",
    "sessions",
    "slots",
    "topics",
    "unavailable_slots",
]
