"""What intake wants to know of the configuration (``[inbox]``), and who takes the updates."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from bot.domain.updates import Handled
from storage.unit_of_work import UnitOfWork


class InboxRules(Protocol):
    """The settings of the inbox; seconds and counts."""

    @property
    def user_burst(self) -> int:
        """Updates of one user that are taken at once."""

    @property
    def user_per_second(self) -> float:
        """Updates of one user per second beyond that."""

    @property
    def pending_cap(self) -> int:
        """Updates of one user that may wait; more are shed."""

    @property
    def batch(self) -> int:
        """Updates (of different users) in one transaction."""

    @property
    def attempts(self) -> int:
        """Attempts before an update is parked."""

    @property
    def poll_seconds(self) -> int:
        """How long Telegram holds a poll open while there is nothing."""

    @property
    def first_retry_seconds(self) -> float:
        """Wait before the second attempt; doubles with each."""


class Handle(Protocol):
    """Takes one update within a transaction; see ``handlers.handling.Handling``."""

    async def __call__(
        self, uow: UnitOfWork, raw: dict[str, Any], *, written: Callable[[], int] | None = None
    ) -> Handled:
        """Handle it; raise to have everything undone."""


AnswerTap = Callable[[str, str | None, bool], None]  # query id, text, alert; returns at once, fails for nobody
