"""Announcements on the screen: what arrives, whom it goes to, how far it is."""

from __future__ import annotations

from bot.views.announcements.composing import (
    cannot_announce_albums,
    cannot_announce_that,
    choice_screen,
    compose_screen,
    confirm_screen,
    part,
    segment_screen,
)
from bot.views.announcements.correcting import correct_confirm, correct_screen, correct_which
from bot.views.announcements.following import (
    discarded,
    not_counted,
    noted_read,
    progress_screen,
    scheduled_screen,
    unscheduled_screen,
    up_to_date,
)
from bot.views.announcements.languages import languages_screen, write_screen
from bot.views.announcements.lists import readers_screen, shelf_screen
from bot.views.announcements.refusals import REFUSALS
from bot.views.announcements.taps import AnnouncementTap, ReadersTap, SegmentTap, Shelf, ShelfTap, VersionTap
from bot.views.announcements.timing import (
    night_screen,
    time_choice,
    time_of_day_missing,
    time_past,
    time_unclear,
    when_screen,
)
from bot.views.announcements.wording import excerpt, language_name, people, segment_text

__all__ = [
    "REFUSALS",
    "AnnouncementTap",
    "ReadersTap",
    "SegmentTap",
    "Shelf",
    "ShelfTap",
    "VersionTap",
    "cannot_announce_albums",
    "cannot_announce_that",
    "choice_screen",
    "compose_screen",
    "confirm_screen",
    "correct_confirm",
    "correct_screen",
    "correct_which",
    "discarded",
    "excerpt",
    "language_name",
    "languages_screen",
    "night_screen",
    "not_counted",
    "noted_read",
    "part",
    "people",
    "progress_screen",
    "readers_screen",
    "scheduled_screen",
    "segment_screen",
    "segment_text",
    "shelf_screen",
    "time_choice",
    "time_of_day_missing",
    "time_past",
    "time_unclear",
    "unscheduled_screen",
    "up_to_date",
    "when_screen",
    "write_screen",
]
