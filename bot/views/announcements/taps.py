"""What the buttons of announcements say."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from bot.domain.segments import Condition
from bot.views.taps import Tap


@dataclass(frozen=True, slots=True)
class AnnouncementTap(Tap):
    """`act`: segment, preview, confirm, test, now, later, at, silent, loud, read_button, unschedule, stop, look,
    discard, read, remind.

    `at` in seconds since 1970; with silent and loud none means now.
    """

    prefix: ClassVar[str] = "an"
    act: str
    announcement: int
    at: int | None = None


@dataclass(frozen=True, slots=True)
class SegmentTap(Tap):
    """Switches one condition of a draft's segment, or opens the list of one (`value` empty)."""

    prefix: ClassVar[str] = "as"
    announcement: int
    condition: Condition
    value: str | None = None


@dataclass(frozen=True, slots=True)
class VersionTap(Tap):
    """One language of an announcement. `act`: list, write, remove, main; correct, apply, leave (`revision` with apply).

    `language` empty with correct: which one is asked where there are several.
    """

    prefix: ClassVar[str] = "av"
    act: str
    announcement: int
    language: str | None = None
    revision: int | None = None


class Shelf(StrEnum):
    """Where announcements lie."""

    DRAFTS = "drafts"
    SCHEDULED = "scheduled"
    SENT = "sent"


@dataclass(frozen=True, slots=True)
class ShelfTap(Tap):
    """A page (from 0) of the announcements that lie there."""

    prefix: ClassVar[str] = "al"
    shelf: Shelf
    page: int


@dataclass(frozen=True, slots=True)
class ReadersTap(Tap):
    """A page (from 0) of who pressed *Read*, or of who did not."""

    prefix: ClassVar[str] = "ar"
    announcement: int
    side: str  # yes or no
    page: int
