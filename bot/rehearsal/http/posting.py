"""The webhook's postman: updates go out as real POSTs, in order per chat, and again until they are taken."""

from __future__ import annotations

import asyncio
import json
import ssl
from collections import deque
from collections.abc import Callable
from typing import Any

import aiohttp

from bot.rehearsal.botapi import METHODS, call
from bot.rehearsal.errors import ApiError
from bot.rehearsal.stage import Stage
from bot.rehearsal.stage.updates import Waiting

LONGEST_PAUSE = 60.0
ANSWER_WITHIN = 30.0
_MAX_REPLY = 1024 * 1024


class Postman:
    """Posts what waits in the stage's line to its webhook.

    A chat whose update is refused waits (1 s, 2 s, 4 s ... 60 s, or as the answer's Retry-After says); others go on.
    """

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._lines: dict[int, deque[Waiting]] = {}
        self._ready: deque[int] = deque()
        self._pauses: dict[int, float] = {}
        self._timers: set[asyncio.TimerHandle] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._session: aiohttp.ClientSession | None = None
        self._unwatch: list[Callable[[], None]] = []
        self._round = 0

    def start(self) -> None:
        """Begin to post whenever a webhook is set."""
        self._unwatch = [self._stage.updates.watch(self._take), self._stage.webhook.watch(self._reset)]
        self._reset()

    async def stop(self) -> None:
        """Post nothing more; what is under way is broken off and stays in line."""
        for end in self._unwatch:
            end()
        self._unwatch = []
        self._forget()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _forget(self) -> None:
        self._round += 1
        self._lines.clear()
        self._ready.clear()
        self._pauses.clear()
        for timer in self._timers:
            timer.cancel()
        self._timers.clear()

    def _reset(self) -> None:
        self._forget()
        if self._stage.webhook.now.url:
            for waiting in self._stage.updates:
                self._enqueue(waiting)
            self._pump()

    def _take(self, waiting: Waiting) -> None:
        if self._stage.webhook.now.url:
            self._enqueue(waiting)
            self._pump()

    def _enqueue(self, waiting: Waiting) -> None:
        line = self._lines.get(waiting.line)
        if line is None:
            self._lines[waiting.line] = deque([waiting])
            self._ready.append(waiting.line)
        else:
            line.append(waiting)

    def _pump(self) -> None:
        while self._ready and len(self._tasks) < self._stage.webhook.now.max_connections:
            line = self._ready.popleft()
            task = asyncio.get_running_loop().create_task(self._deliver(line, self._lines[line][0], self._round))
            self._tasks.add(task)
            self._stage.webhook.under_way += 1
            task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._stage.webhook.under_way -= 1
        if not task.cancelled():
            task.result()
            self._pump()

    async def _deliver(self, line: int, waiting: Waiting, mine: int) -> None:
        pause: float | None = None
        if not waiting.done:
            problem, pause = await self._post(waiting)
            if not problem:
                self._stage.updates.confirm(waiting)
                self._stage.updates.handed += 1
            else:
                self._stage.tally["webhook_failures"] += 1
                self._stage.webhook.last_error_date = self._stage.date()
                self._stage.webhook.last_error_message = problem
        if mine != self._round:
            return
        if not waiting.done:
            before = self._pauses.get(line, 0.0)
            first = self._stage.webhook.first_retry
            self._pauses[line] = min(before * 2 or first, LONGEST_PAUSE)
            self._later(line, self._pauses[line] if pause is None else min(pause, LONGEST_PAUSE))
            return
        self._pauses.pop(line, None)
        self._lines[line].popleft()
        if self._lines[line]:
            self._ready.append(line)
        else:
            del self._lines[line]

    def _later(self, line: int, seconds: float) -> None:
        def again() -> None:
            self._timers.discard(timer)
            self._ready.append(line)
            self._pump()

        timer = asyncio.get_running_loop().call_later(seconds, again)
        self._timers.add(timer)

    async def _post(self, waiting: Waiting) -> tuple[str, float | None]:
        """Post one update; the problem ("" when it was taken), and how long the other side asks to wait."""
        webhook = self._stage.webhook.now
        if self._stage.faults.down:
            return "Connection refused", None
        if self._session is None:
            timeout = aiohttp.ClientTimeout(total=ANSWER_WITHIN)
            self._session = aiohttp.ClientSession(timeout=timeout, connector=aiohttp.TCPConnector(limit=100))
        headers = {"content-type": "application/json"}
        if webhook.secret_token:
            headers["x-telegram-bot-api-secret-token"] = webhook.secret_token
        options: dict[str, Any] = {}
        if webhook.certificate:
            options["ssl"] = ssl.create_default_context(cadata=webhook.certificate.decode("latin-1"))
        try:
            async with self._session.post(
                webhook.url, data=waiting.body, headers=headers, allow_redirects=False, **options
            ) as answer:
                reply = await answer.content.read(_MAX_REPLY)
                if 200 <= answer.status < 300:
                    self._obey(reply)
                    return "", None
                asked = answer.headers.get("retry-after", "")
                problem = f"Wrong response from the webhook: {answer.status} {answer.reason}"
                return problem, float(asked) if asked.isdecimal() else None
        except TimeoutError:
            return "Read timeout expired", None
        except aiohttp.ClientConnectorError:
            return "Connection refused", None
        except aiohttp.ClientError:
            return "Connection closed", None

    def _obey(self, reply: bytes) -> None:
        """A webhook may answer with a call of one method; its result is not told, as with Telegram."""
        try:
            wish = json.loads(reply)
        except ValueError:
            return
        if not isinstance(wish, dict) or not isinstance(wish.get("method"), str):
            return
        method = METHODS.get(wish.pop("method").lower())
        if method is None or method.name == "getUpdates":
            return
        self._stage.requests[method.name] += 1
        try:
            call(self._stage, method, wish, {})
        except ApiError as error:
            self._stage.count_error(error)
