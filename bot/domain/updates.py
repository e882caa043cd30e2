"""One update being handled: what comes out of it, besides what the transaction holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


class Unparsable(ValueError):
    """What Telegram handed over cannot be read as an update; doing it again will not help."""


class Redo(Exception):
    """Refused after something was written: the update has to be done again, alone, where it can be undone."""


@dataclass(frozen=True, slots=True)
class CallbackAnswer:
    """The answer to one tap: the loading button stops, and `text` (at most 200 characters) is shown for a moment."""

    query_id: str
    text: str | None = None
    alert: bool = False  # a box that has to be closed, instead of a line that fades


@dataclass(frozen=True, slots=True)
class Conversation:
    """Where a user stands in a chat: the state of each conversation, and what was answered so far (JSON values)."""

    user_id: int
    chat_id: int
    states: dict[str, Any]
    draft: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Handled:
    """What one handled update leaves to do: answer the tap after the commit, save the conversation if it changed."""

    answer: CallbackAnswer | None = None
    conversation: Conversation | None = None
