"""The organiser's timetable: what it is made from, making it, and what happens when it is published."""

from __future__ import annotations

from bot.services.timetable.deciding import Move, moves_of
from bot.services.timetable.loading import Loaded, load
from bot.services.timetable.publishing import Published, publish

__all__ = ["Loaded", "Move", "Published", "load", "moves_of", "publish"]
