"""What the buttons of the profile say."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from bot.domain.people import Side
from bot.views.screens import Button
from bot.views.taps import Tap
from bot.views.words import Words


class ProfileAct(StrEnum):
    """What a button of the profile does; its value is in brackets."""

    SHOW = "show"
    NAME = "name"
    ORGANISATION = "org"
    TYPE = "type"
    TYPE_IS = "typeis"  # (attendee type)
    COUNTRY = "land"
    COUNTRY_IS = "landis"  # (ISO code)
    ABOUT = "about"
    NO_ABOUT = "noabout"
    LANGUAGES = "langs"
    LANGUAGE = "lang"  # (code, "+" or "-")
    INTERPRETER = "help"  # ("+" or "-")
    OFFERS = "offers"
    NEEDS = "needs"
    TOPIC = "topic"  # (o or n, topic id, "+" or "-")
    WORDS = "word"  # (o or n, key of own words)
    DAYS = "days"
    MODE = "mode"  # (day's index, "=", mode)
    MODE_NOW = "modenow"  # the same, and the meetings of that day are placed anew
    CONTACT = "contact"
    EMAIL = "email"
    NO_EMAIL = "noemail"
    PHONE = "phone"
    NO_PHONE = "nophone"
    HIDE = "hide"
    UNHIDE = "unhide"
    LEAVE = "leave"
    LEAVE_NOW = "leavenow"


@dataclass(frozen=True, slots=True)
class ProfileTap(Tap):
    """A tap on one's own profile."""

    prefix: ClassVar[str] = "pf"
    act: ProfileAct
    value: str | None = None


SIDE_LETTERS = {Side.OFFER: "o", Side.NEED: "n"}


def tap(label: str, act: ProfileAct, value: str | None = None) -> Button:
    """A button of the profile."""
    return Button(label, ProfileTap(act, value).pack())


def back(w: Words, to: ProfileAct = ProfileAct.SHOW) -> Button:
    """*Back*, to the profile unless it says where else."""
    return tap(w.plain("‹ Back"), to)
