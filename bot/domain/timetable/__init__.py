"""The matching engine's timetable: problems, their solution, its proof and its repair. Knows no Telegram and no SQL.

Heavy libraries (numba, numpy, scipy, python-sat) are imported within functions, and those run in a worker process.
"""

from __future__ import annotations

from bot.domain.timetable.checking import Fault, Numbers, faults, measure, person_gaps
from bot.domain.timetable.problem import Guest, Kind, Meeting, Priority, Problem, Spot, Time, Timetable, slots_in

__all__ = [
    "Fault",
    "Guest",
    "Kind",
    "Meeting",
    "Numbers",
    "Priority",
    "Problem",
    "Spot",
    "Time",
    "Timetable",
    "faults",
    "measure",
    "person_gaps",
    "slots_in",
]
