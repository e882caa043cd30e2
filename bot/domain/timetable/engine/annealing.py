"""Annealing over Kempe chains: the kernel that makes a timetable's gaps few.

A proposal moves the pattern of one person from one of their slots to another, together with the chain that hangs on it.
Gaps of that person alone decide whether the chain is followed at all (a move that is worth it for both its ends is
found from the better one); both ends decide whether it is made. Hard rules are kept at every step.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bot.domain.timetable.engine.arrays import (
    ALL_BREAKS,
    ALL_IDLE,
    ALL_MOVABLE,
    ALL_WAITING,
    ANNOUNCED,
    AWAY,
    BLOCKED,
    BLOCKS,
    BREAKS,
    BUSY,
    IDLE,
    MIXED,
    MOST,
    MOVABLE,
    OPEN,
    OPENS,
    ORDERED,
    PLENTY,
    SEAT,
    SQUARES,
    TIPS,
    WAITING,
    WIDE,
    WORDS,
    Board,
    Longs,
)
from bot.domain.timetable.engine.chains import fits, follow, strangers, swing
from bot.domain.timetable.engine.compiling import compiled, kernel, lowest
from bot.domain.timetable.engine.counting import BREAK, change, gaps_of
from bot.domain.timetable.engine.placing import draw

FROM_WAITING = 200  # of 256 proposals: begin at somebody with a break (tried: 20 to 200)
BESIDE = 235  # of 256 proposals: go beside a meeting, leave from the edge of a run (tried: 100 to 256)


Doubles = npt.NDArray[np.float64]

RETURNS = 24  # people who are asked to leave a slot that is full


class Weights(NamedTuple):
    """What things cost, in the units of the temperature: one idle slot costs `gap`."""

    gap: float
    square: float  # a unit of the sum of squares of everybody's breaks
    move: float  # an announced meeting at another time


def logarithms() -> Doubles:
    """-ln u at 1,024 even steps: what a proposal may cost at a temperature of 1 (Metropolis)."""
    return -np.log((np.arange(1024) + 0.5) / 1024)


@compiled
def _picked(mask: int, start: int) -> int:
    """A bit of a mask: the first one from `start` on, or the first of all."""
    high = mask >> start
    return lowest(high) + start if high else lowest(mask)


@compiled
def _choice(board: Board, person: int, here: int, there: int, number: int, share: Longs) -> tuple[int, int]:
    """A slot to leave, in block `here`, and one to go to, in block `there`; -1: none to be had."""
    busy = board.person[person, BUSY + WORDS * there]
    free = board.person[person, OPEN + WORDS * there] & share[there] & ~busy
    if busy and (number & 255) < BESIDE:
        free &= (busy << 1) | (busy >> 1)
    leaves = board.person[person, BUSY + WORDS * here]
    if ((number >> 8) & 255) < BESIDE:
        leaves &= ~((leaves << 1) & (leaves >> 1))
    leaves &= share[here]
    if free == 0 or leaves == 0:
        return -1, -1
    low, high = board.time[here, OPENS], board.time[there, OPENS]
    a = low + _picked(leaves, ((number >> 16) & 1023) * (board.time[here + 1, OPENS] - low) >> 10)
    b = high + _picked(free, ((number >> 26) & 1023) * (board.time[there + 1, OPENS] - high) >> 10)
    return a, b


@compiled
def _wide_choice(board: Board, person: int, number: int) -> tuple[int, int]:
    """The same where a block is too wide for a word: a few slots are tried."""
    slots = board.may.shape[1]
    a = b = -1
    begin = ((number >> 8) & 0xFFFF) * slots >> 16
    for step in range(slots):
        slot = (begin + step) % slots
        if board.at[person, slot] >= 0:
            a = slot
            break
    begin = ((number >> 24) & 0xFFFF) * slots >> 16
    for step in range(slots):
        slot = (begin + step) % slots
        if board.at[person, slot] < 0:
            beside = (slot > 0 and board.at[person, slot - 1] >= 0) or (
                slot + 1 < slots and board.at[person, slot + 1] >= 0
            )
            if beside or (number & 255) >= BESIDE:
                b = slot
                break
    return a, b


@compiled
def _price(board: Board, weights: Weights, person: int, a: int, b: int) -> float:
    """What it costs if a person's meeting in slot a goes to slot b."""
    breaks, idle = change(board, person, a, b)
    has = board.person[person, BREAKS]
    return float(weights.gap * (BREAK * breaks + idle) + weights.square * (breaks * (2 * has + breaks)))


