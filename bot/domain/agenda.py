"""An attendee's agenda: what is agreed, in order of time, and the gaps in which they could still meet somebody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.events import Event, Slot
from bot.domain.ids import AttendeeId, MeetingId, SessionId, SlotId
from bot.domain.openings import runs


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
    others: int = 0  # further people in a group meeting
    version: int = 1
    cancelled: bool = False
    changed_at: datetime | None = None

    @property
    def heading(self) -> str:
        """The title, with how many more there are in a group meeting."""
        return f"{self.title} +{self.others}" if self.others else self.title


@dataclass(frozen=True, slots=True)
class Gap:
    """Free slots that follow each other: from the first one's beginning to the last one's end."""

    slots: tuple[Slot, ...]

    @property
    def starts_at(self) -> datetime:
        """When it begins."""
        return self.slots[0].starts_at

    @property
    def ends_at(self) -> datetime:
        """When it ends."""
        return self.slots[-1].ends_at

    @property
    def first(self) -> SlotId:
        """Its first slot, by which it is named."""
        return self.slots[0].id


@dataclass(frozen=True, slots=True)
class AgendaDay:
    """One event day: entries and gaps in order."""

    day: date
    lines: tuple[Entry | Gap, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries alone."""
        return tuple(line for line in self.lines if isinstance(line, Entry))

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The gaps alone."""
        return tuple(line for line in self.lines if isinstance(line, Gap))


@dataclass(frozen=True, slots=True)
class Untimed:
    """A meeting that is agreed and has no time yet; `title` is the other person's name."""

    meeting_id: MeetingId
    version: int
    title: str
    others: int = 0  # further people in a group meeting

    @property
    def heading(self) -> str:
        """The title, with how many more there are in a group meeting."""
        return f"{self.title} +{self.others}" if self.others else self.title


def agenda(event: Event, entries: Iterable[Entry], free: Sequence[Slot] = ()) -> tuple[AgendaDay, ...]:
    """Every event day with its entries in order of time, and gaps: the stretches of `free` slots between them.

    `free` are the slots in which the attendee can still be met. Cancelled entries are left out; they matter only to
    calendars.
    """
    by_day: dict[date, list[Entry | Gap]] = {day: [] for day in event.days}
    standing = [entry for entry in entries if not entry.cancelled]
    for entry in standing:
        by_day.setdefault(event.day_of(entry.starts_at), []).append(entry)
    busy = [(entry.starts_at, entry.ends_at) for entry in standing]
    for run in runs(event, free, busy):
        by_day.setdefault(event.day_of(run[0].starts_at), []).append(Gap(run))
    return tuple(
        AgendaDay(day, tuple(sorted(by_day[day], key=lambda line: (line.starts_at, line.ends_at))))
        for day in sorted(by_day)
    )


def now_and_next(entries: Iterable[Entry], now: datetime) -> tuple[Entry | None, Entry | None]:
    """What is on at `now` (the last that began), and what begins next."""
    ahead = sorted((e for e in entries if not e.cancelled and e.ends_at > now), key=lambda e: (e.starts_at, e.ends_at))
    on = [entry for entry in ahead if entry.starts_at <= now]
    coming = [entry for entry in ahead if entry.starts_at > now]
    return (on[-1] if on else None), (coming[0] if coming else None)
