"""Questions to the organisers, and their answers."""

from __future__ import annotations

from bot.services.questions.answering import Answered, answer, close, give_back, look, over, take, waiting
from bot.services.questions.asking import ask, count_open, thank
from bot.services.questions.telling import NOTICES, asked_subject, card_subject

__all__ = [
    "NOTICES",
    "Answered",
    "answer",
    "ask",
    "asked_subject",
    "card_subject",
    "close",
    "count_open",
    "give_back",
    "look",
    "over",
    "take",
    "thank",
    "waiting",
]
