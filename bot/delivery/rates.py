"""How fast messages may go: overall, per chat, per group. Pure; moments are ``Clock.monotonic()``.

Telegram allows about 30 messages in any second overall, one a second to a chat with short bursts, and 20 a minute to a
group. One message every 1/30 s keeps that on a quiet machine; 30 at once every second does not. A few that started late
may be made up for. When a message is counted at Telegram nobody here knows: some time between its start and its answer.
So the thirty-first starts only when the first was answered a second ago: no delay on the way can make it a flood.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from bot.delivery.sending import Sending

WINDOW = 1.01  # seconds
LIFTED = 10_000.0
CATCH_UP = 4  # messages that may be made up for after a late start
FORGET_AT = 512  # chats remembered before the idle ones are swept out
TICK = 1e-6  # what a moment loses on its way through a datetime; nothing that could add up to a message


@dataclass(slots=True)
class Rates:
    """Three limits of the kind "one every so often, with a burst", and nothing remembered that has run out."""

    per_second: float  # 0, or LIFTED and more: no limits at all
    per_chat_per_second: float
    chat_burst: int
    per_group_per_minute: float
    _next: float = 0.0
    _under_way: int = 0
    _answered: deque[float] = field(default_factory=deque)  # the moments of the last second
    _chats: dict[int, float] = field(default_factory=dict)  # when the chat's bucket will be full again

    @classmethod
    def of(cls, sending: Sending) -> Rates:
        """The limits of the settings."""
        return cls(sending.per_second, sending.per_chat_per_second, sending.chat_burst, sending.per_group_per_minute)

    @property
    def lifted(self) -> bool:
        """Whether there are no limits."""
        return self.per_second <= 0 or self.per_second >= LIFTED

    def free(self, now: float, wanted: int) -> int:
        """How many of `wanted` messages may start now, to chats that may."""
        if self.lifted:
            return wanted
        return min(wanted, 1) if self.overall_wait(now) <= TICK else 0

    def overall_wait(self, now: float) -> float:
        """Seconds until any message may start."""
        if self.lifted:
            return 0.0
        while self._answered and self._answered[0] + WINDOW <= now:
            self._answered.popleft()
        paced = max(0.0, self._next - now)
        if self._under_way + len(self._answered) < max(1, int(self.per_second)):
            return paced
        # All of them under way: one that comes back changes that before any time does.
        return max(paced, self._answered[0] + WINDOW - now) if self._answered else WINDOW

    def chat_wait(self, chat_id: int, now: float) -> float:
        """Seconds until a message to this chat may start."""
        if self.lifted:
            return 0.0
        interval, burst = self._bucket(chat_id)
        return max(0.0, self._chats.get(chat_id, 0.0) - now - interval * (burst - 1) - TICK)

    def waiting_chats(self, now: float) -> dict[int, float]:
        """The chats that may get nothing now, and in how many seconds they may."""
        waits = ((chat, self.chat_wait(chat, now)) for chat in self._chats)
        return {chat: wait for chat, wait in waits if wait > 0}

    def take(self, chat_id: int, now: float) -> None:
        """A message to this chat starts now."""
        if self.lifted:
            return
        step = 1.0 / self.per_second
        self._next = max(self._next, now - step * CATCH_UP) + step
        self._under_way += 1
        interval, _ = self._bucket(chat_id)
        self._chats[chat_id] = max(now, self._chats.get(chat_id, 0.0)) + interval
        if len(self._chats) > FORGET_AT:
            self._chats = {chat: full for chat, full in self._chats.items() if full > now}

    def back(self, now: float) -> None:
        """A message that was taken has been answered, or was not sent after all."""
        if not self.lifted:
            self._under_way -= 1
            self._answered.append(now)

    def _bucket(self, chat_id: int) -> tuple[float, int]:
        """Seconds between messages, and how many may come at once."""
        if chat_id >= 0:
            return 1.0 / self.per_chat_per_second, self.chat_burst
        # In any minute: the burst, and then one every so often.
        burst = int(max(1, min(self.chat_burst, self.per_group_per_minute - 1)))
        steady = 60.0 / max(1.0, self.per_group_per_minute - burst)
        return max(steady, 1.0 / self.per_chat_per_second), burst
