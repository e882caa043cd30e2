"""What is said when an answer, or the moment, does not fit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.domain.refusals import Refused
from bot.domain.typed_words import LIMITS
from bot.views.registration.entrance import not_now
from bot.views.registration.outcomes import turned_down
from bot.views.screens import Screen
from bot.views.words import Words, escape


def _refused_door(code: str) -> Callable[[Words, Mapping[str, Any]], Screen]:
    def words(w: Words, facts: Mapping[str, Any]) -> Screen:
        return not_now(w, Refused(code, **facts), known=True)

    return words


def _turned_down(w: Words, facts: Mapping[str, Any]) -> Screen:
    return turned_down(w, facts["event"], None)


def _not_text(w: Words, _facts: Mapping[str, Any]) -> str:
    return w.say("Please answer with words, or tap a button above.")


def _empty_text(w: Words, _facts: Mapping[str, Any]) -> str:
    return w.say("I cannot see anything in that. Please type a few letters.")


def _tap_please(w: Words, _facts: Mapping[str, Any]) -> str:
    return w.say("Please tap one of the buttons.")


def _too_many_words(w: Words, facts: Mapping[str, Any]) -> str:
    return w.count(
        "At most {n} of your own, please. Tap one with a cross to take it off.",
        "At most {n} of your own, please. Tap one with a cross to take it off.",
        int(facts.get("limit", 0)),
    )


def _too_many_languages(w: Words, facts: Mapping[str, Any]) -> str:
    return w.count(
        "At most {n} language, please. Tap one with a tick to take it off.",
        "At most {n} languages, please. Tap one with a tick to take it off.",
        int(facts.get("limit", 0)),
    )


def _no_language(w: Words, _facts: Mapping[str, Any]) -> str:
    return w.say("I do not know that language. Type its name, like “English” or “suomi”, or tap the buttons.")


def _no_country(w: Words, _facts: Mapping[str, Any]) -> str:
    return w.say(
        "I do not know that country. Try its name in English, its flag, or two letters like LT (at most {n} letters).",
        n=LIMITS["search"],
    )


def _online_only(w: Words, _facts: Mapping[str, Any]) -> str:
    return w.say("Registration for the hall is closed: you can still take part online.")


def _no_day(w: Words, _facts: Mapping[str, Any]) -> str:
    return w.say("Then you would be there on no day. Please choose the hall or online for at least one.")


def _incomplete(w: Words, _facts: Mapping[str, Any]) -> str:
    return w.say("Something is still missing. Send /register to go on.")


def consent_changed(w: Words) -> str:
    """The notice they agreed to is not the newest."""
    return w.plain("The privacy notice has changed since you began. Please read it once more.")


def _consent_changed(w: Words, _facts: Mapping[str, Any]) -> str:
    return escape(consent_changed(w))


def _nothing_begun(w: Words, _facts: Mapping[str, Any]) -> str:
    return w.say("This registration is not open any more. Send /register to begin.")


REFUSALS: dict[str, Callable[[Words, Mapping[str, Any]], str | Screen]] = {
    "registration_not_open": _refused_door("registration_not_open"),
    "registration_closed": _refused_door("registration_closed"),
    "save_the_date": _refused_door("save_the_date"),
    "event_over": _refused_door("event_over"),
    "turned_down": _turned_down,
    "not_text": _not_text,
    "empty_text": _empty_text,
    "tap_please": _tap_please,
    "too_many_words": _too_many_words,
    "too_many_languages": _too_many_languages,
    "no_language": _no_language,
    "no_country": _no_country,
    "online_only": _online_only,
    "no_day": _no_day,
    "incomplete": _incomplete,
    "consent_changed": _consent_changed,
    "nothing_begun": _nothing_begun,
}
