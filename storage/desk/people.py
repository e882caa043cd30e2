"""Attendees of every status, as organisers find them."""

from __future__ import annotations

import asyncio

from sqlalchemy import ColumnElement, Select, func, select

from bot.domain.desk import Group, Page, Participant
from bot.domain.ids import AttendeeId, EventId
from bot.domain.people import AttendeeStatus
from bot.domain.typed_words import close, fold
from storage.database import Connection
from storage.desk.meetings import PER_PAGE, page_numbers
from storage.people.reading import ATTENDEE_COLUMNS, PERSON_COLUMNS, interests_of, to_attendee, to_person
from storage.tables import attendees, persons

LOOKED_AT = 20_000  # attendees that a search for a mistyped name reads at most
SLIPS = 2  # letters that may be wrong at most, see bot.domain.typed_words.close
MOST_FOUND = 200  # of a mistyped name


def _everybody() -> Select[tuple[object, ...]]:
    return select(*ATTENDEE_COLUMNS, *PERSON_COLUMNS).join_from(
        attendees, persons, persons.c.id == attendees.c.person_id
    )


async def _read(connection: Connection, query: Select[tuple[object, ...]]) -> list[Participant]:
    rows = (await connection.execute(query)).mappings().all()
    topics = await interests_of(connection, [row["attendee_id"] for row in rows])
    return [Participant(to_attendee(row, topics.get(row["attendee_id"], [])), to_person(row)) for row in rows]


async def participant(connection: Connection, attendee_id: AttendeeId, event_id: EventId) -> Participant | None:
    """An attendee of this event, whatever their status; None for others'."""
    query = _everybody().where(attendees.c.id == attendee_id, attendees.c.event_id == event_id)
    found = await _read(connection, query)
    return found[0] if found else None


def _of_group(group: Group, value: str | None) -> list[ColumnElement[bool]]:
    registered = attendees.c.status == AttendeeStatus.REGISTERED.value
    match group:
        case Group.TYPE:
            return [registered, attendees.c.type == (value or "")]
        case Group.COUNTRY:
            return [registered, attendees.c.country == (value or "")]
        case Group.IN:
            return [registered, attendees.c.checked_in_at.is_not(None)]
        case Group.NOT_IN:
            return [registered, attendees.c.checked_in_at.is_(None)]
        case Group.UNREACHABLE:
            return [registered, persons.c.telegram_id.is_not(None), persons.c.reachable.is_(False)]
        case Group.WITHOUT_TELEGRAM:
            return [registered, persons.c.telegram_id.is_(None)]
        case Group.WAITING:
            return [attendees.c.status == AttendeeStatus.WAITING.value]
        case Group.APPLIED:
            return [attendees.c.status == AttendeeStatus.APPLIED.value]
        case _:
            return [registered]


async def page_of_people(
    connection: Connection, event_id: EventId, group: Group, value: str | None, page: int
) -> Page[Participant]:
    """One page of a group, by name; the waiting list and who waits for approval in their order."""
    conditions = [attendees.c.event_id == event_id, *_of_group(group, value)]
    by_time = group in {Group.WAITING, Group.APPLIED}
    return await _page(connection, conditions, page, by_time=by_time)


async def _page(
    connection: Connection, conditions: list[ColumnElement[bool]], page: int, *, by_time: bool = False
) -> Page[Participant]:
    count = (
        select(func.count())
        .select_from(attendees)
        .join(persons, persons.c.id == attendees.c.person_id)
        .where(*conditions)
    )
    total = int((await connection.execute(count)).scalar_one())
    page, pages = page_numbers(total, page)
    order = attendees.c.registered_at if by_time else attendees.c.folded
    query = _everybody().where(*conditions).order_by(order, attendees.c.id)
    found = await _read(connection, query.limit(PER_PAGE).offset(page * PER_PAGE)) if total else []
    return Page(tuple(found), total, page, pages)


async def find(connection: Connection, event_id: EventId, text: str, page: int) -> Page[Participant]:
    """People whose name, organisation or words hold every word of `text`; a slip of the finger is forgiven.

    Hidden, waiting and cancelled ones are among them, forgotten ones are not.
    """
    conditions: list[ColumnElement[bool]] = [
        attendees.c.event_id == event_id,
        attendees.c.status != AttendeeStatus.FORGOTTEN.value,
    ]
    words = fold(text).split()
    exact = [*conditions, *(attendees.c.folded.contains(word, autoescape=True) for word in words)]
    found = await _page(connection, exact, page)
    if found.total or not words:
        return found
    rows = await connection.execute(select(attendees.c.id, attendees.c.folded).where(*conditions).limit(LOOKED_AT))
    # In a thread: with thousands of people it takes longer than the event loop may stand still.
    ids = await asyncio.to_thread(_nearly, [(row.id, row.folded) for row in rows], words)
    return await _page(connection, [*conditions, attendees.c.id.in_(ids)], page)


def _nearly(people: list[tuple[int, str]], words: list[str]) -> list[int]:
    theirs = {attendee_id: set(folded.split()) for attendee_id, folded in people}
    vocabulary = set().union(*theirs.values()) if theirs else set()
    meant = [_slips(word, vocabulary) for word in words]
    return [one for one, said in theirs.items() if all(said & wanted for wanted in meant)][:MOST_FOUND]


def _slips(word: str, vocabulary: set[str]) -> set[str]:
    """The known words that a slip of the finger leads to; most are ruled out by their letters alone."""
    letters, most = set(word), SLIPS
    near = (known for known in vocabulary if len(letters.difference(known[: len(word) + most])) <= most)
    return {known for known in near if close(word, known)}


async def same_name(connection: Connection, event_id: EventId, name: str) -> list[Participant]:
    """Who is registered to the event under that very name (case and diacritics aside)."""
    folded = fold(name)
    query = _everybody().where(
        attendees.c.event_id == event_id,
        attendees.c.status != AttendeeStatus.FORGOTTEN.value,
        attendees.c.folded.startswith(folded, autoescape=True),
    )
    found = await _read(connection, query.order_by(attendees.c.id).limit(20))
    return [one for one in found if fold(one.attendee.name) == folded]
