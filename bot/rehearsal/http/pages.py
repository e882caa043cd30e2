"""The page and its assets, from the folder ``page`` beside this package; and who may open them."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.rehearsal.http.answers import json_answer
from bot.rehearsal.http.wire import Scope

FOLDER = Path(__file__).parent.parent / "page"
_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})
_TYPES = {".js": "text/javascript", ".css": "text/css", ".html": "text/html", ".svg": "image/svg+xml"}
_HEADERS = {
    "cache-control": "no-cache",
    "content-security-policy": (
        "default-src 'self'; img-src 'self' blob: data:; style-src 'self'; script-src 'self'; connect-src 'self'; "
        "object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
}


def routes() -> list[Route]:
    """``/`` and ``/static/...``."""
    return [Route("/", _index), Route("/static/{path:path}", _asset)]


async def _index(_: Request) -> Response:
    return _answer(FOLDER / "index.html")


async def _asset(request: Request) -> Response:
    wanted = (FOLDER / request.path_params["path"]).resolve()
    if not wanted.is_relative_to(FOLDER.resolve()) or any(part.startswith((".", "_")) for part in wanted.parts[-2:]):
        return _missing()
    return _answer(wanted)


def _answer(path: Path) -> Response:
    kind = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0]
    if kind is None or not path.is_file():
        return _missing()
    return Response(path.read_bytes(), media_type=kind, headers=_HEADERS)


def _missing() -> Response:
    return json_answer({"error": "nothing here", "expected": "/, /static/..., /api/v1/..."}, 404)


def refusal(scope: Scope) -> Response | None:
    """Why a browser that came by a foreign page may not go on; None when all is well.

    Anyone's page could send requests to this machine, or give its own name this machine's address: so only our own
    names are answered, and what changes something must not come from another origin.
    """
    headers = dict(scope["headers"])
    host = headers.get(b"host", b"").decode("latin-1")
    try:
        name = urlsplit(f"//{host}").hostname
    except ValueError:
        name = None
    if name not in _HOSTS:
        return json_answer({"error": f"unknown host {host!r:.100}", "expected": "127.0.0.1 or localhost"}, 421)
    origin = headers.get(b"origin")
    if origin is not None and scope["method"] != "GET" and origin.decode("latin-1") != f"http://{host}":
        return json_answer({"error": "a foreign page may not do this", "expected": f"http://{host}"}, 403)
    return None
