"""Somebody is late or away: what the desk is asked and shown, and what people say about themselves."""

from __future__ import annotations

from collections.abc import Mapping

from bot.views.refusals import Refusal
from bot.views.repairs.asking import (
    free_again,
    leaves,
    mine,
    minute,
    no_day_left,
    no_repair,
    no_time,
    noted,
    what,
    which,
)
from bot.views.repairs.standing import headline, standing
from bot.views.repairs.taps import AwayAct, AwayTap, RepairAct, RepairTap

REFUSALS: Mapping[str, Refusal] = {
    "no_repair": lambda w, _facts: no_repair(w),
    "no_day_left": lambda w, _facts: no_day_left(w),
}

__all__ = [
    "REFUSALS",
    "AwayAct",
    "AwayTap",
    "RepairAct",
    "RepairTap",
    "free_again",
    "headline",
    "leaves",
    "mine",
    "minute",
    "no_time",
    "noted",
    "standing",
    "what",
    "which",
]
