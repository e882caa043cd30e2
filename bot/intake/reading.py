"""What is read of an update before it is parsed: its number and whom it is from. Never raises."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

LARGEST = 2**63 - 1
KEEP = 20_000  # characters of something unreadable that are kept for the record


@dataclass(frozen=True, slots=True)
class Sender:
    """Whose order counts (the user, else the chat, else 0), and where they could be answered."""

    user_id: int = 0
    private_chat: int | None = None  # only a private chat can be told something
    language: str | None = None
    query_id: str | None = None
    membership: bool = False  # my_chat_member: never shed, never slowed


def update_id(raw: object) -> int | None:
    """The update's number; None if it has none that can be one."""
    found = raw.get("update_id") if isinstance(raw, dict) else None
    return found if type(found) is int and 0 < found <= LARGEST else None


def sender(raw: object) -> Sender:
    """Whom an update is from, as far as can be told."""
    if not isinstance(raw, dict):
        return Sender()
    for kind, value in raw.items():
        if not isinstance(value, dict):
            continue
        user = _object(value.get("from"))
        chat = _object(value.get("chat")) or _object(_object(value.get("message")).get("chat"))
        query_id = value.get("id") if kind == "callback_query" else None
        language = user.get("language_code")
        return Sender(
            user_id=_id(user) or _id(chat) or 0,
            private_chat=_id(chat) if chat.get("type") == "private" else None,
            language=language if isinstance(language, str) else None,
            query_id=query_id if isinstance(query_id, str) else None,
            membership=kind == "my_chat_member",
        )
    return Sender()


def body(raw: object) -> str:
    """The JSON to keep: pure ASCII, so that no half character of anybody's phone stops a database."""
    return json.dumps(raw, separators=(",", ":"))


def unnumbered_id(text: str) -> int:
    """A number for what has none: negative, and the same for the same text, so that it is kept once."""
    digest = hashlib.sha256(text.encode("utf-8", "replace")).digest()
    return -1 - (int.from_bytes(digest[:8], "big") >> 1)


def cleaned(raw: Any) -> Any:
    """The update with what no database takes (NUL, half characters) replaced by U+FFFD, one for one."""
    if isinstance(raw, str):
        if raw.isascii() and "\0" not in raw:
            return raw
        return "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in raw)
    if isinstance(raw, dict):
        return {key: cleaned(value) for key, value in raw.items()}
    if isinstance(raw, list):
        return [cleaned(value) for value in raw]
    return raw


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _id(value: dict[str, Any]) -> int | None:
    found = value.get("id")
    return found if type(found) is int and -LARGEST <= found <= LARGEST else None
