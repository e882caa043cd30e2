"""Meetings: their rows, who has to confirm what, and what the clock has to look at."""

from __future__ import annotations

from storage.meetings.due import (
    counting_down,
    expiring,
    next_answer_by,
    next_countdown,
    next_end,
    next_nudge,
    nudging,
    over,
)
from storage.meetings.fitting import engaged_with, fitting
from storage.meetings.members import next_invitation, save_members, unanswered
from storage.meetings.order import bounds_of
from storage.meetings.rows import (
    add,
    awaiting_answer,
    between,
    count_open_requests,
    invitations_of,
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
from storage.meetings.telling import confirm, desk, overtaken, stands, told, unconfirmed, was_shown

__all__ = [
    "add",
    "awaiting_answer",
    "between",
    "bounds_of",
    "confirm",
    "count_open_requests",
    "counting_down",
    "desk",
    "engaged_with",
    "expiring",
    "fitting",
    "invitations_of",
    "live_of",
    "load",
    "load_many",
    "lock",
    "mark_held",
    "meeting_in",
    "next_answer_by",
    "next_countdown",
    "next_end",
    "next_invitation",
    "next_nudge",
    "nudging",
    "over",
    "overtaken",
    "parties",
    "save",
    "save_many",
    "save_members",
    "stands",
    "told",
    "unanswered",
    "unconfirmed",
    "was_shown",
]
