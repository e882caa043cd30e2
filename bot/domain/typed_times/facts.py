"""The facts that words of a text can state. A text is a time only if its words, all of them, are such facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

NOON = 12 * 60
MIDNIGHT = 24 * 60

FIRST_HOUR, LAST_HOUR = 6 * 60, 21 * 60
"""Hours in which people meet: "at 3" is in the afternoon, "at 6" and "at 8" are asked about."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, as minutes from midnight (1440: the midnight that ends the day).

    `plain` is what it can mean unqualified, `halves` what it can mean beside "in the afternoon". `certain` is false
    for shapes such as a bare "15" that are a time only beside a day or a part of the day.
    """

    plain: tuple[int, ...]
    halves: tuple[int, ...]
    certain: bool = True
    spoken: bool = False

    def moved(self, minutes: int) -> Clock:
        """The clock `minutes` later: "half past three" is three and 30, "quarter to four" four and -15."""
        return Clock(
            tuple((each + minutes) % MIDNIGHT for each in self.plain),
            tuple((each + minutes) % MIDNIGHT for each in self.halves),
            self.certain,
            self.spoken,
        )

    def sure(self, certain: bool = True) -> Clock:
        """The same clock, as a shape that is or is not a time by itself."""
        return Clock(self.plain, self.halves, certain, self.spoken)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the day, minutes from midnight; `end` past 1440 reaches into the small hours ("at night").

    `certain` is false for words that beside a bare number count something: Lithuanian "2 dienos" is two days as well.
    """

    start: int
    end: int
    certain: bool = True
    window: bool = False
    """Whether it was said in hours ("after 3") and so has no hour of its own."""

    def holds(self, minute: int) -> bool:
        """Whether the minute of the day lies in it."""
        return self.start <= minute < self.end or self.start <= minute + MIDNIGHT < self.end


@dataclass(frozen=True, slots=True)
class Weekday:
    """Monday is 0. `certain` is false for short forms that are words as well ("sun", "sat")."""

    weekday: int
    after_today: bool = False
    certain: bool = True


@dataclass(frozen=True, slots=True)
class RelativeDay:
    """Days from today: tomorrow is 1."""

    offset: int


@dataclass(frozen=True, slots=True)
class Week:
    """Weeks from this one, Monday first: next week is 1."""

    offset: int


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day by number, with month and year where they were said.

    `certain` is false for a bare number ("Wed 27"), which counts only where it contradicts nothing beside it.
    """

    day: int
    month: int | None = None
    year: int | None = None
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Later:
    """So many minutes from now."""

    minutes: int


Fact: TypeAlias = Clock | Part | Weekday | RelativeDay | Week | CalendarDay | Later


def spoken_hour(hour: int, *, full_day: bool = False, certain: bool = True) -> Clock:
    """An hour as people say it: 3 is three at night or in the afternoon, 15 only the latter.

    `full_day`: said in a language that counts to 24, so that 7 to 12 mean the morning unless qualified.
    """
    if not 1 <= hour <= 12:
        return Clock((hour * 60,), (hour * 60,), certain)
    both = (hour * 60, (hour + 12) % 24 * 60)
    return Clock((hour * 60,) if full_day and hour >= 7 else both, both, certain, spoken=True)


def written_clock(hour: int, minute: int, *, padded: bool, certain: bool = True) -> Clock:
    """Hours and minutes in digits: 24 hours, except that an unpadded "3:30" is asked about."""
    at = hour * 60 + minute
    if not 1 <= hour <= 12:
        return Clock((at,), (at,), certain)
    both = (at, (hour + 12) % 24 * 60 + minute)
    return Clock(both if hour < 7 and not padded else (at,), both, certain)
