"""What time it is, and how long until: the wall's clock, and a clock that a rehearsal can run, stop and turn.

Everything that waits or compares times takes a :class:`Clock`; ``datetime.now`` is called nowhere else.
"""

from __future__ import annotations

import asyncio
import heapq
import itertools
import math
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time. Moments are aware and in UTC; spans are seconds."""

    def now(self) -> datetime:
        """The moment, aware, in UTC."""

    def monotonic(self) -> float:
        """Seconds that never run backwards, for rates and spans; the zero is arbitrary."""

    def real_seconds_until(self, moment: datetime) -> float | None:
        """Seconds of the wall until `moment` (0 or less: it has come), or None while the clock stands still."""

    async def sleep(self, seconds: float) -> None:
        """Wait until this clock has gone on by `seconds`."""

    def on_turn(self, callback: Callable[[], None]) -> None:
        """Call back whenever the clock is turned, stopped or changes its speed: look at what is due again."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The moment, aware, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds since some moment before the process began."""
        return time.monotonic()

    def real_seconds_until(self, moment: datetime) -> float | None:
        """Seconds until `moment`; 0 or less when it has come."""
        return (moment - self.now()).total_seconds()

    async def sleep(self, seconds: float) -> None:
        """Wait `seconds`."""
        await asyncio.sleep(seconds)

    def on_turn(self, callback: Callable[[], None]) -> None:
        """Nobody turns this one (a step of the machine's clock is found by looking again every few seconds)."""


class RunningClock:
    """A clock that can run at any speed, stand still, and jump; it never goes back.

    `speed` is seconds of the event to one second of the wall; 0 stands still. Tests keep it at 0 and turn it.
    """

    def __init__(self, start: datetime, speed: float = 1.0) -> None:
        self._origin = start.astimezone(UTC)
        self._shown = 0.0  # event seconds since the origin, at the wall moment below
        self._wall = time.monotonic()
        self._speed = speed
        self._order = itertools.count()
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._callbacks: list[Callable[[], None]] = []
        self._timer: asyncio.TimerHandle | None = None

    @property
    def speed(self) -> float:
        """Seconds of the event to one second of the wall; 0 while it stands still."""
        return self._speed

    def now(self) -> datetime:
        """The moment at the event, aware, in UTC."""
        return self._origin + timedelta(seconds=self.monotonic())

    def monotonic(self) -> float:
        """Event seconds since the clock was started."""
        return self._shown + (time.monotonic() - self._wall) * self._speed

    def real_seconds_until(self, moment: datetime) -> float | None:
        """Seconds of the wall until `moment`, or None while the clock stands still and it has not come."""
        left = (moment - self.now()).total_seconds()
        if left <= 0:
            return left
        return left / self._speed if self._speed else None

    async def sleep(self, seconds: float) -> None:
        """Wait until the clock has gone on by `seconds`, however that happens."""
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        # Never less than a millisecond: moments are whole microseconds, and a sleeper must not wake before its time.
        heapq.heappush(self._sleepers, (self.monotonic() + max(seconds, 0.001), next(self._order), woken))
        self._wind()
        await woken

    def next_sleeper(self) -> datetime | None:
        """When the next one who waits on this clock wants to be woken."""
        while self._sleepers and self._sleepers[0][2].done():
            heapq.heappop(self._sleepers)
        if not self._sleepers:
            return None
        return self._origin + timedelta(microseconds=math.ceil(self._sleepers[0][0] * 1e6))

    def set_speed(self, speed: float) -> None:
        """Run at `speed` from now on; 0 stops."""
        if speed < 0:
            raise ValueError("a clock does not run backwards")
        self._shown, self._wall = self.monotonic(), time.monotonic()
        self._speed = speed
        self._turned()

    def jump_to(self, moment: datetime) -> None:
        """Turn the clock forward to `moment`; an earlier moment is left alone."""
        ahead = (moment - self.now()).total_seconds()
        if ahead > 0:
            self.advance(ahead)

    def advance(self, seconds: float) -> None:
        """Turn the clock forward by `seconds` of the event."""
        if seconds < 0:
            raise ValueError("a clock does not run backwards")
        self._shown += seconds
        self._turned()

    def on_turn(self, callback: Callable[[], None]) -> None:
        """Call back whenever the clock is turned, stopped or changes its speed."""
        self._callbacks.append(callback)

    def _turned(self) -> None:
        self._wake()
        for callback in self._callbacks:
            callback()

    def _wake(self) -> None:
        reached = self.monotonic() + 1e-9  # what adding floats loses
        while self._sleepers and (self._sleepers[0][0] <= reached or self._sleepers[0][2].done()):
            woken = heapq.heappop(self._sleepers)[2]
            if not woken.done():
                woken.set_result(None)
        self._wind()

    def _wind(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._sleepers and self._speed:
            wall = max(0.0, (self._sleepers[0][0] - self.monotonic()) / self._speed)
            self._timer = asyncio.get_running_loop().call_later(wall, self._wake)


class WallPacedClock:
    """The event's time with the wall's pace: a rehearsal's clock may stand still and messages still go out.

    Limits on messages per second are about real seconds; what is due, and when, is about the event's time.
    """

    def __init__(self, event: Clock) -> None:
        self._event = event

    def now(self) -> datetime:
        """The moment at the event."""
        return self._event.now()

    def monotonic(self) -> float:
        """The wall's seconds."""
        return time.monotonic()

    def real_seconds_until(self, moment: datetime) -> float | None:
        """Seconds of the wall until the event reaches `moment`."""
        return self._event.real_seconds_until(moment)

    async def sleep(self, seconds: float) -> None:
        """Wait `seconds` of the wall."""
        await asyncio.sleep(seconds)

    def on_turn(self, callback: Callable[[], None]) -> None:
        """Call back whenever the event's clock is turned."""
        self._event.on_turn(callback)
