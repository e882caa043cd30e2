"""A participant whom the desk registers because they have no Telegram: the answers so far, step by step."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from bot.domain.contacts import read_email
from bot.domain.events import Event
from bot.domain.people import AttendeeType, Mode
from bot.domain.refusals import Refused
from bot.domain.typed_words import read_field

MOST_LANGUAGES = 6


class Question(StrEnum):
    """The questions in their order."""

    NAME = "name"
    ORGANISATION = "organisation"
    TYPE = "type"
    COUNTRY = "country"
    MODES = "modes"
    EMAIL = "email"
    LANGUAGES = "languages"
    SUMMARY = "summary"


QUESTIONS = tuple(Question)
OPTIONAL = frozenset({Question.EMAIL, Question.LANGUAGES})


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What was answered so far; everything in it is JSON."""

    event: int
    question: Question = Question.NAME
    name: str | None = None
    organisation: str | None = None
    type: str | None = None
    country: str | None = None
    guesses: tuple[str, ...] = ()
    modes: str | None = None  # onsite, online, or the index of the one day in the hall
    email: str | None = None
    languages: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As it is kept with the conversation."""
        return {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(self).items() if v not in (None, ())}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Newcomer:
        """The form that ``to_json`` wrote."""
        values = dict(kept)
        values["question"] = Question(values.get("question", Question.NAME))
        for name in ("guesses", "languages"):
            values[name] = tuple(values.get(name, ()))
        return cls(**values)

    @property
    def complete(self) -> bool:
        """Whether everything that must be there is there."""
        return all((self.name, self.organisation, self.type, self.country, self.modes))


def mode_choices(event: Event) -> tuple[str, ...]:
    """How one can take part, as few taps as possible: all days in the hall, all online, one day in the hall."""
    days = tuple(str(index) for index in range(len(event.days))) if len(event.days) > 1 else ()
    return ("onsite", "online", *days)


def modes_of(form: Newcomer, event: Event) -> dict[date, Mode]:
    """The choice, day by day."""
    if form.modes in {"onsite", "online"}:
        return dict.fromkeys(event.days, Mode(form.modes))
    chosen = int(form.modes or 0)
    return {day: Mode.ONSITE if index == chosen else Mode.ABSENT for index, day in enumerate(event.days)}


def answered(form: Newcomer, question: Question, **answers: Any) -> Newcomer:
    """Keep the answer and go on; an answer to another question than the open one (an old button) changes nothing."""
    if form.question is not question:
        return form
    following = QUESTIONS[min(QUESTIONS.index(question) + 1, len(QUESTIONS) - 1)]
    return replace(form, **answers, question=following, guesses=())


def back(form: Newcomer) -> Newcomer:
    """The question before."""
    if form.guesses:
        return replace(form, guesses=())
    return replace(form, question=QUESTIONS[max(QUESTIONS.index(form.question) - 1, 0)])


def skip(form: Newcomer) -> Newcomer:
    """Leave an optional question open."""
    return answered(form, form.question) if form.question in OPTIONAL else form


def typed(form: Newcomer, text: str | None) -> Newcomer:
    """Words for the open question: name, organisation, e-mail.

    Raises Refused: ``not_text``, ``empty_text``, ``too_long``, ``no_email``; ``tap_please`` where only taps count.
    """
    match form.question:
        case Question.NAME:
            return answered(form, Question.NAME, name=read_field("name", text))
        case Question.ORGANISATION:
            return answered(form, Question.ORGANISATION, organisation=read_field("organisation", text))
        case Question.EMAIL:
            return answered(form, Question.EMAIL, email=read_email(text))
    raise Refused("tap_please", step=form.question.value)


def chose_type(form: Newcomer, value: str) -> Newcomer:
    """What they come as; ValueError for what is no type."""
    return answered(form, Question.TYPE, type=AttendeeType(value).value)


def chose_modes(form: Newcomer, event: Event, value: str) -> Newcomer:
    """How they take part; ValueError for what is no choice of this event."""
    if value not in mode_choices(event):
        raise ValueError(value)
    return answered(form, Question.MODES, modes=value)


def toggled_language(form: Newcomer, code: str) -> Newcomer:
    """A language in, or out again; ValueError for what is no code."""
    if not re.fullmatch(r"[a-z]{2,3}", code):
        raise ValueError(code)
    if form.question is not Question.LANGUAGES:
        return form
    if code in form.languages:
        return replace(form, languages=tuple(one for one in form.languages if one != code))
    if len(form.languages) >= MOST_LANGUAGES:
        return form
    return replace(form, languages=(*form.languages, code))
