"""/questions: organisers look, take, answer, close."""

from __future__ import annotations

from telegram import Update
from telegram.ext import ConversationHandler

from bot.domain.ids import QuestionId
from bot.domain.questions import QuestionState
from bot.services import questions
from bot.views import questions as views
from bot.views.menu import MenuTap
from bot.views.questions import Ask, Card, QuestionTap
from bot.views.taps import StaleTap
from handlers.context import Context

ANSWER = "answer"
A_PAGE = 8  # questions


async def show_list(_update: Update, context: Context) -> int:
    """/questions, its button, or a page of it."""
    page = _page(context)
    cards, number = await questions.waiting(
        context.uow, context.event, context.actor, limit=A_PAGE, offset=page * A_PAGE
    )
    _, over = await questions.over(context.uow, context.event, context.actor, limit=0, offset=0)
    screen = views.questions_screen(
        context.words, context.event, cards, number, page=page, pages=_pages(number), over=over
    )
    context.show(screen)
    return ConversationHandler.END


async def show_over(_update: Update, context: Context) -> int:
    """A page of those that are over."""
    page = _page(context)
    cards, number = await questions.over(context.uow, context.event, context.actor, limit=A_PAGE, offset=page * A_PAGE)
    context.show(views.over_screen(context.words, cards, page=page, pages=_pages(number)))
    return ConversationHandler.END


async def show_card(_update: Update, context: Context) -> int:
    """One question."""
    _show(context, await questions.look(context.uow, context.actor, _tapped(context)))
    return ConversationHandler.END


async def take(_update: Update, context: Context) -> int:
    """I take it."""
    card = await questions.take(context.uow, context.actor, _tapped(context))
    if card.question.state is QuestionState.TAKEN and not card.mine:
        context.toast(views.taken_by_another(context.words, card))
    _show(context, card)
    return ConversationHandler.END


async def give_back(_update: Update, context: Context) -> int:
    """Give it back."""
    _show(context, await questions.give_back(context.uow, context.actor, _tapped(context)))
    return ConversationHandler.END


async def close(_update: Update, context: Context) -> int:
    """Close it without an answer."""
    _show(context, await questions.close(context.uow, context.actor, _tapped(context)))
    return ConversationHandler.END


async def begin_answer(_update: Update, context: Context) -> str | int:
    """Answer: whoever presses it takes the question, so that nobody else begins to write."""
    card = await questions.take(context.uow, context.actor, _tapped(context))
    _show(context, card)
    if not card.question.waits:
        return ConversationHandler.END
    context.draft["question"] = card.question.id
    context.send(views.answer_screen(context.words, card))
    return ANSWER


async def read_answer(update: Update, context: Context) -> int:
    """The answer is typed; a picture and the like are asked for in words."""
    id_ = QuestionId(int(context.draft["question"]))
    await say(context, id_, update.message.text if update.message else None)
    return ConversationHandler.END


async def say(context: Context, id_: QuestionId, text: str | None) -> None:
    """Answer a question, or hear that somebody was quicker and be asked whether to add to it."""
    outcome = await questions.answer(context.uow, context.actor, id_, text)
    if outcome.first:
        context.show(views.answered(context.words, outcome.card))
        return
    context.draft["addition"] = {"question": id_, "text": text}
    context.show(views.answered_before(context.words, outcome.card, text or ""))


async def add(_update: Update, context: Context) -> int:
    """Send mine too."""
    id_ = _tapped(context)
    addition = context.draft.pop("addition", None)
    if addition is None or addition["question"] != id_:
        raise StaleTap("addition")
    outcome = await questions.answer(context.uow, context.actor, id_, addition["text"], add=True)
    context.show(views.answered(context.words, outcome.card))
    return ConversationHandler.END


async def leave(_update: Update, context: Context) -> int:
    """Do not add."""
    context.draft.pop("addition", None)
    _show(context, await questions.look(context.uow, context.actor, _tapped(context)))
    return ConversationHandler.END


async def cancel(_update: Update, context: Context) -> int:
    """/cancel while an answer is awaited: the question is open again."""
    await questions.give_back(context.uow, context.actor, QuestionId(int(context.draft["question"])), only_mine=True)
    context.draft.pop("question", None)
    context.show(views.given_back(context.words))
    return ConversationHandler.END


def _show(context: Context, card: Card) -> None:
    context.show(views.card(context.words, card), subject=questions.card_subject(card.question.id))


def _tapped(context: Context) -> QuestionId:
    return QuestionId(context.tap(QuestionTap).number)


def _page(context: Context) -> int:
    query = context.query
    if query is None or (query.data or "").startswith(f"{MenuTap.prefix}:"):
        return 0
    tap = context.tap(QuestionTap)
    return max(0, min(tap.number, 10_000)) if tap.act in {Ask.LIST, Ask.OVER} else 0


def _pages(number: int) -> int:
    return max(1, -(-number // A_PAGE))
