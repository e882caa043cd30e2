"""A mark is an entity in the making: where it lies in letters (not yet in UTF-16 units), and what it says."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

# Bold and its kin may overlap anything but code; Telegram joins neighbours of the same kind and cuts them at code.
PLAIN = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler"})
CODE = frozenset({"code", "pre"})
QUOTES = frozenset({"blockquote", "expandable_blockquote"})
DATE_FORMAT = re.compile(r"r|w?[dD]?[tT]?")


@dataclass(frozen=True, slots=True)
class Mark:
    """An entity over the letters `start` to `end` (exclusive), with the extra fields of its type."""

    kind: str
    start: int
    end: int
    extra: dict[str, Any] = field(default_factory=dict)

    def over(self, start: int, end: int) -> Mark:
        """The same mark over other letters."""
        return Mark(self.kind, start, end, self.extra)


def link(url: str, start: int, end: int) -> Mark | None:
    """The mark for a link to `url`: a mention for ``tg://user?id=``, a text link, or nothing for what is no link."""
    url = url.strip()
    if url.lower().startswith("tg://user?"):
        ids = parse_qs(urlsplit(url).query).get("id", [""])
        return Mark("text_mention", start, end, {"user_id": int(ids[0])}) if ids[0].isdecimal() else None
    address = web_address(url)
    return Mark("text_link", start, end, {"url": address}) if address else None


def date_time(unix: str, style: str, start: int, end: int) -> Mark | None:
    """The mark for a moment (Unix seconds) shown in the reader's zone; None for what is no moment."""
    if not re.fullmatch(r"\d{1,11}", unix) or not DATE_FORMAT.fullmatch(style):
        return None
    extra: dict[str, Any] = {"unix_time": int(unix)}
    if style:
        extra["date_time_format"] = style
    return Mark("date_time", start, end, extra)


def web_address(url: str) -> str | None:
    """`url` as Telegram would store it (scheme added, bare hosts closed by a slash), or None when it is no link."""
    lowered = url.lower()
    if lowered.startswith(("tg://", "ton://", "tonsite://")):
        return url if len(url) > len("tg://") else None
    if "://" in url:
        if not lowered.startswith(("http://", "https://")):
            return None
    else:
        url = "http://" + url
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return None
    if not host or " " in url or ("." not in host and ":" not in host) or host.startswith(".") or ".." in host:
        return None
    if not parts.path and not parts.query and not parts.fragment:
        url += "/"
    return url
