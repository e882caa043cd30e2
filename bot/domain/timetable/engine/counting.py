"""Breaks and idle slots of one person: 3 x breaks + idle is what the engine makes small.

A blocked slot between two meetings is neither idle nor a break by itself. Adding a blocked run to the bit after a
meeting carries that bit over the run, to the slot where waiting would begin.
"""

from __future__ import annotations

from bot.domain.timetable.engine.arrays import (
    ALL_BREAKS,
    ALL_IDLE,
    ALL_WAITING,
    BLOCK,
    BLOCKED,
    BREAKS,
    BUSY,
    IDLE,
    OPENS,
    PLACE,
    SEAT,
    SQUARES,
    WAITING,
    WIDEST,
    WORDS,
    Board,
)
from bot.domain.timetable.engine.compiling import compiled, highest, lowest, size

BREAK = 3  # as bot.domain.timetable.checking.BREAK_WEIGHT: a break counts as three idle slots


@compiled
def gaps_of(busy: int, blocked: int) -> tuple[int, int]:
    """Breaks and idle slots of a word: the meetings and the blocked slots (which share none) of one block."""
    if busy == 0:
        return 0, 0
    inside = (1 << highest(busy)) - (1 << lowest(busy))
    idle = inside & ~busy & ~blocked
    begins = ((busy << 1) + blocked) & ~blocked & idle
    return size(begins), size(idle)


@compiled
def block_gaps(board: Board, person: int, block: int, without: int, besides: int) -> tuple[int, int]:
    """Breaks and idle slots of a block, were the meeting in slot `without` in slot `besides` (-1: neither)."""
    low, high = board.time[block, OPENS], board.time[block + 1, OPENS]
    if high - low <= WIDEST:
        busy = board.person[person, BUSY + WORDS * block]
        if low <= without < high:
            busy &= ~(1 << (without - low))
        if low <= besides < high:
            busy |= 1 << (besides - low)
        return gaps_of(busy, board.person[person, BLOCKED + WORDS * block])
    breaks = idle = pending = 0
    begun = False
    for slot in range(low, high):
        if slot == besides or (board.at[person, slot] >= 0 and slot != without):
            if begun and pending > 0:
                breaks += 1
                idle += pending
            begun, pending = True, 0
        elif board.shut[person, slot] == 0:
            pending += 1
    return breaks, idle


@compiled
def change(board: Board, person: int, old: int, new: int) -> tuple[int, int]:
    """By how much a person's breaks and idle slots change if the meeting in slot `old` goes to slot `new`.

    -1 for `old`: a meeting comes; for `new`: it goes.
    """
    one = board.time[old, BLOCK] if old >= 0 else board.time[new, BLOCK]
    two = board.time[new, BLOCK] if new >= 0 else one
    breaks, idle = block_gaps(board, person, one, old, new)
    was_breaks, was_idle = block_gaps(board, person, one, -1, -1)
    breaks, idle = breaks - was_breaks, idle - was_idle
    if two != one:
        here_breaks, here_idle = block_gaps(board, person, two, old, new)
        was_breaks, was_idle = block_gaps(board, person, two, -1, -1)
        breaks, idle = breaks + here_breaks - was_breaks, idle + here_idle - was_idle
    return breaks, idle


@compiled
def meetings_in(board: Board, person: int, block: int) -> int:
    """How many meetings a person has in a block."""
    low, high = board.time[block, OPENS], board.time[block + 1, OPENS]
    if high - low <= WIDEST:
        return size(board.person[person, BUSY + WORDS * block])
    number = 0
    for slot in range(low, high):
        number += board.at[person, slot] >= 0
    return number


@compiled
def repattern(board: Board, person: int, old: int, new: int) -> None:
    """Take a person's pattern from slot `old` to slot `new` (-1: from or to nowhere), with all that is counted."""
    breaks, idle = change(board, person, old, new)
    if old >= 0 and board.time[board.time[old, BLOCK] + 1, OPENS] - board.time[board.time[old, BLOCK], OPENS] <= WIDEST:
        board.person[person, BUSY + WORDS * board.time[old, BLOCK]] &= ~(1 << board.time[old, PLACE])
    if new >= 0 and board.time[board.time[new, BLOCK] + 1, OPENS] - board.time[board.time[new, BLOCK], OPENS] <= WIDEST:
        board.person[person, BUSY + WORDS * board.time[new, BLOCK]] |= 1 << board.time[new, PLACE]
    had = board.person[person, BREAKS]
    has = had + breaks
    board.person[person, BREAKS] = has
    board.person[person, IDLE] += idle
    board.facts[ALL_BREAKS] += breaks
    board.facts[ALL_IDLE] += idle
    board.facts[SQUARES] += has * has - had * had
    if had == 0 and has > 0:
        board.person[person, SEAT] = board.facts[ALL_WAITING]
        board.queue[board.facts[ALL_WAITING], WAITING] = person
        board.facts[ALL_WAITING] += 1
    elif had > 0 and has == 0:
        board.facts[ALL_WAITING] -= 1
        last = board.queue[board.facts[ALL_WAITING], WAITING]
        board.queue[board.person[person, SEAT], WAITING] = last
        board.person[last, SEAT] = board.person[person, SEAT]
        board.person[person, SEAT] = -1
