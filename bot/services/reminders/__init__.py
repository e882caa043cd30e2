"""Reminders: ringing the bells, sending the digests, and what people answer."""

from __future__ import annotations

from bot.services.bells import choose_bells, ring_for, ring_for_session
from bot.services.reminders.answering import BellAnswer, answer
from bot.services.reminders.choosing import add_bells, default_reminders, drop_bell, no_bells, set_digests
from bot.services.reminders.rendering import NOTICES
from bot.services.reminders.ringing import next_due, ring_due

__all__ = [
    "NOTICES",
    "BellAnswer",
    "add_bells",
    "answer",
    "choose_bells",
    "default_reminders",
    "drop_bell",
    "next_due",
    "no_bells",
    "ring_due",
    "ring_for",
    "ring_for_session",
    "set_digests",
]
