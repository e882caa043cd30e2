"""Many attendees at once: the crowd of a rehearsal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.domain.events import Event
from bot.domain.ids import AttendeeId
from bot.domain.people import AttendeeStatus, AttendeeType, Interest, Mode, Side
from bot.domain.registration import MOST_LANGUAGES
from bot.domain.typed_words import LIMITS, OWN_WORDS, fold
from bot.views.words import language_for
from storage import people
from storage.people.writing import modes_json, searchable
from storage.unit_of_work import UnitOfWork

CONSENT = "rehearsal"  # invented people agree to everything


class Newcomer(Protocol):
    """Somebody to be loaded; `modes` has one entry a day, offers and needs are topic keys, labels or own words."""

    @property
    def telegram_id(self) -> int:
        """Their Telegram user id."""

    @property
    def full_name(self) -> str:
        """Given name and surname."""

    @property
    def username(self) -> str | None:
        """Their Telegram name."""

    @property
    def language_code(self) -> str:
        """What their phone speaks."""

    @property
    def organisation(self) -> str:
        """Where they come from."""

    @property
    def attendee_type(self) -> str:
        """A value of AttendeeType."""

    @property
    def country(self) -> str:
        """ISO 3166 code."""

    @property
    def modes(self) -> Sequence[str]:
        """Values of Mode, one a day of the event; missing days are days away."""

    @property
    def offers(self) -> Sequence[str]:
        """What they bring."""

    @property
    def needs(self) -> Sequence[str]:
        """What they look for."""

    @property
    def about(self) -> str:
        """A line about themselves."""


async def load_attendees(uow: UnitOfWork, event: Event, personas: Sequence[Newcomer]) -> list[AttendeeId]:
    """Register everybody with a few statements, whatever the registration window says; ids in order.

    IntegrityError if one of them is known already.
    """
    named = {fold(name): topic.id for topic in event.topics for name in (topic.key, *topic.labels.values())}

    def interests(newcomer: Newcomer) -> tuple[Interest, ...]:
        found: list[Interest] = []
        for side, words in ((Side.OFFER, newcomer.offers), (Side.NEED, newcomer.needs)):
            own = 0
            for said in words:
                topic = named.get(fold(said))
                own += topic is None
                if topic is not None:
                    found.append(Interest(side, topic))
                elif own <= OWN_WORDS:
                    found.append(Interest(side, None, said[: LIMITS["words"]]))
        return tuple(dict.fromkeys(found))

    rows = []
    for newcomer in personas:
        topics = interests(newcomer)
        about = newcomer.about[: LIMITS["about"]] or None
        modes = {day: Mode(mode) for day, mode in zip(event.days, newcomer.modes, strict=False)}
        person = {
            "telegram_id": newcomer.telegram_id,
            "name": newcomer.full_name,
            "username": newcomer.username,
            "language": language_for(newcomer.language_code),
            "timezone": None,
            "reachable": True,
            "consent_version": CONSENT,
            "consent_at": uow.now,
            "current_event_id": event.id,
            "created_at": uow.now,
        }
        attendee = {
            "event_id": event.id,
            "name": newcomer.full_name,
            "organisation": newcomer.organisation,
            "type": AttendeeType(newcomer.attendee_type).value,
            "country": newcomer.country,
            "status": AttendeeStatus.REGISTERED.value,
            "hidden": False,
            "about": about,
            # Whoever loads people need not know what they speak.
            "languages": list(getattr(newcomer, "languages", ()))[:MOST_LANGUAGES],
            "modes": modes_json({day: modes.get(day, Mode.ABSENT) for day in event.days}),
            "folded": searchable(newcomer.full_name, newcomer.organisation, about, topics),
            "registered_at": uow.now,
            "changed_at": uow.now,
        }
        rows.append((person, attendee, topics))
    return [attendee_id for _, attendee_id in await people.insert_attendees(uow.connection, rows)]
