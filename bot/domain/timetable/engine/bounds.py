"""What no timetable can be better than."""

from __future__ import annotations

from bot.domain.timetable.engine import Bounds
from bot.domain.timetable.problem import Problem


def least(problem: Problem) -> Bounds:
    """Bounds of all people together."""
    del problem
    return Bounds(0, 0, 0)
