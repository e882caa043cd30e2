"""What registrations owe to phones, drawn when it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.domain.ids import AttendeeId, EventId
from bot.domain.people import AttendeeStatus, Person
from bot.domain.refusals import Refused
from bot.domain.registration import admission, standing
from bot.services.events import event as load_event
from bot.services.registration.telling import VIEW
from bot.views import approvals
from bot.views import registration as views
from bot.views.screens import Screen
from bot.views.words import Words
from storage import people
from storage.database import Connection

Facts = Mapping[str, Any]


async def _moved_up(connection: Connection, person: Person, facts: Facts, _now: datetime) -> Screen | None:
    attendee = await people.attendee(connection, AttendeeId(facts["attendee"]))
    if attendee.status is not AttendeeStatus.REGISTERED:
        return None
    event = await load_event(connection, EventId(facts["event"]))
    return views.moved_up(Words(person.language, person.zone(event.timezone)), event, attendee)


async def _approved(connection: Connection, person: Person, facts: Facts, _now: datetime) -> Screen | None:
    attendee = await people.attendee(connection, AttendeeId(facts["attendee"]))
    if attendee.status not in {AttendeeStatus.REGISTERED, AttendeeStatus.WAITING}:
        return None
    event = await load_event(connection, EventId(facts["event"]))
    waits = attendee.status is AttendeeStatus.WAITING
    line = await people.place_in_line(connection, attendee) if waits else None
    return views.approved(Words(person.language, person.zone(event.timezone)), event, attendee, line)


async def _refused(connection: Connection, person: Person, facts: Facts, _now: datetime) -> Screen | None:
    attendee = await people.attendee(connection, AttendeeId(facts["attendee"]))
    if attendee.status is not AttendeeStatus.REFUSED:
        return None
    event = await load_event(connection, EventId(facts["event"]))
    return views.turned_down(Words(person.language, person.zone(event.timezone)), event, facts.get("reason"))


async def _applications(connection: Connection, person: Person, facts: Facts, _now: datetime) -> Screen | None:
    event = await load_event(connection, EventId(facts["event"]))
    waiting = await people.number_with(connection, event.id, AttendeeStatus.APPLIED)
    applicant = None
    if waiting == 1:
        applicant = (await people.with_status(connection, event.id, AttendeeStatus.APPLIED)).people[0]
    return approvals.waiting_for_you(Words(person.language, person.zone(event.timezone)), event, waiting, applicant)


async def _open_now(connection: Connection, person: Person, facts: Facts, now: datetime) -> Screen | None:
    event = await load_event(connection, EventId(facts["event"]))
    theirs = await people.attendee_of(connection, person.id, event.id)
    if standing(theirs) or (theirs is not None and theirs.status is AttendeeStatus.REFUSED):
        return None
    refusal = None
    try:
        admission(event, now)
    except Refused as closed:
        refusal = closed
    return views.open_now(Words(person.language, person.zone(event.timezone)), event, refusal)


NOTICES = {
    "registration.moved_up": _moved_up,
    "registration.approved": _approved,
    "registration.refused": _refused,
    VIEW: _applications,
    "registration.open_now": _open_now,
}
