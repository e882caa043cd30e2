"""The proof: the fewest breaks of an instance, shown to be the fewest; or that it has no solution, and why."""

from __future__ import annotations

from bot.domain.timetable.proving.deciding import SolverMissing
from bot.domain.timetable.proving.proof import Proof, Status
from bot.domain.timetable.proving.reasons import Reason
from bot.domain.timetable.proving.rising import prove

__all__ = ["Proof", "Reason", "SolverMissing", "Status", "prove"]
