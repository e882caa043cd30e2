"""A first timetable: every meeting where it makes the fewest gaps, by chains and by ejection where nothing is free.

A meeting that finds no slot first tries chains that free its people, or a place; then it turns out others.
"""

from __future__ import annotations

from bot.domain.timetable.engine.arrays import CAPACITY, FIRST, FIXED, LOAD, NOT, PRIORITY, TIPS, Board, Longs
from bot.domain.timetable.engine.chains import fits, follow, swing
from bot.domain.timetable.engine.compiling import compiled, kernel
from bot.domain.timetable.engine.ejecting import FAR, turn_out
from bot.domain.timetable.engine.placing import below, may_stand, put, take, worsening

TRIES = 40  # random chains that may free a place in a full slot


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
