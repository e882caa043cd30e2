"""The first timetable: as many meetings as there is room for, the more important ones first, shared out fairly."""

from __future__ import annotations

import random
from collections.abc import Sequence

from bot.domain.timetable.board import Board
from bot.domain.timetable.capacity import Shortage, in_fair_order
from bot.domain.timetable.engine import prepared
from bot.domain.timetable.fairness import Sharing
from bot.domain.timetable.holding import announced_fixed
from bot.domain.timetable.options import Keep, Options
from bot.domain.timetable.problem import Problem

ATTEMPTS, TRIED = 24, 6_000  # at most so many beginnings; so many meetings placed in all of them, or one beginning
Slots = Sequence[int | None]


def start(held: Problem, standing: Slots, options: Options, short: Shortage) -> Slots:
    """Times for all meetings for which there are any. `held`, `standing`: see :mod:`bot.domain.timetable.holding`."""
    stands = any(slot is not None for slot in standing)
    if options.keep is Keep.FEW and not options.only_unplaced:
        first = _filled(announced_fixed(held), standing, options.seed, short)
        told = frozenset(n for n, m in enumerate(held.meetings) if m.announced and m.at is not None)
        # With nothing fixed those chains are allowed too which move announced meetings, but none of them is lost.
        more = _filled(held, first, options.seed, short, told)
        return more if all(more[number] is not None for number in told) else first
    kept = _filled(held, standing, options.seed, short)
    if options.keep is Keep.ALL or options.only_unplaced or not stands:
        return kept
    anew = _filled(held, (), options.seed, short)
    return min((kept, anew), key=lambda slots: worth(held, slots))


def worth(problem: Problem, slots: Slots) -> tuple[int, ...]:
    """The smaller the better: meetings by priority, then how many the poorest have, the next ..., then gaps."""
    placed = [0, 0, 0]
    for meeting, slot in zip(problem.meetings, slots, strict=True):
        placed[-1 - meeting.priority] -= slot is not None
    board = Board(problem, slots)
    poorest = sorted(busy.bit_count() for busy in board.busy)
    return (*placed, *(-number for number in poorest), board.cost(range(len(problem.people))))


def _filled(problem: Problem, standing: Slots, seed: int, short: Shortage, told: frozenset[int] = frozenset()) -> Slots:
    """The best of some beginnings; one is enough where nothing is left out that could have been placed."""
    searching = prepared(problem)
    moving = sum(not meeting.fixed for meeting in problem.meetings)
    best: tuple[tuple[int, ...], Slots] | None = None
    for attempt in range(max(1, min(ATTEMPTS, TRIED // max(1, moving)))):
        dice = random.Random(seed + attempt)  # noqa: S311 - no secret
        order = _order(problem, Board(problem, standing), short, dice)
        # Where places are too few those who come last have no chance: that they are tried as well costs much time.
        tried = order if attempt % 2 else order[: max(0, len(order) - short.places)]
        slots: Slots = searching.construct(seed=seed + attempt, start=standing or None, order=tried)
        missing = sum(slot is None for slot in slots)
        if missing:
            board = Board(problem, slots)
            Sharing(board, told).exchange()
            slots = board.slots
            missing = sum(slot is None for slot in slots)
        found = worth(problem, slots), slots
        if best is None or found[0] < best[0]:
            best = found
        if missing == 0:
            break
    assert best is not None
    return best[1]


def _order(problem: Problem, board: Board, short: Shortage, dice: random.Random) -> list[int]:
    ties = [dice.randrange(1 << 30) for _ in problem.meetings]
    if short.meetings:
        return in_fair_order(problem, board, diaries=short.diaries, dice=ties)
    order = [number for number, slot in enumerate(board.slots) if slot is None]
    order.sort(key=lambda n: (-problem.meetings[n].priority, len(problem.meetings[n].people), ties[n]))
    return order
