"""What one language brings: its words, as people write them, and nothing else.

Each entry is a phrase, or several with "|" between. A phrase may hold slots in braces, filled by the grammar:
{hour} an hour in digits or words, {end} the hour that a range ends, {minute} minutes, {n} a count, {day} a day of the
month, {month} a month's name, {year} four digits; {hour/from} is an hour in the forms that `hour_forms` names "from",
and in no other. A word ending in "*" takes any ending of up to four letters; an ending beginning with "+" follows its
number with no space; a weekday ending in "?" counts only beside a clock time, a part of the day only beside one that is
certain or a day. Accents and case do not matter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Span = tuple[int, int]
"""Start and end in minutes from midnight; an end past 1440 reaches into the small hours."""


@dataclass(frozen=True, slots=True)
class Language:
    """The words of one language for times; see the module for how phrases are written."""

    code: str
    """As Telegram and dateparser name it: "en", "lt"."""
    full_day: bool
    """Whether digits before an hour word count to 24, so that "9 val." is the morning."""
    hours: Mapping[int, str]
    """Hours in words, every case that a clock phrase needs."""
    minutes: Mapping[int, str]
    counts: Mapping[int, str]
    """Counts in words, for "in two hours"."""
    at: str
    """What may stand before a clock time and makes a bare number one."""
    hour_marks: str
    """What follows an hour in digits or words ("o'clock"); minutes may come after it."""
    minute_marks: str
    clocks: Mapping[str, tuple[int, ...]]
    """Phrases around {hour}, to the minutes to add: "half past {hour}" 30; two numbers where both are meant."""
    minutes_after: str
    """Phrases with {minute} and {hour}: "{minute} past {hour}"."""
    minutes_before: str
    ranges: str
    """Phrases from one {hour} to another {end}, of which the start counts."""
    until: str
    """Words between the two clock times of a range."""
    moments: Mapping[str, tuple[int, ...]]
    """Words that are a clock time themselves, in minutes from midnight: noon."""
    parts: Mapping[str, Span]
    """Parts of the day."""
    parts_today: Mapping[str, tuple[int, Span]]
    """Words for a day and a part at once ("tonight"): days from today, and the part."""
    relative_days: Mapping[int, str]
    days_after: str
    """Phrases with {n}: "in {n} days"."""
    weeks_after: str
    minutes_from_now: str
    hours_from_now: str
    from_now: Mapping[str, int]
    """Whole phrases for a while, in minutes: "in half an hour"."""
    weekdays: tuple[str, str, str, str, str, str, str]
    """Monday first, with inflections."""
    this_: str
    """Words before a weekday that change nothing."""
    next_: str
    """Words before a weekday that rule out today; one ending in "-" is written together with it."""
    weeks: Mapping[int, str]
    dates: str
    """Phrases for a date, with {day}, {month} and {year}."""
    more_months: tuple[str, str, str, str, str, str, str, str, str, str, str, str]
    """Forms of the twelve months that dateparser does not know; the others are its part."""
    ordinals: str
    """Endings that make a number a day of the month: "th"."""
    fillers: str
    """Words that change nothing."""
    hour_forms: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    """Cases of the hours that are said only within phrases, by name: Estonian "kolmeni" is three in "until three"."""
    counted: str = ""
    """Words that change nothing, except right after a number: "demain 2 rendez-vous" is no time."""
    half_hours: Mapping[int, str] = field(default_factory=dict)
    """One word for half an hour before an hour: Latvian "pusčetros", half past three, is 4."""
    minutes_into: str = ""
    """Phrases with {minute} and the {hour} that they lead to: Ukrainian "ten onto the fourth" is 3:10."""
    next_after: str = ""
    """Words after a weekday that rule out today: "mardi prochain"."""
    day_words: Mapping[int, str] = field(default_factory=dict)
    """Days of the month in words, read beside a month only: "premier mai"."""
    clock_parts: Mapping[str, Span] = field(default_factory=dict)
    """Parts of the day that, right after a number, make it an hour: "3 de la tarde"."""
    weak_hours: str = ""
    """Words of `hours` that are articles too, and so an hour only in a phrase: "ein Termin"."""
    weekday_parts: Mapping[str, Span] = field(default_factory=dict)
    """Parts of the day that follow a weekday, as a word of their own or in one with it: "Mittwochabend"."""
    windows: str = ""
    """Phrases with an {hour} from which on, an {end} until which, or both: a stretch of a day, never a clock time."""
    spans: str = ""
    """Words of `hour_marks` that count hours as well: "deux heures" is a time only after "à"."""
    weekday_number_is_date: bool = field(default=False)
    """Whether "martes 13" is the 13th, so that a bare number beside a weekday is no hour."""
    month_first: bool = field(default=False)
    """Whether "4/27" is written too."""
