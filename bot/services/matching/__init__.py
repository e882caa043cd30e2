"""Recommendations: *For you*, newcomers who fit, whole sets of meetings for the organisers."""

from __future__ import annotations

from bot.services.matching import newcomers, ordering
from bot.services.matching.keeping import forget, prepare, ready
from bot.services.matching.running import Matchmaker
from bot.services.matching.sets import Made, Wanted, gather, make, propose, wanted_of
from bot.services.matching.suggesting import (
    PAGE,
    ForYou,
    Suggested,
    call_back,
    for_you,
    look_at,
    order_of,
    reasons,
    wave_away,
    waved_away,
)

NOTICES = {**newcomers.NOTICES, **ordering.NOTICES}

__all__ = [
    "NOTICES",
    "PAGE",
    "ForYou",
    "Made",
    "Matchmaker",
    "Suggested",
    "Wanted",
    "call_back",
    "for_you",
    "forget",
    "gather",
    "look_at",
    "make",
    "order_of",
    "prepare",
    "propose",
    "ready",
    "reasons",
    "wanted_of",
    "wave_away",
    "waved_away",
]
