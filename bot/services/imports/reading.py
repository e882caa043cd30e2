"""A file somebody sent as rows of text. Pure work for a process of its own, which a hostile file may not outgrow.

Limits: LARGEST bytes as sent, UNPACKED once unpacked, ROWS rows, CELLS columns; memory and time by the system.
"""

from __future__ import annotations

import csv
import io
import resource
import zipfile
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from bot.domain.imports import Names, find_columns, read_rows
from bot.domain.imports.columns import Column
from bot.domain.typed_words import fold
from bot.views.country_names import country_names
from bot.views.language_names import language_spellings

LARGEST = 5 * 1024 * 1024  # bytes
UNPACKED = 80 * 1024 * 1024  # bytes: a sheet of 5,000 people is a hundredth of it
ROWS = 5_000
CELLS = 60
LONGEST_CELL = 5_000  # characters that are looked at
MEMORY = 1_500 * 1024 * 1024  # bytes of address space
SECONDS = 40  # of the processor
ENCODINGS = ("utf-8-sig", "cp1257", "cp1252", "latin-1")  # Baltic before Western: the first that fits

NEEDED = (Column.ORGANISATION, Column.TYPE, Column.COUNTRY)


class Unreadable(Exception):
    """Nothing can be made of the file; `code` says why."""

    def __init__(self, code: str, limit: int = 0) -> None:
        super().__init__(code)
        self.code, self.limit = code, limit


def understand(name: str, data: bytes, topics: list[tuple[str, int]], days: list[str]) -> dict[str, Any]:
    """The people in a file, as JSON: ``people``, ``faults``, ``unknown``; or ``error`` with its ``limit``."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        table = read_table(name, data)
        columns, unknown = find_columns(table[0])
        named = Column.NAME in columns or {Column.FIRST_NAME, Column.LAST_NAME} <= columns.keys()
        missing = [column.value for column in NEEDED if column not in columns] + ([] if named else ["name"])
        if missing:
            return {"error": "no_columns", "missing": missing}
        parsed = read_rows(columns, table[1:], names(topics, days))
    except Unreadable as unreadable:
        return {"error": unreadable.code, "limit": unreadable.limit}
    except MemoryError:
        return {"error": "too_much", "limit": 0}
    return {
        "people": [asdict(one) | {"type": one.type.value} for one in parsed.people],
        "faults": [asdict(fault) for fault in parsed.faults],
        "unknown": list(unknown),
    }


def names(topics: list[tuple[str, int]], days: list[str]) -> Names:
    """How countries, languages and topics are spelt."""
    return Names(
        country_names(),
        language_spellings(),
        {fold(label): topic_id for label, topic_id in topics},
        tuple(date.fromisoformat(day) for day in days),
    )


def read_table(name: str, data: bytes) -> list[list[str]]:
    """The rows of the first sheet as text, the headings first; :class:`Unreadable` for what is no sheet."""
    if len(data) > LARGEST:
        raise Unreadable("too_large", LARGEST // 1024 // 1024)
    if data[:4] == b"PK\x03\x04":
        rows = _xlsx(data)
    elif data[:4] == b"\xd0\xcf\x11\xe0" or name.lower().endswith((".xls", ".xlsx", ".ods", ".pdf", ".doc", ".docx")):
        raise Unreadable("other_format")
    else:
        rows = _csv(data)
    while rows and not any(rows[-1]):
        rows.pop()
    while rows and not any(rows[0]):
        rows.pop(0)
    if len(rows) < 2:
        raise Unreadable("empty")
    if len(rows) > ROWS + 1:
        raise Unreadable("too_many_rows", ROWS)
    return rows


def _xlsx(data: bytes) -> list[list[str]]:
    from openpyxl import load_workbook  # noqa: PLC0415 - heavy, and only the process for files needs it

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > 2_000 or sum(entry.file_size for entry in entries) > UNPACKED:
                raise Unreadable("too_much")
            if not any(entry.filename == "xl/workbook.xml" for entry in entries):
                raise Unreadable("other_format")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        page = book.worksheets[0]
        rows = page.iter_rows(max_row=ROWS + 2, max_col=CELLS, values_only=True)
        return [[_text(cell) for cell in row] for row in rows]
    except (Unreadable, MemoryError):
        raise
    except Exception as error:  # a broken or hostile archive breaks in a hundred places of two libraries
        raise Unreadable("broken") from error


def _csv(data: bytes) -> list[list[str]]:
    text = _decoded(data).replace("\x00", "")
    first = text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = max(";\t,", key=first.count)
    csv.field_size_limit(LONGEST_CELL * 20)
    try:
        return list(_limited(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)))
    except csv.Error as error:
        raise Unreadable("broken") from error


def _limited(rows: Iterable[list[str]]) -> Iterable[list[str]]:
    for number, row in enumerate(rows):
        if number > ROWS + 1:
            return
        yield [cell[:LONGEST_CELL].strip() for cell in row[:CELLS]]


def _decoded(data: bytes) -> str:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16", "replace")
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)[:LONGEST_CELL].strip()
