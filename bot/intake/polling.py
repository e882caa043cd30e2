"""Long polling of our own, on raw JSON: rows are committed before the next offset tells Telegram that they arrived.

(python-telegram-bot's Updater confirms a batch while it is still in the process's memory, and stops for everybody
at an update that it cannot parse.)
"""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import structlog
from telegram.request import BaseRequest

from bot.clock import Clock
from bot.intake import reading
from bot.intake.absence import Absence
from bot.intake.receiving import Receiver
from storage import inbox
from storage.database import Database

log = structlog.get_logger(__name__)

ALLOWED_UPDATES = ("message", "callback_query", "my_chat_member")
AT_ONCE = 100  # Bot API: getUpdates.limit
# After a week without updates Telegram may go on with any number, a lower one too: an older offset is not used.
OFFSET_AGE = timedelta(days=6)
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0  # seconds of the wall
REFUSED_PAUSE = 15.0  # seconds of the wall after 401, 404, 409


class Refusal(Exception):
    """Telegram answered, but with no updates: its status and words."""

    def __init__(self, status: int, description: str) -> None:
        super().__init__(f"{status} {description}")
        self.status = status


class Poller:
    """Asks for updates until stopped. `ready` once Telegram has answered; `trouble` says why it does not now."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        receiver: Receiver,
        request: BaseRequest,
        *,
        api_url: str,
        token: Callable[[], str],
        poll_seconds: int,
        absence: Absence,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._database = database
        self._clock = clock
        self._receiver = receiver
        self._request = request
        self._api_url = api_url.rstrip("/")
        self._token = token
        self._poll_seconds = poll_seconds
        self._absence = absence
        self._sleep = sleep
        self._offset: int | None = None
        self._offset_at: datetime | None = None
        self._stopping = False
        self._asking: asyncio.Future[Any] | None = None
        self._task: asyncio.Task[None] | None = None
        self._failures = 0
        self.ready = False
        self.trouble: str | None = None

    def start(self) -> None:
        """Begin to poll, in a task of its own."""
        self._task = asyncio.create_task(self.run(), name="polling")

    async def stop(self) -> None:
        """Stop asking. A batch that is being written is still committed; an open poll is dropped unread."""
        self._stopping = True
        if self._asking is not None:
            self._asking.cancel()
        if self._task is not None:
            with suppress(asyncio.CancelledError):
                await self._task
        await self._receiver.close()

    async def run(self) -> None:
        """Poll until stopped."""
        while not self._stopping:
            pause = 0.0
            try:
                items = await self._interruptible(self._ask())
                await self._take(items)
                self._failures, self.trouble, self.ready = 0, None, True
                if items and all(reading.update_id(item) is None for item in items):
                    pause = self._pause()  # nothing that could be confirmed: it would come again at once
            except asyncio.CancelledError:
                if not self._stopping:
                    raise
            except Refusal as refusal:
                pause = self._refused(refusal)
            except Exception as error:  # noqa: BLE001 - the network or the database is away: nothing is lost
                pause = self._failed(error)
            if pause and not self._stopping:
                with suppress(asyncio.CancelledError):
                    await self._interruptible(self._sleep(pause))

    async def _interruptible(self, waiting: Awaitable[Any]) -> Any:
        self._asking = asyncio.ensure_future(waiting)
        try:
            return await self._asking
        finally:
            self._asking = None

    async def _ask(self) -> list[object]:
        """One getUpdates: its items. The address holds the token, so no error from here quotes it."""
        parameters: dict[str, Any] = {
            "timeout": self._poll_seconds if self.ready else 0,  # the first is answered at once: it works
            "limit": AT_ONCE,
            "allowed_updates": json.dumps(ALLOWED_UPDATES),
        }
        offset = await self._next_offset()
        if offset is not None:
            parameters["offset"] = offset
        status, payload = await self._request.do_request(
            f"{self._api_url}/bot{self._token()}/getUpdates?{urlencode(parameters)}",
            "GET",
            read_timeout=self._poll_seconds + 10.0,
        )
        return _items(status, payload)

    async def _next_offset(self) -> int | None:
        now = self._clock.now()
        if self._offset is None and self._offset_at is None:
            async with self._database.reading() as connection:
                newest = await inbox.newest_id(connection, now - OFFSET_AGE)
            self._offset, self._offset_at = (None if newest is None else newest + 1), now
        elif self._offset_at is not None and now - self._offset_at > OFFSET_AGE:
            self._offset = None
        return self._offset

    async def _take(self, items: list[object]) -> None:
        """Commit, and only then move the offset."""
        await self._receiver.receive(items)
        numbers = [number for item in items if (number := reading.update_id(item)) is not None]
        if numbers:
            self._offset, self._offset_at = max(numbers) + 1, self._clock.now()
        await self._absence.heard(after_failures=self._failures > 0)

    def _refused(self, refusal: Refusal) -> float:
        self.trouble = {
            401: "Telegram does not know this token (401)",
            404: "Telegram does not know this token (404)",
            409: "another program polls, or a webhook is set, with this token (409)",
        }.get(refusal.status, f"Telegram refuses getUpdates ({refusal.status})")
        log.error("no updates", trouble=self.trouble, status=refusal.status)
        self.ready = False
        self._failures += 1
        return REFUSED_PAUSE * random.uniform(0.8, 1.2)  # noqa: S311

    def _failed(self, error: Exception) -> float:
        self.trouble = f"no answer to getUpdates: {type(error).__name__}"
        self._failures += 1
        if self._failures in {1, 10} or self._failures % 100 == 0:
            log.warning("no updates", trouble=self.trouble, in_a_row=self._failures)
        seconds = getattr(error, "seconds", None)  # a 429 says how long
        return float(seconds) if isinstance(seconds, (int, float)) else self._pause()

    def _pause(self) -> float:
        longest: float = min(FIRST_PAUSE * 2 ** min(self._failures, 10), LONGEST_PAUSE)
        return longest * random.uniform(0.5, 1.0)  # noqa: S311 - so that bots do not come back in step


def _items(status: int, payload: bytes) -> list[object]:
    try:
        answer = json.loads(payload.decode("utf-8", "replace"))
    except (ValueError, RecursionError) as error:
        raise Refusal(status, "an answer that is no JSON") from error
    if not isinstance(answer, dict):
        raise Refusal(status, "an answer that is no object")
    result = answer.get("result")
    if status != 200 or not isinstance(result, list):
        raise Refusal(int(answer.get("error_code") or status), "no list of updates")
    return result
