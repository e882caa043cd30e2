"""Words for a rule that said no: which rule it was, and what to do instead.

Each feature's view module has its own ``REFUSALS``: code -> words (a :class:`Screen`, or text). Here they are
gathered, with those that belong to no feature.
"""

from __future__ import annotations

import html
import importlib
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from bot.views.menu import Door, doors
from bot.views.screens import Screen
from bot.views.words import Words

Refusal = Callable[[Words, Mapping[str, Any]], "str | Screen"]

# One line a feature: the view modules that have REFUSALS.
FEATURES = (
    "bot.views.registration",
    "bot.views.approvals",
    "bot.views.people",
    "bot.views.profile",
    "bot.views.privacy",
    "bot.views.languages",
    "bot.views.meetings",
    "bot.views.reminders",
    "bot.views.bell_choice",
    "bot.views.programme",
    "bot.views.after",
    "bot.views.imports",
    "bot.views.agenda",
    "bot.views.announcements",
    "bot.views.questions",
    "bot.views.roles",
    "bot.views.checkin",
    "bot.views.changes",
    "bot.views.timetable",
    "bot.views.repairs",
    "bot.views.desk",
    "bot.views.matching",
)

TAG = re.compile(r"<[^>]+>")


def not_registered(w: Words, _facts: Mapping[str, Any]) -> Screen:
    """They have no registration to this event."""
    text = w.say("You are not registered for an event. Send /start to see what is open.")
    return Screen(text, doors(w, (Door.EVENTS, Door.MENU)))


def no_event(w: Words, _facts: Mapping[str, Any]) -> Screen:
    """They are at no event."""
    text = w.say("You have not chosen an event yet. Send /start to see what is open.")
    return Screen(text, doors(w, (Door.EVENTS, Door.MENU)))


def stale_button(w: Words, _facts: Mapping[str, Any]) -> str:
    """A button of an older version, or of something that is gone."""
    return w.say("This button is too old to work. Send /menu to go on.")


def not_yours(w: Words, _facts: Mapping[str, Any]) -> str:
    """The act belongs to somebody else."""
    return w.say("Only the person concerned can do this.")


def organisers_only(w: Words, _facts: Mapping[str, Any]) -> str:
    """The act belongs to organisers."""
    return w.say("Only the organisers of this event can do this.")


def too_long(w: Words, facts: Mapping[str, Any]) -> str:
    """What was typed is longer than its limit; facts: `limit`, characters."""
    return w.count(
        "That is too long: at most {n} character, please. Send it again, shorter.",
        "That is too long: at most {n} characters, please. Send it again, shorter.",
        int(facts.get("limit", 0)),
    )


REFUSALS: dict[str, Refusal] = {
    "not_registered": not_registered,
    "no_event": no_event,
    "stale_button": stale_button,
    "not_yours": not_yours,
    "organisers_only": organisers_only,
    "too_long": too_long,
}


@cache
def gathered() -> Mapping[str, Refusal]:
    """Every code that has words; ValueError when two features have different words for one."""
    found = dict(REFUSALS)
    for name in FEATURES:
        for code, words in getattr(importlib.import_module(name), "REFUSALS", {}).items():
            if found.setdefault(code, words) is not words:
                raise ValueError(f"{name}: words for {code} are there already")
    return found


def refused(w: Words, code: str, facts: Mapping[str, Any]) -> Screen:
    """The one screen for a refusal; a code without words says that nothing was changed and how to go on."""
    words = gathered().get(code)
    if words is None:
        return Screen(w.say("That is not possible now, and nothing was changed. Send /menu to go on."))
    said = words(w, facts)
    return said if isinstance(said, Screen) else Screen(said)


def as_toast(screen: Screen) -> str | None:
    """The screen's words without formatting, if they fit over a chat (200 characters) and it has no buttons."""
    if screen.buttons or screen.keys or screen.attachment:
        return None
    plain = html.unescape(TAG.sub("", screen.text))
    return plain if len(plain) <= 200 else None
