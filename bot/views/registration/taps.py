"""What the buttons of a registration say."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from bot.domain.registration import Step
from bot.views.screens import Button
from bot.views.taps import Tap


class Act(StrEnum):
    """What a button of the registration does; its value is in brackets."""

    OPEN = "open"  # (event slug) begin, or go on, or go to an event one is registered for
    RESUME = "go"  # go on where it stopped
    ANEW = "new"  # (event slug) forget the answers and begin again
    AGREE = "yes"
    STORED = "same"  # agree, and look over the profile of an earlier event
    AT_ONCE = "once"  # (mode) agree, and register with that profile as it is
    DECLINE = "no"
    KEEP = "keep"  # the name, or the organisation, as it stands
    TYPE = "type"  # (attendee type)
    COUNTRY = "land"  # (ISO code)
    MODE = "mode"  # (day's index, "=", mode)
    EVERY_DAY = "days"  # (mode)
    LANGUAGE = "lang"  # (code, "+" or "-")
    INTERPRETER = "help"  # ("+" or "-")
    TOPIC = "topic"  # (topic id, "+" or "-")
    WORDS = "word"  # (key of own words) take them off
    NO_ABOUT = "noabout"
    ZONE = "zone"  # (a zone's name, or "event")
    DONE = "done"
    EDIT = "edit"  # (step) from the summary
    BACK = "back"  # ("1" from guesses, else "0")
    REGISTER = "reg"
    TELL_ME = "tell"  # (event slug) when it is
    TELL_ME_NOT = "mute"  # (event slug)


@dataclass(frozen=True, slots=True)
class RegistrationTap(Tap):
    """A tap while registering; `at` is the question it answers, so that a second tap does not answer the next one."""

    prefix: ClassVar[str] = "rg"
    act: Act
    value: str | None = None
    at: Step | None = None


def tap(at: Step, label: str, act: Act, value: str | None = None) -> Button:
    """A button under the question `at`."""
    return Button(label, RegistrationTap(act, value, at).pack())
