"""Segments, languages and numbers of people in words."""

from __future__ import annotations

import html
import re

from babel import Locale, UnknownLocaleError

from bot.domain.announcements import Announcement
from bot.domain.people import Mode
from bot.domain.segments import Segment
from bot.views.people import type_name
from bot.views.screens import Screen
from bot.views.words import Html, Words, escape

TAG = re.compile(r"<[^>]+>")


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
    if segment.not_checked_in:
        words.append(w.plain("Not checked in"))
    if segment.interpreter:
        words.append(w.plain("Interpreter wished"))
    if segment.unread_of is not None:
        words.append(w.plain("Have not pressed “Read”"))
    return " + ".join(words)


def language_name(code: str) -> str:
    """A language's name for itself; the code where nobody knows it."""
    try:
        return str(Locale.parse(code).get_display_name()).capitalize()
    except (ValueError, UnknownLocaleError):
        return code


def excerpt(w: Words, found: Announcement, letters: int = 60) -> str:
    """The first words of an announcement, without formatting: to tell it from others."""
    screen = Screen.from_json(found.screen)
    plain = " ".join(html.unescape(TAG.sub("", screen.text)).split())
    if not plain and screen.attachment is not None:
        return screen.attachment.name or w.plain("Photo")
    return plain if len(plain) <= letters else plain[: letters - 1].rstrip() + "…"


def quoted(w: Words, found: Announcement) -> Html:
    """The first words, set apart from what is said about them."""
    return Html(f"<i>{escape(excerpt(w, found, 120))}</i>")
