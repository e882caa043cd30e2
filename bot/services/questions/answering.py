"""Organisers answer: one takes a question, the first answer counts, others may add to it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.domain.events import Event
from bot.domain.ids import PersonId, QuestionId
from bot.domain.people import Actor
from bot.domain.questions import MAY_ANSWER, WAITING, Question, QuestionState, check_may_answer, read_answer
from bot.domain.refusals import Refused
from bot.services.questions.telling import card_of, owe_asked, owe_cards, owe_end, record
from bot.views.questions import Card
from storage import organisers
from storage import questions as stored
from storage.unit_of_work import UnitOfWork

OVER = (QuestionState.ANSWERED, QuestionState.CLOSED)


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of an answer. Not `first`: somebody had answered before, and nothing was changed."""

    card: Card
    first: bool


async def waiting(uow: UnitOfWork, event: Event, actor: Actor, *, limit: int, offset: int) -> tuple[list[Card], int]:
    """Questions that wait, oldest first, and how many there are."""
    check_may_answer(actor.role)
    found = await stored.page(uow.connection, event.id, WAITING, limit=limit, offset=offset)
    return await _cards(uow, actor, found), await stored.number(uow.connection, event.id, WAITING)


async def over(uow: UnitOfWork, event: Event, actor: Actor, *, limit: int, offset: int) -> tuple[list[Card], int]:
    """Questions that were answered or closed, newest first, and how many there are."""
    check_may_answer(actor.role)
    found = await stored.page(uow.connection, event.id, OVER, limit=limit, offset=offset, newest_first=True)
    return await _cards(uow, actor, found), await stored.number(uow.connection, event.id, OVER)


async def look(uow: UnitOfWork, actor: Actor, id_: QuestionId) -> Card:
    """One question for an organiser of its event, whichever event they are at; ``Refused("no_question")``."""
    return await _card(uow, actor, await _find(uow, actor, id_))


async def take(uow: UnitOfWork, actor: Actor, id_: QuestionId) -> Card:
    """Take an open question; one that another has taken stays theirs."""
    question = await _find(uow, actor, id_)
    if question.state is QuestionState.OPEN:
        me = _me(actor)
        question = replace(question, state=QuestionState.TAKEN, taken_by=me, taken_at=uow.now)
        await stored.change(uow.connection, id_, state=QuestionState.TAKEN.value, taken_by_id=me, taken_at=uow.now)
        await owe_cards(uow, question, but=me)
        await owe_asked(uow, question)
        await record(uow, question, me, "organiser", "take")
    return await _card(uow, actor, question)


async def give_back(uow: UnitOfWork, actor: Actor, id_: QuestionId, *, only_mine: bool = False) -> Card:
    """A taken question is open again; `only_mine`: not one that another has taken."""
    question = await _find(uow, actor, id_)
    me = _me(actor)
    if question.state is QuestionState.TAKEN and not (only_mine and question.taken_by != me):
        question = replace(question, state=QuestionState.OPEN, taken_by=None, taken_at=None)
        await stored.change(uow.connection, id_, state=QuestionState.OPEN.value, taken_by_id=None, taken_at=None)
        await owe_cards(uow, question, but=me)
        await owe_asked(uow, question)
        await record(uow, question, me, "organiser", "give_back")
    return await _card(uow, actor, question)


async def close(uow: UnitOfWork, actor: Actor, id_: QuestionId) -> Card:
    """Close a question without an answer; whoever asked is told."""
    question = await _find(uow, actor, id_)
    if question.waits:
        me = _me(actor)
        question = replace(question, state=QuestionState.CLOSED, taken_by=me, answered_at=uow.now)
        await stored.change(uow.connection, id_, state=QuestionState.CLOSED.value, taken_by_id=me, answered_at=uow.now)
        await owe_cards(uow, question, but=me)
        await owe_asked(uow, question)
        await owe_end(uow, question, None)
        await record(uow, question, me, "organiser", "close")
    return await _card(uow, actor, question)


async def answer(uow: UnitOfWork, actor: Actor, id_: QuestionId, text: str | None, *, add: bool = False) -> Answered:
    """Answer: it arrives at whoever asked, and every card shows it. The first answer counts.

    A later one changes nothing unless it is to be added (`add`). Refused ``answer_in_words`` or ``too_long``.
    """
    question = await _find(uow, actor, id_)
    answered = question.state is QuestionState.ANSWERED
    said = read_answer(text, question.answer if answered else None)
    if answered and not add:
        return Answered(await _card(uow, actor, question), first=False)
    me = _me(actor)
    whole = f"{question.answer}\n\n{said}" if answered and question.answer else said
    by = question.taken_by if answered else me
    question = replace(question, state=QuestionState.ANSWERED, taken_by=by, answer=whole, answered_at=uow.now)
    await stored.change(
        uow.connection,
        id_,
        state=QuestionState.ANSWERED.value,
        taken_by_id=by,
        answer=whole,
        answered_at=uow.now,
    )
    await owe_cards(uow, question)
    await owe_asked(uow, question)
    await owe_end(uow, question, said)
    await record(uow, question, me, "organiser", "add" if answered else "answer")
    return Answered(await _card(uow, actor, question), first=True)


async def _find(uow: UnitOfWork, actor: Actor, id_: QuestionId) -> Question:
    question = await stored.question(uow.connection, id_, lock=True)
    role = actor.role
    if question is not None and question.event_id != actor.event_id:
        role = await organisers.role_in(uow.connection, actor.telegram_id, question.event_id)
    if question is None:
        check_may_answer(role)
        raise Refused("no_question")
    if role not in MAY_ANSWER:
        raise Refused("organisers_only")
    return question


def _me(actor: Actor) -> PersonId:
    if actor.person is None:
        raise Refused("not_registered")
    return actor.person.id


async def _card(uow: UnitOfWork, actor: Actor, question: Question) -> Card:
    return await card_of(uow.connection, question, _me(actor))


async def _cards(uow: UnitOfWork, actor: Actor, found: list[Question]) -> list[Card]:
    return [await _card(uow, actor, question) for question in found]
