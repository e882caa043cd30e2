"""The file of an import: ordered, read by a process of its own, and what it would do."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.apart import run_apart
from bot.domain.events import Event
from bot.domain.exports import harmless
from bot.domain.ids import EventId, FileId, PersonId
from bot.domain.imports import COLUMNS, Fault, Newcomer
from bot.domain.notices import Lane
from bot.domain.people import AttendeeType, Person
from bot.domain.typed_words import clean
from bot.services.imports.reading import understand
from bot.services.notices import notify
from storage import files, people
from storage.database import Connection
from storage.files import File
from storage.imports import known_people
from storage.unit_of_work import UnitOfWork

PURPOSE = "import"
PATIENCE = 60.0  # seconds


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do: who is new, who is there already, which rows are in error."""

    people: tuple[Newcomer, ...]
    known: tuple[Newcomer, ...]
    faults: tuple[Fault, ...]
    unknown: tuple[str, ...]
    error: str | None = None
    facts: Mapping[str, Any] | None = None


async def order(
    uow: UnitOfWork, event: Event, person: Person, *, telegram_file_id: str, name: str, size: int | None
) -> FileId:
    """An organiser sent a sheet: it is fetched and read, and they are shown what it would do. Role checked before."""
    return await files.want(
        uow.connection,
        person_id=person.id,
        event_id=event.id,
        purpose=PURPOSE,
        telegram_file_id=telegram_file_id,
        name=clean(name) or "sheet",
        size=size,
        now=uow.now,
    )


async def read_apart(event: Event, name: str, data: bytes) -> dict[str, Any]:
    """What the file says, as :func:`bot.services.imports.reading.understand` tells; never raises for what is in it."""
    topics = [(label, int(topic.id)) for topic in event.topics for label in (topic.key, *topic.labels.values())]
    days = [day.isoformat() for day in event.days]
    try:
        return await run_apart(understand, name, data, topics, days, patience=PATIENCE)
    except Exception:  # noqa: BLE001 - the process was ended: by its limits, or by what the file did to it
        return {"error": "too_much", "limit": 0}


async def fetched(uow: UnitOfWork, event: Event, file: File, understood: Mapping[str, Any]) -> None:
    """The file is read: keep what it says, and show the organiser what it would do."""
    data = json.dumps(understood, ensure_ascii=False).encode()
    if await files.settle(uow.connection, file.id, was=files.WANTED, state=files.FETCHED, now=uow.now, data=data):
        await _show(uow, event.id, file, "imports.preview")


async def give_up(uow: UnitOfWork, file: File, reason: str) -> None:
    """Telegram did not give the file: say so."""
    if await files.settle(
        uow.connection, file.id, was=files.WANTED, state=files.FAILED, now=uow.now, reason=reason[:200]
    ):
        await _show(uow, file.event_id, file, "imports.not_fetched")


async def preview_of(connection: Connection, file_id: FileId) -> Preview | None:
    """What the file would do now; None once it is used or gone."""
    file = await files.load(connection, file_id)
    data = await files.content(connection, file_id)
    if file is None or file.state != files.FETCHED or data is None:
        return None
    return await preview_from(connection, file.event_id, json.loads(data))


async def preview_from(connection: Connection, event_id: EventId, kept: Mapping[str, Any]) -> Preview:
    """What the people of a file (as :func:`read_apart` gives them) would mean for the event as it stands."""
    if "error" in kept:
        return Preview((), (), (), (), kept["error"], kept)
    everybody = [_newcomer(one) for one in kept["people"]]
    mails, named = await known_people(connection, event_id)
    known = [one for one in everybody if (one.email or "").casefold() in mails or one.same_as in named]
    already = {one.row for one in known}
    return Preview(
        tuple(one for one in everybody if one.row not in already),
        tuple(known),
        tuple(Fault(**fault) for fault in kept["faults"]),
        tuple(kept["unknown"]),
    )


def faults_file(faults: tuple[Fault, ...]) -> str:
    """Every row in error with its reason, as CSV."""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\r\n")
    writer.writerow(["row", "column", "reason", "value"])
    for fault in faults:
        writer.writerow([fault.row, fault.column, fault.code, harmless(fault.value)])
    return held.getvalue()


def template() -> str:
    """A sheet to fill in, with one invented person, as CSV."""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\r\n")
    writer.writerow([column.value for column in COLUMNS])
    example = {
        "name": "Ona Pavyzdienė",
        "organisation": "Invented Foods",
        "type": "business",
        "country": "Lithuania",
        "mode": "onsite",
        "languages": "Lithuanian, English",
        "interpreter": "no",
        "offers": "food export",
        "needs": "packaging; a partner in Poland",
        "about": "We invent foods.",
        "email": "ona@example.org",
        "phone": "+37060000000",
    }
    writer.writerow([example[column.value] for column in COLUMNS])
    return held.getvalue()


def _newcomer(kept: Mapping[str, Any]) -> Newcomer:
    values = dict(kept)
    values["type"] = AttendeeType(values["type"])
    for name in ("languages", "offers", "needs"):
        values[name] = tuple(values[name])
    return Newcomer(**values)


async def _show(uow: UnitOfWork, event_id: EventId, file: File, view: str) -> None:
    person = await people.person(uow.connection, PersonId(file.person_id))
    notify(
        uow,
        person,
        view,
        {"file": file.id, "event": event_id},
        lane=Lane.REPLY,
        kind="import",
        event_id=event_id,
        subject=f"import:{file.id}",
        once_key=f"{view}:{file.id}",
    )
