"""Right after a meeting: how it was, what comes of it, contact cards; and what is done when nobody comes."""

from __future__ import annotations

from bot.services.after.calling import call_missing, coming, give_up, they_came
from bot.services.after.clockwork import look, next_look
from bot.services.after.refilling import standing, take
from bot.services.after.rendering import NOTICES
from bot.services.after.saying import said_by, say_happened, say_result, share_contact

__all__ = [
    "NOTICES",
    "call_missing",
    "coming",
    "give_up",
    "look",
    "next_look",
    "said_by",
    "say_happened",
    "say_result",
    "share_contact",
    "standing",
    "take",
    "they_came",
]
