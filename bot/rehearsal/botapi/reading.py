"""Strict reading of parameters: names, presence and types, with nested objects, before a method sees anything."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from bot.rehearsal.botapi.objects import OBJECTS, OPAQUE, UNIONS
from bot.rehearsal.errors import ApiError, bad_request

Json = dict[str, Any]
_WHOLE = re.compile(r"-?\d{1,19}")
_NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?")
# Telegram has words of its own for the parameters that are forgotten most.
_MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "callback_query_id": "query is too old and response timeout expired or query ID is invalid",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
    "file_id": "file_id not specified",
}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a request (multipart/form-data)."""

    name: str
    mime_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Field:
    """One declared parameter or field."""

    name: str
    type: str
    required: bool


@lru_cache(maxsize=512)
def fields(signature: str) -> dict[str, Field]:
    """The fields that a signature declares, by name."""
    found = {}
    for part in signature.split():
        name, _, kind = part.partition(":")
        found[name.removesuffix("!")] = Field(name.removesuffix("!"), kind, name.endswith("!"))
    return found


def read(signature: str, passed: Json) -> Json:
    """`passed` (parameter values as JSON or as text of a form) checked against `signature` and turned into Python.

    A parameter passed as null or, in a form, as an empty text of a type other than String counts as not passed.

    Raises:
        ApiError: 400 for an unknown or missing parameter, or one of the wrong type.
    """
    declared = fields(signature)
    values: Json = {}
    for name, value in passed.items():
        field = declared.get(name)
        if field is None:
            raise bad_request(f'unknown parameter "{name}"')
        if value is None or (value == "" and "String" not in field.type):
            continue
        values[name] = _reader(field.type)(value, name, True)
    for field in declared.values():
        if field.required and field.name not in values:
            raise bad_request(_MISSING.get(field.name, f'parameter "{field.name}" is required'))
    return values


Reader = Callable[[Any, str, bool], Any]


@lru_cache(maxsize=512)
def _reader(kind: str) -> Reader:
    if "|" in kind and not kind.startswith("["):
        return _either(tuple(kind.split("|")))
    if kind.startswith("["):
        return _array(kind[1:-1])
    if kind.startswith("="):
        return _string
    plain: dict[str, Reader] = {
        "String": _string,
        "Integer": _integer,
        "Float": _float,
        "Boolean": _boolean,
        "InputFile": _file,
    }
    if kind in plain:
        return plain[kind]
    if kind in UNIONS:
        return _union(kind)
    return _object(kind)


def _wrong(name: str, expected: str) -> ApiError:
    return bad_request(f'can\'t parse parameter "{name}": {expected} expected')


def _string(value: Any, name: str, _top: bool) -> str:
    if not isinstance(value, str):
        raise _wrong(name, "String")
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise bad_request("strings must be encoded in UTF-8") from None
    return value


def _integer(value: Any, name: str, top: bool) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if top and isinstance(value, str) and _WHOLE.fullmatch(value):
        return int(value)
    raise _wrong(name, "Integer")


def _float(value: Any, name: str, top: bool) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if top and isinstance(value, str) and _NUMBER.fullmatch(value):
        return float(value)
    raise _wrong(name, "Float")


def _boolean(value: Any, name: str, top: bool) -> bool:
    if isinstance(value, bool):
        return value
    if top and isinstance(value, str):
        lowered = value.lower()
        if lowered in {"true", "yes", "1"}:
            return True
        if lowered in {"false", "no", "0"}:
            return False
    raise _wrong(name, "Boolean")


def _file(value: Any, name: str, _top: bool) -> Upload:
    if not isinstance(value, Upload):
        raise _wrong(name, "InputFile, uploaded as multipart/form-data,")
    return value


def _either(kinds: tuple[str, ...]) -> Reader:
    objects = [kind for kind in kinds if kind in OBJECTS]
    if objects:
        return _told_by_field(objects)
    if kinds == ("InputFile", "String"):
        return lambda value, name, top: value if isinstance(value, Upload) else _string(value, name, top)

    def chat(value: Any, name: str, top: bool) -> int | str:
        if isinstance(value, str) and not _WHOLE.fullmatch(value):
            return _string(value, name, top)
        return _integer(value, name, top=True)

    return chat


def _parsed(value: Any, name: str, top: bool) -> Any:
    """Telegram takes objects and arrays of a form as JSON texts."""
    if top and isinstance(value, str):
        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            raise bad_request(f'can\'t parse parameter "{name}": JSON-serialized value expected') from None
    return value


def _told_by_field(kinds: list[str]) -> Reader:
    keys = [(next(f.name for f in fields(OBJECTS[kind]).values() if f.required), kind) for kind in kinds]

    def markup(value: Any, name: str, top: bool) -> Any:
        value = _parsed(value, name, top)
        if not isinstance(value, dict):
            raise bad_request("object expected as reply markup")
        for key, kind in keys:
            if key in value:
                return _reader(kind)(value, name, False)
        raise _wrong(name, " or ".join(kinds))

    return markup


def _array(inner: str) -> Reader:
    item = _reader(inner)

    def array(value: Any, name: str, top: bool) -> list[Any]:
        value = _parsed(value, name, top)
        if not isinstance(value, list):
            raise _wrong(name, f"Array of {inner.strip('[]')}")
        return [item(part, f"{name}[{index}]", False) for index, part in enumerate(value)]

    return array


def _union(kind: str) -> Reader:
    by_type = {fields(OBJECTS[option])["type"].type.removeprefix("="): option for option in UNIONS[kind]}

    def union(value: Any, name: str, top: bool) -> Any:
        value = _parsed(value, name, top)
        option = by_type.get(value.get("type", "")) if isinstance(value, dict) else None
        if option is None:
            raise _wrong(name, f"{kind} with type {', '.join(sorted(by_type))}")
        return _reader(option)(value, name, False)

    return union


def _object(kind: str) -> Reader:
    if kind in OPAQUE:

        def opaque(value: Any, name: str, top: bool) -> Any:
            value = _parsed(value, name, top)
            if not isinstance(value, dict):
                raise _wrong(name, kind)
            return {}

        return opaque
    declared = fields(OBJECTS[kind])
    required = [field.name for field in declared.values() if field.required]

    def whole(value: Any, name: str, top: bool) -> Json:
        value = _parsed(value, name, top)
        if kind == "KeyboardButton" and isinstance(value, str):
            value = {"text": value}
        if not isinstance(value, dict):
            raise _wrong(name, kind)
        checked: Json = {}
        for key, part in value.items():
            field = declared.get(key)
            if field is None:
                raise bad_request(f'unknown field "{key}" in "{name}" ({kind})')
            if part is not None:
                checked[key] = _reader(field.type)(part, f"{name}.{key}", False)
        for key in required:
            if key not in checked:
                raise bad_request(f'can\'t find field "{key}" in "{name}" ({kind})')
        return checked

    return whole
