"""What becomes of a notice after an attempt: every outcome, every kind."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, TelegramError

from bot.delivery.outcome import Outcome, Result, classify
from bot.delivery.request import AnswerLost, Flooded, NotSent, ServerFault
from bot.delivery.retry import back_off, decide
from bot.domain.notices import Action, Lane, NoticeState
from storage.outbox import RESENT, Claimed
from tests.delivery.conftest import Pace

NOW = datetime(2022, 4, 27, 8, tzinfo=UTC)
FINAL = {NoticeState.SENT, NoticeState.DROPPED, NoticeState.UNREACHABLE, NoticeState.UNCERTAIN, NoticeState.DEAD}


def row(
    lane: Lane = Lane.REPLY,
    kind: str = "reply",
    action: Action = Action.SEND,
    attempts: int = 1,
    reason: str | None = None,
) -> Claimed:
    return Claimed(
        1,
        5,
        2,
        lane,
        kind,
        action,
        {"text": "x"},
        None,
        {},
        None,
        None,
        None,
        NOW - timedelta(hours=1),
        None,
        attempts,
        reason,
    )


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (Flooded(7), Outcome.RETRY_AFTER),
        (NotSent("x"), Outcome.NOT_SENT),
        (AnswerLost("x"), Outcome.AMBIGUOUS),
        (ServerFault(500, "x"), Outcome.SERVER_ERROR),
        (ServerFault(503, "x"), Outcome.SERVER_ERROR),
        (ServerFault(502, "x"), Outcome.AMBIGUOUS),
        (ServerFault(504, "x"), Outcome.AMBIGUOUS),
        (Forbidden("Forbidden: bot was blocked by the user"), Outcome.UNREACHABLE),
        (Forbidden("Forbidden: user is deactivated"), Outcome.UNREACHABLE),
        (Forbidden("Forbidden: bot was kicked from the group chat"), Outcome.UNREACHABLE),
        (BadRequest("Bad Request: chat not found"), Outcome.UNREACHABLE),
        (BadRequest("Bad Request: message is not modified: specified new"), Outcome.NOT_MODIFIED),
        (BadRequest("Bad Request: message to edit not found"), Outcome.GONE),
        (BadRequest("Bad Request: message can't be deleted for everyone"), Outcome.GONE),
        (BadRequest("Bad Request: can't parse entities: x"), Outcome.REFUSED),
        (ChatMigrated(-100), Outcome.MIGRATED),
        (InvalidToken("Unauthorized"), Outcome.UNAUTHORISED),
        (NetworkError("Request Entity Too Large"), Outcome.REFUSED),
        (TelegramError("?"), Outcome.AMBIGUOUS),
        (KeyError("result"), Outcome.AMBIGUOUS),
    ],
)
def test_every_error_of_telegrams_has_its_outcome(error: Exception, outcome: Outcome) -> None:
    assert classify(error).outcome is outcome


@given(
    st.sampled_from(Outcome),
    st.sampled_from(Lane),
    st.sampled_from(["reply", "bell", "change", "announcement"]),
    st.sampled_from(Action),
    st.integers(1, 4),
    st.sampled_from([None, RESENT]),
    st.floats(0, 1),
    st.booleans(),
)
def test_whatever_happens_the_next_state_is_a_lawful_one(
    outcome: Outcome,
    lane: Lane,
    kind: str,
    action: Action,
    attempts: int,
    reason: str | None,
    jitter: float,
    lasting: bool,
) -> None:
    notice = row(lane, kind, action, attempts, reason)
    found = decide(notice, Result(outcome), now=NOW, jitter=jitter, sending=Pace(), lasting=lasting)
    assert found.state in FINAL | {NoticeState.QUEUED}
    assert found.fence == attempts
    assert attempts - 1 <= found.attempts <= attempts
    if outcome is Outcome.AMBIGUOUS and lane is Lane.ANNOUNCEMENT and action is Action.SEND:
        assert found.state is NoticeState.UNCERTAIN
    if outcome is Outcome.AMBIGUOUS and action is Action.SEND and found.state is NoticeState.QUEUED:
        assert reason != RESENT
        assert found.reason == RESENT
    if outcome in (Outcome.RETRY_AFTER, Outcome.NOT_SENT, Outcome.UNAUTHORISED, Outcome.MIGRATED):
        assert (found.state, found.attempts, found.retry_at) == (NoticeState.QUEUED, attempts - 1, None)


@given(st.integers(1, 100), st.floats(0, 1))
def test_a_back_off_is_never_negative_and_never_too_long(attempts: int, jitter: float) -> None:
    assert 0 <= back_off(attempts, jitter, Pace()) <= 300
    assert back_off(1, 1.0, Pace()) == 2
    assert back_off(4, 1.0, Pace()) == 16
