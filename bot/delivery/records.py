"""What came back from Telegram: judged at once, written down with the next turn."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from bot.clock import Clock
from bot.delivery.outage import Pauses
from bot.delivery.outcome import Outcome, Result
from bot.delivery.retry import decide
from bot.delivery.sending import Sending
from bot.domain.ids import PersonId
from bot.domain.notices import Lane, NoticeState
from bot.metrics import Metrics
from storage import outbox, people
from storage.database import Connection
from storage.outbox import Claimed, Settlement

log = structlog.get_logger(__name__)

_NO_ANSWER = (Outcome.NOT_SENT, Outcome.AMBIGUOUS, Outcome.SERVER_ERROR)
_OURS = (Outcome.NOT_OWED, Outcome.TOO_LATE, Outcome.BROKEN, Outcome.UNTOUCHED)


@dataclass(frozen=True, slots=True)
class Finished:
    """An attempt that is over and not yet written down."""

    row: Claimed
    result: Result
    settlement: Settlement


class Records:
    """Judges results, keeps the global pause and the counts, and writes."""

    def __init__(
        self,
        *,
        owner: str,
        clock: Clock,
        sending: Sending,
        metrics: Metrics,
        pauses: Pauses,
        dice: random.Random,
    ) -> None:
        self._owner = owner
        self._clock = clock
        self._sending = sending
        self._metrics = metrics
        self._pauses = pauses
        self._dice = dice

    def finish(self, row: Claimed, result: Result) -> Finished:
        """Decide what the notice becomes; what concerns everybody (floods, outages) takes effect at once."""
        now, moment = self._clock.now(), self._clock.monotonic()
        if result.outcome is Outcome.RETRY_AFTER:
            self._pauses.flooded(moment, result.seconds)
            self._metrics.floods.inc()
            log.warning("flooded", seconds=result.seconds)
        elif result.outcome is Outcome.UNAUTHORISED:
            self._pauses.refused(moment)
            log.error("token_refused", advice="nothing is sent until Telegram accepts the token; nothing is lost")
        elif result.outcome in _NO_ANSWER:
            self._pauses.failed(moment, self._dice.random())
        elif result.outcome not in _OURS:
            self._pauses.answered()
        settlement = decide(
            row, result, now=now, jitter=self._dice.random(), sending=self._sending, lasting=self._pauses.lasting
        )
        self._metrics.deliveries.labels(row.lane.name.lower(), result.outcome.value).inc()
        if result.outcome is Outcome.SENT and row.lane is Lane.BELL:
            self._metrics.bell_lateness.observe(max(0.0, (now - row.due_at).total_seconds()))
        if settlement.state is not NoticeState.SENT:
            log.info(
                "notice_not_sent",
                notice=row.id,
                kind=row.kind,
                outcome=result.outcome.value,
                state=settlement.state.value,
                reason=result.reason,
                attempts=settlement.attempts,
            )
        return Finished(row, result, settlement)

    async def write(self, connection: Connection, finished: Sequence[Finished]) -> None:
        """All of them in one statement, and what follows from them."""
        now = self._clock.now()
        refused = await outbox.settle(connection, [f.settlement for f in finished], owner=self._owner, now=now)
        if refused:
            self._metrics.refused_writes.inc(refused)
            log.warning("results_refused", number=refused, of=[f.row.id for f in finished])
        for one in finished:
            if one.result.outcome is Outcome.MIGRATED and one.result.chat_id is not None:
                await outbox.migrate_chat(connection, one.row.chat_id, one.result.chat_id)
            if one.result.outcome is Outcome.UNREACHABLE and one.row.person_id is not None:
                person, reason = PersonId(one.row.person_id), one.result.reason or "unreachable"
                await people.mark_unreachable(connection, person, reason)
                await outbox.mark_queued_unreachable(connection, person, reason=reason, now=now)
