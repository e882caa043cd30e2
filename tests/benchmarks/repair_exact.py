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
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return Least(hint.slots.count(None), -1, 0.0, proved=False, seconds=solver.wall_time)
    return Least(
        without=sum(solver.value(variable) for variable in lost),
        moved=sum(solver.value(one) for one in moved),
        bound=solver.best_objective_bound,
        proved=status == cp_model.OPTIMAL,
        seconds=solver.wall_time,
    )


def surely_without(problem: Problem) -> int:
    """How many go without a time in any timetable: for want of slots, of tables, or of time in somebody's day.

    A person's meetings beyond a largest matching with their slots are lost (Hall); one lost meeting of two such people
    counts for both, if they have one together. Held meetings are not looked at: these events have none.
    """
    nowhere = sum(not meeting.allowed for meeting in problem.meetings)
    used = 0
    for meeting in problem.meetings:
        used |= meeting.allowed
    room = problem.room(Kind.TABLE)
    tables = max(0, len(problem.meetings) - nowhere - sum(room[slot] for slot in slots_in(used)))
    lacking = {
        person: lost
        for person, theirs in enumerate(problem.meetings_of())
        if (lost := _beyond(problem, [n for n in theirs if problem.meetings[n].allowed]))
    }
    total = sum(lacking.values())
    shared = sum(bool(m.allowed) and all(person in lacking for person in m.people) for m in problem.meetings)
    return nowhere + max(tables, total - min(shared, total // 2))


def _beyond(problem: Problem, meetings: list[int]) -> int:
    """How many of them are left over in a largest matching of meetings and slots."""
    holder: dict[int, int] = {}

    def give(number: int, tried: set[int]) -> bool:
        for slot in slots_in(problem.meetings[number].allowed):
            if slot not in tried:
                tried.add(slot)
                if slot not in holder or give(holder[slot], tried):
                    holder[slot] = number
                    return True
        return False

    return sum(not give(number, set()) for number in meetings)
