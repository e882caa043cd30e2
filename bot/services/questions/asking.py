"""A participant asks the organisers."""

from __future__ import annotations

from bot.domain.events import Event
from bot.domain.ids import EventId, QuestionId
from bot.domain.notices import Lane
from bot.domain.people import Person
from bot.domain.questions import WAITING, Question, check_room, read_question
from bot.domain.refusals import Refused
from bot.services.notices import notify
from bot.services.questions.telling import owe_cards, record
from storage import people
from storage import questions as stored
from storage.database import Connection
from storage.unit_of_work import UnitOfWork


async def ask(uow: UnitOfWork, event: Event, person: Person, text: str | None) -> Question:
    """Ask: every organiser who answers hears at once. The same words again, while they wait, are the same question.

    Refused ``question_in_words``, ``too_long`` or ``too_many_questions``.
    """
    asked = read_question(text)
    waiting = await stored.waiting_of(uow.connection, event.id, person.id)
    for one in waiting:
        if one.text == asked:
            return one
    check_room(len(waiting))
    id_ = await stored.add(uow.connection, event.id, person.id, asked, uow.now)
    question = await stored.question(uow.connection, id_)
    assert question is not None
    await owe_cards(uow, question, first=True)
    await record(uow, question, person.id, "self", "ask")
    return question


async def thank(uow: UnitOfWork, person: Person, id_: QuestionId) -> None:
    """The one who asked says thanks: whoever answered hears it once, without a sound."""
    question = await stored.question(uow.connection, id_)
    if question is None:
        raise Refused("no_question")
    if question.person_id != person.id:
        raise Refused("not_yours")
    if question.taken_by is None or question.answer is None:
        return
    answerer = await people.person(uow.connection, question.taken_by)
    notify(
        uow,
        answerer,
        "questions.thanks",
        {"question": id_},
        lane=Lane.NUDGE,
        kind="nudge",
        event_id=question.event_id,
        once_key=f"thanks:{id_}",
    )


async def count_open(connection: Connection, event_id: EventId) -> int:
    """How many questions of an event wait for an answer, taken ones too."""
    return await stored.number(connection, event_id, WAITING)
