"""From a problem to the timetable that is published: anytime, and the same for the same seed and limit of work."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from importlib.util import find_spec

from bot.domain.timetable.capacity import Shortage, shortage
from bot.domain.timetable.checking import Numbers, measure
from bot.domain.timetable.engine import bounds, improve
from bot.domain.timetable.holding import held, lawful, only
from bot.domain.timetable.options import SECONDS, Keep, Options, Progress, Solution, Tell, share_above
from bot.domain.timetable.problem import Problem, Timetable
from bot.domain.timetable.reasons import reasons
from bot.domain.timetable.seating import seat
from bot.domain.timetable.starting import start

MOVE_COST = 3  # a meeting whose people know its time is moved where that saves a break, or three idle slots
ENOUGH = 50_000  # proposals a meeting: a small problem is as good as it gets long before a minute is over
PLACES_SHARE = 0.1  # of the time that is kept for giving out the places

Slots = Sequence[int | None]


class NotInstalled(RuntimeError):
    """The libraries of the timetable are missing; its words say what to install."""

    def __init__(self, *missing: str) -> None:
        super().__init__(*missing)
        self.missing = missing

    def __str__(self) -> str:
        return f"The timetable needs {' and '.join(self.missing)}: pip install 'matchbell[timetable]'"


def solve(problem: Problem, options: Options | None = None, tell: Tell = lambda _: True) -> Solution:
    """The best timetable found within the limits of `options`; never worse than what of the standing one may stay.

    `tell` hears of the progress from the first moment, the shortage included, and ends the search by answering False:
    the best so far is returned. The search ends by itself when the bound is reached. Raises :class:`NotInstalled`
    where numpy or numba are missing.
    """
    missing = [name for name in ("numpy", "numba") if find_spec(name) is None]
    if missing:
        raise NotInstalled(*missing)
    return _Search(problem, options or Options(), tell).solution()


class _Search:
    """One call of :func:`solve`."""

    def __init__(self, problem: Problem, options: Options, tell: Tell) -> None:
        self.begun = time.monotonic()
        self.problem, self.options, self.tell = problem, options, tell
        self.seconds = SECONDS if options.seconds is None and options.work is None else options.seconds
        self.standing = lawful(problem)
        self.held = held(problem, options, self.standing)
        self.short: Shortage = shortage(self.held)
        self.slots: Slots = self.standing
        self.bound = self.work = 0
        self.searched = self.stopped = False

    def solution(self) -> Solution:
        from bot.domain.timetable.seating.exchanges import exchange  # noqa: PLC0415

        self.stopped = not self.tell(self._progress(measure_times(self.problem, self.slots)))
        if not self.stopped:
            self.slots = start(self.held, self.standing, self.options, self.short)
            self._improve()
        before = seat(self.held, self.standing, all_stay=True)
        after = exchange(self.held, seat(self.held, self.slots), seed=self.options.seed) if self.searched else before
        table = min(before, after, key=self._order)
        if table is not after:
            self.bound = bounds(only(self.held, table.slots)).gaps if self.searched else 0
        return Solution(
            table=table,
            numbers_before=measure(self.problem, self.problem.as_it_stands()),
            numbers=measure(self.problem, table),
            bound=self.bound,
            reasons=reasons(self.held, table.slots),
            shortage=self.short,
            seconds=time.monotonic() - self.begun,
            seed=self.options.seed,
            work=self.work,
            stopped=self.stopped,
        )

    def _improve(self) -> None:
        self.bound = bounds(only(self.held, self.slots)).gaps
        self.searched = True
        numbers = measure_times(self.problem, self.slots)
        if not self.tell(self._progress(numbers)):
            self.stopped = True
            return
        moving = sum(
            slot is not None and not meeting.fixed for slot, meeting in zip(self.slots, self.held.meetings, strict=True)
        )
        work = min(ENOUGH * moving, self.options.work if self.options.work is not None else ENOUGH * moving)
        seconds = self._left()
        if numbers.gaps <= self.bound or not work or (seconds is not None and seconds <= 0):
            return
        done = 0.0

        def heard(gaps: int, share: float) -> bool:
            nonlocal done
            done = share
            best = replace(numbers, breaks=gaps // 3, idle=gaps - gaps // 3 * 3)
            self.stopped = not self.tell(self._progress(best))
            return not self.stopped and gaps > self.bound

        self.slots = improve(
            self.held,
            self.slots,
            seed=self.options.seed,
            work=work,
            seconds=seconds,
            move_cost=MOVE_COST if self.options.keep is Keep.FEW else 0,
            tell=heard,
        )
        self.work = round(done * work)

    def _left(self) -> float | None:
        if self.seconds is None:
            return None
        return self.seconds * (1 - PLACES_SHARE) - (time.monotonic() - self.begun)

    def _order(self, table: Timetable) -> tuple[int, ...]:
        numbers = measure(self.problem, table)
        cost = MOVE_COST * numbers.moved if self.options.keep is Keep.FEW else 0
        return (*(-number for number in numbers.placed), numbers.gaps + cost, *numbers.order)

    def _progress(self, numbers: Numbers) -> Progress:
        return Progress(
            seconds=time.monotonic() - self.begun,
            numbers=numbers,
            bound=self.bound,
            gap=share_above(numbers.gaps, self.bound) if self.searched else 1.0,
            placed=sum(numbers.placed),
            of=len(self.problem.meetings),
            shortage=self.short,
        )


def measure_times(problem: Problem, slots: Slots) -> Numbers:
    """The numbers of a timetable whose places are not given out yet."""
    spots = tuple(None if slot is None else 0 for slot in slots)
    return replace(measure(problem, Timetable(tuple(slots), spots)), elsewhere=0, walking=0)
