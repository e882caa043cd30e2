"""Places in a text, counted as Telegram counts: in UTF-16 code units, and in UTF-8 bytes for its error messages."""

from __future__ import annotations

from itertools import accumulate


def length(text: str) -> int:
    """Length of `text` in UTF-16 code units."""
    return len(text) if text.isascii() else len(text) + sum(1 for letter in text if letter > "\uffff")


def starts(text: str) -> list[int]:
    """Where each letter of `text` begins, in UTF-16 units, and at last where the text ends."""
    return [0, *accumulate(2 if letter > "\uffff" else 1 for letter in text)]


def byte_offset(text: str, index: int) -> int:
    """The UTF-8 byte at which letter `index` of `text` begins."""
    return len(text[:index].encode("utf-8", "replace"))
