"""What is known of an instance at the end: a solution, a bound, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.timetable.proving.reasons import Reason


class Status(StrEnum):
    """How much is known."""

    OPTIMAL = "optimal"  # no solution has fewer breaks
    FEASIBLE = "feasible"  # a solution; whether it is the best was not found out in time
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"  # neither a solution nor a proof that there is none was found in time


@dataclass(frozen=True, slots=True)
class Proof:
    """`objective`: breaks of the best solution found; `bound`: no solution has fewer. `assignment`: slots from 1."""

    status: Status
    bound: int
    seconds: float
    objective: int | None = None
    assignment: tuple[int, ...] | None = None
    reason: Reason | None = None
