"""One sender at a time keeps the rates; whoever leads frees what a dead one held."""

from __future__ import annotations

import time

import structlog

from bot.clock import Clock
from storage import leases, outbox
from storage.database import Connection

LEASE = "sender"
LEADER_SECONDS = 5.0  # another process takes over after so long

log = structlog.get_logger(__name__)


class Leadership:
    """The lease of the sender. `alone`: no other process can be alive, so it is taken at once, by force, and kept."""

    def __init__(self, *, owner: str, clock: Clock, alone: bool) -> None:
        self.alone = alone
        self.held = False
        self._owner = owner
        self._clock = clock
        self._since = 0.0

    async def keep(self, connection: Connection) -> None:
        """Take or renew it, if it is time; called at the beginning of every turn's transaction."""
        recent = time.monotonic() - self._since < LEADER_SECONDS / 4
        if self.held and (self.alone or recent):
            return
        now = self._clock.now()
        epoch = await leases.hold(
            connection, LEASE, owner=self._owner, seconds=LEADER_SECONDS, now=now, force=self.alone
        )
        if epoch is None:
            self.held = False
            return
        queued, uncertain = await outbox.recover(connection, owner=self._owner, now=now, all_others=self.alone)
        if queued or uncertain:
            log.warning("notices_of_a_dead_sender", queued_again=queued, uncertain=uncertain)
        self.held, self._since = True, time.monotonic()

    async def release(self, connection: Connection) -> None:
        """Let the next one begin at once."""
        self.held = False
        await leases.release(connection, LEASE, owner=self._owner)
