"""What the buttons of announcements say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.segments import Condition
from bot.views.taps import Tap


@dataclass(frozen=True, slots=True)
class AnnouncementTap(Tap):
    """`act`: segment, preview, confirm, now, later, at, read_button, stop, look, discard, read.

    `at` in seconds since 1970.
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
