"""Registering, question by question: pure steps over a form that lives with the conversation until *Register*.

Nothing of it is an attendee yet, and before the consent the form holds nothing but the event.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal
from zlib import crc32

from bot.domain.events import Event
from bot.domain.ids import TopicId
from bot.domain.people import AttendeeType, Interest, Mode, Side
from bot.domain.refusals import Refused
from bot.domain.typed_words import LIMITS, OWN_WORDS, clean, fold, read_field


class Step(StrEnum):
    """The questions, in their order: nine answers at most."""

    CONSENT = "consent"
    NAME = "name"
    ORGANISATION = "organisation"
    TYPE = "type"
    COUNTRY = "country"
    MODES = "modes"
    OFFERS = "offers"
    NEEDS = "needs"
    SUMMARY = "summary"


STEPS = tuple(Step)
SIDES = {Step.OFFERS: Side.OFFER, Step.NEEDS: Side.NEED}
Chosen = tuple[int | str, ...]  # topic ids, and own words


class Admission(StrEnum):
    """How somebody gets in now."""

    OPEN = "open"
    WAITING = "waiting"  # late, and the organiser chose a waiting list
    ONLINE = "online"  # late, and the organiser lets late comers in online only


def admission(event: Event, now: datetime) -> Admission:
    """Whether one can register now, and how.

    Raises Refused: ``registration_not_open`` and ``registration_closed`` (facts: event, at), ``event_over`` (event).
    """
    if event.day_of(now) > event.days[-1]:
        raise Refused("event_over", event=event)
    if event.registration_opens_at is not None and now < event.registration_opens_at:
        raise Refused("registration_not_open", event=event, at=event.registration_opens_at)
    if event.registration_closes_at is None or now < event.registration_closes_at:
        return Admission.OPEN
    late = {"waiting_list": Admission.WAITING, "online_only": Admission.ONLINE}.get(event.rules.late_registration)
    if late is None:
        raise Refused("registration_closed", event=event, at=event.registration_closes_at)
    return late


@dataclass(frozen=True, slots=True)
class Form:
    """What was answered so far; everything in it is JSON."""

    event: str  # its slug
    step: Step = Step.CONSENT
    editing: bool = False  # one answer is being changed from the summary
    consent: str | None = None  # the notice's version
    consent_at: str | None = None
    name: str | None = None
    organisation: str | None = None
    type: AttendeeType | None = None
    country: str | None = None
    guesses: tuple[str, ...] = ()  # countries that may have been meant
    day: int = 0  # the day of the event that is being asked about
    modes: dict[str, str] = field(default_factory=dict)
    offers: Chosen = ()
    needs: Chosen = ()
    about: str | None = None
    carried: bool = False  # the answers come from an earlier event of the series

    def to_json(self) -> dict[str, Any]:
        """As it is kept with the conversation."""
        return {
            k: list(v) if isinstance(v, tuple) else v for k, v in asdict(self).items() if v not in (None, (), {}, 0)
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Form:
        """The form that ``to_json`` wrote."""
        values = dict(kept)
        values["step"] = Step(values["step"])
        values["type"] = AttendeeType(values["type"]) if values.get("type") else None
        for name in ("guesses", "offers", "needs"):
            values[name] = tuple(values.get(name, ()))
        return cls(**values)

    def chosen(self, side: Side) -> Chosen:
        """Topics and own words of one side."""
        return self.offers if side is Side.OFFER else self.needs

    def interests(self, event: Event) -> tuple[Interest, ...]:
        """Offers, then needs; topics that the event no longer has are left out."""
        known = {topic.id for topic in event.topics}
        return tuple(
            Interest(side, None, one) if isinstance(one, str) else Interest(side, TopicId(one))
            for side in Side
            for one in self.chosen(side)
            if isinstance(one, str) or one in known
        )

    def day_modes(self, event: Event) -> dict[date, Mode]:
        """How they take part, for every day of the event."""
        return {day: Mode(self.modes.get(day.isoformat(), Mode.ABSENT)) for day in event.days}


def agree(form: Form, event: Event, telegram_name: str, now: datetime) -> Form:
    """The consent is given: its version and moment, and the name that Telegram already told."""
    name = clean(telegram_name)[: LIMITS["name"]].strip() or None
    return replace(
        form, step=Step.NAME, consent=event.consent_version, consent_at=now.isoformat(), name=form.name or name
    )


def use_stored(event: Event, stored: Form, now: datetime) -> Form:
    """The consent is given and the profile of an earlier event of the series carries over; the days are asked."""
    return replace(
        stored,
        event=event.slug,
        step=Step.MODES,
        consent=event.consent_version,
        consent_at=now.isoformat(),
        modes={},
        carried=True,
    )


def forward(form: Form, **answers: Any) -> Form:
    """Keep the answers and go to the next question: back to the summary if only one answer was being changed."""
    following = STEPS[min(STEPS.index(form.step) + 1, len(STEPS) - 1)]
    step = Step.SUMMARY if form.editing or (form.carried and form.step is Step.MODES) else following
    return replace(form, **answers, step=step, editing=False, guesses=(), day=0)


def back(form: Form) -> Form:
    """The question before, or the summary if one answer was being changed. Back at the consent, nothing is kept."""
    if form.guesses:
        return replace(form, guesses=())
    if form.step is Step.MODES and form.day > 0:
        return replace(form, day=form.day - 1)
    if form.editing:
        return replace(form, step=Step.SUMMARY, editing=False)
    if form.step in {Step.CONSENT, Step.NAME}:
        return Form(form.event)
    return replace(form, step=STEPS[STEPS.index(form.step) - 1])


def edit(form: Form, step: Step) -> Form:
    """Change one answer from the summary."""
    if form.step is not Step.SUMMARY or step in {Step.CONSENT, Step.SUMMARY}:
        return form
    return replace(form, step=step, editing=True, day=0)


def typed_name(form: Form, text: str | None) -> Form:
    """A name of 1 to 100 characters; ``not_text``, ``empty_text``, ``too_long``."""
    return forward(form, name=read_field("name", text))


def typed_organisation(form: Form, text: str | None) -> Form:
    """An organisation of 1 to 120 characters; ``not_text``, ``empty_text``, ``too_long``."""
    return forward(form, organisation=read_field("organisation", text))


def set_mode(form: Form, event: Event, index: int, mode: Mode, admitted: Admission) -> Form:
    """How they take part on day `index` of the event; when the last day has its answer, on to the next question.

    Raises Refused: ``online_only`` for the hall when late, ``no_day`` when every day would be a day away.
    """
    if index != form.day or index >= len(event.days):
        return form  # a second tap on a day that has its answer
    if mode is Mode.ONSITE and admitted is Admission.ONLINE:
        raise Refused("online_only")
    modes = form.modes | {event.days[index].isoformat(): mode.value}
    if index + 1 < len(event.days):
        return replace(form, modes=modes, day=index + 1)
    if all(modes.get(day.isoformat(), Mode.ABSENT) == Mode.ABSENT for day in event.days):
        raise Refused("no_day")
    return forward(form, modes=modes)


def every_day(form: Form, event: Event, mode: Mode, admitted: Admission) -> Form:
    """The same mode on all days, with one tap."""
    if mode is Mode.ABSENT:
        raise Refused("no_day")
    if mode is Mode.ONSITE and admitted is Admission.ONLINE:
        raise Refused("online_only")
    return forward(form, modes={day.isoformat(): mode.value for day in event.days})


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


def complete(form: Form) -> bool:
    """Whether everything that must be there is there, with a day to be there on."""
    there = any(mode != Mode.ABSENT for mode in form.modes.values())
    return bool(form.consent and form.name and form.organisation and form.type and form.country and there)
