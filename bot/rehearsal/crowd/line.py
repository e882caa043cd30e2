"""Things to come, in order of time."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable
from datetime import datetime

Deed = Callable[[], None]


class Line:
    """Deeds by the moment at which they are due; what is put first goes first at the same moment."""

    def __init__(self) -> None:
        self._heap: list[tuple[datetime, int, Deed, Callable[[], bool] | None]] = []
        self._order = itertools.count()

    def put(self, at: datetime, deed: Deed, still: Callable[[], bool] | None = None) -> bool:
        """Do that at `at`, if `still` says so then; whether it is the next of all."""
        entry = (at, next(self._order), deed, still)
        heapq.heappush(self._heap, entry)
        return self._heap[0] is entry

    def next_at(self) -> datetime | None:
        """When the next deed is due."""
        while self._heap and (still := self._heap[0][3]) is not None and not still():
            heapq.heappop(self._heap)
        return self._heap[0][0] if self._heap else None

    def take(self) -> Deed:
        """The next deed; ask :meth:`next_at` first."""
        return heapq.heappop(self._heap)[2]
