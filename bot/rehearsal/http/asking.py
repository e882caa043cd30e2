"""Bodies of the human API, read strictly; what is wrong is answered with what is expected."""

from __future__ import annotations

import json
from typing import Any

from starlette.requests import Request

from bot.rehearsal.errors import PlayError

Json = dict[str, Any]
MAX_JSON = 1024 * 1024
_WORDS: dict[type, str] = {str: "text", int: "a whole number", float: "a number", bool: "true or false", list: "a list"}


async def fields(request: Request, **known: type) -> Json:
    """The JSON object of a request; `known` names its fields and their kinds, a trailing underscore makes one optional.

    Raises:
        PlayError: no JSON object, an unknown or missing field, or one of the wrong kind.
    """
    declared = {name.rstrip("_"): (kind, name.endswith("_")) for name, kind in known.items()}
    expected = ", ".join(
        f"{name}{'?' if optional else ''} ({_WORDS[kind]})" for name, (kind, optional) in declared.items()
    )
    body = await json_object(request, expected)
    for name, value in body.items():
        if name not in declared:
            raise PlayError(f"unknown field {name!r}", expected or "no fields")
        kind, optional = declared[name]
        if value is None and optional:
            continue
        fits = isinstance(value, int | float if kind is float else kind) and (
            kind is bool or not isinstance(value, bool)
        )
        if not fits:
            raise PlayError(f"{name}: {value!r:.100}", _WORDS[kind])
    for name, (_, optional) in declared.items():
        if not optional and body.get(name) is None:
            raise PlayError(f"{name} is missing", expected)
    return {name: value for name, value in body.items() if value is not None}


async def json_object(request: Request, expected: str) -> Json:
    """The JSON object of a request; an empty body is an empty object.

    Raises:
        PlayError: it is none, or larger than 1 MB.
    """
    if int(request.headers.get("content-length") or 0) > MAX_JSON:
        raise PlayError("the body is too large", "up to 1 MB", 413)
    raw = await request.body()
    if not raw:
        return {}
    try:
        body = json.loads(raw)
        raw.decode()
        json.dumps(body, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise PlayError("the body is no JSON", f"a JSON object: {expected}") from None
    if not isinstance(body, dict):
        raise PlayError("the body is no JSON object", expected)
    return body
