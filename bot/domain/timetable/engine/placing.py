"""One meeting takes a slot, or gives it up; and the generator of random numbers that all kernels share."""

from __future__ import annotations

from bot.domain.timetable.engine.arrays import (
    AWAY,
    BLOCK,
    CAPACITY,
    FIRST,
    FIXED,
    HOME,
    LOAD,
    MOST,
    NOT,
    ORDERED,
    RANDOM,
    Board,
    Longs,
)
from bot.domain.timetable.engine.chains import in_order
from bot.domain.timetable.engine.compiling import compiled, kernel
from bot.domain.timetable.engine.counting import BREAK, change, meetings_in, repattern


@compiled
def draw(board: Board) -> int:
    """The next random number of 62 bits (xorshift64*, Vigna 2016)."""
    x = board.facts[RANDOM]
    x ^= (x >> 12) & 0x000FFFFFFFFFFFFF
    x ^= x << 25
    x ^= (x >> 27) & 0x0000001FFFFFFFFF
    board.facts[RANDOM] = x
    return int(((x * 0x2545F4914F6CDD1D) >> 2) & 0x3FFFFFFFFFFFFFFF)


@compiled
def below(board: Board, number: int) -> int:
    """A random number from 0 to `number` - 1, for numbers of up to 30 bits."""
    return ((draw(board) & 0x7FFFFFFF) * number) >> 31


@compiled
def may_stand(board: Board, meeting: int, slot: int) -> bool:
    """Whether a meeting without a slot can have this one at once."""
    row = board.may[meeting, slot]
    if row == NOT or board.time[slot, LOAD + row] >= board.time[slot, CAPACITY + row]:
        return False
    for person in board.lists[board.meeting[meeting, FIRST] : board.meeting[meeting + 1, FIRST]]:
        if board.at[person, slot] >= 0:
            return False
        if meetings_in(board, person, board.time[slot, BLOCK]) >= board.facts[MOST]:
            return False
    return not board.facts[ORDERED] or in_order(board, meeting, slot, -1, -1, 0)


@compiled
def worsening(board: Board, meeting: int, slot: int) -> int:
    """By how much 3 x breaks + idle grows if a meeting comes to a slot."""
    more = 0
    for person in board.lists[board.meeting[meeting, FIRST] : board.meeting[meeting + 1, FIRST]]:
        breaks, idle = change(board, person, -1, slot)
        more += BREAK * breaks + idle
    return more


@compiled
def put(board: Board, meeting: int, slot: int) -> None:
    """Give a meeting a slot, whatever the rules say."""
    for person in board.lists[board.meeting[meeting, FIRST] : board.meeting[meeting + 1, FIRST]]:
        if board.at[person, slot] < 0:
            repattern(board, person, -1, slot)
        board.at[person, slot] = meeting
    board.slot[meeting] = slot
    board.time[slot, LOAD + board.may[meeting, slot]] += 1
    board.facts[AWAY] += board.meeting[meeting, HOME] >= 0 and board.meeting[meeting, HOME] != slot


@compiled
def take(board: Board, meeting: int) -> None:
    """Take a meeting's slot away."""
    slot = board.slot[meeting]
    for person in board.lists[board.meeting[meeting, FIRST] : board.meeting[meeting + 1, FIRST]]:
        repattern(board, person, slot, -1)
        board.at[person, slot] = -1
    board.slot[meeting] = -1
    board.time[slot, LOAD + board.may[meeting, slot]] -= 1
    board.facts[AWAY] -= board.meeting[meeting, HOME] >= 0 and board.meeting[meeting, HOME] != slot


@kernel
def lay(board: Board, slots: Longs) -> int:
    """Put fixed meetings where they stay and others where `slots` says, if they may stand there; how many may not."""
    refused = 0
    for meeting in range(len(slots)):
        if board.meeting[meeting, FIXED]:
            for slot in range(board.may.shape[1]):
                if board.may[meeting, slot] != NOT:
                    put(board, meeting, slot)
    for meeting in range(len(slots)):
        if slots[meeting] >= 0 and not board.meeting[meeting, FIXED]:
            if may_stand(board, meeting, slots[meeting]):
                put(board, meeting, slots[meeting])
            else:
                refused += 1
    return refused
