"""Check-in: codes of attendees and tables, who is here, and who sits at the table already."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.checkin import AtTable, Sitting, Spot, at_table
from bot.domain.desk import Participant
from bot.domain.events import Event, Place
from bot.domain.ids import AttendeeId, EventId, MeetingId, PlaceId
from bot.domain.notices import Lane
from bot.domain.people import Attendee, AttendeeStatus, Person, Role
from bot.domain.refusals import Refused
from bot.domain.roles import DESK_ROLES, check_desk
from bot.services.events import event as load_event
from bot.services.notices import Renderer, notify
from bot.views import checkin as views
from bot.views.screens import Screen
from bot.views.words import Words
from storage import desk, organisers, people
from storage.audit import Act, acts_on, record
from storage.database import Connection
from storage.unit_of_work import UnitOfWork

CODE_BYTES = 16  # 128 bits, 22 characters: nobody guesses one


def new_code() -> str:
    """A code of its own, that says nothing about anybody."""
    return secrets.token_urlsafe(CODE_BYTES)


async def codes_for(uow: UnitOfWork, ids: Iterable[AttendeeId]) -> dict[AttendeeId, str]:
    """Everybody's code; whoever has none gets one."""
    return await desk.give_codes(uow.connection, {one: new_code() for one in ids})


async def show_code(uow: UnitOfWork, event: Event, attendee: Attendee, person: Person, username: str) -> None:
    """Send somebody their code as a picture. `username` is the bot's. Refused: not_registered."""
    if attendee.status not in {AttendeeStatus.REGISTERED, AttendeeStatus.WAITING, AttendeeStatus.APPLIED}:
        raise Refused("not_registered")
    code = (await codes_for(uow, [attendee.id]))[attendee.id]
    facts = {"event": event.id, "attendee": attendee.id, "code": code, "bot": username}
    notify(uow, person, "checkin.code", facts, lane=Lane.REPLY, kind="reply", event_id=event.id)


@dataclass(frozen=True, slots=True)
class Scan:
    """What a scanned code of an attendee is. `role` is the scanner's, in the code's event; `own`: it is theirs."""

    event: Event
    attendee_id: AttendeeId
    role: Role | None
    own: bool


async def scan(uow: UnitOfWork, code: str, telegram_id: int, person: Person | None) -> Scan:
    """Whose code that is. Refused: code_unknown."""
    found = await desk.attendee_by_code(uow.connection, code)
    if found is None:
        raise Refused("code_unknown")
    attendee_id, event_id = found
    event = await load_event(uow.connection, event_id)
    one = await people.attendee(uow.connection, attendee_id)
    role = await organisers.role_in(uow.connection, telegram_id, event_id)
    return Scan(event, attendee_id, role, person is not None and one.person_id == person.id)


async def check_in(
    uow: UnitOfWork, event: Event, role: Role | None, by: Person, who: AttendeeId
) -> tuple[Participant, bool]:
    """They are here: the participant as they stand, and whether this was new.

    Nobody who is not registered is checked in: then nothing changes, and the participant's status says why. Refused:
    organisers_only, desk_only, not_at_this_event, desk_over.
    """
    one = await _participant(uow, event, role, who)
    if event.day_of(uow.now) > event.days[-1]:
        raise Refused("desk_over")
    if one.attendee.status is not AttendeeStatus.REGISTERED:
        return one, False
    new = await desk.check_in(uow.connection, who, uow.now)
    if new:
        await record(uow.connection, Act(uow.now, "check_in", f"attendee:{who}", "organiser", event.id, by.id))
        one = await _participant(uow, event, role, who)
    return one, new


async def undo(uow: UnitOfWork, event: Event, role: Role | None, by: Person, who: AttendeeId) -> Participant:
    """They are not here after all; a second time it changes nothing. Refused: as :func:`check_in`."""
    one = await _participant(uow, event, role, who)
    if event.day_of(uow.now) > event.days[-1]:
        raise Refused("desk_over")
    if await desk.undo_check_in(uow.connection, who):
        detail = {"was": one.attendee.checked_in_at.isoformat() if one.attendee.checked_in_at else None}
        await record(
            uow.connection, Act(uow.now, "undo_check_in", f"attendee:{who}", "organiser", event.id, by.id, detail)
        )
    return await _participant(uow, event, role, who)


async def _participant(uow: UnitOfWork, event: Event, role: Role | None, who: AttendeeId) -> Participant:
    check_desk(role)
    found = await desk.participant(uow.connection, who, event.id)
    if found is None:
        raise Refused("not_at_this_event", event=event.name)
    return found


