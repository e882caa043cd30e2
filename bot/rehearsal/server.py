"""The stage on a port of this machine: Bot API, human API and page, in the loop that is running."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from uvicorn import Config
from uvicorn.server import ServerState

from bot.rehearsal.http import pages
from bot.rehearsal.http.answers import json_answer
from bot.rehearsal.http.botapi import BotApi
from bot.rehearsal.http.desk import ClockDesk, CrowdControl
from bot.rehearsal.http.grouped import GroupApi
from bot.rehearsal.http.human import HumanApi
from bot.rehearsal.http.posting import Postman
from bot.rehearsal.http.switches import Switchboard
from bot.rehearsal.http.wire import Receive, Scope, Send, StageProtocol
from bot.rehearsal.stage import Stage

__all__ = ["CrowdControl", "StageServer"]
Json = dict[str, Any]
_LOG = logging.getLogger(__name__)
# What is still running when the server stops gets this long.
LAST_SECONDS = 2.0


class StageServer:
    """Serves `stage` at `base_url` (``http://127.0.0.1:<port>``) between :meth:`start` and :meth:`stop`.

    Args:
        port: 0 takes a free one.
        next_thing: when something is due next, for "to the next thing".
        crowd: people who play on their own, for the page's switch.
        extra_counters: numbers to show beside the stage's.
        event: name, city and zone, shown on the page.
        latency: real seconds added to every answer to the bot.
        access_log: log every request (never with the token).
    """

    def __init__(
        self,
        stage: Stage,
        host: str = "127.0.0.1",
        port: int = 0,
        next_thing: Callable[[], Awaitable[datetime | None]] | None = None,
        crowd: CrowdControl | None = None,
        extra_counters: Callable[[], Awaitable[Json]] | None = None,
        event: Json | None = None,
        access_log: bool = False,
        latency: float = 0.0,
    ) -> None:
        if host not in {"127.0.0.1", "localhost", "::1"}:
            raise ValueError("the stage serves this machine only")
        self.stage = stage
        self.host = host
        self.port = port
        self._access_log = access_log
        self._desk = ClockDesk(stage.clock, next_thing)
        self._switches = Switchboard(stage, self._desk, crowd, extra_counters, event)
        self._bot_api = BotApi(stage, latency)
        self._postman = Postman(stage)
        self._feed = self._switches.feed
        self._feed.on_counters(self._tell_counters)
        self._site = Starlette(
            routes=[
                *self._switches.routes(),
                *HumanApi(stage).routes(),
                *GroupApi(stage).routes(),
                *pages.routes(),
            ],
            exception_handlers={404: _not_found, 405: _not_found},
        )
        self._listener: asyncio.Server | None = None
        self._state = ServerState()
        self._counting: set[asyncio.Task[None]] = set()
        stage.clock.on_turn(self._clock_turned)

    @property
    def base_url(self) -> str:
        """Where it is served; the Bot API's base is this with ``/bot`` behind it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"

    async def start(self) -> int:
        """Open the port; which one it is.

        Raises:
            OSError: the port is taken.
        """
        config = Config(
            self._application,
            http=StageProtocol,
            ws="none",
            lifespan="off",
            interface="asgi3",
            proxy_headers=False,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_keep_alive=75,
        )
        config.load()
        self._state = ServerState()
        self._bot_api.open()
        loop = asyncio.get_running_loop()
        self._listener = await loop.create_server(
            lambda: StageProtocol(config=config, server_state=self._state, app_state={}),
            self.host,
            self.port,
            backlog=1024,
        )
        self.port = self._listener.sockets[0].getsockname()[1]
        self._postman.start()
        return self.port

    async def stop(self) -> None:
        """Close the port: the long poll and the feeds end at once, requests under way get two seconds."""
        if self._listener is None:
            return
        listener, self._listener = self._listener, None
        listener.close()
        await self._postman.stop()
        self._bot_api.close()
        self._feed.close()
        self.stage.callbacks.release()
        for task in list(self._counting):
            task.cancel()
        for connection in list(self._state.connections):
            connection.shutdown()
        if self._state.tasks:
            await asyncio.wait(list(self._state.tasks), timeout=LAST_SECONDS)
        for connection in list(self._state.connections):
            if connection.transport is not None:
                connection.transport.abort()
        for task in list(self._state.tasks):
            task.cancel()
        if self._state.tasks:
            await asyncio.wait(list(self._state.tasks), timeout=LAST_SECONDS)
        for _ in range(100):  # the connections broken off need a few turns of the loop to be gone
            if not self._state.connections:
                break
            await asyncio.sleep(0)
        await listener.wait_closed()

    async def _application(self, scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope["path"]
        if path.startswith("/bot"):
            await self._bot_api(scope, receive, send)
            return
        if path.startswith("/file/bot"):
            await self._bot_api.download(scope, receive, send)
            return
        refused = pages.refusal(scope)
        if self._access_log:
            _LOG.info("%s %s", scope["method"], path)
        if refused is not None:
            await refused(scope, receive, send)
        elif path == "/api/v1/feed":
            await self._feed(scope, receive, send)
        else:
            await self._site(scope, receive, send)

    def _clock_turned(self) -> None:
        self.stage.tell("clock", self._desk.body)

    def _tell_counters(self) -> None:
        task = asyncio.get_running_loop().create_task(self._send_counters())
        self._counting.add(task)
        task.add_done_callback(self._counting.discard)

    async def _send_counters(self) -> None:
        self._feed.tell("counters", await self._switches.counters_body())
        if self._switches.crowd is not None:
            self._feed.tell("crowd", self._switches.crowd_body())


async def _not_found(request: Request, _: Exception) -> Response:
    return json_answer(
        {"error": f"no {request.method} {request.url.path}"[:200], "expected": "see bot/rehearsal/README.md"}, 404
    )
