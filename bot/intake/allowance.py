"""How fast one user is listened to: a burst, then a steady rate. Whoever is too fast waits; nobody else does."""

from __future__ import annotations

from datetime import datetime, timedelta


class Allowance:
    """A token bucket per user, kept as the moment at which the bucket would be full again (GCRA).

    A user's row is forgotten once full, so the memory is that of the users who wrote within the last seconds.
    """

    SWEEP = 4096  # users remembered before those with a full bucket are swept out

    def __init__(self, burst: int, per_second: float) -> None:
        self._step = timedelta(seconds=1 / per_second)
        self._spare = self._step * (burst - 1)
        self._full_at: dict[int, datetime] = {}

    def due(self, user_id: int, now: datetime) -> datetime:
        """When an update of this user that came now may be handled; takes one from the bucket."""
        full_at = max(self._full_at.get(user_id, now), now)
        if len(self._full_at) > self.SWEEP:
            self._full_at = {user: full for user, full in self._full_at.items() if full > now}
        self._full_at[user_id] = full_at + self._step
        return max(now, full_at - self._spare)
