"""Repairs: what 1, 5 and 20 faults of each kind cost, beside the least possible, and what new meetings move.

A random event is timetabled for some seconds and announced; then something goes wrong. At 500 people CP-SAT looks for
the smallest change there is. Without its proof the least is only known to lie between its bound and what is shown.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass

from bot.domain.timetable import Problem, faults
from bot.domain.timetable import measure as worth
from bot.domain.timetable.repairing import repair
from tests.benchmarks.repair_exact import LOST, Least, least, surely_without
from tests.benchmarks.repair_faults import KINDS, announced_event, new_and_cancelled
from tests.benchmarks.results import Figure

SIZES = ((500, 2_000), (2_000, 10_000), (10_000, 40_000))
COUNTS = (1, 5, 20)
EXACT_PEOPLE = 500
ALLOWED = 2.0  # seconds for a repair at 2,000 people


@dataclass(frozen=True)
class Case:
    """One event after one thing went wrong."""

    what: str
    problem: Problem
    exact: bool


async def measure(sizes: int = 2, exact_seconds: float = 30.0, timetabling: float = 5.0) -> AsyncIterator[Figure]:
    """The first `sizes` sizes; `exact_seconds` for each proof, 0 for none."""
    for people, meetings in SIZES[:sizes]:
        for use, stable in ((0.95, False), (0.90, True)):
            event = await asyncio.to_thread(announced_event, people, meetings, use, 1, timetabling)
            for case in _new(event) if stable else _faults(event):
                for figure in await asyncio.to_thread(_one, f"{people} x {meetings}", case, exact_seconds):
                    yield figure


def _faults(event: Problem) -> list[Case]:
    exact = len(event.people) <= EXACT_PEOPLE
    return [
        Case(f"{kind} {count}", make(event, count, random.Random(count)), exact)
        for kind, make in KINDS.items()
        for count in COUNTS
    ]


def _new(event: Problem) -> list[Case]:
    exact = len(event.people) <= EXACT_PEOPLE
    return [Case("5 % new, 3 % cancelled", new_and_cancelled(event, random.Random(1)), exact)]


def _one(size: str, case: Case, exact_seconds: float) -> list[Figure]:
    began = time.perf_counter()
    done = repair(case.problem)
    seconds = time.perf_counter() - began
    broken = faults(case.problem, done.table)
    if broken:
        raise RuntimeError(f"{size}, {case.what}: {broken[0]}")
    before, after = worth(case.problem, case.problem.as_it_stands()), worth(case.problem, done.table)
    without = len(done.dropped) + len(done.waiting)
    note = f"breaks {before.breaks} -> {after.breaks}, elsewhere {len(done.elsewhere)}"
    victims = sum(m.at is not None and bool(m.allowed) and not m.allowed >> m.at & 1 for m in case.problem.meetings)
    aim = f"surely {surely_without(case.problem)} without; {victims} cannot stay"
    if case.exact and exact_seconds:
        best = least(case.problem, done.table, exact_seconds)
        aim += f"; {_said(best)}"
    key = f"repair_{size}_{case.what}".replace(" ", "_")
    name = f"{size}: {case.what}"
    return [
        Figure(f"{key}_without", f"{name}: without a time", "meetings", [without], note, aim),
        Figure(f"{key}_moved", f"{name}: moved", "meetings", [len(done.moved)], note, aim),
        Figure(f"{key}_seconds", f"{name}: repaired in", "s", [seconds], "", f"below {ALLOWED:g} s"),
    ]


def _said(best: Least) -> str:
    if best.proved:
        return f"least {best.without} + {best.moved}, proved in {best.seconds:.0f} s"
    if best.moved < 0:
        return f"nothing found in {best.seconds:.0f} s"
    low = max(0.0, best.bound)
    return (
        f"best {best.without} + {best.moved}, at least {int(low // LOST)} + {round(low % LOST)}, "
        f"not proved in {best.seconds:.0f} s"
    )
