"""Writing persons and attendees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, insert, update

from bot.domain.ids import AttendeeId, EventId, PersonId
from bot.domain.people import AttendeeStatus, AttendeeType, Interest, Mode
from bot.domain.typed_words import fold
from storage.database import Connection, shelf
from storage.tables import attendees, interests, persons

CHUNK = 400  # rows a statement
TOUCHED = "attendees touched"  # on the shelf: written by this process, perhaps within the moment of their last change
MOST_TOUCHED = 20_000


def searchable(name: str, organisation: str, about: str | None, topics: Iterable[Interest]) -> str:
    """What a search looks in: the name first, so that it also gives the order of the list."""
    return fold(" ".join([name, organisation, about or "", *(i.words or "" for i in topics)]))


def modes_json(modes: Mapping[date, Mode]) -> dict[str, str]:
    """Modes as they are stored: ``{"2022-04-26": "onsite"}``."""
    return {day.isoformat(): mode.value for day, mode in sorted(modes.items())}


async def add_person(
    connection: Connection,
    *,
    telegram_id: int | None,
    name: str,
    username: str | None,
    language: str,
    timezone: str | None,
    consent_version: str | None,
    consent_at: datetime | None,
    event_id: EventId | None,
    now: datetime,
) -> PersonId:
    """A new person; the caller has their consent."""
    row = await connection.execute(
        insert(persons)
        .values(
            telegram_id=telegram_id,
            name=name,
            username=username,
            language=language,
            timezone=timezone,
            reachable=True,
            consent_version=consent_version,
            consent_at=consent_at,
            current_event_id=event_id,
            created_at=now,
        )
        .returning(persons.c.id)
    )
    return PersonId(row.scalar_one())


async def change_person(connection: Connection, person_id: PersonId, **columns: object) -> None:
    """Set columns of a person."""
    await connection.execute(update(persons).where(persons.c.id == person_id).values(**columns))


async def add_attendee(
    connection: Connection,
    *,
    event_id: EventId,
    person_id: PersonId,
    name: str,
    organisation: str,
    type: AttendeeType,  # noqa: A002
    country: str,
    status: AttendeeStatus,
    modes: Mapping[date, Mode],
    topics: Sequence[Interest],
    about: str | None,
    now: datetime,
    languages: Sequence[str] = (),
    interpreter: bool = False,
    email: str | None = None,
    phone: str | None = None,
) -> AttendeeId:
    """A new registration with its offers and needs; IntegrityError if the person has one in this event."""
    row = await connection.execute(
        insert(attendees)
        .values(
            event_id=event_id,
            person_id=person_id,
            name=name,
            organisation=organisation,
            type=type.value,
            country=country,
            status=status.value,
            hidden=False,
            about=about,
            languages=list(languages),
            interpreter=interpreter,
            email=email,
            phone=phone,
            modes=modes_json(modes),
            folded=searchable(name, organisation, about, topics),
            registered_at=now,
            changed_at=now,
        )
        .returning(attendees.c.id)
    )
    attendee_id = AttendeeId(row.scalar_one())
    await _add_interests(connection, [(attendee_id, topics)])
    return attendee_id


def _touch(connection: Connection, attendee_id: AttendeeId) -> None:
    touched: set[int] = shelf(connection).setdefault(TOUCHED, set())
    if len(touched) >= MOST_TOUCHED:
        touched.clear()
    touched.add(attendee_id)


async def change_attendee(connection: Connection, attendee_id: AttendeeId, *, now: datetime, **columns: object) -> None:
    """Set columns of an attendee (values as stored); what a search looks in follows with :func:`refold`."""
    _touch(connection, attendee_id)
    await connection.execute(update(attendees).where(attendees.c.id == attendee_id).values(changed_at=now, **columns))


async def set_interests(connection: Connection, attendee_id: AttendeeId, topics: Sequence[Interest]) -> None:
    """Put these offers and needs in the place of all that were there."""
    _touch(connection, attendee_id)
    await connection.execute(delete(interests).where(interests.c.attendee_id == attendee_id))
    await _add_interests(connection, [(attendee_id, topics)])


async def _add_interests(connection: Connection, of: Iterable[tuple[int, Sequence[Interest]]]) -> None:
    rows: list[dict[str, Any]] = [
        {
            "attendee_id": attendee_id,
            "side": topic.side.value,
            "topic_id": topic.topic_id,
            "words": topic.words,
            "position": position,
        }
        for attendee_id, topics in of
        for position, topic in enumerate(topics)
    ]
    for start in range(0, len(rows), CHUNK):
        await connection.execute(insert(interests), rows[start : start + CHUNK])


async def insert_attendees(
    connection: Connection,
    people: Sequence[tuple[Mapping[str, Any], Mapping[str, Any], Sequence[Interest]]],
) -> list[tuple[PersonId, AttendeeId]]:
    """Many at once: columns of the person, columns of the attendee (without `person_id`), interests; ids in order."""
    ids: list[tuple[PersonId, AttendeeId]] = []
    for start in range(0, len(people), CHUNK):
        part = people[start : start + CHUNK]
        made = await connection.execute(
            insert(persons).returning(persons.c.id, sort_by_parameter_order=True), [dict(p) for p, _, _ in part]
        )
        person_ids = [PersonId(i) for i in made.scalars()]
        rows = [dict(a) | {"person_id": i} for i, (_, a, _) in zip(person_ids, part, strict=True)]
        added = await connection.execute(
            insert(attendees).returning(attendees.c.id, sort_by_parameter_order=True), rows
        )
        attendee_ids = [AttendeeId(i) for i in added.scalars()]
        await _add_interests(connection, zip(attendee_ids, (topics for _, _, topics in part), strict=True))
        ids.extend(zip(person_ids, attendee_ids, strict=True))
    return ids


async def mark_unreachable(connection: Connection, person_id: PersonId, reason: str) -> None:
    """The person blocked the bot or left Telegram: nothing is sent until they show up again."""
    await connection.execute(
        update(persons).where(persons.c.id == person_id).values(reachable=False, unreachable_reason=reason[:200])
    )


async def mark_reachable(connection: Connection, person_id: PersonId) -> None:
    """The person has written, or let the bot in again."""
    await connection.execute(
        update(persons).where(persons.c.id == person_id).values(reachable=True, unreachable_reason=None)
    )
