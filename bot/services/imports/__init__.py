"""Attendees from a sheet: read, shown before anything is done, then added in one go or not at all."""

from __future__ import annotations

from bot.services.imports.adding import Added, add_people, cancel, insert
from bot.services.imports.files import (
    PURPOSE,
    Preview,
    faults_file,
    fetched,
    give_up,
    order,
    preview_from,
    preview_of,
    read_apart,
    template,
)
from bot.services.imports.reading import LARGEST, understand
from bot.services.imports.rendering import NOTICES

__all__ = [
    "LARGEST",
    "NOTICES",
    "PURPOSE",
    "Added",
    "Preview",
    "add_people",
    "cancel",
    "faults_file",
    "fetched",
    "give_up",
    "insert",
    "order",
    "preview_from",
    "preview_of",
    "read_apart",
    "template",
    "understand",
]
