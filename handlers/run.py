"""One update being handled, in one transaction: what the handlers' context and the conversations look into."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from bot.domain.events import Event
from bot.domain.ids import EventId
from bot.domain.people import Actor
from storage.database import Connection
from storage.unit_of_work import UnitOfWork

EventLoader = Callable[[Connection, EventId], Awaitable[Event]]


@dataclass(slots=True)
class Run:
    """One update, the person behind it, and where their conversation stands."""

    uow: UnitOfWork
    update_id: int
    actor: Actor
    event: Event | None
    load_event: EventLoader
    language_code: str | None = None  # what the phone speaks, as Telegram says
    query_id: str | None = None  # of the tap, if it is one
    states: dict[str, Any] = field(default_factory=dict)
    draft: dict[str, Any] = field(default_factory=dict)
    toast_text: str | None = None
    toast_alert: bool = False
    failure: BaseException | None = None

    def fail(self, error: BaseException) -> None:
        """Keep the first error of this update; python-telegram-bot itself only logs it."""
        if self.failure is None:
            self.failure = error


current_run: ContextVar[Run] = ContextVar("current_run")
