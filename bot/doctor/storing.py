"""The database: does it answer, and is it at our level?"""

from __future__ import annotations

import os
from pathlib import Path

from bot.clock import SystemClock
from bot.doctor.findings import Finding, Reading, State
from bot.logs import Redactor
from storage.backups import database_file
from storage.checkup import look
from storage.database import DBAPIError
from storage.migrating import level

NAME = "database"


async def look_at_database(url: str) -> tuple[list[Finding], Reading | None]:
    """What there is to say of it, and its clock if it has one of its own."""
    path = database_file(url)
    if path is not None and (missing := _missing(path)) is not None:
        return [missing], None
    try:
        found = await look(url)
        reading = Reading("the database", found.moment, SystemClock().now(), 1.0) if found.moment else None
        standing = await level(url)
    except (DBAPIError, OSError) as error:
        reason = " ".join(str(getattr(error, "orig", None) or error).split())
        mend = "check database.url, and that the server runs" if path is None else "check the file and who may write it"
        return [Finding(NAME, State.FAILURE, f"does not answer: {Redactor()(reason)[:300]}", mend)], None
    except ValueError as error:
        return [Finding(NAME, State.FAILURE, f"database.url: {error}", "correct it")], None
    where = f"{found.version}{f', {path}' if path else ''}"
    if standing.state == "current":
        return [Finding(NAME, State.OK, f"{where}, level {standing.current}")], reading
    if standing.state == "newer":
        text = f"{where}: written by a newer version (level {standing.current}; this one knows {standing.newest})"
        return [Finding(NAME, State.FAILURE, text, "install that version, or restore an older backup")], reading
    text = f"{where}: {'empty' if standing.state == 'empty' else f'at the older level {standing.current}'}"
    return [
        Finding(NAME, State.WARNING, text, "matchbell migrate (run does it by itself; make a backup first)")
    ], reading


def _missing(path: Path) -> Finding | None:
    """A file that is not there yet, or cannot be; None if there is one to look at."""
    folder = path.absolute().parent
    if path.is_dir():
        return Finding(NAME, State.FAILURE, f"{path} is a folder", "name a file in database.url")
    if not folder.is_dir():
        return Finding(NAME, State.FAILURE, f"the folder {folder} does not exist", f"mkdir -p {folder}")
    if not os.access(folder, os.W_OK):
        return Finding(
            NAME, State.FAILURE, f"the folder {folder} cannot be written", "give this user the right to write"
        )
    if not path.exists():
        text = f"{path} is not there yet"
        return Finding(NAME, State.WARNING, text, "matchbell event load FILE.toml makes it (or: matchbell migrate)")
    if not os.access(path, os.R_OK | os.W_OK):
        return Finding(NAME, State.FAILURE, f"{path} cannot be read and written", "give this user the right to")
    return None
