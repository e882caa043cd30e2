"""Lists for organisers to take away: attendees, meetings, answers, the audit record; as XLSX or CSV."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.apart import run_apart
from bot.domain.events import Event
from bot.domain.exports import LISTS, Format, Sheet, Value, What
from bot.domain.ids import EventId
from bot.domain.notices import Lane
from bot.domain.people import Person, Role
from bot.services.exports.writing import write_file
from bot.services.notices import Renderer, notify
from bot.views import exports as views
from bot.views.screens import Attachment, Screen
from bot.views.words import Words
from storage import audit, events, exports, organisers
from storage.audit import Act
from storage.database import Connection
from storage.unit_of_work import UnitOfWork

__all__ = ["LARGEST", "NOTICES", "collect", "make_file", "order"]

LARGEST = 50 * 1024 * 1024  # bytes, Bot API: what a bot may send
PATIENCE = 45.0  # seconds; shorter than the sender's lease of a notice

Rows = Callable[[Connection, Event], Awaitable[list[tuple[Value, ...]]]]
LIST_OF: dict[What, tuple[tuple[str, ...], Rows]] = {
    What.ATTENDEES: (exports.ATTENDEE_COLUMNS, exports.attendee_rows),
    What.MEETINGS: (exports.MEETING_COLUMNS, exports.meeting_rows),
    What.ANSWERS: (exports.ANSWER_COLUMNS, exports.answer_rows),
    What.AUDIT: (exports.AUDIT_COLUMNS, exports.audit_rows),
}


async def order(uow: UnitOfWork, event: Event, person: Person, what: What, format_: Format) -> None:
    """An organiser wants a file: it is made when it is sent, with what is true then. The order is recorded.

    The caller has checked the role.
    """
    notify(
        uow,
        person,
        "exports.file",
        {"event": event.id, "what": what.value, "format": format_.value},
        lane=Lane.REPLY,
        kind="export",
        event_id=event.id,
    )
    act = Act(
        at=uow.now,
        act="export",
        subject=f"event:{event.id}",
        role="organiser",
        event_id=event.id,
        person_id=person.id,
        detail={"what": what.value, "format": format_.value},
    )
    await audit.record(uow.connection, act)


async def collect(connection: Connection, event: Event, what: What) -> list[Sheet]:
    """The lists, one or all."""
    wanted = LISTS if what is What.ALL else (what,)
    return [Sheet(one.value, LIST_OF[one][0], await LIST_OF[one][1](connection, event)) for one in wanted]


async def make_file(event: Event, sheets: list[Sheet], what: What, format_: Format, now: datetime) -> tuple[str, bytes]:
    """The file's name and bytes, made in a process of its own."""
    local = now.astimezone(event.zone)
    stamp = (local.year, local.month, local.day, local.hour, local.minute)
    ending, data = await run_apart(write_file, sheets, format_, event.timezone, stamp, patience=PATIENCE)
    return f"{event.slug}-{what.value}-{local:%Y%m%d-%H%M}.{ending}", data


async def _file(connection: Connection, person: Person, facts: Mapping[str, Any], now: datetime) -> Screen | None:
    event = await events.event(connection, EventId(int(facts["event"])))
    words = Words(person.language, person.zone(event.timezone))
    if person.telegram_id is None or await organisers.role_in(connection, person.telegram_id, event.id) not in {
        Role.OWNER,
        Role.DESK,
    }:
        return None  # no longer an organiser
    what, format_ = What(facts["what"]), Format(facts["format"])
    sheets = await collect(connection, event, what)
    name, data = await make_file(event, sheets, what, format_, now)
    if len(data) > LARGEST:
        return views.too_large(words, event)
    screen = views.file_of(words, event, {sheet.name: len(sheet.rows) for sheet in sheets})
    return replace(screen, attachment=Attachment("document", name, data=data))


NOTICES: dict[str, Renderer] = {"exports.file": _file}
