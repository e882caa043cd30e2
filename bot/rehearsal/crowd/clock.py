"""The clock that a crowd lives by."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol


class CrowdClock(Protocol):
    """The time at the event, and how to wait for it."""

    @property
    def speed(self) -> float:
        """Seconds of the event to one second of the wall; 0 when it is turned by hand."""

    def now(self) -> datetime:
        """The moment, aware, in UTC."""

    async def sleep(self, seconds: float) -> None:
        """Wait until the clock has gone on by `seconds`."""

    def on_turn(self, callback: Callable[[], None]) -> None:
        """Call back when the clock is turned."""
