"""Repair of a timetable: after a fault, the smallest change that keeps the most meetings. Plain Python, bit masks."""

from __future__ import annotations

from bot.domain.timetable.repairing.mending import repair
from bot.domain.timetable.repairing.result import Repaired

__all__ = ["Repaired", "repair"]