@compiled
def _another_returns(board: Board, weights: Weights, person: int, a: int, b: int, limit: float) -> bool:
    """Make good that a chain has come to slot b, which was full: move another one from b to a, for `limit` at most.

    Most of what a late search would like to do fails for want of a place alone: the slots in the middle fill up.
    """
    for _ in range(RETURNS):
        number = draw(board)
        waiting = board.facts[ALL_WAITING]
        if waiting > 0 and number & 1:
            x = board.queue[((number >> 8) & 0x7FFFFFFF) * waiting >> 31, WAITING]
        else:
            x = board.queue[((number >> 8) & 0x7FFFFFFF) * board.facts[ALL_MOVABLE] >> 31, MOVABLE]
        if x == person or board.at[x, b] < 0 or board.at[x, a] >= 0:
            continue
        cost = _price(board, weights, x, b, a)
        if cost > limit:
            continue
        length, tips = follow(board, x, b, a)
        if length & 1 == 0 or tips != 2 or board.chain[TIPS + 1] == person:
            continue
        if cost + _price(board, weights, board.chain[TIPS + 1], b, a) <= limit and fits(board, b, a, length, tips):
            swing(board, b, a, length, tips)
            return True
    return False


@kernel
def anneal(
    board: Board,
    weights: Weights,
    logs: Doubles,
    hot: float,
    cold: float,
    proposals: int,
    share: Longs,
) -> int:
    """Make proposals while the temperature falls from `hot` to `cold`, by equal factors; how many were made.

    Only slots of `share` (a word for each block) are touched: two boards that share everything but `person`, `queue`,
    `chain` and `facts` can be worked on at once in different slots (`gather` then brings them together).
    """
    people, blocks = board.facts[ALL_MOVABLE], board.facts[BLOCKS]
    accepted = 0
    plain = not (board.facts[MIXED] or board.facts[ORDERED] or board.facts[ANNOUNCED] or board.facts[MOST] < PLENTY)
    step = 1024
    factor = (cold / hot) ** (step / max(proposals, 1))
    heat = hot
    for proposal in range(proposals):
        if proposal % step == step - 1:
            heat *= factor
        one, two = draw(board), draw(board)
        waiting = board.facts[ALL_WAITING]
        if waiting > 0 and (one & 255) < FROM_WAITING:
            person = board.queue[((one >> 8) & 0x7FFFFFFF) * waiting >> 31, WAITING]
        else:
            person = board.queue[((one >> 8) & 0x7FFFFFFF) * people >> 31, MOVABLE]
        one >>= 39
        if board.facts[WIDE]:
            a, b = _wide_choice(board, person, two)
        else:
            kind = blocks * (one & 1023) >> 10
            there = blocks * ((one >> 10) & 1023) >> 10
            a, b = _choice(board, person, kind, there, two, share)
        if a < 0 or b < 0:
            continue
        limit = heat * logs[(two >> 40) & 1023]
        cost = _price(board, weights, person, a, b)
        if cost > limit:
            continue
        length, tips = follow(board, person, a, b)
        if length == 0:
            continue
        for index in range(tips):
            x = board.chain[TIPS + index]
            if x != person:
                cost += _price(board, weights, x, a, b) if x >= 0 else _price(board, weights, ~x, b, a)
        if cost > limit:
            continue
        if board.facts[ANNOUNCED] and weights.move > 0:
            cost += weights.move * strangers(board, a, b, length)
            if cost > limit:
                continue
        if fits(board, a, b, length, tips):
            swing(board, a, b, length, tips)
            accepted += 1
        elif plain and length & 1 and tips == 2:  # only for want of a place
            swing(board, a, b, length, tips)
            if _another_returns(board, weights, person, a, b, limit - cost):
                accepted += 1
            else:
                length, tips = follow(board, person, b, a)
                swing(board, b, a, length, tips)
    return accepted


@kernel
def gather(board: Board, one: Board, two: Board, share: Longs) -> None:
    """Bring together what two boards have become, `one` within `share` and `two` outside it, and count anew."""
    board.facts[AWAY] += one.facts[AWAY] + two.facts[AWAY] - 2 * board.facts[AWAY]
    board.facts[ALL_BREAKS] = board.facts[ALL_IDLE] = board.facts[SQUARES] = board.facts[ALL_WAITING] = 0
    for person in range(len(board.person)):
        breaks = idle = 0
        for block in range(board.facts[BLOCKS]):
            word = BUSY + WORDS * block
            busy = (one.person[person, word] & share[block]) | (two.person[person, word] & ~share[block])
            board.person[person, word] = busy
            more, longer = gaps_of(busy, board.person[person, BLOCKED + WORDS * block])
            breaks += more
            idle += longer
        board.person[person, BREAKS], board.person[person, IDLE] = breaks, idle
        board.person[person, SEAT] = -1
        board.facts[ALL_BREAKS] += breaks
        board.facts[ALL_IDLE] += idle
        board.facts[SQUARES] += breaks * breaks
        if breaks > 0:
            board.person[person, SEAT] = board.facts[ALL_WAITING]
            board.queue[board.facts[ALL_WAITING], WAITING] = person
            board.facts[ALL_WAITING] += 1
