"""Find a time for a meeting by moving as few others as possible: who sits in the way leaves, and finds another.

Iterative deepening: nobody moves, one moves, two, three; the first depth with a way is taken, at its least cost. A slot
without a free place is opened by one of those that meet in it, a block in which somebody has enough by one of theirs.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from bot.domain.timetable.problem import slots_in
from bot.domain.timetable.repairing.board import NOWHERE, Board
from bot.domain.timetable.repairing.budget import Budget

DEEPEST = 3
NODES = (0, 400, 3_000, 9_000)  # how much a search of each depth may try
LOOKED_AT = 64  # of those who meet in a full slot
OFFERED = 8  # of these, how many are tried


class Ejecting:
    """Searches on a board; every search leaves it as it was, or with the meeting placed."""

    def __init__(self, board: Board, budget: Budget, random: Random) -> None:
        self.board = board
        self.budget = budget
        self._random = random
        self._chain: set[int] = set()
        self._plan: list[tuple[int, int]] | None = None
        self._least = 0
        self._stops = 0

    def place(self, number: int, deepest: int = DEEPEST) -> bool:
        """Give a meeting without a time one, with at most `deepest` others moved; whether it has one now."""
        board = self.board
        slot = board.best(number)
        self.budget.spend()
        if slot >= 0:
            board.set(number, slot)
            return True
        for depth in range(1, deepest + 1):
            if self.budget.over:
                return False
            plan = self._search(number, depth)
            if plan is not None:
                self._carry_out(plan)
                return True
        return False

    def _search(self, number: int, depth: int) -> list[tuple[int, int]] | None:
        self._plan, self._chain = None, set()
        self._stops = self.budget.spent + NODES[depth]
        self._go((number,), depth)
        return self._plan

    def _carry_out(self, plan: list[tuple[int, int]]) -> None:
        for number, _ in plan:
            if self.board.slot[number] >= 0:
                self.board.set(number, NOWHERE)
        for number, slot in plan:
            self.board.set(number, slot)

    def _go(self, pending: tuple[int, ...], extra: int) -> None:
        board = self.board
        number, rest = pending[-1], pending[:-1]
        direct = board.direct(number)
        self.budget.spend(1 + len(direct))
        if not rest:
            self._last(number, direct)
        else:
            for slot in direct:
                self._step(number, slot, (), rest, extra)
        if extra == 0:
            return
        others = board.allowed[number]
        for slot in direct:
            others &= ~(1 << slot)
        for slot in slots_in(others):
            for leaving in self._leaving(number, slot, (), extra):
                self._step(number, slot, leaving, rest, extra - len(leaving))
                if self.budget.over or self.budget.spent > self._stops:
                    return

    def _last(self, number: int, direct: list[int]) -> None:
        """Nobody else waits for a time: the cheapest slot ends the chain."""
        board = self.board
        for slot in direct:
            cost = board.cost - board.loss[number] + board.price(number, slot)
            if self._plan is None or cost < self._least:
                self._least = cost
                self._plan = [(one, board.slot[one]) for one in sorted(self._chain)] + [(number, slot)]

    def _step(self, number: int, slot: int, leaving: tuple[int, ...], rest: tuple[int, ...], extra: int) -> None:
        board = self.board
        mark = len(board.trail)
        for one in leaving:
            board.set(one, NOWHERE)
        board.set(number, slot)
        self._chain.add(number)
        pending = (*rest, *leaving)
        if pending:
            self._go(pending, extra)
        self._chain.discard(number)
        board.back(mark)

    def _leaving(self, number: int, slot: int, chosen: tuple[int, ...], extra: int) -> Iterator[tuple[int, ...]]:
        """Everybody who has to leave so that the meeting can stand in this slot: each way of choosing them."""
        if not chosen:
            forced = self._in_the_way(number, slot)
            if forced is None or len(forced) > extra:
                return
            chosen = forced
        self.budget.spend()
        choice = self._lacking(number, slot, chosen)
        if choice is None:
            yield chosen
        elif len(chosen) < extra:
            for one in choice:
                if one not in chosen and self._may_leave(one):
                    yield from self._leaving(number, slot, (*chosen, one), extra)

    def _may_leave(self, number: int) -> bool:
        return not self.board.held[number] and number not in self._chain

    def _in_the_way(self, number: int, slot: int) -> tuple[int, ...] | None:
        """Those who sit with its people then, and those whose order it would break; None if one of them stays."""
        board = self.board
        found: list[int] = []
        for person in board.people[number]:
            other = board.sitting[person * board.slots + slot]
            if other >= 0 and other not in found:
                found.append(other)
        if number in board.after or number in board.before:
            found += [other for other in board.order_breakers(number, slot) if other not in found]
        return tuple(found) if all(map(self._may_leave, found)) else None

    def _lacking(self, number: int, slot: int, leaving: tuple[int, ...]) -> list[int] | None:
        """Those of whom one more has to leave: for a place, or in somebody's full block. None: it fits."""
        board = self.board
        kind = board.kind(number, slot)
        left = board.free[kind][slot] + sum(
            board.slot[one] == slot and board.kind(one, slot) == kind for one in leaving
        )
        if left <= 0:
            return self.sitters(number, slot)
        if board.most is None:
            return None
        block = board.block[slot]
        for person in board.people[number]:
            theirs = [board.sitting[person * board.slots + one] for one in slots_in(board.busy[person] & block)]
            if len(set(theirs) - set(leaving)) >= board.most:
                return theirs
        return None

    def sitters(self, number: int, slot: int) -> list[int]:
        """Some who meet in this slot at a place of the kind this one needs; first those who could go elsewhere."""
        board = self.board
        kind = board.kind(number, slot)
        there = sorted({one for one in board.sitting[slot :: board.slots] if one >= 0})
        self.budget.spend(1 + len(there) // 32)
        if len(there) > LOOKED_AT:
            there = self._random.sample(there, LOOKED_AT)
        there = [one for one in there if board.kind(one, slot) == kind and not board.held[one]]
        ranked = sorted((not board.direct(one), board.cost_of_move[one], one) for one in there)
        return [one for _, _, one in ranked[:OFFERED]]
