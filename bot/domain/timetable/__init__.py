"""The matching engine's timetable: problems, their solution, its proof and its repair. Knows no Telegram and no SQL.

Heavy libraries (numba, numpy, python-sat) are imported within functions, and those run in a worker process.
"""

from __future__ import annotations

from bot.domain.timetable.capacity import Diary, Shortage, shortage
from bot.domain.timetable.checking import Fault, Numbers, faults, measure, person_gaps
from bot.domain.timetable.options import Keep, Options, Progress, Solution, Tell
from bot.domain.timetable.problem import Guest, Kind, Meeting, Priority, Problem, Spot, Time, Timetable, slots_in
from bot.domain.timetable.reasons import Reason, Why
from bot.domain.timetable.solving import NotInstalled, solve

__all__ = [
    "Diary",
    "Fault",
    "Guest",
    "Keep",
    "Kind",
    "Meeting",
    "NotInstalled",
    "Numbers",
    "Options",
    "Priority",
    "Problem",
    "Progress",
    "Reason",
    "Shortage",
    "Solution",
    "Spot",
    "Tell",
    "Time",
    "Timetable",
    "Why",
    "faults",
    "measure",
    "person_gaps",
    "shortage",
    "slots_in",
    "solve",
]
