"""Repair a timetable after a fault: the smallest change that keeps the most meetings."""

from __future__ import annotations

import time
from random import Random

from bot.domain.timetable.problem import Problem, Timetable
from bot.domain.timetable.repairing.board import NOWHERE, Board
from bot.domain.timetable.repairing.budget import Budget
from bot.domain.timetable.repairing.ejecting import Ejecting
from bot.domain.timetable.repairing.giving_up import out_of_time, take_from_lesser, two_for_one
from bot.domain.timetable.repairing.polishing import polish
from bot.domain.timetable.repairing.result import Repaired
from bot.domain.timetable.repairing.seating import seat
from bot.domain.timetable.repairing.standing import stand
from bot.domain.timetable.repairing.swapping import place_by_chain

WORK, WORK_EACH = 40_000, 30  # and for each meeting that needs a time: below a second at 2,000 people and 20 faults
BEFORE_SEATING = 0.9  # of the seconds; the rest is for finding places
ROUNDS = 3


def repair(problem: Problem, *, seconds: float = 2.0, work: int | None = None, seed: int = 0) -> Repaired:
    """A timetable that keeps every rule, from one that a fault has broken.

    The problem is as it is after the fault. A meeting that has a slot and may still take it stays, at another place if
    its own is gone; what clashes, may not be then any more or has no slot gets one, and others move for it only where
    it would have none else. Announced meetings are moved last; who goes without is decided by priority. The same
    problem, work and seed give the same answer; `seconds` is only the brake of a slow machine.
    """
    began = time.monotonic()
    random = Random(seed)  # noqa: S311 - no secret hangs on it
    board = Board(problem)
    waiting = stand(board)
    left = seconds * BEFORE_SEATING - (time.monotonic() - began)
    budget = Budget(left, WORK + WORK_EACH * len(waiting) if work is None else work)
    if waiting or board.trail:
        mark = len(board.trail)
        plain = _plainly(board, waiting)
        search = Ejecting(board, budget, random)
        _place_all(search, waiting)
        polish(search, waiting, random, budget)
        if plain[0] < board.cost:
            board.back(mark)
            for number, slot in plain[1]:
                board.set(number, slot)
    spots = seat(board)
    return _result(problem, board, spots, time.monotonic() - began, budget.spent)


def _plainly(board: Board, waiting: list[int]) -> tuple[int, list[tuple[int, int]]]:
    """What comes of giving each the cheapest free slot and moving nobody: the mark to be no worse than."""
    mark = len(board.trail)
    for number in sorted(waiting, key=lambda one: (-board.loss[one], one)):
        slot = board.best(number)
        if slot >= 0:
            board.set(number, slot)
    cost, slots = board.cost, [(number, board.slot[number]) for number in waiting if board.slot[number] >= 0]
    board.back(mark)
    return cost, slots


def _place_all(search: Ejecting, waiting: list[int]) -> None:
    board, budget = search.board, search.budget
    unplaced: set[int] = set(waiting)
    for _ in range(ROUNDS):
        order = sorted(unplaced, key=lambda one: (-board.loss[one], len(board.direct(one)), one))
        for number in order:
            if board.slot[number] < 0:
                _place(search, number, unplaced)
        for number in order:
            if number in unplaced and not budget.over:
                two_for_one(search, number, unplaced, budget)
        if not unplaced or unplaced == set(order) or budget.over:
            return


def _place(search: Ejecting, number: int, unplaced: set[int]) -> None:
    board, budget = search.board, search.budget
    unplaced.discard(number)
    if out_of_time(board, number):
        placed = search.place(number, 0)
    else:
        placed = search.place(number) or (not budget.over and place_by_chain(board, number, budget))
    if placed:
        return
    without = None if budget.over else take_from_lesser(search, number)
    unplaced.update([number] if without is None else without)


def _result(problem: Problem, board: Board, spots: list[int | None], seconds: float, work: int) -> Repaired:
    moved: list[int] = []
    elsewhere: list[int] = []
    dropped: list[int] = []
    placed: list[int] = []
    waiting: list[int] = []
    kept = 0
    for number, meeting in enumerate(problem.meetings):
        slot = board.slot[number]
        if meeting.at is None:
            (waiting if slot == NOWHERE else placed).append(number)
        elif slot == NOWHERE:
            dropped.append(number)
        elif slot != meeting.at:
            moved.append(number)
        elif spots[number] != meeting.spot:
            elsewhere.append(number)
        else:
            kept += 1
    table = Timetable(tuple(None if slot < 0 else slot for slot in board.slot), tuple(spots))
    return Repaired(
        table=table,
        kept=kept,
        moved=tuple(moved),
        elsewhere=tuple(elsewhere),
        dropped=tuple(dropped),
        placed=tuple(placed),
        waiting=tuple(waiting),
        seconds=seconds,
        work=work,
    )
