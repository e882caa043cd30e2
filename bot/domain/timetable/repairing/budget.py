"""How much a repair may try, and how long."""

from __future__ import annotations

import time

LOOK_AT_CLOCK = 512  # units of work between two looks


class Budget:
    """Counts what was tried. A limit of work gives the same answer on every machine; seconds are the brake."""

    def __init__(self, seconds: float, work: int) -> None:
        self._ends = time.monotonic() + seconds
        self._limit = work
        self._next_look = LOOK_AT_CLOCK
        self.spent = 0
        self.over = False

    def spend(self, amount: int = 1) -> bool:
        """Count it; whether there is more left."""
        self.spent += amount
        if self.spent >= self._next_look:
            self._next_look = self.spent + LOOK_AT_CLOCK
            self.over = self.over or self.spent >= self._limit or time.monotonic() >= self._ends
        return not self.over
