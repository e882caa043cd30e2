"""An attendee's agenda: what is agreed, in order of time, and the gaps between."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.ids import AttendeeId, MeetingId, SessionId

SHORTEST_GAP = timedelta(minutes=15)  # less is the way between two tables


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of an agenda: a meeting with somebody, or a joined session."""

    starts_at: datetime
    ends_at: datetime
    title: str  # the other person's name, or the session's title
    organisation: str | None = None
    place: str | None = None  # a room's name; tables and virtual rooms come as number, zone, link
    table: int | None = None
    zone: str | None = None
    link: str | None = None
    meeting_id: MeetingId | None = None
    session_id: SessionId | None = None
    other_id: AttendeeId | None = None
    version: int = 1
    cancelled: bool = False
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """Nothing agreed between two entries of a day."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class AgendaDay:
    """One event day: entries and gaps in order."""

    day: date
    lines: tuple[Entry | Gap, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries alone."""
        return tuple(line for line in self.lines if isinstance(line, Entry))


def agenda(entries: Iterable[Entry], days: Sequence[date], zone: ZoneInfo) -> tuple[AgendaDay, ...]:
    """Every event day with its entries in order of time and the gaps of at least 15 minutes between them.

    Cancelled entries are left out; they matter only to calendars.
    """
    by_day: dict[date, list[Entry]] = {day: [] for day in days}
    for entry in sorted(entries, key=lambda e: (e.starts_at, e.ends_at)):
        if not entry.cancelled:
            by_day.setdefault(entry.starts_at.astimezone(zone).date(), []).append(entry)
    return tuple(AgendaDay(day, _with_gaps(by_day[day])) for day in sorted(by_day))


def _with_gaps(entries: Sequence[Entry]) -> tuple[Entry | Gap, ...]:
    lines: list[Entry | Gap] = []
    busy_until: datetime | None = None
    for entry in entries:
        if busy_until is not None and entry.starts_at - busy_until >= SHORTEST_GAP:
            lines.append(Gap(busy_until, entry.starts_at))
        lines.append(entry)
        busy_until = max(busy_until or entry.ends_at, entry.ends_at)
    return tuple(lines)
