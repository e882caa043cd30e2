"""What the buttons of a registration say."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from bot.domain.registration import Step
from bot.views.taps import Tap


class Act(StrEnum):
    """What a button of the registration does; its value is in brackets."""

    OPEN = "open"  # (event slug) begin, or go on
    RESUME = "go"  # go on where it stopped
    ANEW = "new"  # (event slug) forget the answers and begin again
    AGREE = "yes"
    STORED = "same"  # agree, and use the profile of an earlier event
    DECLINE = "no"
    KEEP = "keep"  # the name, as it stands
    TYPE = "type"  # (attendee type)
    COUNTRY = "land"  # (ISO code)
    MODE = "mode"  # (day's index, "=", mode)
    EVERY_DAY = "days"  # (mode)
    TOPIC = "topic"  # (topic id, "+" or "-")
    WORDS = "word"  # (key of own words) take them off
    DONE = "done"
    EDIT = "edit"  # (step) from the summary
    BACK = "back"  # (day's index)
    REGISTER = "reg"


@dataclass(frozen=True, slots=True)
class RegistrationTap(Tap):
    """A tap while registering; `at` is the question it answers, so that a second tap does not answer the next one."""

    prefix: ClassVar[str] = "rg"
    act: Act
    value: str | None = None
    at: Step | None = None
