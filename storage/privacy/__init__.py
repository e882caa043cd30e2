"""What is stored about a person: all of it read for them, and all of it taken away."""

from __future__ import annotations

from storage.privacy.forgetting import (
    FAREWELL,
    anonymise,
    anonymise_attendees,
    clear_chat,
    clear_event,
    clear_farewells,
    clear_mentions,
    mark_purged,
    only_there,
    to_purge,
)
from storage.privacy.reading import everything

__all__ = [
    "FAREWELL",
    "anonymise",
    "anonymise_attendees",
    "clear_chat",
    "clear_event",
    "clear_farewells",
    "clear_mentions",
    "everything",
    "mark_purged",
    "only_there",
    "to_purge",
]
