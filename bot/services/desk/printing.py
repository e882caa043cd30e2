"""Agendas and table codes on paper: asked for here, made when they are sent."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.events import Event
from bot.domain.ids import AttendeeId
from bot.domain.notices import Lane
from bot.domain.people import Person, Role
from bot.domain.refusals import Refused
from bot.domain.roles import check_desk
from bot.services.checkin import codes_for, new_code
from bot.services.notices import notify
from bot.views.desk.printed import Sheet
from storage import desk
from storage.audit import Act, record
from storage.unit_of_work import UnitOfWork

MOST_SHEETS = 500  # people in one file


async def print_agendas(
    uow: UnitOfWork, event: Event, role: Role | None, by: Person, who: AttendeeId, username: str
) -> None:
    """Send somebody's agenda as a file to print. `username` is the bot's.

    Refused: organisers_only, desk_only, not_at_this_event.
    """
    check_desk(role)
    if await desk.participant(uow.connection, who, event.id) is None:
        raise Refused("not_at_this_event", event=event.name)
    await _print(uow, event, by, [who], username, f"attendee:{who}")


async def print_all(uow: UnitOfWork, event: Event, role: Role | None, by: Person, username: str) -> None:
    """Send the agendas of all without Telegram as one file. Refused: organisers_only, desk_only, nobody_offline."""
    check_desk(role)
    ids = await desk.people_without_telegram(uow.connection, event.id, MOST_SHEETS + 1)
    if not ids:
        raise Refused("nobody_offline")
    await _print(uow, event, by, ids[:MOST_SHEETS], username, f"event:{event.id}")


async def _print(
    uow: UnitOfWork, event: Event, by: Person, ids: Sequence[AttendeeId], username: str, subject: str
) -> None:
    await codes_for(uow, ids)
    facts = {"event": event.id, "ids": list(ids), "bot": username}
    notify(uow, by, "desk.agendas", facts, lane=Lane.REPLY, kind="reply", event_id=event.id)
    detail = {"people": len(ids)}
    await record(uow.connection, Act(uow.now, "print_agenda", subject, "organiser", event.id, by.id, detail))


async def print_table_codes(uow: UnitOfWork, event: Event, role: Role | None, by: Person, username: str) -> None:
    """Send every table's code as one file to print; tables without one get one.

    Refused: organisers_only, desk_only, no_tables.
    """
    check_desk(role)
    tables = await desk.table_codes(uow.connection, event.id)
    if not tables:
        raise Refused("no_tables")
    fresh = [(place_id, new_code()) for place_id, _number, _zone, code in tables if code is None]
    await desk.give_table_codes(uow.connection, fresh)
    facts = {"event": event.id, "bot": username}
    notify(uow, by, "desk.table_codes", facts, lane=Lane.REPLY, kind="reply", event_id=event.id)
    await record(
        uow.connection,
        Act(uow.now, "print_codes", f"event:{event.id}", "organiser", event.id, by.id, {"tables": len(tables)}),
    )


async def sheet_of(uow: UnitOfWork, event: Event, role: Role | None, who: AttendeeId) -> Sheet:
    """Somebody's agenda, for the text. Refused: organisers_only, desk_only, not_at_this_event."""
    check_desk(role)
    one = await desk.participant(uow.connection, who, event.id)
    if one is None:
        raise Refused("not_at_this_event", event=event.name)
    theirs = await desk.sittings(uow.connection, [who])
    return Sheet(one.attendee, theirs[who], "")
