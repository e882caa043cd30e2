"""Lists as files: XLSX by openpyxl, CSV as spreadsheets in Europe read it. Pure work for a process of its own."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.domain.exports import Format, Sheet, harmless, plain

WIDEST = 60  # characters a column is drawn wide


def write_file(sheets: Sequence[Sheet], format_: Format, timezone: str, made_at: tuple[int, ...]) -> tuple[str, bytes]:
    """The file's ending and its bytes: a sheet a list; several lists as CSV come in one ZIP. `made_at`: its date."""
    zone = ZoneInfo(timezone)
    if format_ is Format.XLSX:
        return "xlsx", _xlsx(sheets, zone)
    if len(sheets) == 1:
        return "csv", _csv(sheets[0], zone)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for sheet in sheets:
            year, month, day, hour, minute = made_at
            entry = zipfile.ZipInfo(f"{sheet.name}.csv", (year, month, day, hour, minute, 0))
            archive.writestr(entry, _csv(sheet, zone), zipfile.ZIP_DEFLATED)
    return "zip", held.getvalue()


def _csv(sheet: Sheet, zone: ZoneInfo) -> bytes:
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\r\n")
    writer.writerow(sheet.columns)
    for row in sheet.rows:
        cells = [plain(value, zone) for value in row]
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in cells])
    return b"\xef\xbb\xbf" + held.getvalue().encode()  # the mark by which Excel knows UTF-8


def _xlsx(sheets: Sequence[Sheet], zone: ZoneInfo) -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415 - heavy, and only the process for files needs it
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
    from openpyxl.styles import Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    book = Workbook(write_only=True)
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        page.freeze_panes = "A2"
        rows = [[plain(value, zone) for value in row] for row in sheet.rows]
        for number, column in enumerate(sheet.columns):
            widest = max((len(str(row[number])) for row in rows), default=0)
            page.column_dimensions[get_column_letter(number + 1)].width = min(max(widest, len(column)), WIDEST) + 2
        heads = []
        for column in sheet.columns:
            head = WriteOnlyCell(page, column)
            head.font = Font(bold=True)
            heads.append(head)
        page.append(heads)
        for row in rows:
            cells = []
            for value in row:
                cell = WriteOnlyCell(page, value)
                if isinstance(value, str):
                    cell.data_type = "s"  # text, whatever it begins with: no formula
                cells.append(cell)
            page.append(cells)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()
