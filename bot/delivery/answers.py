"""Answers to callback queries: cosmetic, at once, outside the rates; nothing waits for them or fails by them."""

from __future__ import annotations

import asyncio
from typing import Any, cast

import structlog
from telegram.ext import ExtBot
from telegram.request import RequestData

from bot.clock import Clock
from bot.delivery.outage import Pauses
from bot.delivery.outcome import Outcome, classify
from bot.delivery.request import Parameters
from bot.metrics import Metrics

CAP = 64  # under way at once; a phone whose answer is left out shows its hour-glass a little longer
LONGEST = 200  # characters, Bot API: answerCallbackQuery.text

log = structlog.get_logger(__name__)


class Answers:
    """Fire and forget, counted."""

    def __init__(self, bot: ExtBot[None], *, clock: Clock, pauses: Pauses, metrics: Metrics) -> None:
        self._bot = bot
        self._clock = clock
        self._pauses = pauses
        self._metrics = metrics
        self._tasks: set[asyncio.Task[None]] = set()

    def answer(self, query_id: str, text: str | None = None, alert: bool = False) -> None:
        """Answer a callback query, with a toast or without; returns at once."""
        if len(self._tasks) >= CAP or self._pauses.wait(self._clock.monotonic()) > 0:
            self._metrics.answers.labels("left_out").inc()
            return
        task = asyncio.create_task(self._answer(query_id, text[:LONGEST] if text else None, alert))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def busy(self) -> bool:
        """Whether an answer is under way."""
        return bool(self._tasks)

    async def stop(self, within: float) -> None:
        """Wait for what is under way, `within` seconds of the wall at most."""
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=within)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _answer(self, query_id: str, text: str | None, alert: bool) -> None:
        try:
            await self._say({"callback_query_id": query_id} | _shown(text, alert))
        except Exception as error:  # noqa: BLE001 - nobody waits for it
            result = classify(error)
            if result.outcome is Outcome.RETRY_AFTER:
                self._pauses.flooded(self._clock.monotonic(), result.seconds)
                self._metrics.floods.inc()
            self._metrics.answers.labels(result.outcome.value).inc()
            log.info("callback_not_answered", outcome=result.outcome.value)
        else:
            self._metrics.answers.labels("sent").inc()

    async def _say(self, params: dict[str, Any]) -> None:
        """Past the library's own objects, as ``bot.delivery.telegram`` does."""
        url = f"{self._bot.base_url}/answerCallbackQuery"
        await self._bot.request.post(url, cast("RequestData", Parameters(params)))


def _shown(text: str | None, alert: bool) -> dict[str, Any]:
    return ({"text": text} if text else {}) | ({"show_alert": True} if alert else {})
