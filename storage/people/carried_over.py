"""What carries over from one event of a series to the next, once the person agrees."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from bot.domain.events import Event
from bot.domain.ids import PersonId, TopicId
from bot.domain.people import Attendee, AttendeeStatus
from storage.database import Connection
from storage.people.reading import ATTENDEE_COLUMNS, read_attendees
from storage.tables import attendees, events, topics


@dataclass(frozen=True, slots=True)
class EarlierProfile:
    """The newest registration to another event of the series, and what its topics are called there."""

    event_name: str
    attendee: Attendee
    topics: dict[TopicId, tuple[str, dict[str, str]]]  # id -> key, labels by language


async def earlier_profile(connection: Connection, person_id: PersonId, event: Event) -> EarlierProfile | None:
    """The profile that could be used for `event` too; None outside a series or for a newcomer."""
    if event.series is None:
        return None
    query = (
        select(*ATTENDEE_COLUMNS)
        .join_from(attendees, events, attendees.c.event_id == events.c.id)
        .where(
            attendees.c.person_id == person_id,
            attendees.c.event_id != event.id,
            events.c.series == event.series,
            attendees.c.status != AttendeeStatus.FORGOTTEN.value,
        )
        .order_by(attendees.c.registered_at.desc(), attendees.c.id.desc())
        .limit(1)
    )
    found = await read_attendees(connection, query)
    if not found:
        return None
    name = (await connection.execute(select(events.c.name).where(events.c.id == found[0].event_id))).scalar_one()
    rows = await connection.execute(
        select(topics.c.id, topics.c.key, topics.c.labels).where(topics.c.event_id == found[0].event_id)
    )
    return EarlierProfile(name, found[0], {TopicId(i): (key, labels) for i, key, labels in rows})
