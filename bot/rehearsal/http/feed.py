"""``/api/v1/feed``: everything that happens, as server-sent events."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from bot.rehearsal.http import wire
from bot.rehearsal.http.wire import Receive, Scope, Send
from bot.rehearsal.stage import Change, Stage

Json = dict[str, Any]
# A reader that falls this far behind is let go; it connects again and reads the state anew.
MAX_BEHIND = 5_000
MAX_READERS = 50
QUIET_SECONDS = 15.0
COUNTER_SECONDS = 0.5


class Feed:
    """Hands the stage's changes to every reader; `greeting` tells what to send first."""

    def __init__(self, stage: Stage, greeting: Callable[[], list[tuple[str, Json]]]) -> None:
        self._stage = stage
        self._greeting = greeting
        self._readers: set[asyncio.Queue[bytes | None]] = set()
        self._end_watch: Callable[[], None] | None = None
        self._counters: Callable[[], None] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._number = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One reader, as long as it stays."""
        if len(self._readers) >= MAX_READERS:
            await wire.answer(send, 503, b'{"error":"too many readers","expected":"up to 50 feeds at once"}')
            return
        queue: asyncio.Queue[bytes | None] = asyncio.Queue(MAX_BEHIND)
        for kind, body in self._greeting():
            queue.put_nowait(self._event(kind, body))
        self._readers.add(queue)
        if self._end_watch is None:
            self._end_watch = self._stage.on_change(self._take)
        headers = [(b"content-type", b"text/event-stream; charset=utf-8"), (b"cache-control", b"no-cache")]
        gone = asyncio.ensure_future(_until_gone(receive))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            await self._run(queue, gone, send)
            await send({"type": "http.response.body", "body": b""})
        finally:
            gone.cancel()
            self._leave(queue)

    async def _run(self, queue: asyncio.Queue[bytes | None], gone: asyncio.Future[None], send: Send) -> None:
        while not gone.done():
            item = asyncio.ensure_future(queue.get())
            either: list[asyncio.Future[Any]] = [item, gone]
            await asyncio.wait(either, timeout=QUIET_SECONDS, return_when=asyncio.FIRST_COMPLETED)
            if not item.done():
                item.cancel()
                if not gone.done():
                    await send({"type": "http.response.body", "body": b": still here\n\n", "more_body": True})
                continue
            parts = [item.result()]
            while not queue.empty():
                parts.append(queue.get_nowait())
            said = b"".join(part for part in parts if part is not None)
            if said:
                await send({"type": "http.response.body", "body": said, "more_body": True})
            if None in parts:
                return

    def tell(self, kind: str, body: Json) -> None:
        """Send an event to every reader."""
        if not self._readers:
            return
        event = self._event(kind, body)
        for queue in list(self._readers):
            try:
                queue.put_nowait(event)
            except asyncio.QueueFull:
                self._leave(queue)
                while not queue.empty():
                    queue.get_nowait()
                queue.put_nowait(None)

    def close(self) -> None:
        """Say goodbye to every reader."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        for queue in list(self._readers):
            while queue.full():
                queue.get_nowait()
            queue.put_nowait(None)

    def on_counters(self, callback: Callable[[], None]) -> None:
        """Whom to ask for a `counters` event, at most twice a second, after something happened."""
        self._counters = callback

    def _take(self, change: Change) -> None:
        self.tell(change.kind, change.body)
        if self._timer is None and self._counters is not None:
            self._timer = asyncio.get_running_loop().call_later(COUNTER_SECONDS, self._count)

    def _count(self) -> None:
        self._timer = None
        if self._counters is not None and self._readers:
            self._counters()

    def _leave(self, queue: asyncio.Queue[bytes | None]) -> None:
        self._readers.discard(queue)
        if not self._readers and self._end_watch is not None:
            self._end_watch()
            self._end_watch = None

    def _event(self, kind: str, body: Json) -> bytes:
        self._number += 1
        return f"id: {self._number}\nevent: {kind}\ndata: {wire.encode(body)}\n\n".encode()


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
