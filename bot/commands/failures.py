"""What went wrong, in one sentence for the person at the command line, and the exit code that says of which kind."""

from __future__ import annotations

import sqlite3
from enum import IntEnum
from pathlib import Path


class ExitCode(IntEnum):
    """Exit codes; documented in ``matchbell --help`` and the README."""

    OK = 0
    PROMISE = 1  # the doctor found a failure, or a rehearsal broke a promise
    USAGE = 2  # a fault in what was typed or in a file that somebody wrote
    ENVIRONMENT = 3  # the machine, the network or the database will not
    BUG = 4  # a fault of Matchbell itself
    INTERRUPTED = 130  # Ctrl+C


class CommandFault(Exception):
    """What was asked cannot be done as it was asked; the text says what to do instead."""


class MachineFault(CommandFault):
    """What was asked is right, and this machine will not: something is missing on it, or there is too little of it."""


def explain(error: BaseException) -> tuple[str, ExitCode] | None:
    """The sentence and the exit code; None for what nobody but us can mend."""
    from bot.toml_files import FileFaults, UnreadableFile  # noqa: PLC0415 - not for help and version

    if isinstance(error, MachineFault):
        return str(error), ExitCode.ENVIRONMENT
    if isinstance(error, CommandFault | FileFaults | UnreadableFile):
        return str(error), ExitCode.USAGE
    return _explain_storage(error) or _explain_machine(error)


def _explain_storage(error: BaseException) -> tuple[str, ExitCode] | None:
    from bot.services.backups import BackupRefused  # noqa: PLC0415 - loads the database's library: only when needed
    from storage.backups import BrokenBackup  # noqa: PLC0415
    from storage.database import DBAPIError  # noqa: PLC0415
    from storage.migrating import NewerDatabase  # noqa: PLC0415

    if isinstance(error, BackupRefused | BrokenBackup):
        return str(error), ExitCode.USAGE
    if isinstance(error, NewerDatabase):
        return f"{error}; install that version of Matchbell, or restore an older backup", ExitCode.ENVIRONMENT
    if isinstance(error, DBAPIError):
        return f"the database: {database_words(str(error.orig))}", ExitCode.ENVIRONMENT
    if isinstance(error, sqlite3.Error):
        return f"the database: {database_words(str(error))}", ExitCode.ENVIRONMENT
    return None


def _explain_machine(error: BaseException) -> tuple[str, ExitCode] | None:
    from bot.exclusive import AlreadyRunning  # noqa: PLC0415 - loads the database's library: only when needed

    if isinstance(error, AlreadyRunning):
        return str(error), ExitCode.ENVIRONMENT
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return f"{where}{error.strerror or error or type(error).__name__}", ExitCode.ENVIRONMENT
    return None


def check_writable(file: Path | None) -> None:
    """Before long work, so that it is not done in vain. CommandFault: `file` is there, or its folder is not."""
    if file is None or str(file) == "-":
        return
    if file.exists():
        raise CommandFault(f"{file} is there already; name another file")
    if not file.absolute().parent.is_dir():
        raise CommandFault(f"{file}: its folder does not exist")


def database_words(text: str) -> str:
    """The database's own words with what they mean."""
    text = " ".join(text.split())
    for sign, meaning in (
        ("unable to open database file", "its folder is missing, or you may not write there"),
        ("database is locked", "another program has been writing to it for long; close that one, or try again"),
        ("file is not a database", "the file holds something else; check database.url"),
        ("readonly database", "you may not write to the file or its folder"),
        ("malformed", "the file is damaged; restore a backup"),
        ("disk is full", "make room on the disk"),
        ("Connection refused", "is the server running, and is database.url right?"),
        ("password authentication failed", "check user and password in database.url"),
    ):
        if sign in text:
            return f"{text} ({meaning})"
    return text
