"""Every table. The migrations make them; a test holds both against each other."""

from __future__ import annotations

from storage.tables.announcements import announcements, reads
from storage.tables.base import EPOCH, MICROSECOND, Key, Moment, metadata
from storage.tables.events import (
    blocks,
    events,
    organisers,
    places,
    role_links,
    save_the_dates,
    sessions,
    slots,
    topics,
)
from storage.tables.flow import conversations, facts, files, inbox, leases, outbox
from storage.tables.free_places import free_places
from storage.tables.meetings import (
    audit,
    change_notices,
    confirmations,
    gap_offers,
    meeting_members,
    meeting_outcomes,
    meetings,
    placings,
    questions,
    reminders,
    seats,
    timetables,
)
from storage.tables.people import (
    attendees,
    interests,
    joined_sessions,
    not_interested,
    persons,
    suggestions,
    unavailable_slots,
)

__all__ = [
    "EPOCH",
    "MICROSECOND",
    "Key",
    "Moment",
    "announcements",
    "attendees",
    "audit",
    "blocks",
    "change_notices",
    "confirmations",
    "conversations",
    "events",
    "facts",
    "files",
    "free_places",
    "gap_offers",
    "inbox",
    "interests",
    "joined_sessions",
    "leases",
    "meeting_members",
    "meeting_outcomes",
    "meetings",
    "metadata",
    "not_interested",
    "organisers",
    "outbox",
    "persons",
    "places",
    "placings",
    "questions",
    "reads",
    "reminders",
    "role_links",
    "save_the_dates",
    "seats",
    "sessions",
    "slots",
    "suggestions",
    "timetables",
    "topics",
    "unavailable_slots",
]
