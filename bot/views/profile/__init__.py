"""One's own profile, as others see it, and how to change every field of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.views.profile.asking import (
    ask_about,
    ask_contact,
    ask_country,
    ask_days,
    ask_email,
    ask_languages,
    ask_name,
    ask_organisation,
    ask_phone,
    ask_topics,
    ask_type,
    back_key,
    keys_away,
    mode_changed,
    sure_of_mode,
)
from bot.views.profile.showing import left, profile, saved, saved_type, sure_to_leave
from bot.views.profile.taps import ProfileAct, ProfileTap
from bot.views.screens import Screen
from bot.views.words import Words

__all__ = [
    "REFUSALS",
    "ProfileAct",
    "ProfileTap",
    "ask_about",
    "ask_contact",
    "ask_country",
    "ask_days",
    "ask_email",
    "ask_languages",
    "ask_name",
    "ask_organisation",
    "ask_phone",
    "ask_topics",
    "ask_type",
    "back_key",
    "keys_away",
    "left",
    "mode_changed",
    "profile",
    "saved",
    "saved_type",
    "sure_of_mode",
    "sure_to_leave",
]


def _no_email(w: Words, _facts: Mapping[str, Any]) -> str:
    return w.say("That is no e-mail address. It looks like name@example.org.")


def _no_phone(w: Words, _facts: Mapping[str, Any]) -> str:
    return w.say("Please begin with + and the country’s number, like +370 600 00000.")


def _not_your_number(w: Words, _facts: Mapping[str, Any]) -> str:
    return w.say("That is somebody else’s number. Please share your own, or type it.")


REFUSALS: dict[str, Callable[[Words, Mapping[str, Any]], str | Screen]] = {
    "no_email": _no_email,
    "no_phone": _no_phone,
    "not_your_number": _not_your_number,
}
