"""Shorter walks by exchanging places within a slot: annealing in machine code. Needs numpy and numba.

A proposal moves a meeting to where one of its people sits just before or after, or near there; who sits there takes its
place. As times do not change, the walks between meetings are fixed edges, and a proposal costs a few additions.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any, TypeVar, cast

import numba
import numpy as np
import numpy.typing as npt

from bot.domain.timetable.checking import OTHER_ZONE
from bot.domain.timetable.problem import Kind, Problem, Timetable
from bot.domain.timetable.seating.links import links
from bot.domain.timetable.seating.pinned import pinned

PROPOSALS, AT_MOST = 150, 3_000_000  # a meeting; in all
HOT, COLD = 1000.0, 0.5  # steps between neighbouring tables: from a change of zone down to less than one step
SHUT, EMPTY = -2, -1
SAME = 8  # the cost of a step; having to stand up at all costs one more, so that of equal walks the fewest are walked

Ints = npt.NDArray[np.int32]
F = TypeVar("F", bound=Callable[..., Any])


def _compiled(function: F) -> F:
    return cast("F", numba.njit(cache=True, nogil=True, error_model="numpy")(function))


def exchange(problem: Problem, table: Timetable, *, seed: int, proposals: int | None = None) -> Timetable:
    """The same times, with places nearer to each other. Never a longer walk in all; the same for the same seed."""
    seats = Seats(problem, table)
    if not len(seats.edges) or not len(seats.movable):
        return table
    many = min(AT_MOST, PROPOSALS * len(seats.movable)) if proposals is None else proposals
    before = seats.spot.copy()
    random = np.array([Random(seed).getrandbits(61) | 1], np.int64)  # noqa: S311 - no secret
    logs = (-np.log((np.arange(1024) + 0.5) / 1024)).astype(np.float32)  # -ln u, u even in (0, 1)
    cost = _anneal(
        seats.slot, seats.spot, seats.sitting, seats.first, seats.edges, seats.movable, seats.number, seats.zone,
        seats.line, seats.rank, logs, random, many, HOT * SAME, COLD * SAME,
    )  # fmt: skip
    spot = seats.spot if cost < 0 else before
    return Timetable(table.slots, tuple(None if one < 0 else one for one in spot.tolist()))


class Seats:
    """A seated timetable as arrays."""

    def __init__(self, problem: Problem, table: Timetable) -> None:
        self.slot: Ints = np.array([-1 if slot is None else slot for slot in table.slots], np.int32)
        self.spot: Ints = np.array([-1 if spot is None else spot for spot in table.spots], np.int32)
        self.sitting: Ints = np.full((problem.slots, len(problem.places)), EMPTY, np.int32)
        for place, mask in problem.closed:
            for slot in range(problem.slots):
                if mask >> slot & 1:
                    self.sitting[slot, place] = SHUT
        kept = pinned(problem, table.slots)
        for number, slot, spot in table.placed():
            self.sitting[slot, spot] = SHUT if number in kept else number
        neighbours = links(problem, table.slots)
        self.first: Ints = np.zeros(len(neighbours) + 1, np.int32)
        np.cumsum([len(one) for one in neighbours], out=self.first[1:])
        self.edges: Ints = np.array([other for one in neighbours for other in one], np.int32)
        self.movable: Ints = np.array(
            [number for number, one in enumerate(neighbours) if one and number not in kept and self.spot[number] >= 0],
            np.int32,
        )
        self.number: Ints = np.array([place.number for place in problem.places], np.int32)
        self.zone: Ints = np.array([place.zone for place in problem.places], np.int32)
        tables = [spot for spot, place in enumerate(problem.places) if place.kind is Kind.TABLE]
        tables.sort(key=lambda spot: (problem.places[spot].zone, problem.places[spot].number, spot))
        self.line: Ints = np.array(tables, np.int32)
        self.rank: Ints = np.full(len(problem.places), -1, np.int32)
        self.rank[self.line] = np.arange(len(self.line), dtype=np.int32)


@_compiled
def _walk(one: int, two: int, number: Ints, zone: Ints) -> int:
    if one == two:
        return 0
    steps: int = abs(number[one] - number[two]) + (OTHER_ZONE if zone[one] != zone[two] else 0)
    return SAME * steps + 1


@_compiled
def _walks(meeting: int, place: int, spot: Ints, first: Ints, edges: Ints, number: Ints, zone: Ints) -> int:
    total = 0
    for index in range(first[meeting], first[meeting + 1]):
        total += _walk(place, spot[edges[index]], number, zone)
    return total


@_compiled
def _anneal(
    slot: Ints, spot: Ints, sitting: Ints, first: Ints, edges: Ints, movable: Ints, number: Ints, zone: Ints,
    line: Ints, rank: Ints, logs: npt.NDArray[np.float32], random: npt.NDArray[np.int64],
    proposals: int, hot: float, cold: float,
) -> int:  # fmt: skip
    """Change `spot` and `sitting`; by how much all walks together have grown (negative: shrunk)."""
    heat, step, total = hot, 1024, 0
    factor = (cold / hot) ** (step / max(proposals, 1))
    for proposal in range(proposals):
        if proposal % step == step - 1:
            heat *= factor
            if proposal * 10 > proposals * 9:
                heat = 0.0  # the last tenth only improves
        x = random[0]
        x ^= (x >> 12) & 0x000FFFFFFFFFFFFF
        x ^= x << 25
        x ^= (x >> 27) & 0x0000001FFFFFFFFF
        random[0] = x
        dice = ((x * 0x2545F4914F6CDD1D) >> 2) & 0x3FFFFFFFFFFFFFFF
        one = movable[(dice & 0xFFFFFF) * len(movable) >> 24]
        degree = first[one + 1] - first[one]
        there = spot[edges[first[one] + ((dice >> 24) & 0xFF) * degree // 256]]
        away = (dice >> 32) & 7
        if away >= 5:  # not there itself, but a few steps on
            steps = 1 + ((dice >> 35) & 0xF) % (2 << ((dice >> 39) & 3))
            at = rank[there] + (steps if dice >> 41 & 1 else -steps)
            if at < 0 or at >= len(line):
                continue
            there = line[at]
        here, time = spot[one], slot[one]
        two = sitting[time, there]
        if two == SHUT or there == here:
            continue
        change = _walks(one, there, spot, first, edges, number, zone)
        change -= _walks(one, here, spot, first, edges, number, zone)
        if two >= 0:
            change += _walks(two, here, spot, first, edges, number, zone)
            change -= _walks(two, there, spot, first, edges, number, zone)
        if change > 0:
            if heat <= 0.0:
                continue
            if change > heat * logs[(dice >> 42) & 1023]:
                continue
        spot[one], sitting[time, there] = there, one
        sitting[time, here] = two
        if two >= 0:
            spot[two] = here
        total += change
    return total
