"""Announcements: the row, its frozen audience, how far it is."""

from __future__ import annotations

from storage.announcements.audience import audience_size, countries_and_languages, freeze
from storage.announcements.rows import (
    add,
    announcement,
    change,
    due_to_start,
    mark_read,
    next_progress,
    next_start,
    progress,
    to_show,
)

__all__ = [
    "add",
    "announcement",
    "audience_size",
    "change",
    "countries_and_languages",
    "due_to_start",
    "freeze",
    "mark_read",
    "next_progress",
    "next_start",
    "progress",
    "to_show",
]
