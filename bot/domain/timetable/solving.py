"""From a problem to the timetable that is published: anytime, and the same for the same seed and limit of work."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from importlib.util import find_spec

from bot.domain.timetable.capacity import Shortage, shortage
from bot.domain.timetable.checking import BREAK_WEIGHT, Numbers, measure
from bot.domain.timetable.engine import bounds, prepared
from bot.domain.timetable.holding import held, lawful, only
from bot.domain.timetable.options import SECONDS, Keep, Options, Progress, Solution, Tell, share_above
from bot.domain.timetable.problem import Problem, Timetable
from bot.domain.timetable.reasons import reasons
from bot.domain.timetable.seating import seat
from bot.domain.timetable.starting import start

MOVE_COST = 3  # a meeting whose people know its time is moved where that saves a break, or three idle slots
ENOUGH = 50_000  # proposals a meeting: a small problem is as good as it gets long before a minute is over
SHARE_FOR_PLACES, SECONDS_FOR_PLACES = 0.3, 2e-4  # kept for giving out the places: of the time at most; a meeting

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
        self.late = 0.0
        self.searched = self.stopped = False

    def solution(self) -> Solution:
        self.stopped = not self.tell(self._progress(measure_times(self.problem, self.slots)))
        if not self.stopped:
            prepared(self.held)  # where machine code is made at the first use, that is no time of the search's
            self.late = time.monotonic() - self.begun
            self.slots = start(self.held, self.standing, self.options, self.short)
            self.bound = bounds(only(self.held, self.slots)).gaps
            self.searched = True
            self._improve()
        table, numbers = self._seated()
        return Solution(
            table=table,
            numbers_before=measure(self.problem, self.problem.as_it_stands()),
            numbers=numbers,
            bound=self.bound,
            reasons=reasons(self.held, table.slots),
            shortage=self.short,
            seconds=time.monotonic() - self.begun,
            seed=self.options.seed,
            work=self.work,
            stopped=self.stopped,
        )

    def _improve(self) -> None:
        first = measure_times(self.problem, self.slots)
        self.stopped = not self.tell(self._progress(first))
        seconds, work = self._limits()
        if self.stopped or first.gaps <= self.bound or work == 0 or (seconds is not None and seconds <= 0):
            return
        searching = prepared(self.held)

        def heard(gaps: int, _done: float) -> bool:
            self.stopped = not self.tell(self._progress(_in_proportion(first, gaps)))
            return not self.stopped and gaps > self.bound

        self.slots = searching.improve(
            self.slots,
            seed=self.options.seed,
            work=work,
            seconds=seconds,
            move_cost=MOVE_COST if self.options.keep is Keep.FEW else 0,
            tell=heard,
        )
        self.work = searching.proposals

    def _limits(self) -> tuple[float | None, int]:
        """Seconds and proposals that are left for the search."""
        moving = sum(
            slot is not None and not meeting.fixed for slot, meeting in zip(self.slots, self.held.meetings, strict=True)
        )
        work = ENOUGH * moving if self.options.work is None else min(ENOUGH * moving, self.options.work)
        if self.seconds is None:
            return None, work
        places = min(SHARE_FOR_PLACES * self.seconds, SECONDS_FOR_PLACES * len(self.held.meetings))
        return self.seconds + self.late - places - (time.monotonic() - self.begun), work

    def _seated(self) -> tuple[Timetable, Numbers]:
        """The better one of what was found and what stands, with its places."""
        from bot.domain.timetable.seating.exchanges import exchange  # noqa: PLC0415

        before = seat(self.held, self.standing, all_stay=True)
        stands = before, measure(self.problem, before)
        if not self.searched:
            return stands
        after = exchange(self.held, seat(self.held, self.slots), seed=self.options.seed)
        found = after, measure(self.problem, after)
        if self._order(found[1]) <= self._order(stands[1]):
            return found
        self.bound = bounds(only(self.held, before.slots)).gaps
        return stands

    def _order(self, numbers: Numbers) -> tuple[int, ...]:
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


def _in_proportion(first: Numbers, gaps: int) -> Numbers:
    """Numbers with so many gaps, of which breaks have the share that they had at first: the search tells the sum."""
    breaks = gaps * first.breaks // max(1, first.gaps)
    return replace(first, breaks=breaks, idle=gaps - BREAK_WEIGHT * breaks)
