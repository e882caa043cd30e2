"""Meetings that the organisers make by the hundred, and what has to be known of people and pairs before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import insert, select, update

from bot.domain.ids import EventId, MeetingId
from bot.domain.meetings import Meeting, Status
from bot.domain.people import AttendeeStatus
from storage.database import Connection
from storage.matching.known import NOTHING_SAID
from storage.meetings.rows import to_row
from storage.tables import attendees, meetings

CHUNK = 400  # rows a statement


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """Somebody as a row of a sheet names them."""

    id: int
    name: str
    organisation: str
    email: str | None
    type: str


async def listed_people(connection: Connection, event_id: EventId) -> list[ListedPerson]:
    """Everybody of an event who takes part, by rising id; those who hide from others included."""
    query = (
        select(attendees.c.id, attendees.c.name, attendees.c.organisation, attendees.c.email, attendees.c.type)
        .where(attendees.c.event_id == event_id, attendees.c.status == AttendeeStatus.REGISTERED.value)
        .order_by(attendees.c.id)
    )
    return [ListedPerson(r.id, r.name, r.organisation, r.email, r.type) for r in await connection.execute(query)]


async def exported_people(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Attendee -> name and organisation."""
    found: dict[int, tuple[str, str]] = {}
    for start in range(0, len(ids), CHUNK):
        query = select(attendees.c.id, attendees.c.name, attendees.c.organisation)
        rows = await connection.execute(query.where(attendees.c.id.in_(list(ids[start : start + CHUNK]))))
        found |= {row.id: (row.name, row.organisation) for row in rows}
    return found


async def live_pairs(connection: Connection, event_id: EventId) -> dict[tuple[int, int], Status]:
    """Every two people (the lower id first) of an event with what there is between them; withdrawn and expired
    requests are nothing. What is agreed or was held counts before anything else.
    """
    query = (
        select(meetings.c.requester_id, meetings.c.guest_id, meetings.c.status)
        .where(meetings.c.event_id == event_id, meetings.c.status.not_in(NOTHING_SAID))
        .order_by(meetings.c.id)
    )
    found: dict[tuple[int, int], Status] = {}
    for one, two, status in await connection.execute(query):
        pair = (min(one, two), max(one, two))
        if found.get(pair) not in COUNTED:
            found[pair] = Status(status)
    return found


COUNTED = frozenset({Status.ACCEPTED, Status.SCHEDULED, Status.HELD})


async def add_meetings(
    connection: Connection, new: Sequence[Meeting], after: Mapping[int, int | MeetingId]
) -> list[Meeting]:
    """Write new meetings; returns them with their numbers, in their order.

    `after`: which of them (by place in `new`) begins only after which other: a place in `new`, too.
    """
    made: list[Meeting] = []
    for start in range(0, len(new), CHUNK):
        rows = [to_row(one) for one in new[start : start + CHUNK]]
        for row in rows:
            del row["id"]
        statement = insert(meetings).returning(meetings.c.id, sort_by_parameter_order=True)
        ids = (await connection.execute(statement, rows)).scalars().all()
        made += [replace(one, id=MeetingId(i)) for one, i in zip(new[start : start + CHUNK], ids, strict=True)]
    for later, earlier in after.items():
        number: Any = made[earlier].id
        await connection.execute(update(meetings).where(meetings.c.id == made[later].id).values(after_id=number))
        made[later] = replace(made[later], after_id=number)
    return made
