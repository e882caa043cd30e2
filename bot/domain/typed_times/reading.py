"""What a typed text turned out to mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from zoneinfo import ZoneInfo

LONGEST = 64
"""Characters that are read at most; nobody needs more to say when, and dateparser blocks on long texts."""

MOST_CHOICES = 6
"""Moments that one question offers at most: more buttons than this are no longer a question."""


class Kind(Enum):
    """How sure the reading is, and so what the person is shown next."""

    MOMENT = "moment"
    """Exactly one moment: show it and ask for a confirming tap."""
    CHOICE = "choice"
    """Two to six moments: ask which."""
    DAY = "day"
    """A day without a time: ask which time."""
    NOT_A_TIME = "not_a_time"
    OFF_EVENT = "off_event"
    """A time, but on no day of the event (or more than a year ahead)."""
    PAST = "past"
    GAP = "gap"
    """A local time that the clock jumps over when summer time begins."""
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class Reading:
    """The meaning of one text. `moments` are aware, in the zone given, in order of time, and never past."""

    kind: Kind
    moments: tuple[datetime, ...] = ()
    day: date | None = None
    hours: tuple[int, int] | None = field(default=None, compare=False)
    """With DAY: the part of the day that was named ("tomorrow afternoon"), minutes from that day's midnight."""
    window: bool = field(default=False, compare=False)
    """Whether those hours were said in hours ("after 3"), so that no other ones will do."""
    zone: ZoneInfo | None = field(default=None, compare=False)
    """The zone it was read in; a DAY means that day there."""
