"""What the buttons of *For you*, of the organisers' matches and of what came of them say."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from bot.domain.ids import AttendeeId
from bot.views.screens import Button
from bot.views.taps import Tap
from bot.views.words import Words


class ForYouAct(StrEnum):
    """What a button of *For you* does."""

    PAGE = "p"
    CARD = "c"
    WAVE = "n"  # not interested
    UNDO = "u"


@dataclass(frozen=True, slots=True)
class ForYouTap(Tap):
    """A tap on *For you*: whose card, and the page it belongs to."""

    prefix: ClassVar[str] = "fy"
    act: ForYouAct
    page: int = 0
    who: AttendeeId | None = None


class MatchesAct(StrEnum):
    """What a button of the desk's *Matches* does."""

    OPEN = "o"
    START = "s"  # at least `value` for everybody
    SHOW = "v"
    FILE = "f"
    ASK_MAKE = "q"
    MAKE = "m"
    DROP = "x"


@dataclass(frozen=True, slots=True)
class MatchesTap(Tap):
    """A tap on a set of matches: which one, and a number."""

    prefix: ClassVar[str] = "ms"
    act: MatchesAct
    number: int | None = None
    value: int = 0


def for_you_button(w: Words) -> Button:
    """*For you*, from elsewhere."""
    return Button(w.plain("✨ For you"), ForYouTap(ForYouAct.PAGE).pack())
