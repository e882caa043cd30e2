"""Annealing over Kempe chains: the kernel that makes a timetable's gaps few.

A proposal moves the pattern of one person from one of their slots to another, together with the chain that hangs on it.
Gaps of that person alone decide whether the chain is followed at all (a move that is worth it for both its ends is
found from the better one); both ends decide whether it is made. Hard rules are kept at every step.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bot.domain.timetable.engine.arrays import Given, State
from bot.domain.timetable.engine.chains import fits, follow, strangers, swing
from bot.domain.timetable.engine.compiling import compiled, lowest
from bot.domain.timetable.engine.counting import BREAK, change
from bot.domain.timetable.engine.placing import draw

FROM_WAITING = 77  # of 256 proposals: begin at somebody with a break
BESIDE = 179  # of 256 proposals: go beside a meeting, leave from the edge of a run


class Weights(NamedTuple):
    """What things cost, in the units of the temperature: one idle slot costs `gap`."""

    gap: float
    square: float  # a unit of the sum of squares of everybody's breaks
    move: float  # an announced meeting at another time


def logarithms() -> npt.NDArray[np.float32]:
    """-ln u at 1,024 even steps: what a proposal may cost at a temperature of 1 (Metropolis)."""
    return (-np.log((np.arange(1024) + 0.5) / 1024)).astype(np.float32)


@compiled
def anneal(
    given: Given,
    state: State,
    weights: Weights,
    logs: npt.NDArray[np.float32],
    hot: float,
    cold: float,
    proposals: int,
) -> int:
    """Make proposals while the temperature falls from `hot` to `cold`, by equal factors; how many were made.

    Changes the state; the generator's state is part of it.
    """
    people, blocks = len(given.movable), given.blocked.shape[1]
    accepted = 0
    step = 1024
    factor = (cold / hot) ** (step / max(proposals, 1))
    heat = hot
    for proposal in range(proposals):
        if proposal % step == step - 1:
            heat *= factor
        one, two = draw(state), draw(state)
        waiting = state.totals[4]
        if waiting > 0 and (one & 255) < FROM_WAITING:
            person = state.waiting[((one >> 8) & 0x7FFFFFFF) * waiting >> 31]
        else:
            person = given.movable[((one >> 8) & 0x7FFFFFFF) * people >> 31]
        one >>= 39
        if given.wide:
            a, b = _wide_choice(given, state, person, two)
        else:
            kind = blocks * (one & 1023) >> 10
            a, b = _choice(given, state, person, kind, blocks * ((one >> 10) & 1023) >> 10, two)
        if a < 0 or b < 0:
            continue
        limit = heat * logs[(two >> 40) & 1023]
        breaks, idle = change(given, state, person, a, b)
        has = state.breaks[person]
        cost = weights.gap * (BREAK * breaks + idle) + weights.square * (breaks * (2 * has + breaks))
        if cost > limit:
            continue
        length, tips = follow(given, state, person, a, b)
        if length == 0:
            continue
        for index in range(tips):
            x = state.tips[index]
            if x == person:
                continue
            if x >= 0:
                breaks, idle = change(given, state, x, a, b)
            else:
                x = ~x
                breaks, idle = change(given, state, x, b, a)
            has = state.breaks[x]
            cost += weights.gap * (BREAK * breaks + idle) + weights.square * (breaks * (2 * has + breaks))
        if cost > limit:
            continue
        if given.announced and weights.move > 0:
            cost += weights.move * strangers(given, state, a, b, length)
            if cost > limit:
                continue
        if fits(given, state, a, b, length, tips):
            swing(given, state, a, b, length, tips)
            accepted += 1
    return accepted


@compiled
def _picked(mask: int, start: int) -> int:
    """A bit of a mask: the first one from `start` on, or the first of all."""
    high = mask >> start
    return lowest(high) + start if high else lowest(mask)


@compiled
def _choice(given: Given, state: State, person: int, here: int, there: int, number: int) -> tuple[int, int]:
    """A slot to leave, in block `here`, and one to go to, in block `there`; -1: none to be had."""
    busy = state.busy[person, there]
    free = given.open[person, there] & ~busy
    if busy and (number & 255) < BESIDE:
        free &= (busy << 1) | (busy >> 1)
    leaves = state.busy[person, here]
    if ((number >> 8) & 255) < BESIDE:
        leaves &= ~((leaves << 1) & (leaves >> 1))
    if free == 0 or leaves == 0:
        return -1, -1
    low, high = given.opens[here], given.opens[there]
    a = low + _picked(leaves, ((number >> 16) & 1023) * (given.opens[here + 1] - low) >> 10)
    b = high + _picked(free, ((number >> 26) & 1023) * (given.opens[there + 1] - high) >> 10)
    return a, b


@compiled
def _wide_choice(given: Given, state: State, person: int, number: int) -> tuple[int, int]:
    """The same where a block is too wide for a word: a few slots are tried."""
    slots = given.may.shape[1]
    a = b = -1
    begin = ((number >> 8) & 0xFFFF) * slots >> 16
    for step in range(slots):
        slot = (begin + step) % slots
        if state.at[person, slot] >= 0:
            a = slot
            break
    begin = ((number >> 24) & 0xFFFF) * slots >> 16
    for step in range(slots):
        slot = (begin + step) % slots
        if state.at[person, slot] < 0:
            beside = (slot > 0 and state.at[person, slot - 1] >= 0) or (
                slot + 1 < slots and state.at[person, slot + 1] >= 0
            )
            if beside or (number & 255) >= BESIDE:
                b = slot
                break
    return a, b
