"""People as others see them: the list, its filters, and the card with *Request a meeting*."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.views.menu import Door, doors
from bot.views.people.card import card, describe, interest_names, mode_line, mode_name, name_of, type_name
from bot.views.people.listing import choices, listing, search_prompt, shorten
from bot.views.people.taps import PeopleAct, PeopleTap, RequestTap
from bot.views.screens import Screen
from bot.views.words import Words

__all__ = [
    "REFUSALS",
    "PeopleAct",
    "PeopleTap",
    "RequestTap",
    "card",
    "choices",
    "describe",
    "interest_names",
    "listing",
    "mode_line",
    "mode_name",
    "name_of",
    "search_prompt",
    "shorten",
    "type_name",
]


def _person_gone(w: Words, _facts: Mapping[str, Any]) -> str:
    return w.say("This person is not on the list any more.")


def _waiting(w: Words, _facts: Mapping[str, Any]) -> Screen:
    return Screen(
        w.say("<b>You are on the waiting list.</b>\nPeople and meetings open for you as soon as you move up."),
        doors(w, (Door.PROFILE, Door.MENU)),
    )


def _applied(w: Words, _facts: Mapping[str, Any]) -> Screen:
    return Screen(
        w.say(
            "<b>The organisers are looking at your registration.</b>\n"
            "People and meetings open for you as soon as they have approved it."
        ),
        doors(w, (Door.PROFILE, Door.MENU)),
    )


REFUSALS: dict[str, Callable[[Words, Mapping[str, Any]], str | Screen]] = {
    "person_gone": _person_gone,
    "waiting": _waiting,
    "applied": _applied,
}
