"""The organisers' timetable: what it is made from, making it, and what happens when it is published."""

from __future__ import annotations

from bot.domain.proposals import Standing
from bot.services.timetable.asking import (
    current,
    discard,
    look,
    movers,
    publish_soon,
    start,
    stock,
    stop,
    unplaced,
    watch,
)
from bot.services.timetable.deciding import Move, moves_of
from bot.services.timetable.loading import Loaded, load
from bot.services.timetable.pinning import must_happen, pin
from bot.services.timetable.proposing import Outcome, options_of, outcome_of, work_out
from bot.services.timetable.publishing import Published, publish
from bot.services.timetable.running import Runner
from bot.services.timetable.saying import NOTICES, subject_of

__all__ = [
    "NOTICES",
    "Loaded",
    "Move",
    "Outcome",
    "Published",
    "Runner",
    "Standing",
    "current",
    "discard",
    "load",
    "look",
    "movers",
    "moves_of",
    "must_happen",
    "options_of",
    "outcome_of",
    "pin",
    "publish",
    "publish_soon",
    "start",
    "stock",
    "stop",
    "subject_of",
    "unplaced",
    "watch",
    "work_out",
]
