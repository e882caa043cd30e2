"""Callback data: one home, one type for each feature's buttons, at most 64 bytes (Telegram's limit).

It stands here and not among the handlers because notices are rendered at send time too, where no handler is.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from enum import Enum
from functools import cache
from typing import Any, ClassVar, Self

LARGEST = 2**63 - 1  # what a database takes as an id
LIMIT = 64  # bytes, Bot API: InlineKeyboardButton.callback_data


class StaleTap(ValueError):
    """The data on the button is not, or no longer, what this version packs."""


@dataclasses.dataclass(frozen=True, slots=True)
class Tap:
    """What a button says when pressed: a prefix and the fields in order, joined by colons.

    Subclasses are frozen dataclasses whose fields are int, str (no colon), StrEnum, or any of these or None.
    Ids in it are only names of things: who may do it, and whether it still can be done, is checked on every press.
    """

    prefix: ClassVar[str] = ""

    def pack(self) -> str:
        """The callback data; ValueError when it would not fit."""
        parts = [self.prefix]
        for name in _names(type(self).__mro__[0]):
            value = getattr(self, name)
            if isinstance(value, Enum):
                value = value.value
            text = "" if value is None else str(value)
            if ":" in text:
                raise ValueError(f"a colon in {name}")
            parts.append(text)
        data = ":".join(parts)
        if len(data) * 4 > LIMIT and len(data.encode()) > LIMIT:
            raise ValueError(f"{len(data.encode())} bytes; Telegram takes {LIMIT}")
        return data

    @classmethod
    def unpack(cls, data: str | None) -> Self:
        """The tap that was packed; :class:`StaleTap` for anything else."""
        prefix, *parts = (data or "").split(":")
        names = _names(cls.__mro__[0])
        if prefix != cls.prefix or len(parts) != len(names):
            raise StaleTap(cls.__name__)
        hints = _hints(cls.__mro__[0])
        try:
            values = [_read(part, hints[name]) for part, name in zip(parts, names, strict=True)]
        except ValueError as error:
            raise StaleTap(cls.__name__) from error
        return cls(*values)

    @classmethod
    def pattern(cls) -> str:
        """A regular expression that matches this feature's data and no other's."""
        return rf"^{cls.prefix}:"


@cache
def _names(kind: type[Tap]) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


@cache
def _hints(kind: type[Tap]) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _read(part: str, hint: Any) -> Any:
    # int | None is a types.UnionType, an id (NewType) or None a typing.Union.
    union = typing.get_origin(hint) in (types.UnionType, typing.Union)
    kinds = typing.get_args(hint) if union else (hint,)
    if part == "" and types.NoneType in kinds:
        return None
    kind = next(k for k in kinds if k is not types.NoneType)
    kind = getattr(kind, "__supertype__", kind)  # NewType ids
    if kind is int and (len(part) > 19 or abs(int(part)) > LARGEST):
        raise ValueError("a number too large to be an id")
    return kind(part)
