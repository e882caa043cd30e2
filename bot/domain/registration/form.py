"""The form: what was answered so far, kept with the conversation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import Any

from bot.domain.events import Event
from bot.domain.ids import TopicId
from bot.domain.people import AttendeeType, Interest, Mode, Side
from bot.domain.registration.step_names import Step

Chosen = tuple[int | str, ...]  # topic ids, and own words
MOST_LANGUAGES = 8  # spoken by one person, as far as the form goes
OF_THE_EVENT = "event"  # in place of a zone's name: the event's own


@dataclass(frozen=True, slots=True)
class Form:
    """What was answered so far; everything in it is JSON."""

    event: str  # its slug
    step: Step = Step.CONSENT
    editing: bool = False  # one answer is being changed from the summary
    consent: str | None = None  # the notice's version
    consent_at: str | None = None
    name: str | None = None
    unnamed: bool = False  # Telegram told no name that others could read: it is asked for
    organisation: str | None = None
    type: AttendeeType | None = None
    country: str | None = None
    guesses: tuple[str, ...] = ()  # countries, or time zones, that may have been meant
    modes: dict[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = ()  # spoken, ISO 639-1
    spoken: bool = False  # the languages were said by the person, not guessed from phone and country
    interpreter: bool = False
    offers: Chosen = ()
    needs: Chosen = ()
    about: str | None = None
    timezone: str | None = None  # a zone, or OF_THE_EVENT; none: as the days and the country suggest
    email: str | None = None  # the contact details only carry over
    phone: str | None = None
    carried: bool = False  # the answers come from an earlier event of the series

    def to_json(self) -> dict[str, Any]:
        """As it is kept with the conversation."""
        return {
            k: list(v) if isinstance(v, tuple) else v for k, v in asdict(self).items() if v not in (None, (), {}, 0)
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Form:
        """The form that ``to_json`` wrote; what another version wrote besides is left out."""
        known = {one.name for one in fields(cls)}
        values = {name: value for name, value in kept.items() if name in known}
        values["step"] = Step(values["step"])
        values["type"] = AttendeeType(values["type"]) if values.get("type") else None
        for name in ("guesses", "languages", "offers", "needs"):
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

    def days_said(self, event: Event) -> bool:
        """Whether every day of the event has its answer."""
        return all(day.isoformat() in self.modes for day in event.days)

    def zone(self, event: Event, of_country: str | None) -> str | None:
        """The time zone they read in; None is the event's own. `of_country`: their country's, if it has only one.

        Unless they chose one, who is in the hall on any day lives by the hall's clock, who is only online by their own.
        """
        if self.timezone is not None:
            return None if self.timezone in {OF_THE_EVENT, event.timezone} else self.timezone
        if Mode.ONSITE in self.day_modes(event).values() or of_country == event.timezone:
            return None
        return of_country
