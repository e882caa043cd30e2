"""Runs the kernels in chunks of work, so that they can report, stop, and give the same answer for the same work.

Two threads work. On an event of many people they share one board, each with half of the slots, drawn anew for every
chunk: chains of different slots never touch, and what the other has changed of a person's day is seen after the chunk.
Otherwise each has a board of its own, and from time to time the worse goes on from the better.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from numba import typeof

from bot.domain.timetable.engine import Slots, Tell
from bot.domain.timetable.engine.annealing import Weights, anneal, gather, logarithms
from bot.domain.timetable.engine.arrays import (
    ALL_BREAKS,
    ALL_IDLE,
    AWAY,
    BLOCK,
    BLOCKS,
    MOST,
    ORDERED,
    PLACE,
    PLENTY,
    PRIORITY,
    RANDOM,
    SQUARES,
    WIDE,
    Board,
    Longs,
    answer,
    fresh,
    laid_out,
    sown,
)
from bot.domain.timetable.engine.compiling import ready
from bot.domain.timetable.engine.counting import BREAK
from bot.domain.timetable.engine.greedy import fill
from bot.domain.timetable.engine.placing import lay
from bot.domain.timetable.problem import Problem

HOT, COLD = 2.0, 0.5  # temperatures, in idle slots: found by trying from 0.01 to 6
SQUARE = 1 / 64  # of an idle slot: a unit of the sum of squares of everybody's breaks
CROWD = 1_500  # people: from here on two threads rarely change the same person's day within a chunk
LEAST_CHUNK, PER_PERSON = 8_000, 2  # proposals of a thread between two looks at the whole
EXCHANGE = 200  # chunks after which the worse of two boards goes on from the better
USUAL = 2_000  # proposals a meeting, where neither work nor seconds are given
QUENCH = 40  # proposals a person after a stop: the heat goes out of what is there
TELL = 0.1  # seconds
SCANS = 400_000_000  # bytes of leave to stand that all turning out may look at: about a second


class Worth(NamedTuple):
    """The objectives in their order, the smaller the better."""

    cost: float  # gaps, and what moved meetings cost
    unfair: int
    away: int
    gaps: int


class Engine:
    """A problem's arrays, for several calls. `proposals`: how many the last `improve` made."""

    def __init__(self, problem: Problem) -> None:
        self._board = laid_out(problem, 0)
        self._logs = logarithms()
        self.proposals = 0
        kinds = {
            "Board": self._board,
            "Longs": self._board.slot,
            "Weights": Weights(1.0, 1.0, 1.0),
            "Doubles": self._logs,
        }
        types: Any = typeof
        ready({name: types(kind) for name, kind in kinds.items()})

    def construct(
        self, *, seed: int = 0, start: Sequence[int | None] | None = None, order: Sequence[int] | None = None
    ) -> Slots:
        """A first timetable; see the package."""
        board = fresh(self._board, seed)
        meetings = len(board.slot)
        lay(board, _numbers(start if start is not None else [None] * meetings, meetings))
        queue = np.array(order, np.int64) if order is not None else self._order(seed)
        queue = queue[board.slot[queue] < 0]
        room = [np.ones(size, np.int64) for size in (3 * meetings + 3, meetings, meetings, meetings)]
        fill(board, queue, min(1000 + 4 * len(queue), SCANS // max(1, board.may.size)), *room)
        return answer(board.slot)

    def improve(
        self,
        slots: Sequence[int | None],
        *,
        seed: int = 0,
        work: int | None = None,
        seconds: float | None = None,
        move_cost: float = 0,
        fair: bool = True,
        tell: Tell | None = None,
    ) -> Slots:
        """A better timetable; see the package. Raises ValueError if `slots` breaks a hard rule."""
        began = told = time.monotonic()
        if work is None and seconds is None:
            work = USUAL * len(slots)
        search = _Search(self._board, slots, seed, Weights(1.0, SQUARE if fair else 0.0, float(move_cost)), self._logs)
        done, heard, left = 0.0, False, True
        with ThreadPoolExecutor(2) as pool:
            while done < 1 and left:
                step = search.chunk if work is None else min(search.chunk, work - search.proposals)
                search.run(pool, step, HOT * (COLD / HOT) ** done)
                passed = time.monotonic() - began
                done = max(
                    0.0 if work is None else search.proposals / max(work, 1),
                    0.0 if seconds is None else passed / max(seconds, 1e-9),
                )
                left = search.best.gaps > 0 or search.best.away > 0
                if tell is not None and (not heard or time.monotonic() - told > TELL or done >= 1 or not left):
                    told, heard = time.monotonic(), True
                    if not tell(search.best.gaps, min(done, 1.0)):
                        search.run(pool, QUENCH * len(self._board.person), COLD)
                        break
        self.proposals = search.proposals
        return answer(search.kept)

    def _order(self, seed: int) -> Longs:
        chance = np.random.default_rng(seed).random(len(self._board.slot))
        return np.lexsort((chance, -self._board.meeting[:-1, PRIORITY])).astype(np.int64)


class _Search:
    """Two threads on one board or on two, and the best that they have found."""

    def __init__(
        self, board: Board, slots: Sequence[int | None], seed: int, weights: Weights, logs: npt.NDArray[np.float64]
    ) -> None:
        self.weights, self.logs, self.proposals, self._seed = weights, logs, 0, seed
        facts = board.facts
        # What a thread reads of slots that are the other's must not decide about hard rules.
        alone = facts[WIDE] or facts[ORDERED] or (facts[MOST] < PLENTY and facts[BLOCKS] > 1)
        self._shared = not alone and len(board.person) >= CROWD
        self.boards = [fresh(board, seed + 7919 * number) for number in range(1 if self._shared else 2)]
        for one in self.boards:
            if lay(one, _numbers(slots, len(one.slot))):
                raise ValueError("these slots do not keep the hard rules")
        self.chunk = 2 * max(LEAST_CHUNK, PER_PERSON * len(board.person))
        self.best, self.kept = self._worth(self.boards[0]), self.boards[0].slot.copy()
        self._everything = np.full(max(1, int(facts[BLOCKS])), -1, np.int64)
        self._chance = np.random.default_rng(seed)
        self._chunks = 0

    def run(self, pool: ThreadPoolExecutor, proposals: int, heat: float) -> None:
        """Make proposals at one temperature, half of them in each thread."""
        one, two = self._two()
        share = self._half() if self._shared else self._everything
        rest = ~share if self._shared else share
        halves = (proposals // 2, proposals - proposals // 2)
        other = pool.submit(anneal, two, self.weights, self.logs, heat, heat, halves[1], rest)
        anneal(one, self.weights, self.logs, heat, heat, halves[0], share)
        other.result()
        if self._shared:
            gather(self.boards[0], one, two, share)
        self.proposals += proposals
        self._chunks += 1
        for board in self.boards:
            worth = self._worth(board)
            if worth < self.best:
                self.best, self.kept = worth, board.slot.copy()

    def _worth(self, board: Board) -> Worth:
        facts, away = board.facts, int(board.facts[AWAY])
        gaps = BREAK * int(facts[ALL_BREAKS]) + int(facts[ALL_IDLE])
        return Worth(gaps + self.weights.move * away, int(facts[SQUARES]), away, gaps)

    def _two(self) -> tuple[Board, Board]:
        if not self._shared:
            one, two = self.boards
            if self._chunks % EXCHANGE == EXCHANGE - 1 and self._worth(one) != self._worth(two):
                better, worse = (0, 1) if self._worth(one) < self._worth(two) else (1, 0)
                drawn = self.boards[worse].facts[RANDOM]
                self.boards[worse] = _copied(self.boards[better])
                self.boards[worse].facts[RANDOM] = drawn
            return self.boards[0], self.boards[1]
        return self._twin(0), self._twin(1)

    def _twin(self, number: int) -> Board:
        board = self.boards[0]
        facts = board.facts.copy()
        facts[RANDOM] = sown(2 * (self._seed * 1_000_003 + self._chunks) + number)
        return board._replace(
            person=board.person.copy(), queue=board.queue.copy(), chain=board.chain.copy(), facts=facts
        )

    def _half(self) -> Longs:
        """A word a block: half of the slots, drawn."""
        time_of = self.boards[0].time
        slots = len(time_of) - 2
        drawn = self._chance.permutation(slots)[: slots // 2]
        share = np.zeros_like(self._everything)
        np.bitwise_or.at(share, time_of[drawn, BLOCK], 1 << time_of[drawn, PLACE])
        return share


def _copied(board: Board) -> Board:
    arrays: Any = (array.copy() for array in board)
    return Board(*arrays)


def _numbers(slots: Sequence[int | None], meetings: int) -> Longs:
    if len(slots) != meetings:
        raise ValueError(f"{len(slots)} slots for {meetings} meetings")
    return np.array([-1 if slot is None else slot for slot in slots], np.int64)
