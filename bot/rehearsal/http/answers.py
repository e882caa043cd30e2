"""Answers of the human API: JSON of what a call returns, and refusals that say what is expected."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.rehearsal.errors import ApiError, PlayError
from bot.rehearsal.http import wire
from bot.rehearsal.stage import Tap

Json = dict[str, Any]
Handler = Callable[[Request], Awaitable[Any]]
MAX_WAIT = 60.0


async def tapped(pressed: Tap, wait: float) -> Json:
    """What came of a tap, after up to `wait` seconds (60 at most)."""
    if not 0 <= wait <= MAX_WAIT:
        raise PlayError(f"wait: {wait:g}", f"0 to {MAX_WAIT:g} seconds")
    if wait:
        await pressed.wait(wait)
    body: Json = {"query_id": pressed.query_id, "answer": pressed.answer}
    if pressed.url is not None:
        body["url"] = pressed.url
    if pressed.copy_text is not None:
        body["copy_text"] = pressed.copy_text
    return body


def reading(path: str, handler: Handler) -> Route:
    """A route for GET."""
    return Route(path, answering(handler), methods=["GET"])


def doing(path: str, handler: Handler) -> Route:
    """A route for POST."""
    return Route(path, answering(handler), methods=["POST"])


def answering(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    """Turn what `handler` returns into a JSON answer, and a refusal into a 4xx that says what is expected."""

    async def endpoint(request: Request) -> Response:
        try:
            body = await handler(request)
        except PlayError as error:
            return json_answer({"error": error.error, "expected": error.expected}, error.status)
        except ApiError as error:
            return json_answer({"error": error.description, "expected": "what Telegram takes"}, 400)
        return body if isinstance(body, Response) else json_answer(body)

    return endpoint


def json_answer(body: Any, status: int = 200) -> Response:
    """A JSON answer."""
    return Response(
        wire.encode(body).encode(), status, media_type="application/json", headers={"cache-control": "no-store"}
    )
