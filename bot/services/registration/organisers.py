"""Organisers named in the configuration."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from bot.domain.events import Event
from bot.domain.ids import PersonId
from bot.domain.people import Actor, Role
from bot.domain.typed_words import LIMITS, clean
from bot.views.words import language_for
from storage import organisers, people
from storage.unit_of_work import UnitOfWork

EVERY_EVENT = "*"


class OrganiserEntry(Protocol):
    """One entry of the configuration: who, in which role, of which event (its slug, or ``*``)."""

    @property
    def telegram_id(self) -> int:
        """The organiser's Telegram user id."""

    @property
    def role(self) -> str:
        """owner, desk or herald."""

    @property
    def event(self) -> str:
        """The event's slug, or ``*`` for all."""


async def apply_organisers(uow: UnitOfWork, entries: Iterable[OrganiserEntry]) -> tuple[str, ...]:
    """Make the configured roles hold, and those no longer configured end; slugs that name no event are returned.

    To be called at start and after an event was loaded. An entry for one event goes before one for all.
    """
    ids = await organisers.event_ids(uow.connection)
    wanted = sorted(entries, key=lambda entry: entry.event != EVERY_EVENT)
    unknown = [entry.event for entry in wanted if entry.event != EVERY_EVENT and entry.event not in ids]
    await organisers.set_configured(
        uow.connection,
        [
            (event_id, entry.telegram_id, Role(entry.role))
            for entry in wanted
            for slug, event_id in ids.items()
            if entry.event in {EVERY_EVENT, slug}
        ],
        now=uow.now,
    )
    return tuple(dict.fromkeys(unknown))


async def enrol_organiser(
    uow: UnitOfWork, actor: Actor, event: Event, *, name: str, username: str | None, language_code: str | None
) -> PersonId:
    """The person row of an organiser who writes for the first time, so that they can work without taking part.

    Their role was given to them by whoever runs the bot; the consent to take part is asked when they register.
    """
    if actor.person is not None:
        return actor.person.id
    return await people.add_person(
        uow.connection,
        telegram_id=actor.telegram_id,
        name=clean(name)[: LIMITS["name"]] or str(actor.telegram_id),
        username=username,
        language=language_for(language_code),
        timezone=None,
        consent_version=None,
        consent_at=None,
        event_id=event.id,
        now=uow.now,
    )
