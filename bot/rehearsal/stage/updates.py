"""The line of updates that wait for the bot: numbered one by one, kept for 24 hours of the event, in order."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

KEPT = timedelta(hours=24)
# Telegram holds these back unless a bot asks for them.
ONLY_IF_ASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
_ENCODE = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


@dataclass(slots=True)
class Waiting:
    """One update in line: `line` is the chat whose order it keeps, `body` its JSON."""

    update_id: int
    line: int
    body: bytes
    since: datetime
    done: bool = False


class UpdateQueue:
    """The line itself; `now` tells event time."""

    def __init__(self, now: Callable[[], datetime], first_id: int = 1) -> None:
        self._now = now
        self._next_id = first_id
        self._line: deque[Waiting] = deque()
        self._size = 0
        self._watchers: list[Callable[[Waiting], None]] = []
        self._sleepers: set[asyncio.Future[None]] = set()
        self.allowed: frozenset[str] | None = None
        self.expired = 0
        self.handed = 0

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[Waiting]:
        return (waiting for waiting in self._line if not waiting.done)

    def allow(self, kinds: list[str]) -> None:
        """Take only updates of `kinds` from now on; an empty list brings the usual ones back."""
        self.allowed = frozenset(kinds) or None

    def add(self, kind: str, content: dict[str, Any], line: int) -> int | None:
        """Put an update at the end of the line; its id, or None when the bot did not ask for its kind."""
        wanted = kind in self.allowed if self.allowed is not None else kind not in ONLY_IF_ASKED
        if not wanted:
            return None
        update_id = self._next_id
        self._next_id += 1
        body = _ENCODE({"update_id": update_id, kind: content}).encode()
        waiting = Waiting(update_id, line, body, self._now())
        self._line.append(waiting)
        self._size += 1
        for sleeper in self._sleepers:
            if not sleeper.done():
                sleeper.set_result(None)
        for watcher in self._watchers:
            watcher(waiting)
        return update_id

    def take(self, offset: int, limit: int) -> list[bytes]:
        """Confirm what comes before `offset` (negative: all but the last so many); show up to `limit` of the rest."""
        if offset < 0:
            offset = self._next_id + offset
            if self._size:
                offset = max(offset, next(iter(self)).update_id)
        self._confirm_before(offset)
        self._expire()
        shown: list[bytes] = []
        for waiting in self:
            if len(shown) == limit:
                break
            shown.append(waiting.body)
        self.handed += len(shown)
        return shown

    def confirm(self, waiting: Waiting) -> None:
        """This one has arrived (a webhook answered 2xx)."""
        if not waiting.done:
            waiting.done = True
            self._size -= 1
        while self._line and self._line[0].done:
            self._line.popleft()

    def drop_all(self) -> None:
        """Forget what waits (drop_pending_updates)."""
        for waiting in self._line:
            waiting.done = True
        self._line.clear()
        self._size = 0

    def watch(self, callback: Callable[[Waiting], None]) -> Callable[[], None]:
        """Call back with each new update; the function returned ends that."""
        self._watchers.append(callback)
        return lambda: self._watchers.remove(callback)

    @property
    def awaited(self) -> bool:
        """Whether a long poll is waiting."""
        return bool(self._sleepers)

    def sleeper(self) -> asyncio.Future[None]:
        """A future that the next update wakes; hand it back to :meth:`forget`."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._sleepers.add(future)
        return future

    def forget(self, future: asyncio.Future[None]) -> None:
        """Nobody waits on `future` any more."""
        self._sleepers.discard(future)

    def _confirm_before(self, offset: int) -> None:
        while self._line and self._line[0].update_id < offset:
            if not self._line.popleft().done:
                self._size -= 1

    def _expire(self) -> None:
        oldest = self._now() - KEPT
        while self._line and (self._line[0].since < oldest or self._line[0].done):
            if not self._line.popleft().done:
                self._size -= 1
                self.expired += 1
