"""Announcements: the row, its frozen audience, how far it is, its corrections."""

from __future__ import annotations

from storage.announcements.audience import audience_size, countries_and_languages, freeze, readers_by_language
from storage.announcements.correcting import hold_queued, owe_corrections
from storage.announcements.lists import numbers, page, receivers
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
    watcher,
)

__all__ = [
    "add",
    "announcement",
    "audience_size",
    "change",
    "countries_and_languages",
    "due_to_start",
    "freeze",
    "hold_queued",
    "mark_read",
    "next_progress",
    "next_start",
    "numbers",
    "owe_corrections",
    "page",
    "progress",
    "readers_by_language",
    "receivers",
    "to_show",
    "watcher",
]
