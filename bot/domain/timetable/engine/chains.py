"""Kempe chains: what has to move with a meeting so that nobody ever has two at once.

The meetings of two slots, joined where they share a person, fall apart into chains (with groups: into webs). Moving all
of one chain to the other slot keeps everybody free of clashes; only people at its ends change the pattern of their day.
"""

from __future__ import annotations

from bot.domain.timetable.engine.arrays import (
    ANNOUNCED,
    AWAY,
    BLOCK,
    CAPACITY,
    EARLIER,
    ENDS,
    FIRST,
    GROUP,
    HOME,
    LATER,
    LOAD,
    LONGEST_CHAIN,
    MIXED,
    MOST,
    NOT,
    ORDERED,
    STAMP,
    STARTS,
    TIPS,
    WEBS,
    Board,
)
from bot.domain.timetable.engine.compiling import compiled
from bot.domain.timetable.engine.counting import meetings_in, repattern


@compiled
def _web(board: Board, person: int, a: int, b: int) -> tuple[int, int]:
    mark = board.facts[WEBS] + 1
    board.facts[WEBS] = mark
    board.chain[0] = board.at[person, a]
    board.meeting[board.chain[0], STAMP] = mark
    length, done, tips = 1, 0, 0
    while done < length:
        meeting = board.chain[done]
        done += 1
        here = board.slot[meeting]
        there = a + b - here
        if board.may[meeting, there] == NOT:
            return 0, 0
        for index in range(board.meeting[meeting, FIRST], board.meeting[meeting + 1, FIRST]):
            x = board.lists[index]
            neighbour = board.at[x, there]
            if neighbour < 0:
                board.chain[TIPS + tips] = x if here == a else ~x
                tips += 1
            elif board.meeting[neighbour, STAMP] != mark:
                if length >= LONGEST_CHAIN:
                    return 0, 0
                board.meeting[neighbour, STAMP] = mark
                board.chain[length] = neighbour
                length += 1
    return length, tips


@compiled
def follow(board: Board, person: int, a: int, b: int) -> tuple[int, int]:
    """The chain of slots a and b that begins with a person who has a meeting in a and none in b.

    Fills `board.chain` and `its end`; how many meetings and how many people they hold. (0, 0): it cannot move, as a
    meeting of it may not stand in the other slot, or it is longer than LONGEST_CHAIN.
    """
    length, here, there = 0, a, b
    x = person
    meeting = board.at[x, here]
    while meeting >= 0:
        other = board.other[meeting]
        if other == GROUP:
            return _web(board, person, a, b)
        if length >= LONGEST_CHAIN or board.may[meeting, there] == NOT:
            return 0, 0
        board.chain[length] = meeting
        length += 1
        x ^= other
        meeting = board.at[x, there]
        here, there = there, here
    board.chain[TIPS + 0] = person
    board.chain[TIPS + 1] = x if length & 1 else ~x
    return length, 2


@compiled
def _then(board: Board, meeting: int, a: int, b: int, length: int) -> int:
    slot = board.slot[meeting]
    if slot in (a, b):
        for index in range(length):
            if board.chain[index] == meeting:
                return a + b - int(slot)
    return int(slot)


@compiled
def in_order(board: Board, meeting: int, slot: int, a: int, b: int, length: int) -> bool:
    """Whether a meeting may take a slot by what comes before and after it, the first `length` of the chain swapped."""
    for index in range(board.meeting[meeting, EARLIER], board.meeting[meeting + 1, EARLIER]):
        theirs = _then(board, board.lists[index], a, b, length)
        if theirs >= 0 and board.time[theirs, ENDS] > board.time[slot, STARTS]:
            return False
    for index in range(board.meeting[meeting, LATER], board.meeting[meeting + 1, LATER]):
        theirs = _then(board, board.lists[index], a, b, length)
        if theirs >= 0 and board.time[slot, ENDS] > board.time[theirs, STARTS]:
            return False
    return True


@compiled
def fits(board: Board, a: int, b: int, length: int, tips: int) -> bool:
    """Whether the chain just followed keeps places, order and the most meetings of a block when it moves."""
    if not board.facts[MIXED]:
        if length & 1 or tips != 2:
            gain = 0
            for index in range(length):
                gain += 1 if board.slot[board.chain[index]] == a else -1
            row = board.may[board.chain[0], board.slot[board.chain[0]]]
            if gain > 0 and board.time[b, LOAD + row] + gain > board.time[b, CAPACITY + row]:
                return False
            if gain < 0 and board.time[a, LOAD + row] - gain > board.time[a, CAPACITY + row]:
                return False
    else:
        for row in range(1, 3):
            gain_a = gain_b = 0
            for index in range(length):
                meeting = board.chain[index]
                here = board.slot[meeting]
                leaves = board.may[meeting, here] == row
                comes = board.may[meeting, a + b - here] == row
                if here == a:
                    gain_a -= leaves
                    gain_b += comes
                else:
                    gain_b -= leaves
                    gain_a += comes
            if gain_a > 0 and board.time[a, LOAD + row] + gain_a > board.time[a, CAPACITY + row]:
                return False
            if gain_b > 0 and board.time[b, LOAD + row] + gain_b > board.time[b, CAPACITY + row]:
                return False
    if board.facts[ORDERED]:
        for index in range(length):
            meeting = board.chain[index]
            if not in_order(board, meeting, a + b - board.slot[meeting], a, b, length):
                return False
    if board.time[a, BLOCK] != board.time[b, BLOCK]:
        for index in range(tips):
            x = board.chain[TIPS + index]
            if x >= 0 and meetings_in(board, x, board.time[b, BLOCK]) >= board.facts[MOST]:
                return False
            if x < 0 and meetings_in(board, ~x, board.time[a, BLOCK]) >= board.facts[MOST]:
                return False
    return True


@compiled
def strangers(board: Board, a: int, b: int, length: int) -> int:
    """How many more meetings of the chain would be away from the slot that their people know."""
    more = 0
    for index in range(length):
        meeting = board.chain[index]
        here, home = board.slot[meeting], board.meeting[meeting, HOME]
        more += (home == here) - (home == a + b - here)
    return more


@compiled
def swing(board: Board, a: int, b: int, length: int, tips: int) -> None:
    """Move the chain just followed, with everything that is counted."""
    for index in range(tips):
        x = board.chain[TIPS + index]
        if x >= 0:
            repattern(board, x, a, b)
        else:
            repattern(board, ~x, b, a)
    if board.facts[ANNOUNCED]:
        board.facts[AWAY] += strangers(board, a, b, length)
    for index in range(length):
        meeting = board.chain[index]
        here = board.slot[meeting]
        board.time[here, LOAD + board.may[meeting, here]] -= 1
        for person in board.lists[board.meeting[meeting, FIRST] : board.meeting[meeting + 1, FIRST]]:
            board.at[person, here] = -1
    for index in range(length):
        meeting = board.chain[index]
        there = a + b - board.slot[meeting]
        board.slot[meeting] = there
        board.time[there, LOAD + board.may[meeting, there]] += 1
        for person in board.lists[board.meeting[meeting, FIRST] : board.meeting[meeting + 1, FIRST]]:
            board.at[person, there] = meeting