# --- tables ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TableScan:
    """What a scanned table is, and to the attendee who scanned it (None: not registered there)."""

    event: Event
    place: Place
    attendee: Attendee | None
    found: AtTable | None
    role: Role | None


async def scan_table(uow: UnitOfWork, code: str, telegram_id: int, person: Person | None) -> TableScan:
    """Somebody scanned a table: where they are to be; the others hear that they are here. Refused: code_unknown."""
    known = await desk.place_by_code(uow.connection, code)
    if known is None:
        raise Refused("code_unknown")
    place_id, event_id = known
    event = await load_event(uow.connection, event_id)
    try:
        place = event.place(place_id)
    except KeyError:
        raise Refused("code_unknown") from None
    role = await organisers.role_in(uow.connection, telegram_id, event_id)
    attendee = await people.attendee_of(uow.connection, person.id, event_id) if person else None
    if attendee is None or attendee.status is not AttendeeStatus.REGISTERED:
        return TableScan(event, place, None, None, role)
    theirs = (await desk.sittings(uow.connection, [attendee.id]))[attendee.id]
    found = at_table(theirs, place_id, uow.now)
    if found.spot is Spot.RIGHT and found.sitting is not None:
        await _tell_arrival(uow, event, attendee, found.sitting)
    return TableScan(event, place, attendee, found, role)


async def _tell_arrival(uow: UnitOfWork, event: Event, attendee: Attendee, sitting: Sitting) -> None:
    """The others of the meeting hear it once; it is in the record once, too."""
    others = [other for other, _, _ in sitting.others]
    persons = await people.persons_of(uow.connection, others)
    for other, person in persons.items():
        notify(
            uow,
            person,
            "checkin.arrived",
            {"event": event.id, "attendee": attendee.id, "meeting": sitting.meeting_id, "to": other},
            lane=Lane.BELL,
            kind="bell",
            event_id=event.id,
            useful_until=sitting.ends_at,
            once_key=f"arrived:{sitting.meeting_id}:{sitting.version}:{attendee.id}:{other}",
        )
    subject = f"meeting:{sitting.meeting_id}"
    known = await acts_on(uow.connection, [subject], ["at_table"])
    if any(act.person_id == attendee.person_id for act in known):
        return
    await record(uow.connection, Act(uow.now, "at_table", subject, "self", event.id, attendee.person_id))


async def who_sits_at(
    uow: UnitOfWork, event: Event, place: Place
) -> tuple[list[str], tuple[datetime, list[str]] | None]:
    """Who is booked at a table now, and who is next, by name."""
    on_now: list[str] = []
    for starts_at, ends_at, names in await desk.booked_at(uow.connection, place.id, uow.now):
        if starts_at <= uow.now < ends_at:
            on_now = names
        else:
            return on_now, (starts_at, names)
    return on_now, None


# --- notices --------------------------------------------------------------------------------------------------------


async def _code(connection: Connection, person: Person, facts: Mapping[str, Any], _now: datetime) -> Screen | None:
    event = await load_event(connection, EventId(int(facts["event"])))
    attendee = await people.attendee(connection, AttendeeId(int(facts["attendee"])))
    if attendee.person_id != person.id or attendee.code != facts["code"]:
        return None
    words = Words(person.language, person.zone(event.timezone))
    return views.my_code(words, event, attendee, f"https://t.me/{facts['bot']}?start=c_{attendee.code}")


async def _arrived(connection: Connection, person: Person, facts: Mapping[str, Any], _now: datetime) -> Screen | None:
    event = await load_event(connection, EventId(int(facts["event"])))
    who, to = AttendeeId(int(facts["attendee"])), AttendeeId(int(facts["to"]))
    theirs = (await desk.sittings(connection, [to]))[to]
    sitting = next((s for s in theirs if s.meeting_id == MeetingId(int(facts["meeting"]))), None)
    if sitting is None or all(other != who for other, _, _ in sitting.others):
        return None
    place = None if sitting.place_id is None else event.place(PlaceId(sitting.place_id))
    attendee = await people.attendee(connection, who)
    return views.arrived(Words(person.language, person.zone(event.timezone)), event, attendee, place, sitting)


NOTICES: dict[str, Renderer] = {"checkin.code": _code, "checkin.arrived": _arrived}


def may_check_in(role: Role | None) -> bool:
    """Whether a role is the desk's."""
    return role in DESK_ROLES
