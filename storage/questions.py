"""The questions table."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, func, insert, select, update

from bot.domain.ids import EventId, PersonId, QuestionId
from bot.domain.questions import WAITING, Question, QuestionState
from storage.database import Connection
from storage.tables import attendees, persons, questions


def _record(row: Row[Any]) -> Question:
    return Question(
        id=QuestionId(row.id),
        event_id=EventId(row.event_id),
        person_id=PersonId(row.person_id),
        text=row.text,
        asked_at=row.asked_at,
        state=QuestionState(row.state),
        taken_by=None if row.taken_by_id is None else PersonId(row.taken_by_id),
        taken_at=row.taken_at,
        answer=row.answer,
        answered_at=row.answered_at,
    )


async def add(connection: Connection, event_id: EventId, person_id: PersonId, text: str, now: datetime) -> QuestionId:
    """A new open question."""
    values = {"event_id": event_id, "person_id": person_id, "text": text, "asked_at": now}
    result = await connection.execute(
        insert(questions).values(state=QuestionState.OPEN.value, **values).returning(questions.c.id)
    )
    return QuestionId(result.scalar_one())


async def question(connection: Connection, id_: QuestionId, *, lock: bool = False) -> Question | None:
    """The question of that id; `lock` keeps other processes from changing it until the transaction ends.

    None too where its words are gone, because whoever asked it asked to be forgotten.
    """
    query = select(questions).where(questions.c.id == id_, questions.c.text != "")
    row = (await connection.execute(query.with_for_update() if lock else query)).one_or_none()
    return None if row is None else _record(row)


async def change(connection: Connection, id_: QuestionId, **values: Any) -> None:
    """Set columns of one question."""
    await connection.execute(update(questions).where(questions.c.id == id_).values(**values))


async def waiting_of(connection: Connection, event_id: EventId, person_id: PersonId) -> list[Question]:
    """What a person has asked at this event and waits for, oldest first."""
    rows = await connection.execute(
        select(questions)
        .where(
            questions.c.event_id == event_id,
            questions.c.person_id == person_id,
            questions.c.state.in_([state.value for state in WAITING]),
        )
        .order_by(questions.c.id)
    )
    return [_record(row) for row in rows]


async def number(connection: Connection, event_id: EventId, states: Collection[QuestionState]) -> int:
    """How many questions of an event stand so."""
    query = select(func.count()).where(
        questions.c.event_id == event_id,
        questions.c.text != "",
        questions.c.state.in_([state.value for state in states]),
    )
    return int((await connection.execute(query)).scalar_one())


async def page(
    connection: Connection,
    event_id: EventId,
    states: Collection[QuestionState],
    *,
    limit: int,
    offset: int = 0,
    newest_first: bool = False,
) -> list[Question]:
    """Questions of an event that stand so, oldest first unless said otherwise."""
    rows = await connection.execute(
        select(questions)
        .where(
            questions.c.event_id == event_id,
            questions.c.text != "",
            questions.c.state.in_([state.value for state in states]),
        )
        .order_by(questions.c.id.desc() if newest_first else questions.c.id)
        .limit(limit)
        .offset(offset)
    )
    return [_record(row) for row in rows]


async def names(connection: Connection, event_id: EventId, people: Collection[PersonId]) -> dict[PersonId, str]:
    """How people are called at an event: name and organisation of who takes part, the name alone of who does not."""
    here = and_(attendees.c.person_id == persons.c.id, attendees.c.event_id == event_id)
    rows = await connection.execute(
        select(persons.c.id, persons.c.name, attendees.c.name.label("called"), attendees.c.organisation)
        .select_from(persons.join(attendees, here, isouter=True))
        .where(persons.c.id.in_(sorted(people)))
    )
    return {PersonId(row.id): f"{row.called} ({row.organisation})" if row.called else str(row.name) for row in rows}
