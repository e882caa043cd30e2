"""One notice on its way: rendered at send time, checked again, said."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import structlog

from bot.clock import Clock
from bot.delivery.outcome import Outcome, Result, classify
from bot.delivery.retry import SENT_ANEW
from bot.delivery.telegram import Phones
from bot.domain.ids import PersonId
from bot.domain.notices import Action
from bot.domain.people import Role
from bot.services.notices import Renderer
from bot.views.screens import Screen
from storage import outbox, people
from storage.database import Database
from storage.outbox import Claimed

log = structlog.get_logger(__name__)


@dataclass(slots=True, eq=False)
class Flight:
    """A claimed notice in this process. `begun`: the request may have left."""

    row: Claimed
    begun: bool = False
    task: asyncio.Task[None] | None = None


class Delivery:
    """Renders and says. It never raises but when cancelled; what happened is the result."""

    def __init__(self, *, database: Database, phones: Phones, renderers: Mapping[str, Renderer], clock: Clock) -> None:
        self._database = database
        self._phones = phones
        self._renderers = renderers
        self._clock = clock

    async def deliver(self, flight: Flight, may_start: Callable[[], bool]) -> Result:
        """What came of it. `may_start` is asked at the last moment: everything may have been paused meanwhile."""
        row = flight.row
        if row.useful_until is not None and self._clock.now() >= row.useful_until:
            return Result(Outcome.TOO_LATE)
        try:
            screen, target = await self._prepare(row)
        except Exception as error:
            log.exception("notice_not_rendered", notice=row.id, view=row.view)
            return Result(Outcome.BROKEN, reason=f"rendering: {type(error).__name__}")
        if row.action is Action.DELETE and target is None:
            return Result(Outcome.NOT_OWED, reason="nothing to delete")
        if row.action not in {Action.DELETE, Action.MENU} and screen is None:
            return Result(Outcome.NOT_OWED)
        if row.action is Action.EDIT and target is None and row.kind not in SENT_ANEW:
            return Result(Outcome.NOT_OWED, reason="nothing to edit")
        if not may_start():
            return Result(Outcome.UNTOUCHED)
        flight.begun = True
        try:
            return Result(Outcome.SENT, message_id=await self._say(row, screen, target))
        except Exception as error:  # noqa: BLE001 - all of them are outcomes
            return classify(error)

    async def _prepare(self, row: Claimed) -> tuple[Screen | None, int | None]:
        screen = None if row.screen is None else Screen.from_json(row.screen)
        target = row.target_message_id
        by_subject = row.action is not Action.SEND and target is None and row.target_subject is not None
        if by_subject or (screen is None and row.view is not None):
            async with self._database.reading() as connection:
                if by_subject:
                    target = await outbox.message_of(connection, row.chat_id, row.target_subject or "")
                if screen is None and row.view is not None:
                    person = await people.person(connection, PersonId(row.person_id or 0))
                    screen = await self._renderers[row.view](connection, person, row.facts, self._clock.now())
        return screen, target

    async def _say(self, row: Claimed, screen: Screen | None, target: int | None) -> int | None:
        if row.action is Action.DELETE and target is not None:
            await self._phones.delete(row.chat_id, target)
            return None
        if row.action is Action.MENU:
            role = row.facts.get("role")
            await self._phones.set_menu(row.chat_id, str(row.facts["language"]), Role(role) if role else None)
            return None
        if screen is None:
            raise LookupError("no screen")
        # A reply keyboard cannot be put on a message that is there already.
        if row.action is Action.EDIT and target is not None and not screen.keys and not screen.remove_keys:
            return await self._phones.edit(row.chat_id, target, screen)
        return await self._phones.send(row.chat_id, screen)
