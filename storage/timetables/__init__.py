"""Timetables: what they are made from, where they stand while they are made, and what publishing them writes."""

from __future__ import annotations

from storage.timetables.reading import Agreed, agreed, away, listening, modes, people_of, placed, seated
from storage.timetables.rows import (
    add,
    agreed_counts,
    change,
    changed_since,
    drop_ready,
    lock_event,
    newest,
    next_to_do,
    proposal,
    result,
    to_do,
)
from storage.timetables.writing import book, lock_agreed, published, shown_on

__all__ = [
    "Agreed",
    "add",
    "agreed",
    "agreed_counts",
    "away",
    "book",
    "change",
    "changed_since",
    "drop_ready",
    "listening",
    "lock_agreed",
    "lock_event",
    "modes",
    "newest",
    "next_to_do",
    "people_of",
    "placed",
    "proposal",
    "published",
    "result",
    "seated",
    "shown_on",
    "to_do",
]
