"""Where not everything can be kept: who goes without, and that no more do than must.

The gravest loss is weighed first: a must-meet takes the time of a mutual wish, that of a one-sided one.
"""

from __future__ import annotations

from bot.domain.timetable.problem import slots_in
from bot.domain.timetable.repairing.board import NOWHERE, Board
from bot.domain.timetable.repairing.budget import Budget
from bot.domain.timetable.repairing.ejecting import Ejecting

TAKEN_FROM = 12  # how many lesser meetings of one person are tried


def out_of_time(board: Board, number: int) -> bool:
    """One of its people has more meetings than slots for them, however these are arranged.

    Each person's meetings and slots are two sides of a graph; without a matching of all meetings none is possible
    (Hall). Without a time stays one of theirs then: for this meeting another would have to give way altogether.
    """
    return any(not _all_fit(board, number, person) for person in board.people[number])


def _all_fit(board: Board, number: int, person: int) -> bool:
    theirs = [board.sitting[person * board.slots + slot] for slot in slots_in(board.busy[person])]
    holder = {board.slot[one]: one for one in theirs}

    def give(one: int, tried: set[int]) -> bool:
        for slot in slots_in(board.allowed[one]):
            if slot in tried:
                continue
            tried.add(slot)
            sits = holder.get(slot)
            if sits is None or (not board.held[sits] and give(sits, tried)):
                holder[slot] = one
                return True
        return False

    return give(number, set())


def take_from_lesser(search: Ejecting, number: int) -> list[int] | None:
    """Place it where meetings of less weight have to go without for it; these, or None if it found no place so either.

    What gives way is tried again at once; only what finds nothing else is named.
    """
    board = search.board
    lesser = _lesser(board, number)
    sets: list[tuple[int, ...]] = [(one,) for one in lesser[:TAKEN_FROM]]
    sets += [(one, two) for k, one in enumerate(lesser[:TAKEN_FROM]) for two in lesser[k + 1 : TAKEN_FROM]]
    before = board.cost
    for leaving in sets:
        if not search.budget.spend():
            return None
        mark = len(board.trail)
        for one in leaving:
            board.set(one, NOWHERE)
        if search.place(number, 2):
            without = [one for one in leaving if not search.place(one, 2)]
            if board.cost < before:
                return without
        board.back(mark)
    return None


def _lesser(board: Board, number: int) -> list[int]:
    """Its people's meetings that weigh less, and some of less weight in slots where it lacks a place; least first."""
    theirs = {
        one
        for person in board.people[number]
        for slot in slots_in(board.busy[person])
        if not board.held[one := board.sitting[person * board.slots + slot]]
    }
    for slot in slots_in(board.common(number)):
        kind = board.kind(number, slot)
        if board.free[kind][slot] <= 0:
            there = {one for one in board.sitting[slot :: board.slots] if one >= 0 and not board.held[one]}
            theirs.update(
                sorted((one for one in there if board.kind(one, slot) == kind), key=board.loss.__getitem__)[:2]
            )
    return sorted(
        (one for one in theirs if board.loss[one] < board.loss[number]), key=lambda one: (board.loss[one], one)
    )


def two_for_one(search: Ejecting, number: int, unplaced: set[int], budget: Budget) -> bool:
    """Take one meeting off the floor so that this one and another without a time fit; whether that was worth it.

    `unplaced` is kept up to date.
    """
    board = search.board
    waiting: dict[int, list[int]] = {}
    for one in sorted(unplaced - {number}):
        for person in board.people[one]:
            waiting.setdefault(person, []).append(one)
    for person in board.people[number]:
        for slot in slots_in(board.busy[person]):
            middle = board.sitting[person * board.slots + slot]
            gaining = {one for other in board.people[middle] for one in waiting.get(other, ())}
            if board.held[middle] or not gaining or not budget.spend():
                continue
            mark, before = len(board.trail), board.cost
            board.set(middle, NOWHERE)
            if search.place(number, 1):
                for one in (*sorted(gaining), middle):
                    search.place(one, 1)
                if board.cost < before:
                    unplaced.update((middle,))
                    unplaced.difference_update([one for one in (number, *gaining, middle) if board.slot[one] >= 0])
                    return True
            board.back(mark)
    return False
