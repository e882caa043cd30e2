"""The clock that the stage is given, and one of its own for when it runs alone."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol


class StageClock(Protocol):
    """The time at the event: runs at any speed, stands still, jumps forward. Moments are aware and in UTC."""

    @property
    def speed(self) -> float:
        """Seconds of the event to one second of the wall; 0 while it stands still."""

    def now(self) -> datetime:
        """The moment at the event."""

    def monotonic(self) -> float:
        """Event seconds since some beginning; never runs back."""

    def set_speed(self, speed: float) -> None:
        """Run at `speed` from now on; 0 stops."""

    def jump_to(self, moment: datetime) -> None:
        """Turn forward to `moment`; an earlier one is left alone."""

    def advance(self, seconds: float) -> None:
        """Turn forward by `seconds`."""

    def on_turn(self, callback: Callable[[], None]) -> None:
        """Call back whenever the clock is turned, stopped or changes its speed."""


class OwnClock:
    """The clock of a stage that runs alone: starts at the wall's time, at speed 1."""

    def __init__(self, start: datetime | None = None, speed: float = 1.0) -> None:
        wall = datetime.fromtimestamp(time.clock_gettime(time.CLOCK_REALTIME), UTC)
        self._origin = start.astimezone(UTC) if start else wall
        self._shown = 0.0
        self._since = time.monotonic()
        self._speed = speed
        self._callbacks: list[Callable[[], None]] = []

    @property
    def speed(self) -> float:
        """Seconds of the event to one second of the wall."""
        return self._speed

    def now(self) -> datetime:
        """The moment, aware, in UTC."""
        return self._origin + timedelta(seconds=self.monotonic())

    def monotonic(self) -> float:
        """Seconds on this clock since it was made."""
        return self._shown + (time.monotonic() - self._since) * self._speed

    def set_speed(self, speed: float) -> None:
        """Run at `speed` from now on; 0 stops."""
        if speed < 0:
            raise ValueError("a clock does not run backwards")
        self._shown, self._since = self.monotonic(), time.monotonic()
        self._speed = speed
        self._turned()

    def jump_to(self, moment: datetime) -> None:
        """Turn forward to `moment`; an earlier one is left alone."""
        ahead = (moment - self.now()).total_seconds()
        if ahead > 0:
            self.advance(ahead)

    def advance(self, seconds: float) -> None:
        """Turn forward by `seconds`."""
        if seconds < 0:
            raise ValueError("a clock does not run backwards")
        self._shown += seconds
        self._turned()

    def on_turn(self, callback: Callable[[], None]) -> None:
        """Call back whenever the clock is turned, stopped or changes its speed."""
        self._callbacks.append(callback)

    def _turned(self) -> None:
        for callback in self._callbacks:
            callback()
