"""Questions to the organisers: asked, taken by one of them, answered or closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.ids import EventId, PersonId, QuestionId
from bot.domain.people import Role
from bot.domain.refusals import Refused
from bot.domain.typed_words import clean

MAY_ANSWER = frozenset({Role.OWNER, Role.DESK})
QUESTION_LIMIT = 1000  # characters, counted as Telegram counts; question and answers fit into one message together
ANSWER_LIMIT = 2500  # characters of everything that was answered to one question
MOST_OPEN = 5  # questions of one person that wait at a time


class QuestionState(StrEnum):
    """Where a question stands."""

    OPEN = "open"
    TAKEN = "taken"  # an organiser looks into it
    ANSWERED = "answered"
    CLOSED = "closed"  # without an answer


WAITING = (QuestionState.OPEN, QuestionState.TAKEN)


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asked. `taken_by` is who looks into it, who answered first, or who closed it."""

    id: QuestionId
    event_id: EventId
    person_id: PersonId
    text: str
    asked_at: datetime
    state: QuestionState
    taken_by: PersonId | None = None
    taken_at: datetime | None = None
    answer: str | None = None
    answered_at: datetime | None = None

    @property
    def waits(self) -> bool:
        """Whether nobody has answered or closed it."""
        return self.state in WAITING


def check_may_answer(role: Role | None) -> None:
    """Owners and the desk answer; ``Refused("organisers_only")`` for heralds and everybody else."""
    if role not in MAY_ANSWER:
        raise Refused("organisers_only")


def read_question(text: str | None) -> str:
    """What was typed as a question, cleaned; Refused ``question_in_words`` or ``too_long`` (facts: limit, length)."""
    return _read(text, QUESTION_LIMIT, "question_in_words")


def read_answer(text: str | None, before: str | None = None) -> str:
    """What was typed as an answer, cleaned; `before` was answered already and counts.

    Refused ``answer_in_words`` or ``too_long``.
    """
    return _read(text, ANSWER_LIMIT - _length(before + "\n\n" if before else ""), "answer_in_words")


def check_room(waiting: int) -> None:
    """``Refused("too_many_questions")`` for somebody who has as many open as one may."""
    if waiting >= MOST_OPEN:
        raise Refused("too_many_questions", limit=MOST_OPEN)


def _read(text: str | None, limit: int, otherwise: str) -> str:
    cleaned = clean(text or "", lines=True)
    if not cleaned:
        raise Refused(otherwise)
    if _length(cleaned) > limit:
        raise Refused("too_long", limit=max(0, limit), length=_length(cleaned))
    return cleaned


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
