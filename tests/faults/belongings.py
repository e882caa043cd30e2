"""What belongs to whom in the database: everything but what one person may change by themselves."""

from __future__ import annotations

from typing import Any

from sqlalchemy import not_, or_, select
from sqlalchemy.sql.elements import ColumnElement

from storage import tables as t
from storage.database import Connection
from tests.floor import Floor

OF_NOBODY = (t.events, t.sessions, t.blocks, t.slots, t.places, t.topics, t.organisers, t.role_links, t.announcements)
OF_A_PERSON = (t.save_the_dates, t.questions, t.reads)
OF_AN_ATTENDEE = (t.interests, t.joined_sessions, t.unavailable_slots, t.change_notices)
OF_A_MEETING = (t.seats, t.placings, t.meeting_members, t.meeting_outcomes, t.confirmations)


class Belongings:
    """Looks at what somebody has no right to change; knows them also when they had everything about them deleted."""

    def __init__(self, floor: Floor, telegram_id: int) -> None:
        self._floor = floor
        self._telegram_id = telegram_id
        self._persons: set[int] = set()

    async def of_others(self) -> dict[str, list[str]]:
        """Every row that is not theirs, as text, by table."""
        async with self._floor.app.database.reading() as connection:
            query = select(t.persons.c.id).where(t.persons.c.telegram_id == self._telegram_id)
            self._persons.update((await connection.execute(query)).scalars())
            return await _not_of(connection, sorted(self._persons))


async def _not_of(connection: Connection, persons: list[int]) -> dict[str, list[str]]:
    person = select(t.persons.c.id).where(t.persons.c.id.in_(persons))
    attendee = select(t.attendees.c.id).where(t.attendees.c.person_id.in_(person))
    members = select(t.meeting_members.c.meeting_id).where(t.meeting_members.c.attendee_id.in_(attendee))
    meetings = t.meetings.c
    side = or_(meetings.requester_id.in_(attendee), meetings.guest_id.in_(attendee), meetings.id.in_(members))
    theirs = select(meetings.id).where(side)
    conditions: list[tuple[Any, ColumnElement[bool] | None]] = [
        *((table, None) for table in OF_NOBODY),
        *((table, table.c.person_id.not_in(person)) for table in OF_A_PERSON),
        *((table, table.c.attendee_id.not_in(attendee)) for table in OF_AN_ATTENDEE),
        *((table, _no_meeting_of(table, theirs)) for table in OF_A_MEETING),
        (t.meetings, not_(side)),
        (t.attendees, t.attendees.c.person_id.not_in(person)),
        (t.persons, t.persons.c.id.not_in(person)),
        (
            t.reminders,  # bells alone: the clock sends the digests, whoever presses what meanwhile
            t.reminders.c.attendee_id.not_in(attendee)
            & _no_meeting_of(t.reminders, theirs)
            & (t.reminders.c.kind == "bell"),
        ),
        (t.gap_offers, t.gap_offers.c.meeting_id.not_in(theirs)),
    ]
    found: dict[str, list[str]] = {}
    for table, condition in conditions:
        query = select(table) if condition is None else select(table).where(condition)
        found[table.name] = sorted(str(row) for row in (await connection.execute(query)).all())
    return found


def _no_meeting_of(table: Any, theirs: Any) -> ColumnElement[bool]:
    column = table.c.meeting_id
    return or_(column.is_(None), column.not_in(theirs)) if column.nullable else column.not_in(theirs)


def changed(before: dict[str, list[str]], after: dict[str, list[str]]) -> dict[str, list[str]]:
    """The rows that are there no longer, or anew."""
    return {name: sorted(set(before[name]) ^ set(after[name])) for name in before if before[name] != after[name]}
