"""What organisers take away: which lists there are, and what makes a cell harmless."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

Value = str | int | float | bool | datetime | date | None

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # OWASP, CSV injection; the wide ones of Excel
LONGEST_CELL = 32_767  # characters, Excel


class What(StrEnum):
    """The lists."""

    ATTENDEES = "attendees"
    MEETINGS = "meetings"
    ANSWERS = "answers"  # what people said after their meetings, and their questions with the answers
    AUDIT = "audit"
    ALL = "all"


class Format(StrEnum):
    """The files."""

    XLSX = "xlsx"
    CSV = "csv"


LISTS = (What.ATTENDEES, What.MEETINGS, What.ANSWERS, What.AUDIT)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One list: its name, the columns' names, and the rows."""

    name: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[Value, ...]]


def plain(value: Value, zone: ZoneInfo) -> str | int | float | bool:
    """A value as a cell holds it: moments on the event's clock, no control characters, no formula by its type alone."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return "".join(c if c == "\n" or c.isprintable() or ord(c) > 0x9F else " " for c in value)[:LONGEST_CELL]
    return value


def harmless(text: str) -> str:
    """Text for a program that takes a leading ``=`` for a formula: an apostrophe in front keeps it text.

    Said of every cell of a CSV file; a sheet keeps text and formula apart by itself.
    """
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) or text.startswith(FORMULA) else text


def rid_of_apostrophe(text: str) -> str:
    """The text as it was before :func:`harmless`: what was exported can be imported again."""
    return text[1:] if text.startswith("'") and text[1:].lstrip(" ").startswith(FORMULA) else text
