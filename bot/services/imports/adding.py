"""Adding the people of a sheet: all of them in one transaction, and a second tap adds nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.events import Event
from bot.domain.ids import FileId, TopicId
from bot.domain.imports import Newcomer
from bot.domain.people import AttendeeStatus, Interest, Person, Side
from bot.domain.refusals import Refused
from bot.services.imports.files import PURPOSE, preview_of
from bot.views.words import LANGUAGES
from storage import audit, files, people
from storage.audit import Act
from storage.people.writing import searchable
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Added:
    """How many are new, and how many were there already."""

    added: int
    known: int


async def add_people(uow: UnitOfWork, event: Event, file_id: FileId, *, by: Person) -> Added:
    """Register everybody of the file who is not registered. They have no Telegram: the desk acts for them.

    The organiser says that they have agreed to the privacy notice; that is recorded with the act. The role was checked
    before. Refused: import_over (used, cancelled, or gone), elsewhere_file (of another event).
    """
    file = await files.load(uow.connection, file_id)
    if file is None or file.purpose != PURPOSE or file.event_id != event.id:
        raise Refused("import_over")
    preview = await preview_of(uow.connection, file_id)
    if preview is None or preview.error or not preview.people:
        raise Refused("import_over")
    if not await files.settle(uow.connection, file_id, was=files.FETCHED, state=files.USED, now=uow.now):
        raise Refused("import_over")
    return Added(await insert(uow, event, preview.people, name=file.name, by=by), len(preview.known))


async def insert(uow: UnitOfWork, event: Event, newcomers: Sequence[Newcomer], *, name: str, by: Person | None) -> int:
    """Register them all, and record it (`by` None: at the command line). Returns how many."""
    made = await people.insert_attendees(uow.connection, [_rows(event, one, uow) for one in newcomers])
    act = Act(
        at=uow.now,
        act="import",
        subject=f"event:{event.id}",
        role="organiser",
        event_id=event.id,
        person_id=None if by is None else by.id,
        detail={"file": name, "added": len(made), "consent": event.consent_version},
    )
    await audit.record(uow.connection, act)
    return len(made)


async def cancel(uow: UnitOfWork, event: Event, file_id: FileId) -> None:
    """Nothing is added; what was read of the file goes."""
    file = await files.load(uow.connection, file_id)
    if file is not None and file.event_id == event.id:
        await files.settle(uow.connection, file_id, was=files.FETCHED, state=files.USED, now=uow.now)


def _rows(event: Event, one: Newcomer, uow: UnitOfWork) -> tuple[dict[str, Any], dict[str, Any], list[Interest]]:
    topics = [
        Interest(side, None, said) if isinstance(said, str) else Interest(side, TopicId(said))
        for side, words in ((Side.OFFER, one.offers), (Side.NEED, one.needs))
        for said in words
    ]
    person = {
        "telegram_id": None,
        "name": one.name,
        "username": None,
        "language": next((code for code in one.languages if code in LANGUAGES), "en"),
        "timezone": None,
        "reachable": False,
        "consent_version": event.consent_version,
        "consent_at": uow.now,
        "current_event_id": event.id,
        "created_at": uow.now,
    }
    attendee = {
        "event_id": event.id,
        "name": one.name,
        "organisation": one.organisation,
        "type": one.type.value,
        "country": one.country,
        "status": AttendeeStatus.REGISTERED.value,
        "hidden": False,
        "about": one.about,
        "modes": one.modes,
        "languages": list(one.languages),
        "interpreter": one.interpreter,
        "email": one.email,
        "phone": one.phone,
        "folded": searchable(one.name, one.organisation, one.about, topics),
        "registered_at": uow.now,
        "changed_at": uow.now,
    }
    return person, attendee, topics
