"""The other way in: Telegram posts each update to us. 200 means committed; anything else makes Telegram try again."""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import structlog
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from telegram import Bot

from bot.intake import reading
from bot.intake.absence import Absence
from bot.intake.polling import ALLOWED_UPDATES
from bot.intake.receiving import Receiver

log = structlog.get_logger(__name__)

HEADER = "X-Telegram-Bot-Api-Secret-Token"
CONNECTIONS = 40  # Bot API: setWebhook.max_connections, its default; a chat's own updates come one after the other


class TooLarge(Exception):
    """More bytes than a body may have."""


class Webhook:
    """The door: who knocks with the right secret hands over one update."""

    def __init__(
        self, receiver: Receiver, absence: Absence, *, secret: Callable[[], str], url: str, max_body_bytes: int
    ) -> None:
        self._receiver = receiver
        self._absence = absence
        self._secret = secret
        self._largest = max_body_bytes
        self.path = urlsplit(url).path or "/"
        self.trouble: str | None = None

    def app(self) -> Starlette:
        """The ASGI application; only POST on the path of the webhook's URL exists."""
        return Starlette(routes=[Route(self.path, self._post, methods=["POST"])])

    async def _post(self, request: Request) -> Response:
        given = request.headers.get(HEADER, "")
        if not hmac.compare_digest(given.encode("latin-1", "replace"), self._secret().encode()):
            log.warning("webhook: wrong secret")
            return PlainTextResponse("wrong secret", 403)
        if request.headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
            return PlainTextResponse("expected application/json", 415)
        try:
            body = await self._body(request)
        except TooLarge:
            log.error("webhook: too large a body", largest=self._largest)
            return PlainTextResponse(f"at most {self._largest} bytes", 413)
        except ClientDisconnect:
            return PlainTextResponse("cut off", 400)
        return await self._commit(body)

    async def _body(self, request: Request) -> bytes:
        declared = request.headers.get("content-length", "")
        if declared.isdigit() and int(declared) > self._largest:
            raise TooLarge
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > self._largest:
                raise TooLarge
        return bytes(body)

    async def _commit(self, body: bytes) -> Response:
        try:
            try:
                item: Any = json.loads(body)
            except (ValueError, RecursionError) as error:
                # Telegram would send it again and again, and hold back what follows: it is kept aside instead.
                await self._receiver.receive_unreadable(body.decode("utf-8", "replace"), type(error).__name__)
            else:
                await self._receiver.receive([item])
                if reading.update_id(item) is not None:
                    await self._absence.heard()
        except Exception as error:  # noqa: BLE001 - not committed: Telegram keeps it and comes again
            self.trouble = f"the database: {type(error).__name__}"
            log.error("webhook: not committed", failure=type(error).__name__)
            return PlainTextResponse("not now", 503, headers={"Retry-After": "5"})
        self.trouble = None
        return Response(status_code=200)


async def choose_webhook(bot: Bot, *, url: str, secret: str) -> None:
    """Ask Telegram to post updates to `url`; what waits there is kept."""
    await bot.set_webhook(
        url,
        secret_token=secret,
        allowed_updates=list(ALLOWED_UPDATES),
        max_connections=CONNECTIONS,
        drop_pending_updates=False,
    )


async def choose_polling(bot: Bot) -> None:
    """Ask Telegram to wait for our polls; what waits there is kept."""
    await bot.delete_webhook(drop_pending_updates=False)
