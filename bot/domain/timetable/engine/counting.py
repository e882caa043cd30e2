"""Breaks and idle slots of one person: 3 x breaks + idle is what the engine makes small.

A blocked slot between two meetings is neither idle nor a break by itself. Adding a blocked run to the bit after a meeting carries
that bit over the run, to the slot where waiting would begin.
"""

from __future__ import annotations

from bot.domain.timetable.engine.arrays import WIDEST, Given, State
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
def block_gaps(given: Given, state: State, person: int, block: int, without: int, besides: int) -> tuple[int, int]:
    """Breaks and idle slots of a block, were the meeting in slot `without` in slot `besides` (-1: neither)."""
    low, high = given.opens[block], given.opens[block + 1]
    if high - low <= WIDEST:
        busy = state.busy[person, block]
        if low <= without < high:
            busy &= ~(1 << (without - low))
        if low <= besides < high:
            busy |= 1 << (besides - low)
        return gaps_of(busy, given.blocked[person, block])
    breaks = idle = pending = 0
    begun = False
    for slot in range(low, high):
        if slot == besides or (state.at[person, slot] >= 0 and slot != without):
            if begun and pending > 0:
                breaks += 1
                idle += pending
            begun, pending = True, 0
        elif given.shut[person, slot] == 0:
            pending += 1
    return breaks, idle


@compiled
def change(given: Given, state: State, person: int, old: int, new: int) -> tuple[int, int]:
    """By how much a person's breaks and idle slots change if the meeting in slot `old` goes to slot `new`.

    -1 for `old`: a meeting comes; for `new`: it goes.
    """
    one = given.block[old] if old >= 0 else given.block[new]
    two = given.block[new] if new >= 0 else one
    breaks, idle = block_gaps(given, state, person, one, old, new)
    was_breaks, was_idle = block_gaps(given, state, person, one, -1, -1)
    breaks, idle = breaks - was_breaks, idle - was_idle
    if two != one:
        here_breaks, here_idle = block_gaps(given, state, person, two, old, new)
        was_breaks, was_idle = block_gaps(given, state, person, two, -1, -1)
        breaks, idle = breaks + here_breaks - was_breaks, idle + here_idle - was_idle
    return breaks, idle


@compiled
def meetings_in(given: Given, state: State, person: int, block: int) -> int:
    """How many meetings a person has in a block."""
    low, high = given.opens[block], given.opens[block + 1]
    if high - low <= WIDEST:
        return size(state.busy[person, block])
    number = 0
    for slot in range(low, high):
        number += state.at[person, slot] >= 0
    return number


@compiled
def repattern(given: Given, state: State, person: int, old: int, new: int) -> None:
    """Take a person's pattern from slot `old` to slot `new` (-1: from or to nowhere), with all that is counted."""
    breaks, idle = change(given, state, person, old, new)
    if old >= 0 and given.opens[given.block[old] + 1] - given.opens[given.block[old]] <= WIDEST:
        state.busy[person, given.block[old]] &= ~(1 << given.place[old])
    if new >= 0 and given.opens[given.block[new] + 1] - given.opens[given.block[new]] <= WIDEST:
        state.busy[person, given.block[new]] |= 1 << given.place[new]
    had = state.breaks[person]
    has = had + breaks
    state.breaks[person] = has
    state.idle[person] += idle
    state.totals[0] += breaks
    state.totals[1] += idle
    state.totals[2] += has * has - had * had
    if had == 0 and has > 0:
        state.seat[person] = state.totals[4]
        state.waiting[state.totals[4]] = person
        state.totals[4] += 1
    elif had > 0 and has == 0:
        state.totals[4] -= 1
        last = state.waiting[state.totals[4]]
        state.waiting[state.seat[person]] = last
        state.seat[last] = state.seat[person]
        state.seat[person] = -1
