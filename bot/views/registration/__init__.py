"""Registering: a screen a question, and what comes before and after."""

from __future__ import annotations

from bot.views.registration.choices import (
    chosen_rows,
    day_rows,
    days_lines,
    language_rows,
    languages_question,
    topics_question,
)
from bot.views.registration.entrance import (
    TO_COME,
    declined,
    half_way,
    not_now,
    open_events,
    open_now,
    will_be_told,
    will_not_be_told,
)
from bot.views.registration.outcomes import approved, moved_up, organiser_welcome, registered, turned_down
from bot.views.registration.refusals import REFUSALS, consent_changed
from bot.views.registration.steps import question
from bot.views.registration.taps import Act, RegistrationTap

__all__ = [
    "REFUSALS",
    "TO_COME",
    "Act",
    "RegistrationTap",
    "approved",
    "chosen_rows",
    "consent_changed",
    "day_rows",
    "days_lines",
    "declined",
    "half_way",
    "language_rows",
    "languages_question",
    "moved_up",
    "not_now",
    "open_events",
    "open_now",
    "organiser_welcome",
    "question",
    "registered",
    "topics_question",
    "turned_down",
    "will_be_told",
    "will_not_be_told",
]
