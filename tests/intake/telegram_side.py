"""Telegram's side of getUpdates: what waits, what was confirmed, and the answers that a test wants instead."""

from __future__ import annotations

import asyncio
import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

from telegram.request import BaseRequest, RequestData


class TelegramSide(BaseRequest):
    """Keeps updates until an offset confirms them; a poll that finds none stays open."""

    def __init__(self) -> None:
        self.waiting: list[Any] = []
        self.asked: list[dict[str, str]] = []
        self.urls: list[str] = []
        self.instead: list[Exception | tuple[int, bytes]] = []
        self._changed = asyncio.Event()

    @property
    def read_timeout(self) -> float | None:
        """Not used."""
        return None

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    def put(self, *updates: Any) -> None:
        """These updates wait now."""
        self.waiting.extend(updates)
        self._changed.set()

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_timeouts: Any, **_more: Any
    ) -> tuple[int, bytes]:
        """One getUpdates."""
        self.urls.append(url)
        query = {key: values[0] for key, values in parse_qs(urlsplit(url).query).items()}
        self.asked.append(query)
        if self.instead:
            instead = self.instead.pop(0)
            if isinstance(instead, Exception):
                raise instead
            return instead
        offset = int(query.get("offset", 0))
        self.waiting = [u for u in self.waiting if not self._confirmed(u, offset)]
        while not self.waiting:
            self._changed.clear()
            await self._changed.wait()
        return 200, json.dumps({"ok": True, "result": self.waiting[:100]}).encode()

    @staticmethod
    def _confirmed(update: Any, offset: int) -> bool:
        number = update.get("update_id") if isinstance(update, dict) else None
        return type(number) is int and number < offset
