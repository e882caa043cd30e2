"""Announcements: composed in several languages, aimed, previewed, sent now or later, watched, stopped, corrected."""

from __future__ import annotations

from bot.services.announcements.composing import (
    Composed,
    aim,
    choices,
    compose,
    discard,
    name_language,
    preview_of,
    preview_subject,
    remind,
    remove_language,
    send_to_oneself,
    toggle_read_button,
    write,
)
from bot.services.announcements.correcting import correct, rewrite
from bot.services.announcements.notices import NOTICES
from bot.services.announcements.reading import Readers, read, readers
from bot.services.announcements.sending import (
    next_progress,
    next_start,
    progress_subject,
    send_later,
    send_now,
    show_progress,
    start_due,
    stop,
    unschedule,
    watch,
)
from bot.services.announcements.standing import Standing, days_that_count, look, numbers, page

__all__ = [
    "NOTICES",
    "Composed",
    "Readers",
    "Standing",
    "aim",
    "choices",
    "compose",
    "correct",
    "days_that_count",
    "discard",
    "look",
    "name_language",
    "next_progress",
    "next_start",
    "numbers",
    "page",
    "preview_of",
    "preview_subject",
    "progress_subject",
    "read",
    "readers",
    "remind",
    "remove_language",
    "rewrite",
    "send_later",
    "send_now",
    "send_to_oneself",
    "show_progress",
    "start_due",
    "stop",
    "toggle_read_button",
    "unschedule",
    "watch",
    "write",
]
