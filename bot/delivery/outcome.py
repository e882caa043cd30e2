"""What an attempt came to: one word for every answer of Telegram's, and for none."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.delivery.request import AnswerLost, Flooded, NotSent, ServerFault

SERVER_SAYS_NO = (500, 501, 503)  # the server answers for itself; 502 and 504 are a gateway that lost the answer


class Outcome(Enum):
    """What is known after an attempt."""

    SENT = "sent"
    NOT_MODIFIED = "not_modified"  # an edit that changes nothing: as good as sent
    GONE = "gone"  # the message to edit or delete is no longer there, or too old
    RETRY_AFTER = "retry_after"  # 429
    NOT_SENT = "not_sent"  # no connection: nothing has happened
    AMBIGUOUS = "ambiguous"  # the answer was lost: perhaps it happened
    SERVER_ERROR = "server_error"  # Telegram says that it failed
    UNREACHABLE = "unreachable"  # blocked, deactivated, kicked out
    MIGRATED = "migrated"  # the group has another id now
    REFUSED = "refused"  # wrong for good
    UNAUTHORISED = "unauthorised"  # the token is not, or no longer, valid
    NOT_OWED = "not_owed"  # ours: rendering said that it is no longer owed
    TOO_LATE = "too_late"  # ours: its usefulness is over
    BROKEN = "broken"  # ours: rendering raised
    UNTOUCHED = "untouched"  # ours: taken, not begun, given back


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of one attempt with what belongs to it."""

    outcome: Outcome
    message_id: int | None = None
    seconds: float = 0.0  # RETRY_AFTER
    chat_id: int | None = None  # MIGRATED
    reason: str | None = None


_NOT_MODIFIED = ("message is not modified",)
_GONE = (
    "message to edit not found",
    "message to delete not found",
    "message can't be edited",
    "message can't be deleted",
    "message_id_invalid",
    "there is no text in the message to edit",
    "there is no caption in the message to edit",
    "message identifier is not specified",
)
_UNREACHABLE = ("chat not found", "user not found", "peer_id_invalid", "user_is_deactivated", "input_user_deactivated")


def classify(error: BaseException) -> Result:
    """The outcome that an exception of a Bot API call stands for; what nobody has foreseen is ambiguous."""
    reason = str(error)[:200] or type(error).__name__
    match error:
        case Flooded():
            return Result(Outcome.RETRY_AFTER, seconds=error.seconds, reason=reason)
        case RetryAfter():
            return Result(Outcome.RETRY_AFTER, seconds=error._retry_after.total_seconds(), reason=reason)
        case ChatMigrated():
            return Result(Outcome.MIGRATED, chat_id=error.new_chat_id, reason=reason)
        case Forbidden():
            return Result(Outcome.UNREACHABLE, reason=reason)
        case InvalidToken():
            return Result(Outcome.UNAUTHORISED, reason="Telegram does not accept the token")
        case NotSent():
            return Result(Outcome.NOT_SENT, reason=reason)
        case AnswerLost():
            return Result(Outcome.AMBIGUOUS, reason=reason)
        case ServerFault():
            known = error.status in SERVER_SAYS_NO
            return Result(Outcome.SERVER_ERROR if known else Outcome.AMBIGUOUS, reason=reason)
        case BadRequest():
            return Result(_bad_request(reason.lower()), reason=reason)
        case NetworkError():
            # What is left of it are the 4xx without a class of their own: 409, 413 and the like.
            return Result(Outcome.REFUSED, reason=reason)
        case TelegramError():
            return Result(Outcome.AMBIGUOUS, reason=reason)
        case _:
            return Result(Outcome.AMBIGUOUS, reason=type(error).__name__)


def _bad_request(text: str) -> Outcome:
    for phrases, outcome in (
        (_NOT_MODIFIED, Outcome.NOT_MODIFIED),
        (_GONE, Outcome.GONE),
        (_UNREACHABLE, Outcome.UNREACHABLE),
    ):
        if any(phrase in text for phrase in phrases):
            return outcome
    return Outcome.REFUSED
