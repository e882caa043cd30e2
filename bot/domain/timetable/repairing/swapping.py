"""Kempe chains: exchange two slots along a chain of meetings, so that all stay free of clashes, and one more fits.

Where moving one by one finds no way, two slots are exchanged for everybody who hangs together in them: whoever sits in
the way goes to the other slot, whoever sits there comes back, and so on to the chain's end.
"""

from __future__ import annotations

from bot.domain.timetable.problem import slots_in
from bot.domain.timetable.repairing.board import NOWHERE, Board
from bot.domain.timetable.repairing.budget import Budget

LONGEST = 24  # meetings


def place_by_chain(board: Board, number: int, budget: Budget) -> bool:
    """Give a meeting a time by the cheapest chain between two slots; whether there was one."""
    least, found = 0, None
    for slot in slots_in(board.allowed[number]):
        for other in range(board.slots):
            if other == slot:
                continue
            if not budget.spend():
                break
            chain = _chain(board, number, slot, other)
            if chain is None:
                continue
            budget.spend(len(chain))
            mark = len(board.trail)
            _exchange(board, number, slot, chain)
            if _keeps_rules(board, number, slot, other, chain) and (found is None or board.cost < least):
                least, found = board.cost, (slot, chain)
            board.back(mark)
    if found is None:
        return False
    _exchange(board, number, *found)
    return True


def _chain(board: Board, number: int, slot: int, other: int) -> dict[int, int] | None:
    """Who goes where, if the meeting takes `slot` and everybody in the way goes to `other`; None if that cannot be."""
    mine = board.people[number]
    moving: dict[int, int] = {}
    waiting = [one for person in mine if (one := board.sitting[person * board.slots + slot]) >= 0]
    if not waiting:
        return None  # nobody sits in the way: what it lacks is a place, or an order
    while waiting:
        one = waiting.pop()
        if one in moving:
            continue
        target = other if board.slot[one] == slot else slot
        if board.held[one] or not board.allowed[one] >> target & 1 or len(moving) >= LONGEST:
            return None
        if target == slot and any(person in mine for person in board.people[one]):
            return None
        moving[one] = target
        for person in board.people[one]:
            met = board.sitting[person * board.slots + target]
            if met >= 0 and met not in moving:
                waiting.append(met)
    return moving


def _exchange(board: Board, number: int, slot: int, chain: dict[int, int]) -> None:
    for one in chain:
        board.set(one, NOWHERE)
    for one, target in chain.items():
        board.set(one, target)
    board.set(number, slot)


def _keeps_rules(board: Board, number: int, slot: int, other: int, chain: dict[int, int]) -> bool:
    if any(board.free[kind][one] < 0 for kind in (0, 1) for one in (slot, other)):
        return False
    if board.most is not None:
        people = {person for one in (number, *chain) for person in board.people[one]}
        masks = {board.block[slot], board.block[other]}
        if any((board.busy[person] & mask).bit_count() > board.most for person in people for mask in masks):
            return False
    return not any(board.order_breakers(one, board.slot[one]) for one in (number, *chain))
