"""Make a repair smaller: undo moves that turned out needless, save gaps, and try parts of it in another order.

Never anything that costs more than it saves; a meeting that stands where it stood is only moved where another may
return for it.
"""

from __future__ import annotations

from random import Random

from bot.domain.timetable.repairing.board import NOWHERE, Board
from bot.domain.timetable.repairing.budget import Budget
from bot.domain.timetable.repairing.ejecting import Ejecting

TOGETHER = 4  # changes taken back at once
LOOKED_AT = 40  # to find some that hang together
IN_VAIN, MANY = 12, 40  # tries without success, per change but no more than for so many, when it is good enough
TRY = 10  # units of work that a try is worth at least


def polish(search: Ejecting, victims: list[int], random: Random, budget: Budget) -> None:
    """Make it smaller until the budget is spent or nothing is found any more."""
    board = search.board
    touched = {number for number, _ in board.trail} | set(victims)
    _settle_each(board, sorted(touched), budget)
    changes = _changes(board, touched)
    vain, patience = 0, IN_VAIN * min(MANY, len(changes))
    while changes and vain < patience and budget.spend(TRY):
        mark, before = len(board.trail), board.cost
        _again(search, random, changes)
        if board.cost < before:
            touched |= {number for number, _ in board.trail[mark:]}
            changes, vain = _changes(board, touched), 0
        else:
            vain += 1
            board.back(mark)
    _settle_each(board, sorted(touched), budget)


def _changes(board: Board, touched: set[int]) -> list[int]:
    """What is not where it stood and could be elsewhere: moved, newly placed, or without a time."""
    return sorted(
        number
        for number in touched
        if board.allowed[number] and (board.slot[number] != board.home[number] or board.slot[number] < 0)
    )


def _settle_each(board: Board, numbers: list[int], budget: Budget) -> None:
    """Each changed meeting to the slot that is cheapest for it alone, its old one included, until nothing gains."""
    better = True
    while better and budget.spend():
        better = False
        for number in numbers:
            slot = board.slot[number]
            if board.held[number] or slot == board.home[number]:
                continue
            mark, before = len(board.trail), board.cost
            if slot >= 0:
                board.set(number, NOWHERE)
            target = board.best(number)
            budget.spend()
            if target >= 0:
                board.set(number, target)
            if board.cost < before:
                better = True
            else:
                board.back(mark)


def _again(search: Ejecting, random: Random, changes: list[int]) -> None:
    """Take a few changes off the floor, let go home who can, and place the rest in a new order."""
    board = search.board
    first = random.choice(changes)
    some = random.sample(changes, min(len(changes), LOOKED_AT))
    near = [one for one in some if one != first and _meet(board, first, one)]
    chosen = [first, *near[: random.randrange(TOGETHER)]]
    if random.random() < 0.5:
        chosen += [one for one in some[:2] if one not in chosen]
    chosen = [one for one in chosen if not board.held[one]]
    for one in chosen:
        if board.slot[one] >= 0:
            board.set(one, NOWHERE)
    random.shuffle(chosen)
    chosen.sort(key=lambda one: -board.loss[one])
    for one in chosen:
        if board.home[one] >= 0 and board.home[one] in board.direct(one):
            board.set(one, board.home[one])
    for one in chosen:
        if board.slot[one] < 0:
            search.place(one, 2 if random.random() < 0.3 else 1)


def _meet(board: Board, one: int, other: int) -> bool:
    """They share somebody, or a slot."""
    return board.slot[one] == board.slot[other] or not set(board.people[one]).isdisjoint(board.people[other])
