"""Taps on inline buttons, from the press to the bot's answer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.rehearsal.errors import bad_request

Json = dict[str, Any]


@dataclass(eq=False)
class Tap:
    """One press. `query_id` is None for a button that asks the bot nothing (a link, a text to copy)."""

    person_id: int
    chat_id: int
    message_id: int
    data: str | None = None
    query_id: str | None = None
    url: str | None = None
    copy_text: str | None = None
    answer: Json | None = None
    _waiting: list[asyncio.Future[None]] = field(default_factory=list, repr=False)

    async def wait(self, seconds: float) -> Json | None:
        """The bot's answer {text, show_alert, url}, or None when none came within `seconds` (of the wall)."""
        if self.answer is None and self.query_id is not None:
            future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiting.append(future)
            await asyncio.wait([future], timeout=seconds)
            self._waiting.remove(future)
        return self.answer

    def take(self, answer: Json) -> None:
        """The bot has answered."""
        self.answer = answer
        self.wake()

    def wake(self) -> None:
        """Let nobody wait for an answer any longer."""
        for future in self._waiting:
            if not future.done():
                future.set_result(None)


class CallbackDesk:
    """The queries that the bot may still answer: once, and within `life` seconds of `real_time`."""

    def __init__(self, real_time: Callable[[], float], life: float) -> None:
        self._real_time = real_time
        self._life = life
        self._open: dict[str, tuple[Tap, float]] = {}
        self._count = 0

    def ask(self, tap: Tap) -> str:
        """Open a query for `tap`; its id."""
        now = self._real_time()
        while self._open:
            oldest = next(iter(self._open))
            if now - self._open[oldest][1] <= self._life:
                break
            del self._open[oldest]
        self._count += 1
        tap.query_id = str((tap.person_id << 24) + self._count)
        self._open[tap.query_id] = (tap, now)
        return tap.query_id

    def release(self) -> None:
        """Let nobody wait for answers any longer (the server stops)."""
        for tap, _ in self._open.values():
            tap.wake()

    def answer(self, query_id: str, answer: Json) -> Tap:
        """Hand `answer` to the tap of `query_id`.

        Raises:
            ApiError: unknown, already answered, or too old.
        """
        tap, since = self._open.pop(query_id, (None, 0.0))
        if tap is None or self._real_time() - since > self._life:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        tap.take(answer)
        return tap
