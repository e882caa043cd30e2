"""Telegram's limits: 30 messages a second overall, 1 a second per chat with short bursts, 20 a minute per group."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable

OVERALL = 30
PAID_OVERALL = 1000  # with allow_paid_broadcast
SPARE = 3  # messages that a chat may get ahead of its one a second
GROUP_A_MINUTE = 20
_TOLERANCE = 1e-6


class Rates:
    """Counts what was let through, on the clock `monotonic` (seconds); refuses what is too much."""

    def __init__(self, monotonic: Callable[[], float], *, strict: bool) -> None:
        self._monotonic = monotonic
        self.strict = strict
        self._overall: deque[float] = deque(maxlen=OVERALL)
        self._paid: deque[float] = deque(maxlen=PAID_OVERALL)
        self._owed: dict[int, float] = {}
        self._groups: dict[int, deque[float]] = {}

    def take(self, chat_id: int, *, group: bool = False, paid: bool = False) -> int:
        """Count one message to `chat_id`; 0 when it may pass, else the whole seconds to wait (nothing is counted)."""
        if not self.strict:
            return 0
        now = self._monotonic()
        window = self._paid if paid else self._overall
        waits = [0.0]
        if len(window) == window.maxlen:
            waits.append(window[0] + 1.0 - now)
        owed = max(self._owed.get(chat_id, now), now)
        waits.append(owed - SPARE - now)
        minute = self._groups.setdefault(chat_id, deque(maxlen=GROUP_A_MINUTE)) if group else None
        if minute is not None and len(minute) == GROUP_A_MINUTE:
            waits.append(minute[0] + 60.0 - now)
        wait = max(waits)
        if wait > _TOLERANCE:
            return max(1, math.ceil(wait))
        window.append(now)
        self._owed[chat_id] = owed + 1.0
        if minute is not None:
            minute.append(now)
        if len(self._owed) > 20_000:
            self._owed = {chat: until for chat, until in self._owed.items() if until > now}
        return 0
