"""The least that a repair can come to, by CP-SAT (ortools): fewest without a time, then fewest moved."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import Any

from bot.domain.timetable import Kind, Problem, Timetable, slots_in

LOST = 1_000  # one meeting without a time outweighs this many moved


@dataclass(frozen=True)
class Least:
    """Without a time and moved in the best timetable found; `bound` is what no timetable is below (same weights)."""

    without: int
    moved: int
    bound: float
    proved: bool
    seconds: float


def least(problem: Problem, hint: Timetable, seconds: float) -> Least:
    """The smallest change of all, or the smallest found in this time (then `proved` is False).

    Tables only, no order and no most per block: the events of this benchmark have none.
    """
    cp_model: Any = importlib.import_module("ortools.sat.python.cp_model")
    model = cp_model.CpModel()
    room = problem.room(Kind.TABLE)
    by_person: dict[tuple[int, int], list[Any]] = {}
    by_slot: dict[int, list[Any]] = {}
    lost: list[Any] = []
    moved: list[Any] = []
    for number, meeting in enumerate(problem.meetings):
        without = model.new_bool_var("")
        model.add_hint(without, hint.slots[number] is None)
        lost.append(without)
        row = {slot: model.new_bool_var("") for slot in slots_in(meeting.allowed)}
        model.add_exactly_one([without, *row.values()])
        for slot, variable in row.items():
            model.add_hint(variable, hint.slots[number] == slot)
            by_slot.setdefault(slot, []).append(variable)
            for person in meeting.people:
                by_person.setdefault((person, slot), []).append(variable)
        if meeting.at is not None:
            moved.append(1 - without - row.get(meeting.at, 0))
    for variables in by_person.values():
        model.add_at_most_one(variables)
    for slot, variables in by_slot.items():
        model.add(sum(variables) <= room[slot])
    model.minimize(LOST * sum(lost) + sum(moved))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 2
    status = solver.solve(model)
    return Least(
        without=sum(solver.value(variable) for variable in lost),
        moved=sum(solver.value(one) for one in moved),
        bound=solver.best_objective_bound,
        proved=status == cp_model.OPTIMAL,
        seconds=solver.wall_time,
    )
