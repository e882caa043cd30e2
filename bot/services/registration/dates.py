"""Save-the-date: *tell me when it is*, and telling everybody once."""

from __future__ import annotations

from datetime import datetime

from bot.domain.events import Event
from bot.domain.ids import PersonId
from bot.domain.notices import Lane
from bot.domain.people import Actor
from bot.domain.quiet import quiet_ends
from bot.domain.typed_words import LIMITS, clean
from bot.services.events import event as load_event
from bot.services.notices import notify
from storage import people
from storage.database import Connection
from storage.unit_of_work import UnitOfWork

AT_ONCE = 200  # people told in one transaction


async def tell_me(
    uow: UnitOfWork, event: Event, actor: Actor, *, name: str, username: str | None, language: str
) -> PersonId:
    """The person is to hear when registration opens; asked twice it is once.

    Whoever is unknown agreed to the notice with this very tap: their account, name and language are stored.
    """
    person_id = actor.person.id if actor.person else None
    if person_id is None:
        person_id = await people.add_person(
            uow.connection,
            telegram_id=actor.telegram_id,
            name=clean(name)[: LIMITS["name"]] or str(actor.telegram_id),
            username=username,
            language=language,
            timezone=None,
            consent_version=event.consent_version,
            consent_at=uow.now,
            event_id=event.id,
            now=uow.now,
        )
    await people.ask_date(uow.connection, event.id, person_id, uow.now)
    return person_id


async def tell_me_not(uow: UnitOfWork, event: Event, actor: Actor) -> None:
    """The person is not to hear of it any more."""
    if actor.person is not None:
        await people.unask_date(uow.connection, event.id, actor.person.id)


def opening(event: Event, now: datetime) -> datetime | None:
    """From when those who asked are to be told: registration is open and the event not over; None: not yet known."""
    if event.rules.save_the_date or event.day_of(now) > event.days[-1]:
        return None
    return max(event.registration_opens_at, now) if event.registration_opens_at else now


async def tell_due(uow: UnitOfWork) -> int:
    """Tell the next of those who asked and whose event can be registered for now; how many."""
    told = 0
    for event_id in await people.events_asked_for(uow.connection):
        event = await load_event(uow.connection, event_id)
        opens = opening(event, uow.now)
        if opens is None or opens > uow.now:
            continue
        lucky = await people.to_be_told(uow.connection, event_id, AT_ONCE - told)
        for person in lucky:
            notify(
                uow,
                person,
                "registration.open_now",
                {"event": event_id},
                lane=Lane.ANNOUNCEMENT,
                kind="nudge",
                due_at=quiet_ends(event.rules, uow.now, person.zone(event.timezone)),  # nobody is woken by it
                event_id=event_id,
                once_key=f"open:{event_id}:{person.id}",
            )
        await people.mark_told(uow.connection, event_id, [person.id for person in lucky], uow.now)
        told += len(lucky)
        if told >= AT_ONCE:
            break
    return told


async def next_telling(connection: Connection, now: datetime) -> datetime | None:
    """When somebody is to be told next."""
    events = [await load_event(connection, event_id) for event_id in await people.events_asked_for(connection)]
    return min((at for event in events if (at := opening(event, now)) is not None), default=None)
