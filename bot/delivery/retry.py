"""What becomes of a notice after an attempt. Pure.

| outcome | becomes |
|---|---|
| sent, not modified, deleted already | sent |
| 429, no connection, 401 | queued, nothing consumed, its place in the order kept |
| 500, 501, 503 | queued with back-off, an attempt consumed unless nothing gets through at present; dead in the end |
| answer lost, 502, 504 | an announcement: uncertain, never resent; an edit, a delete: as 500, twice does no harm |
| | anything else: resent once, with a record, then uncertain |
| the message to edit is gone | replies and changes are sent anew; the rest is dropped |
| 403, chat not found | unreachable |
| 400 | dead |
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.delivery.outcome import Outcome, Result
from bot.delivery.sending import Sending
from bot.domain.notices import Action, Lane, NoticeState
from storage.outbox import RESENT, Claimed, Settlement

SENT_ANEW = ("reply", "change")  # kinds that must be seen even when the message to edit is gone


def back_off(attempts: int, jitter: float, sending: Sending) -> float:
    """Seconds to the next attempt after so many: exponential with full jitter (`jitter` from 0 to 1)."""
    longest = min(sending.longest_retry_seconds, sending.first_retry_seconds * 2.0 ** min(attempts - 1, 30))
    return longest * jitter


def decide(
    row: Claimed, result: Result, *, now: datetime, jitter: float, sending: Sending, lasting: bool = False
) -> Settlement:
    """The row's next state. `lasting`: nothing gets through at present, so the attempt is not the notice's fault."""
    settled = _Settling(row)
    match result.outcome:
        case Outcome.SENT | Outcome.NOT_MODIFIED:
            # The reason stays: a notice that was resent is to be found again.
            return settled(NoticeState.SENT, row.reason, message_id=result.message_id)
        case Outcome.RETRY_AFTER | Outcome.NOT_SENT | Outcome.UNAUTHORISED | Outcome.MIGRATED | Outcome.UNTOUCHED:
            return settled(NoticeState.QUEUED, row.reason, attempts=row.attempts - 1)
        case Outcome.NOT_OWED | Outcome.TOO_LATE:
            return settled(NoticeState.DROPPED, result.reason or result.outcome.value)
        case Outcome.UNREACHABLE:
            return settled(NoticeState.UNREACHABLE, result.reason)
        case Outcome.REFUSED:
            return settled(NoticeState.DEAD, result.reason)
        case Outcome.GONE if row.action is Action.DELETE:
            return settled(NoticeState.SENT, "gone already")
        case Outcome.GONE if row.action is Action.EDIT and row.kind in SENT_ANEW:
            return settled(NoticeState.QUEUED, row.reason, attempts=row.attempts - 1, anew=True)
        case Outcome.GONE:
            return settled(NoticeState.DROPPED, f"gone: {result.reason}")
        case Outcome.AMBIGUOUS if row.action is Action.SEND and row.lane is Lane.ANNOUNCEMENT:
            return settled(NoticeState.UNCERTAIN, result.reason)
        case Outcome.AMBIGUOUS if row.action is Action.SEND and row.reason == RESENT:
            return settled(NoticeState.UNCERTAIN, f"twice: {result.reason}")
        case Outcome.AMBIGUOUS if row.action is Action.SEND:
            due = now + timedelta(seconds=back_off(row.attempts, jitter, sending))
            return settled(NoticeState.QUEUED, RESENT, retry_at=due)
    # SERVER_ERROR, BROKEN, and an ambiguous edit or delete
    reason = row.reason if row.reason == RESENT else result.reason
    if lasting and result.outcome is not Outcome.BROKEN:
        return settled(NoticeState.QUEUED, reason, attempts=row.attempts - 1)
    if row.attempts >= sending.attempts:
        return settled(NoticeState.DEAD, result.reason)
    due = now + timedelta(seconds=back_off(row.attempts, jitter, sending))
    return settled(NoticeState.QUEUED, reason, retry_at=due)


class _Settling:
    def __init__(self, row: Claimed) -> None:
        self._row = row

    def __call__(
        self,
        state: NoticeState,
        reason: str | None,
        *,
        message_id: int | None = None,
        retry_at: datetime | None = None,
        attempts: int | None = None,
        anew: bool = False,
    ) -> Settlement:
        row = self._row
        return Settlement(
            id=row.id,
            fence=row.attempts,
            state=state,
            attempts=row.attempts if attempts is None else attempts,
            retry_at=retry_at,
            reason=reason,
            message_id=message_id,
            anew=anew,
        )
