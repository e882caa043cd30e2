"""The first timetable: as many meetings as there is room for, the more important ones first, shared out fairly."""

from __future__ import annotations

import random
from collections.abc import Sequence

from bot.domain.timetable import engine
from bot.domain.timetable.board import Board
from bot.domain.timetable.capacity import Shortage, in_fair_order
from bot.domain.timetable.fairness import Sharing
from bot.domain.timetable.holding import announced_fixed
from bot.domain.timetable.options import Keep, Options
from bot.domain.timetable.problem import Problem

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
    """The smaller the better: meetings by priority, then gaps."""
    placed = [0, 0, 0]
    for meeting, slot in zip(problem.meetings, slots, strict=True):
        placed[-1 - meeting.priority] -= slot is not None
    return (*placed, Board(problem, slots).cost(range(len(problem.people))))


def _filled(problem: Problem, standing: Slots, seed: int, short: Shortage, told: frozenset[int] = frozenset()) -> Slots:
    dice = random.Random(seed)  # noqa: S311 - no secret
    ties = [dice.randrange(1 << 30) for _ in problem.meetings]
    board = Board(problem, standing)
    if short.meetings:
        order = in_fair_order(problem, board, diaries=short.diaries, dice=ties)
    else:
        order = [number for number, slot in enumerate(board.slots) if slot is None]
        order.sort(key=lambda number: (-problem.meetings[number].priority, ties[number]))
    # Where places are too few those who come last in the order have no chance: the engine need not try.
    tried = order[: max(0, len(order) - short.places)]
    slots: Slots = engine.construct(problem, seed=seed, start=standing or None, order=tried)
    board = Board(problem, slots)
    if any(slot is None for slot in slots):
        Sharing(board, told).exchange()
    return board.slots
