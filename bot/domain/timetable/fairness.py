"""Where not all can be placed: others instead, so that the poorest have more meetings.

The order of :mod:`bot.domain.timetable.capacity` is fair; what then finds no room is not. Here a meeting without a
time takes the place of another one of the same priority, or a lower one, if the people concerned, counted from the one
with the fewest meetings up, are better off (lexicographic max-min fairness).
"""

from __future__ import annotations

import heapq
from collections import deque

from bot.domain.timetable.board import Board
from bot.domain.timetable.problem import Kind, slots_in

ROUNDS = 4  # a meeting is looked at so many times at most


class Sharing:
    """Exchanges on a board, until none helps. `held`: meetings which are not taken from anybody."""

    def __init__(self, board: Board, held: frozenset[int] = frozenset()) -> None:
        self.board = board
        self.held = held
        self.count = [0] * len(board.problem.people)
        self.sitting: dict[tuple[int, int], int] = {}
        self._rich: dict[tuple[int, Kind], list[tuple[int, int, int]]] = {}
        for number, slot in enumerate(board.slots):
            if slot is not None:
                self._came(number, slot)

    def exchange(self) -> int:
        """Exchange until nothing gets better; how many exchanges there were."""
        meetings, slots = self.board.problem.meetings, self.board.slots
        waiting = deque(sorted((n for n, slot in enumerate(slots) if slot is None), key=self._wish))
        looked = [0] * len(slots)
        made = 0
        while waiting:
            number = waiting.popleft()
            looked[number] += 1
            if looked[number] > ROUNDS or slots[number] is not None or not meetings[number].allowed:
                continue
            found = self._better(number)
            if found is None:
                continue
            slot, other = found
            if other is not None:
                self._went(other)
                waiting.append(other)
                made += 1
            self._put(number, slot)
        return made

    def _wish(self, number: int) -> tuple[int, list[int], int]:
        meeting = self.board.problem.meetings[number]
        return -meeting.priority, sorted(self.count[person] for person in meeting.people), number

    def _better(self, number: int) -> tuple[int, int | None] | None:
        """A slot, and who has to go there, so that all are better off."""
        board = self.board
        opened = board.open(number)
        if opened:
            return next(slots_in(opened)), None
        people = board.problem.meetings[number].people
        for slot in slots_in(board.problem.meetings[number].allowed & board.in_order(number)):
            clashing = {self.sitting[p, slot] for p in people if (p, slot) in self.sitting}
            if len(clashing) > 1:
                continue
            other = clashing.pop() if clashing else self._richest(slot, board.problem.meetings[number].kind(slot))
            if other is None or not self._helps(number, other):
                continue
            board.take(other)
            fits = board.open(number) >> slot & 1
            board.put(other, slot)
            if fits:
                return slot, other
        return None

    def _helps(self, number: int, other: int) -> bool:
        mine, theirs = self.board.problem.meetings[number], self.board.problem.meetings[other]
        if theirs.fixed or other in self.held or theirs.priority > mine.priority:
            return False
        if theirs.priority < mine.priority:
            return True
        gaining = set(mine.people) - set(theirs.people)
        losing = set(theirs.people) - set(mine.people)
        before = sorted(self.count[person] for person in gaining | losing)
        after = sorted([*(self.count[p] + 1 for p in gaining), *(self.count[p] - 1 for p in losing)])
        return after > before

    def _richest(self, slot: int, kind: Kind) -> int | None:
        """Of the meetings that may go, the one of the lowest priority whose poorest has the most meetings."""
        heap = self._rich.get((slot, kind), [])
        while heap:
            was = heap[0]
            number = was[-1]
            if self.board.slots[number] != slot:
                heapq.heappop(heap)
                continue
            now = self._wealth(number)
            if now == was:
                return number
            heapq.heapreplace(heap, now)
        return None

    def _wealth(self, number: int) -> tuple[int, int, int]:
        meeting = self.board.problem.meetings[number]
        return int(meeting.priority), -min(self.count[person] for person in meeting.people), number

    def _put(self, number: int, slot: int) -> None:
        self.board.put(number, slot)
        self._came(number, slot)

    def _came(self, number: int, slot: int) -> None:
        meeting = self.board.problem.meetings[number]
        for person in meeting.people:
            self.count[person] += 1
            self.sitting[person, slot] = number
        if not meeting.fixed and number not in self.held:
            heapq.heappush(self._rich.setdefault((slot, meeting.kind(slot)), []), self._wealth(number))

    def _went(self, number: int) -> None:
        slot = self.board.take(number)
        for person in self.board.problem.meetings[number].people:
            self.count[person] -= 1
            if slot is not None:
                del self.sitting[person, slot]
