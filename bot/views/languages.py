"""The language and the time zone one reads in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from bot.domain.events import Event
from bot.views.menu import menu_button
from bot.views.screens import Button, Key, Screen
from bot.views.taps import Tap
from bot.views.words import LANGUAGES, Html, Words, own_name

NAMES = {code: own_name(code) for code in LANGUAGES}
EVENT_ZONE = "event"
HERE = "here"  # no zone: where the phone is shall say it


@dataclass(frozen=True, slots=True)
class LanguageTap(Tap):
    """A language chosen."""

    prefix: ClassVar[str] = "lg"
    language: str


@dataclass(frozen=True, slots=True)
class ZoneTap(Tap):
    """A time zone chosen: its name, ``event`` for the event's own, ``here`` to share where one is."""

    prefix: ClassVar[str] = "tz"
    zone: str


def _language(code: str, label: str) -> Button:
    return Button(label, LanguageTap(code).pack())


def other_languages(w: Words) -> tuple[Button, ...]:
    """Buttons for the languages that this is not in, in their own words."""
    return tuple(_language(code, NAMES[code]) for code in LANGUAGES if code != w.language)


def languages(w: Words) -> Screen:
    """Which language?"""
    buttons = tuple(_language(code, f"✓ {NAMES[code]}" if code == w.language else NAMES[code]) for code in LANGUAGES)
    return Screen(w.say("<b>Which language?</b>"), (buttons, (menu_button(w),)))


def language_set(w: Words) -> Screen:
    """From now on in this language."""
    return Screen(w.say("✅ <b>English</b> from now on."), (other_languages(w), (menu_button(w),)))


def zone_name(zone: str) -> str:
    """``Vilnius (Europe)`` from ``Europe/Vilnius``."""
    region, _, city = zone.rpartition("/")
    return f"{city.replace('_', ' ')} ({region.replace('/', ', ')})" if region else zone


def timezones(w: Words, event: Event | None, chosen: str | None, common: Sequence[str], now: datetime) -> Screen:
    """Which time zone? The event's first; `common` are names of others. Each button shows its time now."""

    def button(label: str, value: str, zone: str) -> Button:
        return Button(f"{label} · {w.time(now, ZoneInfo(zone))}", ZoneTap(value).pack())

    rows = [(button(zone_name(zone), zone, zone),) for zone in common if event is None or zone != event.timezone]
    if event is not None:
        rows.insert(0, (button(w.plain("The event's time, {city}", city=event.city), EVENT_ZONE, event.timezone),))
        here = chosen or event.timezone
    else:
        here = chosen or "UTC"
    text = Html(
        w.say("<b>Your time zone: {zone}</b>", zone=zone_name(here)) + "\n"
        + w.say("It is {time} there now. Tap another, or type a city or a country.", time=w.time(now, ZoneInfo(here)))
    )  # fmt: skip
    here_button = Button(w.plain("📍 Share where I am"), ZoneTap(HERE).pack())
    return Screen(text, (*rows, (here_button,), (menu_button(w),)))


def back_key(w: Words) -> str:
    """The key that takes the question for one's location back."""
    return w.plain("‹ Back")


def share_location(w: Words) -> Screen:
    """A key below the chat that shares where the phone is."""
    return Screen(
        w.say("Tap the key below: only the time zone is kept, not the place."),
        keys=((Key(w.plain("📍 Share where I am"), "location"),), (Key(back_key(w)),)),
    )


def location_read(w: Words) -> Screen:
    """The location has come; the keys go away."""
    return Screen(w.say("📍 Thank you. The place itself is not kept."), remove_keys=True)


def no_zone_there(w: Words) -> Screen:
    """A location at sea."""
    return Screen(w.say("📍 I know no time zone for that place. Type a city or a country."), remove_keys=True)


def keys_away(w: Words) -> Screen:
    """The keys go away: a location is not waited for any more."""
    return Screen(w.say("📍 All right, without your location."), remove_keys=True)


def which_zone(w: Words, found: Sequence[str], now: datetime) -> Screen:
    """What was typed may mean these."""
    rows = tuple(
        (Button(f"{zone_name(zone)} · {w.time(now, ZoneInfo(zone))}", ZoneTap(zone).pack()),) for zone in found
    )
    return Screen(w.say("<b>Is this it?</b>\nTap it, or type another city."), (*rows, (menu_button(w),)))


def zone_set(w: Words, zone: str, now: datetime) -> Screen:
    """From now on in this zone."""
    text = w.say(
        "✅ <b>Times are now shown for {zone}.</b>\nIt is {time} there. Meetings also say the event's own time.",
        zone=zone_name(zone),
        time=w.time(now, ZoneInfo(zone)),
    )
    return Screen(text, ((menu_button(w),),))


def _unknown_zone(w: Words, _facts: Mapping[str, Any]) -> str:
    return w.say("I do not know that place. Type a bigger city near you, or your country.")


def _unknown_language(w: Words, _facts: Mapping[str, Any]) -> str:
    return w.say("I do not speak that language yet.")


REFUSALS: dict[str, Callable[[Words, Mapping[str, Any]], str | Screen]] = {
    "unknown_zone": _unknown_zone,
    "unknown_language": _unknown_language,
}
