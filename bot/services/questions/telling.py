"""Who hears of a question: the organisers by a card that is kept true, whoever asked by their own message."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.domain.ids import PersonId, QuestionId
from bot.domain.notices import Action, Lane
from bot.domain.people import Person
from bot.domain.questions import MAY_ANSWER, Question
from bot.services.events import event as load_event
from bot.services.notices import Renderer, notify
from bot.views import questions as views
from bot.views.questions import Card
from bot.views.screens import Screen
from bot.views.words import Words
from storage import audit, organisers, people
from storage import questions as stored
from storage.database import Connection
from storage.unit_of_work import UnitOfWork

KIND = "question"


def card_subject(id_: QuestionId) -> str:
    """What an organiser's message with a question is known by."""
    return f"question:{id_}"


def asked_subject(id_: QuestionId) -> str:
    """What the message of whoever asked is known by."""
    return f"asked:{id_}"


async def owe_cards(uow: UnitOfWork, question: Question, *, first: bool = False, but: PersonId | None = None) -> None:
    """Every organiser who answers gets the card (`first`), or has theirs brought up to date, except `but`.

    It goes with bells and changes: somebody on the floor waits for the answer.
    """
    for given in await organisers.of_event(uow.connection, question.event_id):
        if given.role not in MAY_ANSWER or given.person is None or given.person.id == but:
            continue
        notify(
            uow,
            given.person,
            "questions.card",
            {"question": question.id},
            lane=Lane.BELL,
            kind=KIND,
            action=Action.SEND if first else Action.EDIT,
            event_id=question.event_id,
            subject=card_subject(question.id) if first else None,
            target_subject=None if first else card_subject(question.id),
            once_key=f"question:{question.id}:{given.person.id}" if first else None,
        )


async def owe_asked(uow: UnitOfWork, question: Question) -> None:
    """The message of whoever asked says how their question stands now."""
    person = await people.person(uow.connection, question.person_id)
    notify(
        uow,
        person,
        "questions.asked",
        {"question": question.id},
        lane=Lane.BELL,
        kind=KIND,
        action=Action.EDIT,
        event_id=question.event_id,
        target_subject=asked_subject(question.id),
    )


async def owe_end(uow: UnitOfWork, question: Question, answer: str | None) -> None:
    """Whoever asked gets the answer, or hears that there will be none."""
    person = await people.person(uow.connection, question.person_id)
    facts: dict[str, Any] = {"question": question.id, "answer": answer}
    notify(uow, person, "questions.ended", facts, lane=Lane.BELL, kind="change", event_id=question.event_id)


async def record(uow: UnitOfWork, question: Question, person: PersonId | None, role: str, act: str) -> None:
    """Write down who did what with a question."""
    done = audit.Act(
        at=uow.now,
        act=f"question.{act}",
        subject=card_subject(question.id),
        role=role,
        event_id=question.event_id,
        person_id=person,
    )
    await audit.record(uow.connection, done)


async def card_of(connection: Connection, question: Question, viewer: PersonId) -> Card:
    """A question with the names that its card says, for one organiser."""
    asked = [question.person_id, *([question.taken_by] if question.taken_by else [])]
    names = await stored.names(connection, question.event_id, asked)
    taken_by = names.get(question.taken_by) if question.taken_by else None
    if question.taken_by is not None:
        taken_by = (await people.person(connection, question.taken_by)).name
    return Card(question, names.get(question.person_id, ""), taken_by, mine=question.taken_by == viewer)


async def _found(connection: Connection, to: Person, facts: Mapping[str, Any]) -> tuple[Question, Words] | None:
    question = await stored.question(connection, QuestionId(facts["question"]))
    if question is None:
        return None
    event = await load_event(connection, question.event_id)
    return question, Words(to.language, to.zone(event.timezone))


async def _card(connection: Connection, to: Person, facts: Mapping[str, Any], now: datetime) -> Screen | None:
    """The card; nothing for somebody who is no organiser any more."""
    found = await _found(connection, to, facts)
    if found is None or to.telegram_id is None:
        return None
    question, words = found
    if await organisers.role_in(connection, to.telegram_id, question.event_id) not in MAY_ANSWER:
        return None
    return views.card(words, await card_of(connection, question, to.id))


async def _asked(connection: Connection, to: Person, facts: Mapping[str, Any], now: datetime) -> Screen | None:
    found = await _found(connection, to, facts)
    return None if found is None else views.asked(found[1], found[0])


async def _ended(connection: Connection, to: Person, facts: Mapping[str, Any], now: datetime) -> Screen | None:
    found = await _found(connection, to, facts)
    if found is None:
        return None
    return views.ended(found[1], found[0], facts.get("answer"))


async def _thanks(connection: Connection, to: Person, facts: Mapping[str, Any], now: datetime) -> Screen | None:
    found = await _found(connection, to, facts)
    if found is None:
        return None
    names = await stored.names(connection, found[0].event_id, [found[0].person_id])
    return views.thanked(found[1], found[0], names.get(found[0].person_id, ""))


NOTICES: dict[str, Renderer] = {
    "questions.card": _card,
    "questions.asked": _asked,
    "questions.ended": _ended,
    "questions.thanks": _thanks,
}
