"""Registration: getting in, moving up from the waiting list, leaving; organisers; a whole crowd at once."""

from __future__ import annotations

from bot.services.registration.enrolling import (
    NOTICES,
    Registered,
    countries_to_offer,
    move_up,
    register,
    stored_form,
    visit,
    withdraw,
)
from bot.services.registration.loading import Newcomer, load_attendees
from bot.services.registration.organisers import OrganiserEntry, apply_organisers, enrol_organiser

__all__ = [
    "NOTICES",
    "Newcomer",
    "OrganiserEntry",
    "Registered",
    "apply_organisers",
    "countries_to_offer",
    "enrol_organiser",
    "load_attendees",
    "move_up",
    "register",
    "stored_form",
    "visit",
    "withdraw",
]
