"""What the buttons after a meeting, and about somebody missing, say."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from bot.domain.ids import GapOfferId, MeetingId
from bot.views.taps import Tap


class AfterAct(StrEnum):
    """What a button under "How was it?" does."""

    HELD = "h"
    NOBODY = "n"
    SHORT = "s"
    FOLLOW_UP = "f"
    PROJECT = "p"
    NO_FIT = "x"
    SHARE = "y"
    KEEP = "k"
    AGAIN = "b"  # back to the first question
    CALL = "c"  # nobody here


@dataclass(frozen=True, slots=True)
class AfterTap(Tap):
    """A tap about how a meeting was, or that nobody is there."""

    prefix: ClassVar[str] = "af"
    act: AfterAct
    meeting: MeetingId


class GapAct(StrEnum):
    """What a button about somebody missing, or a slot left free, does."""

    COMING = "c"
    CANT_COME = "x"
    THEY_CAME = "h"
    TAKE = "t"
    NO_THANKS = "n"


@dataclass(frozen=True, slots=True)
class GapTap(Tap):
    """A tap on a call for somebody missing or on the offer that follows."""

    prefix: ClassVar[str] = "gp"
    act: GapAct
    offer: GapOfferId
