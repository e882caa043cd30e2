"""From a problem to the timetable that is published: anytime, and the same for the same seed and limit of work."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import replace

from bot.domain.timetable.board import Board, lawful
from bot.domain.timetable.capacity import Shortage, in_fair_order, shortage
from bot.domain.timetable.checking import Numbers, measure
from bot.domain.timetable.options import Keep, Options, Progress, Solution, Tell, share_above
from bot.domain.timetable.plain import move_singly, place_all
from bot.domain.timetable.problem import Problem, Timetable
from bot.domain.timetable.reasons import reasons
from bot.domain.timetable.seating import seat

CHUNK = 20_000  # steps between two reports


def solve(problem: Problem, options: Options | None = None, tell: Tell = lambda _: True) -> Solution:
    """The best timetable found within the limits of `options`, never worse than what stands.

    `tell` hears of the progress from the first moment, and ends the search by answering False.
    """
    options = options or Options()
    begun = time.monotonic()
    short = shortage(problem)
    standing = lawful(problem)
    held = _held(problem, options, standing)
    before = seat(held, standing)
    board = Board(held, standing if options.keep is not Keep.FREE else ())
    dice = random.Random(options.seed)  # noqa: S311 - no secret
    ties = [dice.randrange(1 << 30) for _ in problem.meetings]
    place_all(board, in_fair_order(held, board, dice=ties))
    work, stopped = 0, False

    def more() -> bool:
        return options.seconds is None or time.monotonic() - begun < options.seconds

    while True:
        report = _report(problem, board.slots, short, time.monotonic() - begun)
        if not tell(report):
            stopped = True
            break
        left = CHUNK if options.work is None else min(CHUNK, options.work - work)
        if left <= 0 or not more() or report.numbers.gaps <= report.bound:
            break
        made = move_singly(board, seed=options.seed + work, steps=left, more=more)
        work += made
        if not made or work >= 5 * CHUNK:
            break
    after = seat(held, board.slots)
    table = min((before, after), key=lambda table: measure(problem, table).order)
    return Solution(
        table=table,
        numbers_before=measure(problem, problem.as_it_stands()),
        numbers=measure(problem, table),
        bound=0,
        reasons=reasons(held, table.slots),
        shortage=short,
        seconds=time.monotonic() - begun,
        seed=options.seed,
        work=work,
        stopped=stopped,
    )


def _held(problem: Problem, options: Options, standing: Sequence[int | None]) -> Problem:
    """The same with as fixed what the options do not let move, and without the times that have become impossible."""
    meetings = []
    closed = dict(problem.closed)
    for meeting, slot in zip(problem.meetings, standing, strict=True):
        if meeting.fixed and meeting.at is not None:
            meetings.append(meeting)
            continue
        if slot is None:
            meetings.append(replace(meeting, at=None, spot=None))
            continue
        spot = meeting.spot
        if spot is not None and (
            problem.places[spot].kind is not meeting.kind(slot) or closed.get(spot, 0) >> slot & 1
        ):
            spot = None
        stays = options.only_unplaced or (options.keep is Keep.ALL and meeting.announced)
        meetings.append(replace(meeting, spot=spot, fixed=stays))
    return replace(problem, meetings=tuple(meetings))


def _report(problem: Problem, slots: Sequence[int | None], short: Shortage, seconds: float) -> Progress:
    numbers = _without_places(problem, slots)
    placed = sum(numbers.placed)
    return Progress(seconds, numbers, 0, share_above(numbers.gaps, 0), placed, len(problem.meetings), short)


def _without_places(problem: Problem, slots: Sequence[int | None]) -> Numbers:
    spots = tuple(None if slot is None else 0 for slot in slots)
    return replace(measure(problem, Timetable(tuple(slots), spots)), elsewhere=0, walking=0)
