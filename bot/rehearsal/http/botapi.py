"""``/bot<token>/<method>`` and ``/file/bot<token>/<path>``, faults included."""

from __future__ import annotations

import asyncio
import hmac
from typing import Any

from bot.rehearsal.botapi import METHODS, Method, call
from bot.rehearsal.botapi.reading import read
from bot.rehearsal.botapi.receiving import MAX_WAIT, look, refuse_polling
from bot.rehearsal.errors import ApiError, too_many
from bot.rehearsal.http import wire
from bot.rehearsal.http.passing import MAX_BODY, parameters
from bot.rehearsal.http.wire import Receive, Scope, Send
from bot.rehearsal.stage import Stage
from bot.rehearsal.stage.faults import Strike

Json = dict[str, Any]
_TAKEN_OVER = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
_WEBHOOK_SET = "Conflict: terminated by setWebhook request"


class BotApi:
    """Answers a bot. `latency` (real seconds) is added to every answer."""

    def __init__(self, stage: Stage, latency: float = 0.0) -> None:
        self._stage = stage
        self._latency = latency
        self._poll: asyncio.Future[str] | None = None
        self._closing = asyncio.Event()
        self._token = stage.token.encode()
        stage.webhook.watch(self._webhook_changed)
        stage.faults.watch(self._faults_changed)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request of a bot."""
        token, _, name = scope["path"][4:].partition("/")
        stage = self._stage
        known = hmac.compare_digest(token.encode("utf-8", "replace"), self._token)
        method = METHODS.get(name.lower()) if known else None
        counted = method is None or method.name != "getUpdates"
        if counted:
            stage.requests_in_flight += 1
        try:
            await self._request(scope, receive, send, known, method, name)
        except wire.Gone:
            return
        finally:
            if counted:
                stage.requests_in_flight -= 1

    async def _request(
        self, scope: Scope, receive: Receive, send: Send, known: bool, method: Method | None, name: str
    ) -> None:
        stage = self._stage
        strike: Strike | None = None
        try:
            body = await wire.read_body(receive, MAX_BODY)
        except wire.BodyTooLarge:
            await wire.answer(send, 413, _refusal(ApiError(413, "Request Entity Too Large")), (b"connection", b"close"))
            return
        if known:
            stage.requests[method.name if method else "unknown"] += 1
            strike = stage.faults.strike(name)
        if strike is not None:
            stage.tally["faults_struck"] += 1
            if strike.kind in {"down", "reset_before"}:
                await wire.drop(scope, receive)
                return
        wait = self._latency + (stage.faults.slow if stage.faults.concerns(name) else 0.0)
        if wait and await self._ended_within(wait):
            await wire.drop(scope, receive)
            return
        try:
            payload = await self._result(scope, receive, known, method, body, strike)
            status = 200
        except ApiError as error:
            stage.count_error(error)
            status, payload = error.code, _refusal(error)
        except _Dropped:
            await wire.drop(scope, receive)
            return
        if strike is not None and strike.kind == "reset_after":
            await wire.drop(scope, receive)
        elif strike is not None and strike.kind == "cut_answer":
            await wire.cut(scope, receive, send, status, payload)
        else:
            await wire.answer(send, status, payload)

    async def _result(
        self, scope: Scope, receive: Receive, known: bool, method: Method | None, body: bytes, strike: Strike | None
    ) -> bytes:
        """The answer's body.

        Raises:
            ApiError: refused.
        """
        if not known:
            raise ApiError(401, "Unauthorized")
        if strike is not None and strike.kind == "error_500":
            raise ApiError(500, "Internal Server Error")
        if strike is not None and strike.kind == "flood":
            raise too_many(max(1, strike.retry_after))
        if method is None:
            raise ApiError(404, "Not Found")
        content_type = next((value for key, value in scope["headers"] if key == b"content-type"), b"")
        passed, uploads = await parameters(scope["query_string"], content_type, body)
        if method.name == "getUpdates":
            return await self._updates(method, passed, receive)
        result = call(self._stage, method, passed, uploads)
        return f'{{"ok":true,"result":{wire.encode(result)}}}'.encode()

    async def _updates(self, method: Method, passed: Json, receive: Receive) -> bytes:
        """getUpdates: at once when something waits, else when something comes or the time is over."""
        stage = self._stage
        if stage.logged_out:
            raise ApiError(400, "Logged out")
        args = read(method.signature, passed)
        refuse_polling(stage)
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(_TAKEN_OVER)
        found = look(stage, args)
        timeout = min(max(args.get("timeout", 0), 0), MAX_WAIT)
        if not found and timeout and not self._closing.is_set():
            await self._long_poll(receive, timeout)
            found = look(stage, {**args, "offset": max(args.get("offset", 0), 0)})
        return b'{"ok":true,"result":[' + b",".join(found) + b"]}"

    async def _long_poll(self, receive: Receive, timeout: float) -> None:
        """Wait for an update.

        Raises:
            ApiError: 409, another poll or a webhook took over.
            Gone: the client went away.
        """
        updates = self._stage.updates
        arrival = updates.sleeper()
        stopped: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._poll = stopped
        gone = asyncio.ensure_future(receive())
        try:
            any_of: list[asyncio.Future[Any]] = [arrival, stopped, gone]
            await asyncio.wait(any_of, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
        finally:
            updates.forget(arrival)
            gone.cancel()
            if self._poll is stopped:
                self._poll = None
        if gone.done() and not gone.cancelled():
            raise wire.Gone
        if stopped.done() and stopped.result():
            if stopped.result() == "down":
                raise _Dropped
            raise ApiError(409, stopped.result())

    def close(self) -> None:
        """End the long poll and the slow answers, and hold none from now on."""
        self._closing.set()
        self._stop_poll("")

    def open(self) -> None:
        """Hold long polls (again)."""
        self._closing.clear()

    async def _ended_within(self, seconds: float) -> bool:
        """Wait `seconds`; True at once when the server stops."""
        try:
            await asyncio.wait_for(self._closing.wait(), seconds)
        except TimeoutError:
            return False
        return True

    def _stop_poll(self, why: str) -> None:
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(why)

    def _webhook_changed(self) -> None:
        if self._stage.webhook.now.url:
            self._stop_poll(_WEBHOOK_SET)

    def _faults_changed(self) -> None:
        if self._stage.faults.down and self._stage.faults.concerns("getUpdates"):
            self._stop_poll("down")

    async def download(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A file, by the path that getFile told."""
        stage = self._stage
        token, _, path = scope["path"].removeprefix("/file/bot").partition("/")
        if stage.faults.down and stage.faults.only_methods is None:
            await wire.drop(scope, receive)
            return
        if not hmac.compare_digest(token.encode("utf-8", "replace"), self._token):
            await wire.answer(send, 401, _refusal(ApiError(401, "Unauthorized")))
            return
        stored = stage.files.at(path)
        if stored is None:
            await wire.answer(send, 404, _refusal(ApiError(404, "Not Found")))
            return
        await wire.answer(send, 200, stored.content, (b"content-type", b"application/octet-stream"))


class _Dropped(Exception):
    """The outage began while a poll was waiting."""


def _refusal(error: ApiError) -> bytes:
    return wire.encode(error.body()).encode("utf-8", "replace")
