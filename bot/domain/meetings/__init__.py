"""Meetings: their record, their life, and the rules that say no."""

from __future__ import annotations

from bot.domain.meetings.deadlines import answer_by, nudge_at
from bot.domain.meetings.life import (
    accept,
    cancel,
    counter,
    decline,
    expire,
    leave,
    move,
    nudge,
    pass_by,
    place,
    request,
    unplace,
    withdraw,
)
from bot.domain.meetings.records import AGREED, LIVE, Booking, Decision, Meeting, Owed, Party, Status, Word
from bot.domain.meetings.rules import NOTE_LIMIT, Standing, check_note, check_request, check_slot, same_request

__all__ = [
    "AGREED",
    "LIVE",
    "NOTE_LIMIT",
    "Booking",
    "Decision",
    "Meeting",
    "Owed",
    "Party",
    "Standing",
    "Status",
    "Word",
    "accept",
    "answer_by",
    "cancel",
    "check_note",
    "check_request",
    "check_slot",
    "counter",
    "decline",
    "expire",
    "leave",
    "move",
    "nudge",
    "nudge_at",
    "pass_by",
    "place",
    "request",
    "same_request",
    "unplace",
    "withdraw",
]
