"""Who hears of a repair: the organiser's message is drawn anew; the desk hears what was said, or what was done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.domain.events import Event
from bot.domain.ids import PersonId, ProposalId
from bot.domain.notices import Action, Lane
from bot.domain.people import Person
from bot.domain.proposals import Matter, Proposal, Stage
from bot.services.changes.telling import end_of
from bot.services.events import event as load_event
from bot.services.notices import Renderer, notify
from bot.services.repairs.asking import AUTOMATIC, standing
from bot.views import repairs as views
from bot.views.screens import Screen
from bot.views.words import Words
from storage import meetings, people
from storage import timetables as stored
from storage.database import Connection
from storage.unit_of_work import UnitOfWork


def subject_of(id_: ProposalId) -> str:
    """What a message is known by that shows how a repair stands."""
    return f"repair:{id_}"


async def tell_ready(uow: UnitOfWork, event: Event, found: Proposal, numbers: Mapping[str, Any]) -> None:
    """The preview: into the message of whoever asked; or to the desk, where somebody said it themselves.

    What somebody says who misses no meeting by it is nobody's work.
    """
    if found.chat_id is not None:
        await _draw(uow, found)
    elif any(numbers.get(name) for name in ("moved", "lost", "others", "cancelled")):
        await _tell_desk(uow, event, found)


async def tell_done(uow: UnitOfWork, event: Event, found: Proposal) -> None:
    """It is done: whoever asked reads it in their message, the others of the desk are told when nobody was asked."""
    if found.chat_id is not None:
        await _draw(uow, found)
    if found.options.get(AUTOMATIC):
        await _tell_desk(uow, event, found)


async def tell_failed(uow: UnitOfWork, found: Proposal) -> None:
    """It could not be worked out."""
    event = await load_event(uow.connection, found.event_id)
    if found.chat_id is not None:
        await _draw(uow, found)
    else:
        await _tell_desk(uow, event, found)


async def _draw(uow: UnitOfWork, found: Proposal) -> None:
    by = found.options.get("by") or found.made_by_id
    if by is None:
        return
    notify(
        uow,
        await people.person(uow.connection, PersonId(int(by))),
        "repairs.standing",
        {"repair": found.id},
        lane=Lane.REPLY,
        kind="progress",
        action=Action.EDIT,
        event_id=found.event_id,
        target_subject=subject_of(found.id),
        once_key=f"repair:{found.id}:{uow.now.timestamp()}:{found.status.value}",
    )


async def _tell_desk(uow: UnitOfWork, event: Event, found: Proposal) -> None:
    """Everybody at the desk but whoever has it before their eyes."""
    for person in await meetings.desk(uow.connection, event.id):
        if found.chat_id is None or person.telegram_id != found.chat_id:
            notify(
                uow,
                person,
                "repairs.desk",
                {"repair": found.id},
                lane=Lane.BELL,
                kind="change",
                event_id=event.id,
                subject=subject_of(found.id),
                useful_until=end_of(event),
                once_key=f"repair:{found.id}:{found.status.value}:desk:{person.id}",
            )


async def _screen(connection: Connection, to: Person, facts: Mapping[str, Any], now: datetime) -> Screen | None:
    found = await stored.proposal(connection, ProposalId(int(facts["repair"])))
    if found is None or found.kind is not Matter.REPAIR or found.status is Stage.DROPPED:
        return None
    event = await load_event(connection, found.event_id)
    words = Words(to.language, to.zone(event.timezone))
    return views.standing(words, await standing(connection, event, found, now))


NOTICES: dict[str, Renderer] = {"repairs.standing": _screen, "repairs.desk": _screen}
