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
    time_choice,
    time_of_day_missing,
    time_past,
    time_unclear,
    when_screen,
)
from bot.views.announcements.following import (
    discarded,
    not_counted,
    noted_read,
    progress_screen,
    scheduled_screen,
    up_to_date,
)
from bot.views.announcements.refusals import REFUSALS
from bot.views.announcements.taps import AnnouncementTap, SegmentTap
from bot.views.announcements.wording import language_name, people, segment_text

__all__ = [
    "REFUSALS",
    "AnnouncementTap",
    "SegmentTap",
    "cannot_announce_albums",
    "cannot_announce_that",
    "choice_screen",
    "compose_screen",
    "confirm_screen",
    "discarded",
    "language_name",
    "not_counted",
    "noted_read",
    "part",
    "people",
    "progress_screen",
    "scheduled_screen",
    "segment_screen",
    "segment_text",
    "time_choice",
    "time_of_day_missing",
    "time_past",
    "time_unclear",
    "up_to_date",
    "when_screen",
]
