"""ASGI at its barest: the connection itself within reach, requests read whole, answers sent in one go."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

encode: Callable[[Any], str] = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode
_CONNECTION = "rehearsal.connection"


class StageProtocol(HttpToolsProtocol):
    """uvicorn's protocol, which also shows the application its connection, so that faults can be real."""

    def on_message_begin(self) -> None:
        """A request begins: put the transport into its scope."""
        super().on_message_begin()
        self.scope["rehearsal.connection"] = self.transport  # type: ignore[typeddict-unknown-key]


class BodyTooLarge(Exception):
    """The request is larger than allowed."""


class Gone(Exception):
    """The client has closed the connection."""


async def read_body(receive: Receive, limit: int) -> bytes:
    """The whole body.

    Raises:
        BodyTooLarge: more than `limit` bytes.
        Gone: the client went away first.
    """
    message = await receive()
    if message["type"] == "http.disconnect":
        raise Gone
    body: bytes = message.get("body", b"")
    if not message.get("more_body", False):
        if len(body) > limit:
            raise BodyTooLarge
        return body
    parts, size = [body], len(body)
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Gone
        part = message.get("body", b"")
        parts.append(part)
        size += len(part)
        if size > limit:
            raise BodyTooLarge
        if not message.get("more_body", False):
            return b"".join(parts)


_JSON_TYPE = (b"content-type", b"application/json")


async def answer(send: Send, status: int, body: bytes, *headers: tuple[bytes, bytes]) -> None:
    """Send a whole answer; JSON unless `headers` give another content type."""
    kind = () if any(name == b"content-type" for name, _ in headers) else (_JSON_TYPE,)
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": status, "headers": [*kind, length, *headers]})
    await send({"type": "http.response.body", "body": body})


async def drop(scope: Scope, receive: Receive) -> None:
    """Break the connection off (the other side sees a reset) and wait until it is gone."""
    transport: asyncio.Transport = scope[_CONNECTION]
    connection = transport.get_extra_info("socket")
    if connection is not None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()
    while (await receive())["type"] != "http.disconnect":
        pass


async def cut(scope: Scope, receive: Receive, send: Send, status: int, body: bytes) -> None:
    """Send the header and half of `body`, then break the connection off."""
    headers = [_JSON_TYPE, (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True})
    transport: asyncio.Transport = scope[_CONNECTION]
    # Without a reset here: what was sent must reach the other side.
    transport.close()
    while (await receive())["type"] != "http.disconnect":
        pass
