"""Segments, languages and numbers of people in words."""

from __future__ import annotations

from babel import Locale, UnknownLocaleError

from bot.domain.people import Mode
from bot.domain.segments import Segment
from bot.views.people import type_name
from bot.views.words import Words


def people(w: Words, n: int) -> str:
    """A number of people, for sentences and buttons."""
    return str(w.count("{n} person", "{n} people", n))


def segment_text(w: Words, segment: Segment) -> str:
    """A segment in words."""
    if segment.everybody:
        return w.plain("Everybody")
    words = []
    if segment.mode is Mode.ONSITE:
        words.append(w.plain("In the hall"))
    if segment.mode is Mode.ONLINE:
        words.append(w.plain("Online"))
    if segment.type is not None:
        words.append(type_name(w, segment.type))
    if segment.country is not None:
        words.append(w.country(segment.country))
    if segment.language is not None:
        words.append(language_name(segment.language))
    if segment.no_meetings:
        words.append(w.plain("No meetings yet"))
    if segment.unanswered:
        words.append(w.plain("Unanswered requests"))
    return " + ".join(words)


def language_name(code: str) -> str:
    """A language's name for itself; the code where nobody knows it."""
    try:
        return str(Locale.parse(code).get_display_name()).capitalize()
    except (ValueError, UnknownLocaleError):
        return code
