"""Several things chosen on one screen: days, languages, topics. The profile shows the same rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from babel.dates import format_date

from bot.domain.events import Event
from bot.domain.people import Mode, Side
from bot.domain.registration import Chosen, key_of
from bot.domain.typed_words import LIMITS, OWN_WORDS, isolated
from bot.views.language_names import language_name
from bot.views.people import shorten
from bot.views.screens import Button, Rows
from bot.views.words import Html, Words, escape

NARROW = 34  # characters on one of two buttons of a row
Make = Callable[[str, str], Button]
"""From a label and a value to a button."""


def pairs(buttons: Sequence[Button]) -> Rows:
    """Two buttons a row."""
    return tuple(tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2))


def ticked(label: str, on: bool) -> str:
    """The label with a tick in front of it, if it is on."""
    return f"✅ {label}" if on else label


def day_rows(w: Words, event: Event, modes: Mapping[date, Mode], mode: Make, *, hall: bool = True) -> Rows:
    """A row a day with what holds ticked; `mode` makes a button from a label and ``<day's index>=<mode>``.

    Without `hall` only online can be chosen, and a day away.
    """
    rows: list[tuple[Button, ...]] = []
    for index, day in enumerate(event.days):
        if len(event.days) == 1:
            labels = {
                Mode.ONSITE: w.plain("In the hall"),
                Mode.ONLINE: w.plain("Online"),
                Mode.ABSENT: w.plain("Not coming"),
            }
        else:  # three on a row: short, or a phone cuts them off
            short = format_date(day, "EEE", locale="en_GB" if w.language == "en" else w.language).capitalize()
            labels = {
                Mode.ONSITE: w.plain("{day}: hall", day=short),
                Mode.ONLINE: w.plain("{day}: online", day=short),
                Mode.ABSENT: w.plain("{day}: away", day=short),
            }
        rows.append(
            tuple(
                mode(ticked(label, modes.get(day) is one), f"{index}={one}")
                for one, label in labels.items()
                if hall or one is not Mode.ONSITE
            )
        )
    return tuple(rows)


def days_lines(w: Words, event: Event) -> Html:
    """The days of the event, a line each, as the rows of :func:`day_rows` follow each other."""
    return Html("\n".join(escape(w.day(day)) for day in event.days))


def language_rows(
    w: Words, offered: Sequence[str], chosen: Sequence[str], interpreter: bool, language: Make, helped: Make
) -> Rows:
    """Languages with a tick at those spoken, and whether an interpreter is wished for.

    `language` makes a button from a label and ``<code>+`` or ``<code>-`` (what the tap makes of it, so that a double
    tap is one); `helped` from a label and ``+`` or ``-``.
    """
    buttons = [
        language(ticked(_capital(language_name(w, code)), code in chosen), f"{code}{'-' if code in chosen else '+'}")
        for code in offered
    ]
    triples = tuple(tuple(buttons[start : start + 3]) for start in range(0, len(buttons), 3))
    wish = helped(ticked(w.plain("I need an interpreter"), interpreter), "-" if interpreter else "+")
    return (*triples, (wish,))


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def languages_question(w: Words) -> Html:
    """What is asked about languages."""
    return w.say("<b>Which languages do you speak?</b>\nTap them, or type others.")


def chosen_rows(w: Words, event: Event, chosen: Chosen, topic: Make, words: Make) -> Rows:
    """Topics with a tick at those chosen, then own words with a cross.

    `topic` makes a button from a label and ``<id>+`` or ``<id>-`` (what the tap makes of it, so that a double tap is
    one); `words` from a label and the key of the words.
    """
    topics = [
        topic(
            shorten(ticked(one.label(w.language), one.id in chosen), NARROW),
            f"{one.id}{'-' if one.id in chosen else '+'}",
        )
        for one in event.topics
    ]
    own = [words(shorten(f"✅ {isolated(one)} ✕"), key_of(one)) for one in chosen if isinstance(one, str)]
    return (*pairs(topics), *((button,) for button in own))


def topics_question(w: Words, side: Side) -> Html:
    """What is asked about offers, or needs."""
    limits = {"length": LIMITS["words"], "most": OWN_WORDS}
    if side is Side.OFFER:
        return w.say(
            "<b>What do you offer?</b>\nTap topics, or type your own words (up to {most}, {length} characters each).",
            **limits,
        )
    return w.say(
        "<b>What do you need?</b>\nTap topics, or type your own words (up to {most}, {length} characters each).",
        **limits,
    )
