"""Runs the kernels in chunks of work, so that they can report, stop, and give the same answer for the same work."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
from numba import typeof

from bot.domain.timetable.engine import Slots, Tell
from bot.domain.timetable.engine.annealing import Weights, anneal, gather, logarithms
from bot.domain.timetable.engine.arrays import (
    ALL_BREAKS,
    ALL_IDLE,
    AWAY,
    BLOCKS,
    MOST,
    ORDERED,
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

CHUNK = 60_000
HOT, COLD = 2.0, 0.15
SQUARE = 1 / 64
CROWD = 1_500  # people: from here on two threads rarely change the same person's day within a chunk


class Worth(NamedTuple):
    gaps: int
    unfair: int
    away: int


class Engine:
    """A problem's arrays, for several calls."""

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
        ready({name: typeof(kind) for name, kind in kinds.items()})

    def construct(
        self, *, seed: int = 0, start: Sequence[int | None] | None = None, order: Sequence[int] | None = None
    ) -> Slots:
        board = fresh(self._board, seed)
        meetings = len(board.slot)
        if start is not None:
            lay(board, _numbers(start, meetings))
        else:
            lay(board, np.full(meetings, -1, np.int64))
        queue = np.array(order, np.int64) if order is not None else self._order(seed)
        queue = queue[board.slot[queue] < 0]
        room = [np.ones(meetings, np.int64) for _ in range(4)]
        fill(board, queue, 1000 + 4 * len(queue), *room)
        return answer(board.slot)

    def _order(self, seed: int) -> Longs:
        chance = np.random.default_rng(seed).random(len(self._board.slot))
        return np.lexsort((chance, -self._board.meeting[:-1, PRIORITY])).astype(np.int64)

    def improve(
        self,
        slots,
        *,
        seed=0,
        work=None,
        seconds=None,
        move_cost=0.0,
        fair=True,
        tell=None,
        hot=HOT,
        cold=COLD,
        square=SQUARE,
        chunk=CHUNK,
        threads=2,
    ):
        board = fresh(self._board, seed)
        if lay(board, _numbers(slots, len(board.slot))):
            raise ValueError("not a timetable that keeps the rules")
        began = time.monotonic()
        self.proposals = 0
        best, kept = worth(board), board.slot.copy()
        fraction = 0.0
        weights = Weights(1.0, square if fair else 0.0, float(move_cost))
        split = (
            threads == 2
            and not board.facts[WIDE]
            and not board.facts[ORDERED]
            and (board.facts[MOST] >= PLENTY or board.facts[BLOCKS] == 1)
            and len(board.person) >= CROWD
        )
        whole = np.full(max(1, int(board.facts[BLOCKS])), -1, np.int64)
        chance = np.random.default_rng(seed)
        with ThreadPoolExecutor(2) as pool:
            while fraction < 1:
                n = chunk * (1 + split)
                if seconds is None:
                    n = min(n, work - self.proposals)
                    nxt = (self.proposals + n) / work
                else:
                    nxt = min(1, fraction + 0.02 / seconds)
                t0 = hot * (cold / hot) ** fraction
                t1 = hot * (cold / hot) ** nxt
                if split:
                    share = np.zeros_like(whole)
                    mine = chance.permutation(len(board.time) - 2)[: (len(board.time) - 2) // 2]
                    np.bitwise_or.at(share, board.time[mine, 0], 1 << board.time[mine, 1])
                    one, two = twin(board, seed, 2 * self.proposals), twin(board, seed, 2 * self.proposals + 1)
                    a = pool.submit(anneal, one, weights, self._logs, t0, t1, n // 2, share)
                    b = pool.submit(anneal, two, weights, self._logs, t0, t1, n - n // 2, ~share)
                    a.result()
                    b.result()
                    gather(board, one, two, share)
                else:
                    anneal(board, weights, self._logs, t0, t1, n, whole)
                self.proposals += n
                fraction = nxt if seconds is None else (time.monotonic() - began) / seconds
                now = worth(board)
                if now < best:
                    best, kept = now, board.slot.copy()
                if tell is not None and not tell(best[0], fraction):
                    break
        return answer(kept)


def twin(board, seed, n):
    facts = board.facts.copy()
    facts[RANDOM] = sown(seed * 1_000_003 + n)
    return board._replace(person=board.person.copy(), queue=board.queue.copy(), chain=board.chain.copy(), facts=facts)


def worth(board: Board) -> Worth:
    facts = board.facts
    return Worth(BREAK * int(facts[ALL_BREAKS]) + int(facts[ALL_IDLE]), int(facts[SQUARES]), int(facts[AWAY]))


def _numbers(slots: Sequence[int | None], meetings: int) -> Longs:
    if len(slots) != meetings:
        raise ValueError(f"{len(slots)} slots for {meetings} meetings")
    return np.array([-1 if slot is None else slot for slot in slots], np.int64)
