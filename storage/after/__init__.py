"""What is said after meetings, and the slots that people who did not come leave free."""

from __future__ import annotations

from storage.after.gaps import (
    add_call,
    by_meeting,
    calls_due,
    close_call,
    free_people,
    load_call,
    name_meeting,
    next_call,
    offer_call,
    over_calls,
    take_call,
)
from storage.after.outcomes import ask, next_unasked, said_of, say, unasked

__all__ = [
    "add_call",
    "ask",
    "by_meeting",
    "calls_due",
    "close_call",
    "free_people",
    "load_call",
    "name_meeting",
    "next_call",
    "next_unasked",
    "offer_call",
    "over_calls",
    "said_of",
    "say",
    "take_call",
    "unasked",
]
