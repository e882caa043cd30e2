"""One answer each: what it must be, and what it makes of the form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal
from zlib import crc32

from bot.domain.events import Event
from bot.domain.ids import TopicId
from bot.domain.people import Mode, Side
from bot.domain.refusals import Refused
from bot.domain.registration.admitting import Admission
from bot.domain.registration.form import MOST_LANGUAGES, Chosen, Form
from bot.domain.registration.steps import forward
from bot.domain.typed_words import OWN_WORDS, clean, fold, read_field


def typed_name(form: Form, text: str | None) -> Form:
    """A name of 1 to 100 characters; ``not_text``, ``empty_text``, ``too_long``."""
    return forward(form, name=read_field("name", text))


def typed_organisation(form: Form, text: str | None) -> Form:
    """An organisation of 1 to 120 characters; ``not_text``, ``empty_text``, ``too_long``."""
    return forward(form, organisation=read_field("organisation", text))


def in_country(form: Form, country: str, languages: Sequence[str]) -> Form:
    """From that country; `languages` are the likely ones, until the person says theirs."""
    if form.spoken:
        return forward(form, country=country)
    return forward(form, country=country, languages=tuple(languages)[:MOST_LANGUAGES])


# --- days -----------------------------------------------------------------------------------------------------------


def set_mode(form: Form, event: Event, index: int, mode: Mode, admitted: Admission) -> Form:
    """How they take part on day `index` of the event. The tap that gives the last day its answer leads on.

    Raises Refused: ``online_only`` for the hall when late, ``no_day`` when every day would be a day away.
    """
    if not 0 <= index < len(event.days):
        return form
    if mode is Mode.ONSITE and admitted is Admission.ONLINE:
        raise Refused("online_only")
    changed = replace(form, modes=form.modes | {event.days[index].isoformat(): mode.value})
    if not changed.days_said(event):
        return changed
    if all(one is Mode.ABSENT for one in changed.day_modes(event).values()):
        raise Refused("no_day")
    # With all days answered before, they are looking over them: more than one may change, *Done* leads on.
    return changed if form.days_said(event) and len(event.days) > 1 else forward(changed)


def settle_days(form: Form, event: Event) -> Form:
    """The days stay as they are; ``incomplete`` while one has no answer, ``no_day`` when all are days away."""
    if not form.days_said(event):
        raise Refused("incomplete")
    if all(one is Mode.ABSENT for one in form.day_modes(event).values()):
        raise Refused("no_day")
    return forward(form)


def every_day(form: Form, event: Event, mode: Mode, admitted: Admission) -> Form:
    """The same mode on all days, with one tap."""
    if mode is Mode.ABSENT:
        raise Refused("no_day")
    if mode is Mode.ONSITE and admitted is Admission.ONLINE:
        raise Refused("online_only")
    return forward(form, modes={day.isoformat(): mode.value for day in event.days})


# --- languages ------------------------------------------------------------------------------------------------------


def choose_language(languages: Sequence[str], code: str, wanted: bool) -> tuple[str, ...]:
    """The language is spoken, or not; said twice it is the same. ``too_many_languages`` (fact: limit)."""
    rest = tuple(one for one in languages if one != code)
    if wanted and len(rest) >= MOST_LANGUAGES:
        raise Refused("too_many_languages", limit=MOST_LANGUAGES)
    return tuple(languages) if wanted and code in languages else (*rest, code) if wanted else rest


def speak(form: Form, languages: Sequence[str]) -> Form:
    """The form with these languages, said by the person; the question stays until *Done*."""
    return replace(form, languages=tuple(languages), spoken=True)


def wish_interpreter(form: Form, wished: bool) -> Form:
    """The form with an interpreter wished for, or not."""
    return replace(form, interpreter=wished)


# --- offers and needs -----------------------------------------------------------------------------------------------


def key_of(words: str) -> str:
    """A short name for own words on a button."""
    return f"{crc32(words.encode()):08x}"


def choose(chosen: Chosen, topic: TopicId, wanted: bool) -> Chosen:
    """The topic is in, or out; said twice it is the same."""
    rest = tuple(one for one in chosen if one != topic)
    return (*rest, topic) if wanted else rest


def drop_words(chosen: Chosen, key: str) -> Chosen:
    """Take own words off again."""
    return tuple(one for one in chosen if not isinstance(one, str) or key_of(one) != key)


def add_words(chosen: Chosen, event: Event, text: str | None) -> Chosen:
    """Own words typed, several between commas or on lines; a topic's name in any language means the topic.

    Raises Refused: ``not_text``, ``empty_text``, ``too_long`` (each at most 60), ``too_many_words`` (8, fact: limit).
    """
    named = {fold(label): topic.id for topic in event.topics for label in topic.labels.values()}
    parts = [part for part in re.split(r"[,;\n]", clean(text, lines=True)) if part.strip()] if text else [text]
    for part in parts or [""]:
        words = read_field("words", part)
        meant: int | str = named.get(fold(words), words)
        if all(meant != one and fold(words) != fold(str(one)) for one in chosen):
            chosen = (*chosen, meant)
    if sum(isinstance(one, str) for one in chosen) > OWN_WORDS:
        raise Refused("too_many_words", limit=OWN_WORDS)
    return chosen


def with_chosen(form: Form, side: Side, chosen: Chosen) -> Form:
    """The form with other offers or needs; the question stays until *Done*."""
    name: Literal["offers", "needs"] = "offers" if side is Side.OFFER else "needs"
    return replace(form, **{name: chosen})  # type: ignore[arg-type]
