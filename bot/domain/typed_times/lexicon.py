"""A language's words turned into rules that the grammar can match: phrase -> facts."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TypeAlias

from bot.domain.typed_times.facts import (
    FIRST_HOUR,
    LAST_HOUR,
    MIDNIGHT,
    NOON,
    CalendarDay,
    Clock,
    Fact,
    Later,
    Part,
    RelativeDay,
    Week,
    Weekday,
    spoken_hour,
)
from bot.domain.typed_times.language import Language
from bot.domain.typed_times.languages import LANGUAGES
from bot.domain.typed_times.spelling import fold, tokens

Captures: TypeAlias = Mapping[str, "int | Clock"]
Build: TypeAlias = Callable[[Captures], tuple[Fact, ...]]
Phrase: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A phrase (words, word stems ending in "*", slots in braces) and the facts that it states."""

    phrase: Phrase
    build: Build


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything the grammar needs of a language, folded."""

    code: str
    full_day: bool
    month_first: bool
    rules: Mapping[str, tuple[Rule, ...]]
    """By the first word; "" holds the rules that begin with a stem or a slot."""
    words: Mapping[str, Mapping[Phrase, int]]
    """Values in words for the slots {hour}, {minute}, {n}, {day} and {month}, and the forms of hours by name."""
    at: frozenset[Phrase]
    hour_marks: frozenset[Phrase]
    minute_marks: frozenset[Phrase]
    until: frozenset[Phrase]
    this_: frozenset[Phrase]
    ordinals: frozenset[Phrase]
    fillers: frozenset[Phrase]
    counted: frozenset[Phrase]
    weak_hours: frozenset[Phrase]
    spans: frozenset[Phrase]
    weekday_number_is_date: bool


_SLOT = re.compile(r"\{\w+(/\w+)?\}")


def _phrase(text: str) -> Phrase:
    """Fold and cut one phrase as a typed text is cut; slots and stems survive as "{slot}" and "stem*"."""
    parts: list[str] = []
    for word in text.split():
        if _SLOT.fullmatch(word):
            parts.append(word)
        elif word.endswith("*"):
            parts.append(fold(word[:-1]) + "*")
        elif word.startswith("+") and len(word) > 1:
            parts.append("+" + fold(word[1:]))
        else:
            parts.extend(token.text for token in tokens(fold(word)))
    return tuple(parts)


def _phrases(text: str) -> list[Phrase]:
    return [_phrase(each) for each in text.split("|") if each.strip()]


def _values(words: Mapping[int, str]) -> dict[Phrase, int]:
    return {phrase: value for value, text in words.items() for phrase in _phrases(text)}


def _int(captures: Captures, slot: str) -> int:
    value = captures[slot]
    assert isinstance(value, int)
    return value


def _clock(captures: Captures, slot: str = "hour") -> Clock:
    value = captures[slot]
    assert isinstance(value, Clock)
    return value


def _calendar_day(captures: Captures) -> tuple[Fact, ...]:
    month = _int(captures, "month") if "month" in captures else None
    year = _int(captures, "year") if "year" in captures else None
    return (CalendarDay(_int(captures, "day"), month, year),)


def _minutes_before(phrase: Phrase, until: frozenset[str], captures: Captures) -> tuple[Fact, ...]:
    """ "Ten to eleven" is 10:50; "10 to 11" in digits is as likely from 10 to 11, and both are offered."""
    clock, minute = _clock(captures), _int(captures, "minute")
    before = clock.moved(-minute)
    like_a_range = phrase[0] == "{minute}" and len(phrase) == 3 and phrase[1] in until and "minute_digits" in captures
    if like_a_range and minute * 60 < min(each or 720 for each in clock.halves):
        start = spoken_hour(minute)
        return (Clock(before.plain + start.plain, before.halves + start.halves, certain=False, spoken=True),)
    return (before,)


def _minutes_into(captures: Captures) -> tuple[Fact, ...]:
    """Ten "onto the fourth" is 3:10; digits alone ("10 on 4") may be a score or a size, and are no time."""
    if "minute_digits" in captures and "hour_digits" in captures:
        return ()
    return (_clock(captures).moved(_int(captures, "minute") - 60),)


def _range_start(captures: Captures) -> tuple[Fact, ...]:
    start, end = _clock(captures), _clock(captures, "end")
    return (start,) if max(end.halves) > min(start.plain) else ()


def _clock_and_part(part: Part, captures: Captures) -> tuple[Fact, ...]:
    return (_clock(captures), part)


def _window(captures: Captures) -> tuple[Fact, ...]:
    """ "After 3", "until 3", "between 2 and 3", in the hours that people meet in where both halves are possible."""
    start = _usual(_clock(captures)) if "hour" in captures else 0
    if "end" not in captures:
        return (Part(start, MIDNIGHT, window=True),)
    end = _clock(captures, "end")
    if "hour" not in captures:
        return (Part(0, _usual(end), window=True),)
    later = [each for each in sorted(end.halves) if each > start]
    return (Part(start, later[0], window=True),) if later else ()


def _usual(clock: Clock) -> int:
    return next((each for each in clock.plain if FIRST_HOUR <= each < LAST_HOUR), clock.plain[-1])


def _rules(language: Language) -> list[Rule]:
    rules: list[Rule] = []

    def say(text: str, build: Build) -> None:
        rules.extend(Rule(phrase, build) for phrase in _phrases(text))

    def always(*facts: Fact) -> Build:
        return lambda _: facts

    for text, shifts in language.clocks.items():
        for shift in shifts:
            say(text, lambda found, shift=shift: (_clock(found).moved(shift),))  # type: ignore[misc]
    say(language.minutes_after, lambda found: (_clock(found).moved(_int(found, "minute")),))
    until = frozenset(language.until.split("|"))
    rules.extend(Rule(phrase, partial(_minutes_before, phrase, until)) for phrase in _phrases(language.minutes_before))
    say(language.minutes_into, _minutes_into)
    for hour, text in language.half_hours.items():
        say(text, always(spoken_hour(hour).moved(-30)))
    say(language.ranges, _range_start)
    say(language.windows, _window)
    for text, at in language.moments.items():
        twelve_hours = len(at) == 2 and at[1] - at[0] == NOON
        say(text, always(Clock(at, at, spoken=twelve_hours)))
    for text, (start, end) in language.parts.items():
        for form in text.split("|"):
            say(form.rstrip("?"), always(Part(start, end, certain=not form.endswith("?"))))
    for text, span in language.clock_parts.items():
        say("|".join(f"{{hour}} {each}" for each in text.split("|")), partial(_clock_and_part, Part(*span)))
    for text, (offset, (start, end)) in language.parts_today.items():
        say(text, always(RelativeDay(offset), Part(start, end)))
    for offset, text in language.relative_days.items():
        say(text, always(RelativeDay(offset)))
    say(language.days_after, lambda found: (RelativeDay(_int(found, "n")),))
    say(language.weeks_after, lambda found: (RelativeDay(7 * _int(found, "n")),))
    say(language.minutes_from_now, lambda found: (Later(_int(found, "n")),))
    say(language.hours_from_now, lambda found: (Later(60 * _int(found, "n")),))
    for text, minutes in language.from_now.items():
        say(text, always(Later(minutes)))
    for text, span in language.weekday_parts.items():
        for number, days in enumerate(language.weekdays):
            for word in (each for each in days.split("|") if each[-1] not in "?*"):
                said = "|".join(f"{word}{space}{part}" for part in text.split("|") for space in ("", " "))
                say(said, always(Weekday(number), Part(*span)))
    for number, text in enumerate(language.weekdays):
        for form in text.split("|"):
            word, certain = form.rstrip("?"), not form.endswith("?")
            say(word, always(Weekday(number, certain=certain)))
            for before in language.this_.split("|"):
                say(f"{before} {word}", always(Weekday(number)))
            for after in language.next_after.split("|") if language.next_after else ():
                for before in ("", *language.this_.split("|")):
                    say(f"{before} {word} {after}", always(Weekday(number, after_today=True)))
            for before in language.next_.split("|"):
                said = before[:-1] + word if before.endswith("-") else f"{before} {word}"
                say(said, always(Weekday(number, after_today=True)))
    for offset, text in language.weeks.items():
        say(text, always(Week(offset)))
    say(language.dates, _calendar_day)
    return rules


@lru_cache(maxsize=64)
def lexicon(code: str) -> Lexicon:
    """The compiled words of a language.

    Raises KeyError for a language without a file of words.
    """
    language = LANGUAGES[code]
    by_first: dict[str, list[Rule]] = {}
    for rule in _rules(language):
        first = rule.phrase[0]
        by_first.setdefault("" if first.endswith(("*", "}")) else first, []).append(rule)
    return Lexicon(
        code=code,
        full_day=language.full_day,
        month_first=language.month_first,
        rules={first: tuple(rules) for first, rules in by_first.items()},
        words={
            "hour": _values(language.hours),
            "minute": _values(language.minutes),
            "n": _values(language.counts),
            "month": _values(dict(enumerate(language.more_months, start=1))),
            **{form: _values(hours) for form, hours in language.hour_forms.items()},
            "day": _values(language.day_words),
        },
        at=frozenset(_phrases(language.at)),
        hour_marks=frozenset(_phrases(language.hour_marks)),
        minute_marks=frozenset(_phrases(language.minute_marks)),
        until=frozenset(_phrases(language.until)),
        this_=frozenset(_phrases(language.this_)),
        ordinals=frozenset(_phrases(language.ordinals)),
        fillers=frozenset(_phrases(language.fillers)),
        counted=frozenset(_phrases(language.counted)),
        weak_hours=frozenset(_phrases(language.weak_hours)),
        spans=frozenset(_phrases(language.spans)),
        weekday_number_is_date=language.weekday_number_is_date,
    )
