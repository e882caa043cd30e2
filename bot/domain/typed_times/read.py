"""Reading a typed text: fold it, find every way to read it, and say what they agree on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.typed_times.grammar import Grammar
from bot.domain.typed_times.languages import LANGUAGES
from bot.domain.typed_times.lexicon import lexicon
from bot.domain.typed_times.meaning import Meaning, Scene, meaning
from bot.domain.typed_times.months import month_named
from bot.domain.typed_times.reading import LONGEST, MOST_CHOICES, Kind, Reading
from bot.domain.typed_times.spelling import fold, tokens

_FALLBACK = "en"
_FAILURES = (Kind.GAP, Kind.PAST, Kind.OFF_EVENT)


def prepare(languages: Iterable[str] = tuple(LANGUAGES)) -> None:
    """Load what reading in these languages needs, so that the first person's text waits for nothing.

    Takes one to two seconds for ten languages: call it at start, off the event loop.
    Languages without a file of words are passed over.
    """
    for code in languages:
        if code in LANGUAGES:
            lexicon(code)
            month_named("april", code)


def read_moments(text: str, *, language: str, now: datetime, zone: ZoneInfo, days: Sequence[date] | None) -> Reading:
    """Read a text as a time, in the person's language (then in English) and the event's zone. Never raises.

    text: as typed, any length; past 64 characters (spaces around not counted) it is TOO_LONG unread.
    language: a code such as "lt" or "pt-br"; one without a file of words is read as English.
    now: aware; a moment before it is PAST.
    days: the event's days, the only ones that are answered; None for any day from now to a year ahead.
    """
    text = text.strip()
    if len(text) > LONGEST:
        return Reading(Kind.TOO_LONG, zone=zone)
    folded = fold(text)
    if len(folded) > 2 * LONGEST:
        return Reading(Kind.TOO_LONG, zone=zone)
    scene = Scene(now, zone, None if days is None else tuple(sorted(set(days))))
    own = language.lower().replace("_", "-").split("-")[0]
    cut = tokens(folded)
    understood = False
    for code in dict.fromkeys((own, _FALLBACK)):
        if code in LANGUAGES:
            ways = list(Grammar(cut, lexicon(code)).readings())
            reading = _agreed((meaning(facts, scene) for facts in ways), zone)
            # "Mar 10" is a Tuesday to a Spaniard, and no English March.
            if reading.kind is not Kind.NOT_A_TIME and (reading.moments or not understood):
                return reading
            understood = bool(ways)
    return Reading(Kind.NOT_A_TIME, zone=zone)


def _agreed(meanings: Iterable[Meaning], zone: ZoneInfo) -> Reading:
    """What all ways of reading come to: one moment or day if they agree, a question if they do not."""
    moments: dict[float, datetime] = {}
    days: dict[date, Meaning] = {}
    failures: set[Kind] = set()
    for each in meanings:
        moments.update((moment.timestamp(), moment) for moment in each.moments)
        days.update((day, each) for day in each.days)
        if each.failure is not None:
            failures.add(each.failure)
    # "Next Monday 9" is Monday at nine as well as Monday the 9th: another day's moments are no answer about this one.
    if len(days) == 1 and all(moment.date() in days for moment in moments.values()):
        ((day, of_day),) = days.items()
        return Reading(Kind.DAY, day=day, hours=of_day.hours, window=of_day.window, zone=zone)
    if len(moments) == 1 and not days:
        return Reading(Kind.MOMENT, tuple(moments.values()), zone=zone)
    if len(moments) > 1:
        return Reading(Kind.CHOICE, tuple(moments[at] for at in sorted(moments))[:MOST_CHOICES], zone=zone)
    if not days:
        for failure in _FAILURES:
            if failure in failures:
                return Reading(failure, zone=zone)
    return Reading(Kind.NOT_A_TIME, zone=zone)
