"""What the page's switches turn: the clock (with a memory of its speed while it is paused) and the crowd."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any, Protocol

from bot.rehearsal.clockwork import StageClock
from bot.rehearsal.errors import PlayError

Json = dict[str, Any]
MAX_SPEED = 100_000.0


class CrowdControl(Protocol):
    """People who play on their own."""

    async def start(self, size: int) -> None:
        """Let `size` of them act."""

    async def stop(self) -> None:
        """Let them rest."""

    def status(self) -> Json:
        """Numbers for the page: size, running, done and others."""


class ClockDesk:
    """The clock as people turn it; `next_thing` tells when something is due next."""

    def __init__(self, clock: StageClock, next_thing: Callable[[], Awaitable[datetime | None]] | None) -> None:
        self._clock = clock
        self._next_thing = next_thing
        self._resume = clock.speed or 1.0

    def body(self) -> Json:
        """`now`, `speed` (also while paused: the one to go on with) and `paused`."""
        speed = self._clock.speed
        if speed:
            self._resume = speed
        return {"now": self._clock.now().isoformat(), "speed": self._resume, "paused": speed == 0}

    async def full_body(self) -> Json:
        """The same with `next`: when something is due, or null."""
        following = await self._next_thing() if self._next_thing is not None else None
        return {**self.body(), "next": following.astimezone(UTC).isoformat() if following else None}

    async def turn(self, wish: Json) -> None:
        """Turn the clock: `speed`, `paused`, `by` (seconds), `to` (a moment in ISO 8601, or "next").

        Raises:
            PlayError: nonsense (400), or nothing is due next (409).
        """
        unknown = wish.keys() - {"speed", "paused", "to", "by"}
        if unknown or not wish:
            raise PlayError(f"unknown: {sorted(unknown)}" if unknown else "nothing to do", "speed, paused, to or by")
        speed = _number(wish, "speed", MAX_SPEED)
        ahead = _number(wish, "by", 366 * 86400.0)
        paused = wish.get("paused")
        if paused is not None and not isinstance(paused, bool):
            raise PlayError(f"paused: {paused!r}", "true or false")
        moment = await self._moment(wish["to"]) if wish.get("to") is not None else None
        if speed:
            self._resume = speed
        if speed is not None or paused is not None:
            still = paused if paused is not None else (speed == 0 or (self._clock.speed == 0 and speed is None))
            self._clock.set_speed(0.0 if still else self._resume)
        if ahead:
            self._clock.advance(ahead)
        if moment is not None:
            self._clock.jump_to(moment)

    async def _moment(self, to: Any) -> datetime:
        if to == "next":
            following = await self._next_thing() if self._next_thing is not None else None
            if following is None:
                raise PlayError("nothing is due", "something that waits for its time", 409)
            return following
        try:
            moment = datetime.fromisoformat(to)
        except (TypeError, ValueError):
            raise PlayError(f"to: {to!r}", 'a moment in ISO 8601 with its zone, or "next"') from None
        if moment.tzinfo is None:
            raise PlayError(f"to: {to!r} has no zone", "for example 2022-04-27T09:00:00+03:00")
        if moment < self._clock.now():
            raise PlayError(f"to: {to} is past", "a moment to come: the clock does not run backwards", 409)
        return moment


def _number(wish: Json, key: str, most: float) -> float | None:
    value = wish.get(key)
    if value is None:
        return None
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= most:
        raise PlayError(f"{key}: {value!r}", f"a number from 0 to {most:g}")
    return float(value)
