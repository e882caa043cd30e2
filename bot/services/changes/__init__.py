"""Changing an event while it runs: from its file again, or from the desk; and what people answer to the notice."""

from __future__ import annotations

from bot.services.changes.answering import Instead, go_instead, got_it, notice_of
from bot.services.changes.applying import apply
from bot.services.changes.desk import change, preview
from bot.services.changes.loading import load_act, loaded_again
from bot.services.changes.rendering import NOTICES, screen_of

__all__ = [
    "NOTICES",
    "Instead",
    "apply",
    "change",
    "go_instead",
    "got_it",
    "load_act",
    "loaded_again",
    "notice_of",
    "preview",
    "screen_of",
]
