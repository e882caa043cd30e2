"""Recommendations on the screen: *For you*, newcomers who fit, the organisers' matches and what came of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.domain.desk import Numbers
from bot.domain.events import Event
from bot.domain.people import Role
from bot.views.matching.for_you import (
    Line,
    card,
    everybody_button,
    for_you,
    hint,
    nobody_left,
    still_reading,
    wishes_row,
)
from bot.views.matching.newcomers import newcomers
from bot.views.matching.reasons import reason, wish_name
from bot.views.matching.sets import over
from bot.views.matching.taps import ForYouAct, ForYouTap, MatchesAct, MatchesTap, for_you_button
from bot.views.screens import Button, Screen
from bot.views.words import Words

__all__ = [
    "REFUSALS",
    "ForYouAct",
    "ForYouTap",
    "Line",
    "MatchesAct",
    "MatchesTap",
    "card",
    "desk_buttons",
    "everybody_button",
    "for_you",
    "for_you_button",
    "hint",
    "newcomers",
    "nobody_left",
    "reason",
    "still_reading",
    "wish_name",
    "wishes_row",
]


def desk_buttons(w: Words, _event: Event, _role: Role, _numbers: Numbers) -> Sequence[Button]:
    """*Matches*, on the desk's first screen."""
    return (Button(w.plain("✨ Matches"), MatchesTap(MatchesAct.OPEN).pack()),)


REFUSALS: dict[str, Callable[[Words, Mapping[str, Any]], str | Screen]] = {"matches_over": over}
