"""When everything has to wait: a flood, a network that is down, a token that is refused. Pure; times are monotonic."""

from __future__ import annotations

from dataclasses import dataclass

FIRST_SECONDS = 0.5
LONGEST_SECONDS = 30.0
UNAUTHORISED_SECONDS = 60.0
LASTING = 3  # failures in a row with no answer of Telegram's between: it is not the message


@dataclass(slots=True)
class Pauses:
    """The one global pause and why. A success in flight never shortens it."""

    until: float = 0.0
    failures: int = 0  # in a row
    unauthorised: bool = False
    _rounds: int = 0

    def wait(self, now: float) -> float:
        """Seconds in which nothing may start."""
        return max(0.0, self.until - now)

    @property
    def lasting(self) -> bool:
        """Whether nothing gets through at present: then failures say nothing about the single message."""
        return self.failures >= LASTING or self.unauthorised

    @property
    def probing(self) -> bool:
        """Whether one message at a time is enough to find out how things are."""
        return self.failures > 1 or self.unauthorised

    def answered(self) -> None:
        """Telegram has answered something sensible."""
        self.failures = self._rounds = 0
        self.unauthorised = False

    def flooded(self, now: float, seconds: float) -> None:
        """429: nothing goes for so long, whatever else is answered meanwhile."""
        self.answered()
        self.until = max(self.until, now + seconds)

    def failed(self, now: float, jitter: float) -> None:
        """Nothing came back. The second in a row pauses everything, every further round twice as long.

        `jitter` is evenly spread over 0 to 1. Failures of what was in flight together count as one round.
        """
        self.failures += 1
        if self.failures > 1 and now >= self.until:
            seconds = min(LONGEST_SECONDS, FIRST_SECONDS * 2.0 ** min(self._rounds, 10))
            self._rounds += 1
            self.until = now + seconds * (0.5 + 0.5 * jitter)

    def refused(self, now: float) -> None:
        """401: the token is wrong; look again in a minute."""
        self.unauthorised = True
        self.until = max(self.until, now + UNAUTHORISED_SECONDS)
