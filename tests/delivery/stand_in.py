"""A Bot API of a few lines for the sender's tests: it keeps what it accepted, and fails as it is told."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

TOKEN = "4242:THE-SECRET-OF-THE-BOT"
Said = dict[str, Any]


@dataclass
class StandIn:
    """What a test reads and turns. `fault` sees every request before it is carried out (None: all is well)."""

    base_url: str = ""
    said: list[tuple[str, Said]] = field(default_factory=list)  # what was carried out
    asked: list[tuple[str, Said]] = field(default_factory=list)  # every request
    fault: Callable[[str, Said], str | tuple[int, dict[str, Any]] | None] = lambda _method, _params: None
    gate: asyncio.Event | None = None  # while it is there and not set, nobody gets an answer
    numbers: int = 100
    under_way: int = 0
    most_under_way: int = 0

    def texts(self, chat_id: int | None = None) -> list[str]:
        """The texts that arrived, in order."""
        return [
            p.get("text") or p.get("caption") or "" for _, p in self.said if chat_id in (None, int(p.get("chat_id", 0)))
        ]


def error(code: int, description: str, **parameters: Any) -> tuple[int, dict[str, Any]]:
    """An answer of the Bot API's that says no."""
    body = {"ok": False, "error_code": code, "description": description}
    return code, body | ({"parameters": parameters} if parameters else {})


@asynccontextmanager
async def stand_in(port: int = 0) -> AsyncIterator[StandIn]:
    """The server, listening."""
    state = StandIn()

    async def answer(request: web.Request) -> web.StreamResponse:
        state.under_way += 1
        state.most_under_way = max(state.most_under_way, state.under_way)
        try:
            return await one(request)
        finally:
            state.under_way -= 1

    async def one(request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        params: Said
        if request.content_type == "application/json":
            params = json.loads(await request.read())
        else:
            form = await request.post()
            params = {k: v.file.read() if isinstance(v, web.FileField) else v for k, v in form.items()}
        state.asked.append((method, params))
        fault = state.fault(method, params)
        if isinstance(fault, tuple):
            return web.json_response(fault[1], status=fault[0])
        if fault == "reset_before":
            return cut(request)
        state.numbers += 1
        message_id = int(params.get("message_id") or state.numbers)
        state.said.append((method, params | {"message_id": message_id}))
        if state.gate is not None:
            await state.gate.wait()
        if fault == "reset_after":
            return cut(request)
        chat = {"id": int(params.get("chat_id", 1)), "type": "private"}
        message = {"message_id": message_id, "date": 1, "chat": chat, "text": "x"}
        result: Any = message if method.startswith(("send", "edit")) else True
        if fault == "cut":
            response = web.StreamResponse(headers={"Content-Length": "500", "Content-Type": "application/json"})
            await response.prepare(request)
            await response.write(b'{"ok": true, "resu')
            return cut(request)
        if fault == "half":
            return web.Response(body=b'{"ok": true, "resu', content_type="application/json")
        return web.json_response({"ok": True, "result": result})

    app = web.Application()
    app.router.add_post(r"/bot{token}/{method}", answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port)
    await site.start()
    state.base_url = re.sub(r"/$", "", f"http://127.0.0.1:{runner.addresses[0][1]}")
    try:
        yield state
    finally:
        await runner.cleanup()


def cut(request: web.Request) -> web.StreamResponse:
    """The connection is gone."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()
