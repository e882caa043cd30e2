"""A first timetable: every meeting where it makes the fewest gaps, by chains and by ejection where nothing is free.

A meeting that finds no slot first tries chains that free its people, or a place; then it turns out those meetings in
its way that have been turned out least so far (weights as in Voudouris and Tsang's guided local search), never one of a
higher priority.
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
    TIPS,
    Board,
    Longs,
)
from bot.domain.timetable.engine.chains import fits, follow, swing
from bot.domain.timetable.engine.compiling import compiled, kernel
from bot.domain.timetable.engine.placing import below, may_stand, put, take, worsening

TRIES = 40  # random chains that may free a place in a full slot
FAR = 1 << 60


@compiled
def insert(board: Board, meeting: int) -> bool:
    """Place a meeting in the free slot that makes the fewest gaps; of equals in the emptiest."""
    best, chosen = FAR, -1
    for slot in range(board.may.shape[1]):
        if may_stand(board, meeting, slot):
            row = board.may[meeting, slot]
            cost = worsening(board, meeting, slot) * 65536 - (
                board.time[slot, CAPACITY + row] - board.time[slot, LOAD + row]
            )
            if cost < best:
                best, chosen = cost, slot
    if chosen < 0:
        return False
    put(board, meeting, chosen)
    return True


@compiled
def _comes_back(board: Board, tips: int, meeting: int) -> bool:
    """Whether the chain would make somebody of the meeting busy in the slot that is to be freed."""
    for index in range(tips):
        if board.chain[TIPS + index] < 0:
            for person in board.lists[board.meeting[meeting, FIRST] : board.meeting[meeting + 1, FIRST]]:
                if person == ~board.chain[TIPS + index]:
                    return True
    return False


@compiled
def _freed(board: Board, person: int, slot: int, meeting: int) -> bool:
    slots = board.may.shape[1]
    begin = below(board, slots)
    for step in range(slots):
        to = (begin + step) % slots
        if to == slot or board.at[person, to] >= 0:
            continue
        length, tips = follow(board, person, slot, to)
        if length == 0 or _comes_back(board, tips, meeting) or not fits(board, slot, to, length, tips):
            continue
        swing(board, slot, to, length, tips)
        return True
    return False


@compiled
def _made_room(board: Board, meeting: int, slot: int) -> bool:
    people, slots = board.at.shape
    row = board.may[meeting, slot]
    if board.time[slot, LOAD + row] < board.time[slot, CAPACITY + row]:
        return False  # it is not for want of places
    for _ in range(TRIES):
        person, to = below(board, people), below(board, slots)
        if to == slot or board.at[person, slot] < 0 or board.at[person, to] >= 0:
            continue
        length, tips = follow(board, person, slot, to)
        if length == 0 or _comes_back(board, tips, meeting) or not fits(board, slot, to, length, tips):
            continue
        before = board.time[slot, LOAD + row]
        leaves = 0
        for index in range(length):
            other = board.chain[index]
            if board.slot[other] == slot:
                leaves += board.may[other, slot] == row
            else:
                leaves -= board.may[other, slot] == row
        if leaves <= 0 or before - leaves >= board.time[slot, CAPACITY + row]:
            continue
        swing(board, slot, to, length, tips)
        if may_stand(board, meeting, slot):
            return True
    return False


@compiled
def by_chain(board: Board, meeting: int) -> bool:
    """Place a meeting after moving others by chains: what its people do in a slot, then what else fills it."""
    slots = board.may.shape[1]
    begin = below(board, slots)
    for step in range(slots):
        slot = (begin + step) % slots
        if board.may[meeting, slot] == NOT:
            continue
        freed = True
        for person in board.lists[board.meeting[meeting, FIRST] : board.meeting[meeting + 1, FIRST]]:
            if board.at[person, slot] >= 0 and not _freed(board, person, slot, meeting):
                freed = False
                break
        if not freed:
            continue
        if may_stand(board, meeting, slot) or _made_room(board, meeting, slot):
            put(board, meeting, slot)
            return True
    return False


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


@compiled
def _worth(board: Board, meeting: int) -> int:
    """A meeting of a higher priority outweighs all below it."""
    worth = 1
    for _ in range(board.meeting[meeting, PRIORITY]):
        worth *= len(board.slot) + 1
    return worth


@compiled
def _await(board: Board, pending: Longs, meeting: int) -> int:
    """Let a meeting wait with those of its priority; what it is worth."""
    level = board.meeting[meeting, PRIORITY]
    count = 3 * len(board.slot) + level
    pending[level * len(board.slot) + pending[count]] = meeting
    pending[count] += 1
    return _worth(board, meeting)


@kernel
def fill(board: Board, queue: Longs, ejections: int, pending: Longs, weights: Longs, kept: Longs, found: Longs) -> int:
    """Place the meetings of a queue, the most important first, else in its order; how many have no slot in the end.

    The best timetable on the way stays (most meetings of the highest priority, then of the next ...). The last four are
    room to work in: as many as there are meetings, but thrice as many and three for `pending`; `weights` of ones.
    """
    meetings = len(board.slot)
    counts = 3 * meetings  # where `pending` holds how many wait of each priority
    owed, waiting = 0, len(queue)
    for level in range(3):
        pending[counts + level] = 0
    for index in range(waiting):
        owed += _await(board, pending, queue[waiting - 1 - index])
    best = FAR + 0
    while waiting > 0:
        level = 2
        while pending[counts + level] == 0:
            level -= 1
        pending[counts + level] -= 1
        waiting -= 1
        meeting = pending[level * meetings + pending[counts + level]]
        if insert(board, meeting) or by_chain(board, meeting):
            owed -= _worth(board, meeting)
        elif ejections > 0:
            ejections -= 1
            if owed < best:
                best = owed
                for other in range(meetings):
                    kept[other] = board.slot[other]
            turned = turn_out(board, meeting, weights, found)
            if turned < 0:
                continue
            owed -= _worth(board, meeting)
            for index in range(turned):
                owed += _await(board, pending, found[index])
                waiting += 1
    if owed > best:
        for meeting in range(meetings):
            if board.slot[meeting] >= 0 and not board.meeting[meeting, FIXED]:
                take(board, meeting)
        for meeting in range(meetings):
            if kept[meeting] >= 0 and not board.meeting[meeting, FIXED]:
                put(board, meeting, kept[meeting])
    left = 0
    for meeting in range(meetings):
        left += board.slot[meeting] < 0
    return left
