"""Timetables: what they are made from, where they stand while they are made, and what publishing them writes."""

from __future__ import annotations

from storage.timetables.reading import Agreed, agreed, away, listening, modes, people_of, placed, seated
from storage.timetables.writing import book, lock_agreed, published, shown_on

__all__ = [
    "Agreed",
    "agreed",
    "away",
    "book",
    "listening",
    "lock_agreed",
    "modes",
    "people_of",
    "placed",
    "published",
    "seated",
    "shown_on",
]
