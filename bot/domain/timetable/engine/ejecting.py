"""A meeting takes a slot from others: from those in its way that have been turned out least so far.

Weights as in Voudouris and Tsang's guided local search. What is fixed, or of a higher priority, is never turned out.
"""

from __future__ import annotations

from bot.domain.timetable.engine.arrays import (
    BLOCK,
    CAPACITY,
    EARLIER,
    ENDS,
    FIRST,
    FIXED,
    LATER,
    LOAD,
    MOST,
    NOT,
    OPENS,
    ORDERED,
    PRIORITY,
    STARTS,
    Board,
    Longs,
)
from bot.domain.timetable.engine.compiling import compiled
from bot.domain.timetable.engine.placing import below, put, take

FAR = 1 << 60


@compiled
def _holds(found: Longs, number: int, meeting: int) -> bool:
    for index in range(number):  # noqa: SIM110 - kernels know no generators
        if found[index] == meeting:
            return True
    return False


@compiled
def _add(board: Board, meeting: int, other: int, found: Longs, number: int) -> int:
    if number < 0 or other < 0 or _holds(found, number, other):
        return number
    if (
        board.meeting[other, FIXED]
        or board.meeting[other, PRIORITY] > board.meeting[meeting, PRIORITY]
        or number >= len(found)
    ):
        return -1
    found[number] = other
    return number + 1


@compiled
def _add_lightest(
    board: Board, meeting: int, person: int, block: int, weights: Longs, found: Longs, number: int
) -> int:
    best, chosen = FAR, -1
    for slot in range(board.time[block, OPENS], board.time[block + 1, OPENS]):
        other = board.at[person, slot]
        if (
            other >= 0
            and weights[other] < best
            and not board.meeting[other, FIXED]
            and not _holds(found, number, other)
        ):
            best, chosen = weights[other], other
    return -1 if chosen < 0 else _add(board, meeting, chosen, found, number)


@compiled
def _add_lightest_of_all(board: Board, meeting: int, slot: int, weights: Longs, found: Longs, number: int) -> int:
    meetings, row = len(board.slot), board.may[meeting, slot]
    begin = below(board, meetings)
    best, chosen = FAR, -1
    for step in range(meetings):
        other = (begin + step) % meetings
        if (
            board.slot[other] == slot
            and board.may[other, slot] == row
            and not board.meeting[other, FIXED]
            and board.meeting[other, PRIORITY] <= board.meeting[meeting, PRIORITY]
            and weights[other] < best
            and not _holds(found, number, other)
        ):
            best, chosen = weights[other], other
    return -1 if chosen < 0 else _add(board, meeting, chosen, found, number)


@compiled
def _in_the_way(board: Board, meeting: int, slot: int, weights: Longs, found: Longs) -> int:
    """Meetings that must go if a meeting is to stand in a slot; -1: one of them stays for good."""
    number = 0
    block = board.time[slot, BLOCK]
    for person in board.lists[board.meeting[meeting, FIRST] : board.meeting[meeting + 1, FIRST]]:
        number = _add(board, meeting, board.at[person, slot], found, number)
        here = 0
        for near in range(board.time[block, OPENS], board.time[block + 1, OPENS]):
            here += board.at[person, near] >= 0 and not _holds(found, number, board.at[person, near])
        while here >= board.facts[MOST] and number >= 0:
            number = _add_lightest(board, meeting, person, block, weights, found, number)
            here -= 1
    if board.facts[ORDERED]:
        for index in range(board.meeting[meeting, EARLIER], board.meeting[meeting + 1, EARLIER]):
            near = board.slot[board.lists[index]]
            if near >= 0 and board.time[near, ENDS] > board.time[slot, STARTS]:
                number = _add(board, meeting, board.lists[index], found, number)
        for index in range(board.meeting[meeting, LATER], board.meeting[meeting + 1, LATER]):
            near = board.slot[board.lists[index]]
            if near >= 0 and board.time[slot, ENDS] > board.time[near, STARTS]:
                number = _add(board, meeting, board.lists[index], found, number)
    row = board.may[meeting, slot]
    over = board.time[slot, LOAD + row] + 1 - board.time[slot, CAPACITY + row]
    for index in range(number):
        over -= board.slot[found[index]] == slot and board.may[found[index], slot] == row
    if over > 1:
        return -1
    if over == 1 and number >= 0:
        number = _add_lightest_of_all(board, meeting, slot, weights, found, number)
    return number


@compiled
def turn_out(board: Board, meeting: int, weights: Longs, found: Longs) -> int:
    """Place a meeting instead of others, which are left in `found`; how many; -1: nothing that stands there may go."""
    slots = board.may.shape[1]
    best, chosen = FAR, -1
    begin = below(board, slots)
    for step in range(slots):
        slot = (begin + step) % slots
        if board.may[meeting, slot] != NOT:
            number = _in_the_way(board, meeting, slot, weights, found)
            cost = 0 if number >= 0 else FAR
            for index in range(number):
                cost += weights[found[index]]
            if cost < best:
                best, chosen = cost, slot
    if chosen < 0:
        return -1
    number = _in_the_way(board, meeting, chosen, weights, found)
    if number < 0:
        return -1
    for index in range(number):
        weights[found[index]] += 1
        take(board, found[index])
    put(board, meeting, chosen)
    return number
