"""What others do, on the same problems: plain greedy, the first slot that both have free, and CP-SAT alone."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from itertools import pairwise

from bot.domain.timetable import Kind, Problem, slots_in

Slots = tuple[int | None, ...]


def first_shared_slot(problem: Problem, seed: int = 0) -> Slots:
    """The first slot in which both are free and a place is: what b2match's quick schedule does."""
    return _one_by_one(problem, seed, lambda busy, slot: 0)


def greedy(problem: Problem, seed: int = 0) -> Slots:
    """Each meeting in the shared slot nearest to what its people have already; nothing is moved afterwards."""
    return _one_by_one(problem, seed, _distance)


def _distance(busy: int, slot: int) -> int:
    return min((abs(other - slot) for other in slots_in(busy)), default=0)


def _one_by_one(problem: Problem, seed: int, price: Callable[[int, int], int]) -> Slots:
    order = list(range(len(problem.meetings)))
    random.Random(seed).shuffle(order)
    busy = [guest.blocked for guest in problem.people]
    met = [0] * len(busy)
    left = {kind: list(problem.room(kind)) for kind in Kind}
    slots: list[int | None] = [None] * len(order)
    for number in order:
        meeting = problem.meetings[number]
        free = meeting.allowed
        for person in meeting.people:
            free &= ~busy[person]
        chosen = min(
            (slot for slot in slots_in(free) if left[meeting.kind(slot)][slot] > 0),
            key=lambda slot: (sum(price(met[person], slot) for person in meeting.people), slot),
            default=None,
        )
        if chosen is not None:
            slots[number] = chosen
            left[meeting.kind(chosen)][chosen] -= 1
            for person in meeting.people:
                busy[person] |= 1 << chosen
                met[person] |= 1 << chosen
    return tuple(slots)


def constraint_solver(problem: Problem, seconds: float, seed: int = 0) -> Slots:
    """CP-SAT (OR-tools) alone on the plain model: a truth value for each meeting and slot; all meetings placed.

    No break or idle slot is modelled where a person has no slots left for one. Whatever it has at the end of its time
    counts; nothing at all: every meeting without a slot.
    """
    from ortools.sat.python import cp_model

    began = time.monotonic()
    model = cp_model.CpModel()
    takes: list[dict[int, cp_model.IntVar]] = []
    of: list[dict[int, list[cp_model.IntVar]]] = [{} for _ in problem.people]
    of_slot: dict[tuple[Kind, int], list[cp_model.IntVar]] = {}
    for meeting in problem.meetings:
        row = {slot: model.new_bool_var("") for slot in slots_in(meeting.allowed)}
        takes.append(row)
        model.add_exactly_one(row.values())
        for slot, var in row.items():
            of_slot.setdefault((meeting.kind(slot), slot), []).append(var)
            for person in meeting.people:
                of[person].setdefault(slot, []).append(var)
    for (kind, slot), here in of_slot.items():
        model.add(sum(here) <= problem.room(kind)[slot])
    cost: list[cp_model.LinearExprT] = []
    for person, guest in enumerate(problem.people):
        for block in problem.block_masks():
            inside = list(slots_in(block & ~guest.blocked))
            busy, before, after = {}, {}, {}
            for slot in inside:
                busy[slot] = model.new_bool_var("")
                model.add(sum(of[person].get(slot, [])) == busy[slot])
                before[slot], after[slot] = model.new_bool_var(""), model.new_bool_var("")
            for earlier, later in pairwise(inside):
                model.add_implication(busy[earlier], before[later])
                model.add_implication(before[earlier], before[later])
                model.add_implication(busy[later], after[earlier])
                model.add_implication(after[later], after[earlier])
            waits = {slot: model.new_bool_var("") for slot in inside}
            for slot in inside:
                model.add_bool_or(busy[slot], before[slot].negated(), after[slot].negated(), waits[slot])
                cost.append(waits[slot])
            for earlier, later in pairwise(inside):
                begins = model.new_bool_var("")
                model.add_bool_or(busy[earlier].negated(), waits[later].negated(), begins)
                cost.append(3 * begins)
    model.minimize(sum(cost))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(1.0, seconds - (time.monotonic() - began))
    solver.parameters.num_workers = 2
    solver.parameters.random_seed = seed
    status = solver.solve(model)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return (None,) * len(problem.meetings)
    return tuple(next(slot for slot, var in row.items() if solver.value(var)) for row in takes)
