"""The life of a meeting, use case by use case: each is one transaction with all that follows from it."""

from __future__ import annotations

from bot.services.meetings.answering import accept, counter, decline, take_back, withdraw
from bot.services.meetings.asking import describe, explain, free_slots_for_both, may_request, request
from bot.services.meetings.cases import Batch, By, Change, Organiser, Outcome
from bot.services.meetings.changing import CANT_COME, cancel, confirm_change, free_slots, leave_all, move
from bot.services.meetings.clockwork import (
    count_down,
    expire_due,
    look,
    next_answer_by,
    next_countdown,
    next_end,
    next_nudge,
    nudge_due,
    pass_due,
)
from bot.services.meetings.groups import candidates, invite
from bot.services.meetings.placing import refit, replace_meeting
from bot.services.meetings.reading import guest, open_requests, shown, side_of_person
from bot.services.meetings.rendering import NOTICES

__all__ = [
    "CANT_COME",
    "NOTICES",
    "Batch",
    "By",
    "Change",
    "Organiser",
    "Outcome",
    "accept",
    "cancel",
    "candidates",
    "confirm_change",
    "count_down",
    "counter",
    "decline",
    "describe",
    "expire_due",
    "explain",
    "free_slots",
    "free_slots_for_both",
    "guest",
    "invite",
    "leave_all",
    "look",
    "may_request",
    "move",
    "next_answer_by",
    "next_countdown",
    "next_end",
    "next_nudge",
    "nudge_due",
    "open_requests",
    "pass_due",
    "refit",
    "replace_meeting",
    "request",
    "shown",
    "side_of_person",
    "take_back",
    "withdraw",
]
