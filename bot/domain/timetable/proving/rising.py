"""The fewest breaks, proved: is a solution without any possible, with one, with two, ...? The first *yes* is the
answer, and every *no* before it is the proof.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from bot.domain.timetable.instances import Instance
from bot.domain.timetable.proving.apart import Question
from bot.domain.timetable.proving.crowding import check_crowds
from bot.domain.timetable.proving.deciding import decide, require_solver
from bot.domain.timetable.proving.domains import Infeasible, possible_slots
from bot.domain.timetable.proving.encoding import Encoding, encode
from bot.domain.timetable.proving.known import Known, Tell
from bot.domain.timetable.proving.pairing import PROPOSALS, Pair, WorkerLost
from bot.domain.timetable.proving.proof import Proof, Status
from bot.domain.timetable.proving.swapping import Swapping

ALONE = 1 / 3  # of the time, before a second process is asked for
EASY = 60_000  # conflicts: all that the published instances take; two processes would do them twice, and later
LARGE = 200_000  # meetings times slots: nothing is easy from here on
RISING = 0.85  # of the time; the rest is for closing in from above, where the bound has not met a solution by then


def prove(instance: Instance, *, seconds: float | None = None, tell: Tell | None = None, processes: int = 1) -> Proof:
    """The fewest breaks of `instance`, and a solution that has so few; or that there is none, and why.

    After `seconds` of the wall: what is known by then; without them it goes on to the end. As long as the time does
    not run out, the same instance gives the same status, bound and objective; in one process also the same
    assignment. With two `processes` what is not easy is worked on by two new ones at once (the module that runs must
    bear being imported). `tell(bound, best)` hears of every step forward. Raises :class:`SolverMissing`.
    """
    require_solver()
    return _Search(instance, seconds, tell, processes).run()


class _Search:
    def __init__(self, instance: Instance, seconds: float | None, tell: Tell | None, processes: int) -> None:
        self._instance = instance
        self._began = time.perf_counter()
        self._seconds = float("inf") if seconds is None else seconds
        self._tell = tell
        self._processes = processes
        self._encodings: dict[bool, Encoding] = {}

    def run(self) -> Proof:
        """See :func:`prove`."""
        bound, known = 0, None
        try:
            masks = possible_slots(self._instance)
            check_crowds(self._instance, masks)
            known = self._known = Known(self._instance, masks, self._tell)
            self._look()
        except Infeasible as found:
            bound = 0 if known is None else known.bound
            return Proof(Status.INFEASIBLE, bound, self._spent(), reason=found.reason)
        if known.best is None:
            return Proof(Status.UNKNOWN, known.bound, self._spent())
        status = Status.OPTIMAL if known.settled else Status.FEASIBLE
        return Proof(status, known.bound, self._spent(), known.objective, known.best)

    def _look(self) -> None:
        if self._processes > 1 and len(self._instance.meetings) * self._instance.slots >= LARGE:
            easy = False
        else:
            easy = self._any(EASY) and self._rise(self._seconds * ALONE, EASY)
        if easy or self._left() <= 0:
            return
        if self._processes > 1:
            try:
                self._encodings.clear()
                Pair(self._known, self._left).run()
            except WorkerLost:
                pass  # alone, then
            else:
                return
        self._alone()

    def _alone(self) -> None:
        known = self._known
        if not self._any(None) or known.best is None:
            return
        swapping = Swapping(self._instance, known.masks, known.best, most=known.fair)
        swapping.run(PROPOSALS, seed=1, target=known.bound, left=self._left, found=known.yes)
        self._rise(self._seconds * RISING, None)
        self._close_in()

    def _any(self, conflicts: int | None) -> bool:
        """Any solution: it comes in a moment where there is one, and where there is none nothing else is needed."""
        while self._known.best is None:
            if self._ask(self._known.at_all(), self._seconds, conflicts) is None:
                return False
        return True

    def _rise(self, until: float, conflicts: int | None) -> bool:
        while not self._known.settled:
            if self._ask(self._known.at_most(self._known.bound), until, conflicts) is None:
                return False
        return True

    def _close_in(self) -> None:
        """From above, in halves, as long as there is time."""
        known = self._known
        while not known.settled and self._left() > 0:
            until = self._spent() + self._left() / 3
            middle = (known.bound + known.objective - 1) // 2
            if self._ask(known.at_most(middle), until) is None:  # too hard in this time: try nearer to what is possible
                nearer = (3 * (known.objective - 1) + middle) // 4
                self._ask(known.at_most(nearer), self._spent() + (until - self._spent()) / 2)

    def _ask(self, question: Question, until: float, conflicts: int | None = None) -> bool | None:
        kind = question.somebody_has_none
        if kind not in self._encodings:
            self._encodings[kind] = encode(self._instance, self._known.masks, somebody_has_none=kind)
        encoding = self._encodings[kind]
        left: Callable[[], float] = lambda: until - self._spent()  # noqa: E731 - what it ends with is said here
        answer = decide(encoding, question.most, left, conflicts=conflicts, manner=question.manner)
        if isinstance(answer, list):
            self._known.yes(encoding.assignment(answer, len(self._instance.meetings)))
            return True
        if answer is False:
            self._known.no(question)
        return answer

    def _left(self) -> float:
        return self._seconds - self._spent()

    def _spent(self) -> float:
        return time.perf_counter() - self._began
