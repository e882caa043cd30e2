"""Registering: a screen a question, and what comes before and after."""

from __future__ import annotations

from bot.views.registration.outcomes import (
    REFUSALS,
    consent_changed,
    declined,
    half_way,
    moved_up,
    not_now,
    open_events,
    organiser_welcome,
    registered,
    welcome_back,
)
from bot.views.registration.steps import chosen_rows, question
from bot.views.registration.taps import Act, RegistrationTap

__all__ = [
    "REFUSALS",
    "Act",
    "RegistrationTap",
    "chosen_rows",
    "consent_changed",
    "declined",
    "half_way",
    "moved_up",
    "not_now",
    "open_events",
    "organiser_welcome",
    "question",
    "registered",
    "welcome_back",
]
