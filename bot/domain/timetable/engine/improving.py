"""Runs the kernels in chunks of work, so that they can report, stop, and give the same answer for the same work."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import numpy as np

from bot.domain.timetable.engine.annealing import Weights, anneal, logarithms
from bot.domain.timetable.engine.arrays import Given, Ints, State, answer, blank, given
from bot.domain.timetable.engine.counting import BREAK
from bot.domain.timetable.engine.greedy import fill
from bot.domain.timetable.engine.placing import lay
from bot.domain.timetable.problem import Problem

CHUNK = 1 << 18
HOT, COLD = 2.0, 0.15
SQUARE = 1 / 64


class Engine:
    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.given = given(problem)

    def construct(self, *, seed: int = 0, start: Sequence[int | None] | None = None, order: Sequence[int] | None = None) -> tuple[int | None, ...]:
        state = blank(self.given, seed)
        lay(self.given, state, _slots(start, len(self.problem.meetings)))
        queue = np.array(order if order is not None else self._order(seed), np.int32)
        queue = queue[state.slot[queue] < 0]
        fill(self.given, state, queue, 1000 + 4 * len(queue))
        return answer(state.slot)

    def _order(self, seed: int) -> np.ndarray:
        rng = np.random.default_rng(seed)
        return np.lexsort((rng.random(len(self.given.priority)), -self.given.priority.astype(int)))

    def improve(self, slots, *, seed=0, work=None, seconds=None, move_cost=0, fair=True, tell=None, hot=HOT, cold=COLD, square=SQUARE):
        g = self.given
        state = blank(g, seed)
        if lay(g, state, _slots(slots, len(g.priority))):
            raise ValueError("not a timetable that keeps the rules")
        began = time.monotonic()
        done = 0
        best, kept = self._cost(state), state.slot.copy()
        fraction = 0.0
        chunk = CHUNK
        logs = logarithms()
        while fraction < 1:
            if seconds is None:
                chunk = min(CHUNK, work - done)
                nxt = (done + chunk) / work
            else:
                el = time.monotonic() - began
                nxt = min(1, max(el/seconds, fraction) + 0.1/seconds)
            t0 = hot * (cold / hot) ** fraction
            t1 = hot * (cold / hot) ** nxt
            anneal(g, state, Weights(1.0, square if fair else 0.0, float(move_cost)), logs, t0, t1, chunk)
            done += chunk
            fraction = nxt if seconds is None else (time.monotonic() - began) / seconds
            cost = self._cost(state)
            if cost < best:
                best, kept = cost, state.slot.copy()
            if tell is not None and not tell(best[0], fraction):
                break
        self.done = done
        return answer(kept)

    def _cost(self, state):
        t = state.totals
        return (BREAK * int(t[0]) + int(t[1]), int(t[2]), int(t[3]))


def _slots(slots, meetings):
    return np.array([-1 if s is None else s for s in slots] if slots is not None else [-1] * meetings, np.int32)
