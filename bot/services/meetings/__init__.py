"""The life of a meeting, use case by use case: each is one transaction with all that follows from it."""

from __future__ import annotations

from bot.services.meetings.answering import accept, counter, decline, withdraw
from bot.services.meetings.asking import free_slots_for_both, may_request, request
from bot.services.meetings.cases import By, Organiser, Outcome
from bot.services.meetings.changing import CANT_COME, cancel, confirm_change, leave_all, move
from bot.services.meetings.clockwork import (
    expire_due,
    look,
    next_answer_by,
    next_end,
    next_nudge,
    nudge_due,
    pass_due,
)
from bot.services.meetings.reading import guest, open_requests, shown, side_of_person
from bot.services.meetings.rendering import NOTICES

__all__ = [
    "CANT_COME",
    "NOTICES",
    "By",
    "Organiser",
    "Outcome",
    "accept",
    "cancel",
    "confirm_change",
    "counter",
    "decline",
    "expire_due",
    "free_slots_for_both",
    "guest",
    "leave_all",
    "look",
    "may_request",
    "move",
    "next_answer_by",
    "next_end",
    "next_nudge",
    "nudge_due",
    "open_requests",
    "pass_due",
    "request",
    "shown",
    "side_of_person",
    "withdraw",
]
