"""Backups: one SQLite file, whichever database it is made of, and whichever it is put back into."""

from storage.backups.copying import BrokenBackup, check_file, database_file, write_copy
from storage.backups.restoring import (
    Settled,
    fill,
    holds_data,
    put_in_place,
    restored_at,
    running_until,
    settle_restored,
)

__all__ = [
    "BrokenBackup",
    "Settled",
    "check_file",
    "database_file",
    "fill",
    "holds_data",
    "put_in_place",
    "restored_at",
    "running_until",
    "settle_restored",
    "write_copy",
]
