"""The fewest breaks, proved: is a solution without any possible, with one, with two, ...? The first *yes* is the
answer, and every *no* before it is the proof.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from bot.domain.timetable.instances import Instance, break_counts, instance_faults
from bot.domain.timetable.proving.crowding import check_crowds
from bot.domain.timetable.proving.deciding import decide, require_solver
from bot.domain.timetable.proving.domains import Infeasible, possible_slots
from bot.domain.timetable.proving.encoding import Encoding, encode
from bot.domain.timetable.proving.floors import least_breaks
from bot.domain.timetable.proving.proof import Proof, Status
from bot.domain.timetable.proving.reasons import Reason

RISING = 0.85  # of the time; the rest is for closing in from above, where the bound has not met a solution by then

Tell = Callable[[int, int | None], None]


def prove(instance: Instance, *, seconds: float | None = None, tell: Tell | None = None) -> Proof:
    """The fewest breaks of `instance`, and a solution that has so few; or that there is none, and why.

    After `seconds` of the wall: what is known by then; without them it goes on to the end. The same instance gives
    the same proof as long as the time does not run out. `tell(bound, best)` hears of every step forward. Raises
    :class:`SolverMissing`.
    """
    require_solver()
    return _Search(instance, seconds, tell).run()


class _Search:
    def __init__(self, instance: Instance, seconds: float | None, tell: Tell | None) -> None:
        self._instance = instance
        self._began = time.perf_counter()
        self._seconds = float("inf") if seconds is None else seconds
        self._tell = tell
        self._bound = 0
        self._best: tuple[int, ...] | None = None
        self._masks: Sequence[int] = ()
        self._encodings: dict[bool, Encoding] = {}
        # somebody who cannot have a break: then nobody else has more than the fairness allows
        self._idle = any(len(mine) < 2 for mine in instance.meetings_of())

    def run(self) -> Proof:
        """See :func:`prove`."""
        try:
            self._masks = possible_slots(self._instance)
            check_crowds(self._instance, self._masks)
            self._bound = self._floor()
            self._any()
            self._rise(self._seconds * RISING)
            self._close_in()
        except Infeasible as found:
            return Proof(Status.INFEASIBLE, self._bound, self._spent(), reason=found.reason)
        if self._best is None:
            return Proof(Status.UNKNOWN, self._bound, self._spent())
        status = Status.OPTIMAL if self._bound >= self._objective else Status.FEASIBLE
        return Proof(status, self._bound, self._spent(), self._objective, self._best)

    def _floor(self) -> int:
        """What each participant needs, whatever the others do, and what fairness makes of it."""
        fair = self._instance.fair
        floors = least_breaks(self._instance, self._masks)
        tallest = max(floors, default=0)
        if self._idle and tallest > fair:
            who = floors.index(tallest) + 1
            words = f"participant {who} needs {tallest} breaks, and somebody has none; they may differ by {fair}"
            raise Infeasible(Reason("fairness", words, (), who))
        return sum(max(floor, tallest - fair) for floor in floors)

    def _any(self) -> None:
        """Any solution: it comes in a moment where there is one, and where there is none nothing else is needed."""
        answer = self._decide(None, self._seconds, somebody_has_none=True)
        if answer is False and not self._idle:
            self._bound = max(self._bound, self._instance.participants)
            answer = self._decide(None, self._seconds, somebody_has_none=False)
        if answer is False:
            raise Infeasible(Reason("search", "the rules together leave no solution; no short reason was found"))

    def _rise(self, until: float) -> None:
        while self._best is None or self._bound < self._objective:
            answer = self._at_most(self._bound, until)
            if answer is None:
                return
            if not answer:
                self._raise_to(self._bound + 1)

    def _close_in(self) -> None:
        """From above, in halves, as long as there is time."""
        while self._best is not None and self._bound < self._objective and self._spent() < self._seconds:
            low, until = self._bound, self._spent() + (self._seconds - self._spent()) / 3
            middle = (low + self._objective - 1) // 2
            answer = self._at_most(middle, until)
            if answer is False:
                self._raise_to(middle + 1)
            elif answer is None:  # too hard in this time: try nearer to what is known to be possible
                self._at_most((3 * (self._objective - 1) + middle) // 4, self._spent() + (until - self._spent()) / 2)

    def _at_most(self, most: int, until: float) -> bool | None:
        return self._decide(most, until, somebody_has_none=self._idle or most < self._instance.participants)

    def _decide(self, most: int | None, until: float, *, somebody_has_none: bool) -> bool | None:
        encoding = self._encodings.get(somebody_has_none)
        if encoding is None:
            encoding = encode(self._instance, self._masks, somebody_has_none=somebody_has_none)
            self._encodings[somebody_has_none] = encoding
        answer = decide(encoding, most, lambda: until - self._spent())
        if not isinstance(answer, list):
            return answer
        found = encoding.assignment(answer, len(self._instance.meetings))
        faults = instance_faults(self._instance, found)
        if faults:
            raise AssertionError(f"the encoding let through: {'; '.join(faults[:3])}")
        if self._best is None or sum(break_counts(self._instance, found)) < self._objective:
            self._best = tuple(found)
            self._report()
        return True

    @property
    def _objective(self) -> int:
        assert self._best is not None
        return sum(break_counts(self._instance, self._best))

    def _raise_to(self, bound: int) -> None:
        self._bound = bound
        self._report()

    def _report(self) -> None:
        if self._tell is not None:
            self._tell(self._bound, None if self._best is None else self._objective)

    def _spent(self) -> float:
        return time.perf_counter() - self._began
