"""A modest timetable in plain Python: each meeting where it costs least, others making room, then single moves."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Sequence

from bot.domain.timetable.board import Board
from bot.domain.timetable.problem import slots_in

DEPTH = 3  # so many meetings move at most so that one more finds room


def place_all(board: Board, order: Sequence[int]) -> None:
    """Give each of the meetings a time, in this order, if there is one; others that may move make room for it."""
    for number in order:
        if not _place(board, number, DEPTH, set()):
            continue


def _place(board: Board, number: int, depth: int, busy_with: set[int]) -> bool:
    mask = board.open(number)
    if mask:
        board.put(number, cheapest(board, number, mask))
        return True
    if not depth:
        return False
    problem = board.problem
    busy_with = busy_with | {number}
    wanted = problem.meetings[number].allowed & board.in_order(number)
    for slot in slots_in(wanted):
        there = [other for other in _at(board, slot) if other not in busy_with and not problem.meetings[other].fixed]
        people = set(problem.meetings[number].people)
        clashing = [other for other in _at(board, slot) if people & set(problem.meetings[other].people)]
        for other in clashing or there:
            if len(clashing) > 1 or other not in there:
                break
            board.take(other)
            if board.open(number) >> slot & 1:
                board.put(number, slot)
                if _place(board, other, depth - 1 if clashing else 0, busy_with):
                    return True
                board.take(number)
            board.put(other, slot)
    return False


def _at(board: Board, slot: int) -> list[int]:
    return [number for number, where in enumerate(board.slots) if where == slot]


def cheapest(board: Board, number: int, mask: int) -> int:
    """Of the slots of a mask the one which leaves the meeting's people the fewest gaps, the first of equals."""
    people = board.problem.meetings[number].people

    def cost(slot: int) -> int:
        board.put(number, slot)
        gaps = board.cost(people)
        board.take(number)
        return gaps

    return min(slots_in(mask), key=cost)


def move_singly(
    board: Board, *, seed: int, steps: int, held: Collection[int] = (), more: Callable[[], bool] = lambda: True
) -> int:
    """Move one meeting after another to the cheapest slot open to it; how many steps were made."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    moving = [n for n, m in enumerate(board.problem.meetings) if board.slots[n] is not None and not m.fixed]
    moving = [number for number in moving if number not in held]
    for step in range(steps if moving else 0):
        if not step % 256 and not more():
            return step
        number = dice.choice(moving)
        slot = board.take(number)
        board.put(number, cheapest(board, number, board.open(number)))
        assert slot is not None
    return steps if moving else 0
