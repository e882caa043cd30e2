"""Registration: getting in, approval, moving up from the waiting list, leaving; save-the-dates; organisers; crowds."""

from __future__ import annotations

from bot.services.registration.approving import approve, approve_all, refuse
from bot.services.registration.carrying import stored_form, usual_mode
from bot.services.registration.dates import next_telling, tell_due, tell_me, tell_me_not
from bot.services.registration.enrolling import (
    DECIDES,
    Registered,
    countries_to_offer,
    line_of,
    register,
    status_now,
    visit,
)
from bot.services.registration.loading import Newcomer, load_attendees
from bot.services.registration.organisers import OrganiserEntry, apply_organisers, enrol_organiser
from bot.services.registration.places import fill_places, give_place, move_up, withdraw
from bot.services.registration.rendering import NOTICES

__all__ = [
    "DECIDES",
    "NOTICES",
    "Newcomer",
    "OrganiserEntry",
    "Registered",
    "apply_organisers",
    "approve",
    "approve_all",
    "countries_to_offer",
    "enrol_organiser",
    "fill_places",
    "give_place",
    "line_of",
    "load_attendees",
    "move_up",
    "next_telling",
    "refuse",
    "register",
    "status_now",
    "stored_form",
    "tell_due",
    "tell_me",
    "tell_me_not",
    "usual_mode",
    "visit",
    "withdraw",
]
