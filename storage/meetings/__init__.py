"""Meetings: their rows, who has to confirm what, and what the clock has to look at."""

from __future__ import annotations

from storage.meetings.due import expiring, next_answer_by, next_end, next_nudge, nudging, over
from storage.meetings.rows import (
    add,
    awaiting_answer,
    between,
    count_open_requests,
    live_of,
    load,
    load_many,
    lock,
    mark_held,
    meeting_in,
    parties,
    save,
    save_many,
)
from storage.meetings.telling import confirm, desk, told, unconfirmed, was_shown

__all__ = [
    "add",
    "awaiting_answer",
    "between",
    "confirm",
    "count_open_requests",
    "desk",
    "expiring",
    "live_of",
    "load",
    "load_many",
    "lock",
    "mark_held",
    "meeting_in",
    "next_answer_by",
    "next_end",
    "next_nudge",
    "nudging",
    "over",
    "parties",
    "save",
    "save_many",
    "told",
    "unconfirmed",
    "was_shown",
]
