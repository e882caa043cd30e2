"""Two processes at an instance that is not easy: one raises the bound, the other looks for solutions with little more,
and both look at the same number of breaks in two manners where only one is left between bound and solution.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from multiprocessing.connection import wait

from bot.domain.timetable.proving.apart import Question, Swaps, Task, Worker
from bot.domain.timetable.proving.deciding import Manner
from bot.domain.timetable.proving.known import Known

SEATS = 2
PROPOSALS = 150_000  # about a second
PATIENCE = 30.0  # seconds for a solution with few breaks; then for one with more, twice as long, and so on
FOREVER = 3600.0  # seconds between two looks at the clock when nothing is to be done


class WorkerLost(RuntimeError):
    """A process ended without an answer (killed, or out of memory), or none can be started here."""


class Pair:
    """See the module. `left()`: seconds."""

    def __init__(self, known: Known, left: Callable[[], float]) -> None:
        self._known = known
        self._left = left
        self._workers: list[Worker] = []
        self._swaps = 0  # rounds of swapping that were begun
        self._rounds = 1  # of them that are wanted
        self._restless = float("inf")  # when patience with the looking for solutions is at its end

    def run(self) -> None:
        """Until all is settled or the time is over. Raises Infeasible, :class:`WorkerLost`."""
        try:
            while not self._known.settled and self._left() > 0:
                self._dismiss()
                while len(self._workers) < SEATS:
                    self._start(self._next())
                self._listen()
        except OSError as error:
            raise WorkerLost(str(error)) from error
        finally:
            for worker in self._workers:
                worker.end()
            self._workers.clear()

    def _dismiss(self) -> None:
        """End what nobody asks any more, and what took too long beside the other's proof."""
        tired = time.perf_counter() >= self._restless
        for worker in list(self._workers):
            task = worker.task
            moot = isinstance(task, Question) and self._known.moot(task)
            if moot or (tired and self._searches(task)):
                self._end(worker)
        if tired:
            self._rounds += 1
            self._restless = float("inf")

    def _searches(self, task: Task) -> bool:
        return isinstance(task, Question) and task.manner is Manner.STEADY and task.most is not None

    def _end(self, worker: Worker) -> None:
        self._workers.remove(worker)
        worker.end()

    def _start(self, task: Task) -> None:
        if self._searches(task) and self._known.objective - self._known.bound > 1:
            self._restless = time.perf_counter() + PATIENCE * 2 ** (self._rounds - 1)
        self._workers.append(Worker(self._known.instance, self._known.masks, task))

    def _next(self) -> Task:
        known = self._known
        proves = any(isinstance(one.task, Question) and one.task.manner is Manner.OWN for one in self._workers)
        if known.best is None:
            return known.at_all(Manner.STEADY if proves else Manner.OWN)
        if not proves:
            return known.at_most(known.bound)
        if self._swaps < self._rounds:
            self._swaps += 1
            proposals = PROPOSALS * 4 ** (self._swaps - 1)
            return Swaps(known.best, proposals, self._swaps, known.bound, known.fair)
        nearest = min(known.bound + 1, known.objective - 1)
        further = (known.objective - 1 - nearest) * min(self._rounds - 1, 4) // 4
        return known.at_most(nearest + further, Manner.STEADY)

    def _listen(self) -> None:
        seconds = min(self._left(), self._restless - time.perf_counter(), FOREVER)
        ready = wait([worker.answers for worker in self._workers], max(seconds, 0.0))
        for worker in [one for one in self._workers if one.answers in ready]:
            try:
                answer = worker.answers.recv()
            except EOFError:
                raise WorkerLost("a process ended without an answer") from None
            if isinstance(answer, list):
                self._known.yes(answer)
            elif answer is False and isinstance(worker.task, Question):
                self._known.no(worker.task)
            if isinstance(worker.task, Question) or answer is None:
                self._end(worker)
