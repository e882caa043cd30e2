"""Attendees from a sheet: which column is which, and what each row says."""

from __future__ import annotations

from bot.domain.imports.columns import COLUMNS, Column, find_columns
from bot.domain.imports.rows import Fault, Names, Newcomer, Parsed, read_rows

__all__ = ["COLUMNS", "Column", "Fault", "Names", "Newcomer", "Parsed", "find_columns", "read_rows"]
