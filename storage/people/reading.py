"""Reading persons and attendees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, BindParameter, Select, and_, bindparam, func, select
from sqlalchemy.engine import RowMapping

from bot.domain.ids import AttendeeId, EventId, PersonId, TopicId
from bot.domain.people import Actor, Attendee, AttendeeStatus, AttendeeType, Interest, Mode, Person, Role, Side
from storage.database import Connection
from storage.tables import attendees as attendees_table
from storage.tables import conversations, interests, organisers, persons

CHUNK = 500  # ids a statement
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
PERSON_COLUMNS = [c.label(f"person_{c.name}") for c in persons.c]
ATTENDEE_COLUMNS = [c.label(f"attendee_{c.name}") for c in attendees_table.c]


def to_person(row: RowMapping | Mapping[str, Any]) -> Person:
    """The person in a row of PERSON_COLUMNS."""
    return Person(
        id=row["person_id"],
        telegram_id=row["person_telegram_id"],
        name=row["person_name"],
        username=row["person_username"],
        language=row["person_language"],
        timezone=row["person_timezone"],
        reachable=bool(row["person_reachable"]),
        consent_version=row["person_consent_version"],
        current_event_id=row["person_current_event_id"],
    )


def to_attendee(row: RowMapping | Mapping[str, Any], topics: Sequence[Interest]) -> Attendee:
    """The attendee in a row of ATTENDEE_COLUMNS, with their interests."""
    bells = row["attendee_bell_minutes"]
    return Attendee(
        id=row["attendee_id"],
        event_id=row["attendee_event_id"],
        person_id=row["attendee_person_id"],
        name=row["attendee_name"],
        organisation=row["attendee_organisation"],
        type=AttendeeType(row["attendee_type"]),
        country=row["attendee_country"],
        status=AttendeeStatus(row["attendee_status"]),
        hidden=bool(row["attendee_hidden"]),
        about=row["attendee_about"],
        modes={date.fromisoformat(day): Mode(mode) for day, mode in row["attendee_modes"].items()},
        interests=tuple(topics),
        registered_at=row["attendee_registered_at"],
        bell_minutes=None if bells is None else tuple(bells),
        digests=bool(row["attendee_digests"]),
        languages=tuple(row["attendee_languages"]),
        interpreter=bool(row["attendee_interpreter"]),
        email=row["attendee_email"],
        phone=row["attendee_phone"],
        code=row["attendee_code"],
        checked_in_at=row["attendee_checked_in_at"],
    )


async def interests_of(connection: Connection, ids: Sequence[int]) -> dict[int, list[Interest]]:
    """Offers and needs of these attendees, in the order in which they were given."""
    found: dict[int, list[Interest]] = {}
    for start in range(0, len(ids), CHUNK):
        rows = await connection.execute(_interests_query(), {"ids": ids[start : start + CHUNK]})
        for attendee_id, side, topic_id, words in rows:
            topic = None if topic_id is None else TopicId(topic_id)
            found.setdefault(attendee_id, []).append(Interest(Side(side), topic, words))
    return found


# The statements of this file are put together once: that costs more than running them.


@cache
def _interests_query() -> Select[Any]:
    return (
        select(interests.c.attendee_id, interests.c.side, interests.c.topic_id, interests.c.words)
        .where(interests.c.attendee_id.in_(_IDS))
        .order_by(interests.c.attendee_id, interests.c.position, interests.c.id)
    )


@cache
def _persons_of_query() -> Select[Any]:
    return (
        select(attendees_table.c.id.label("attendee"), *PERSON_COLUMNS)
        .join_from(attendees_table, persons, attendees_table.c.person_id == persons.c.id)
        .where(attendees_table.c.id.in_(_IDS))
    )


@cache
def _person_query(column: str) -> Select[Any]:
    return select(*PERSON_COLUMNS).where(persons.c[column] == bindparam("value", type_=BigInteger))


@cache
def _attendees_query() -> Select[Any]:
    return select(*ATTENDEE_COLUMNS).where(attendees_table.c.id.in_(_IDS))


@cache
def _registration_query() -> Select[Any]:
    return select(*ATTENDEE_COLUMNS).where(
        attendees_table.c.person_id == bindparam("person", type_=BigInteger),
        attendees_table.c.event_id == bindparam("event", type_=BigInteger),
    )


@cache
def _actor_query() -> Select[Any]:
    """One joined read of who is behind (:user, :chat)."""
    user = bindparam("user", type_=BigInteger)
    asked = select(user.label("user"), bindparam("chat", type_=BigInteger).label("chat")).subquery()
    any_of_theirs = organisers.alias()
    organised = select(func.max(any_of_theirs.c.event_id)).where(any_of_theirs.c.telegram_id == user).scalar_subquery()
    event_id = func.coalesce(persons.c.current_event_id, organised)
    return select(
        *PERSON_COLUMNS,
        *ATTENDEE_COLUMNS,
        organisers.c.role,
        event_id.label("event"),
        conversations.c.states,
        conversations.c.draft,
    ).select_from(
        asked.outerjoin(persons, persons.c.telegram_id == asked.c.user)
        .outerjoin(
            attendees_table,
            and_(
                attendees_table.c.person_id == persons.c.id,
                attendees_table.c.event_id == persons.c.current_event_id,
            ),
        )
        .outerjoin(organisers, and_(organisers.c.telegram_id == asked.c.user, organisers.c.event_id == event_id))
        .outerjoin(
            conversations,
            and_(conversations.c.user_id == asked.c.user, conversations.c.chat_id == asked.c.chat),
        )
    )


async def load_actor(connection: Connection, telegram_id: int, chat_id: int) -> Actor:
    """Who writes: person, attendee and role in their event, and their conversation, in one joined read.

    A second small read fetches the attendee's interests. Whoever is unknown is an Actor with nothing but ids.
    """
    row = (await connection.execute(_actor_query(), {"user": telegram_id, "chat": chat_id})).one()
    values = row._mapping
    attendee_id = values["attendee_id"]
    topics = (await interests_of(connection, [attendee_id])).get(attendee_id, []) if attendee_id else []
    return Actor(
        telegram_id=telegram_id,
        chat_id=chat_id,
        person=to_person(values) if values["person_id"] else None,
        attendee=to_attendee(values, topics) if attendee_id else None,
        role=Role(values["role"]) if values["role"] else None,
        event_id=values["event"],
        states=dict(values["states"] or {}),
        draft=dict(values["draft"] or {}),
    )


async def _one_person(connection: Connection, column: str, value: int) -> Person | None:
    row = (await connection.execute(_person_query(column), {"value": value})).one_or_none()
    return None if row is None else to_person(row._mapping)


async def person(connection: Connection, person_id: PersonId) -> Person:
    """The person of that id; KeyError if there is none."""
    found = await _one_person(connection, "id", person_id)
    if found is None:
        raise KeyError(person_id)
    return found


async def person_by_telegram(connection: Connection, telegram_id: int) -> Person | None:
    """The person behind a Telegram user, if they are known here."""
    return await _one_person(connection, "telegram_id", telegram_id)


async def languages_of(connection: Connection, telegram_ids: Iterable[int]) -> dict[int, str]:
    """The languages in which these Telegram users read; those who are unknown here are left out."""
    wanted = list(telegram_ids)
    found: dict[int, str] = {}
    for start in range(0, len(wanted), CHUNK):
        query = select(persons.c.telegram_id, persons.c.language)
        rows = await connection.execute(query.where(persons.c.telegram_id.in_(wanted[start : start + CHUNK])))
        found |= {row.telegram_id: row.language for row in rows}
    return found


async def persons_of(connection: Connection, ids: Iterable[AttendeeId]) -> dict[AttendeeId, Person]:
    """The persons behind these attendees; ids that do not exist are left out."""
    wanted = list(ids)
    found: dict[AttendeeId, Person] = {}
    for start in range(0, len(wanted), CHUNK):
        rows = await connection.execute(_persons_of_query(), {"ids": wanted[start : start + CHUNK]})
        for row in rows.mappings():
            found[AttendeeId(row["attendee"])] = to_person(row)
    return found


async def person_of(connection: Connection, attendee_id: AttendeeId) -> Person:
    """The person behind an attendee; KeyError if there is no such attendee."""
    return (await persons_of(connection, [attendee_id]))[attendee_id]


async def read_attendees(
    connection: Connection, query: Select[Any], values: Mapping[str, Any] | None = None
) -> list[Attendee]:
    """The attendees of a query over ATTENDEE_COLUMNS (with these parameters), with their interests, in its order."""
    rows = (await connection.execute(query, values)).mappings().all()
    topics = await interests_of(connection, [row["attendee_id"] for row in rows])
    return [to_attendee(row, topics.get(row["attendee_id"], [])) for row in rows]


async def attendees(connection: Connection, ids: Iterable[AttendeeId]) -> dict[AttendeeId, Attendee]:
    """These attendees by id; ids that do not exist are left out."""
    wanted = list(ids)
    found: dict[AttendeeId, Attendee] = {}
    for start in range(0, len(wanted), CHUNK):
        values = {"ids": wanted[start : start + CHUNK]}
        found |= {one.id: one for one in await read_attendees(connection, _attendees_query(), values)}
    return found


async def attendee(connection: Connection, attendee_id: AttendeeId) -> Attendee:
    """The attendee of that id; KeyError if there is none."""
    return (await attendees(connection, [attendee_id]))[attendee_id]


async def attendee_of(connection: Connection, person_id: PersonId, event_id: EventId) -> Attendee | None:
    """A person's registration to an event, whatever its status."""
    found = await read_attendees(connection, _registration_query(), {"person": person_id, "event": event_id})
    return found[0] if found else None


async def attendees_of_person(connection: Connection, person_id: PersonId) -> list[Attendee]:
    """Every registration of a person, the first one first."""
    query = select(*ATTENDEE_COLUMNS).where(attendees_table.c.person_id == person_id).order_by(attendees_table.c.id)
    return await read_attendees(connection, query)
