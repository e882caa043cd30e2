"""/ask, and words written below an announcement."""

from __future__ import annotations

from telegram import Update
from telegram.ext import ConversationHandler

from bot.domain.ids import QuestionId
from bot.domain.questions import read_question
from bot.services import questions
from bot.views import questions as views
from bot.views.questions import QuestionTap
from bot.views.taps import StaleTap
from handlers.context import Context

ASK = "ask"
DRAFT = "question_below"  # words written below an announcement, until it is said that they are a question


async def begin(_update: Update, context: Context) -> str:
    """/ask, or its button."""
    _ = context.person
    context.show(views.ask_screen(context.words, context.event))
    return ASK


async def ask(update: Update, context: Context) -> int:
    """The question; a picture, a voice message and the like are asked for in words."""
    return await _ask(context, update.message.text if update.message else None)


async def send_below(_update: Update, context: Context) -> int:
    """Yes, what was written below the announcement is for the organisers."""
    text = context.draft.pop(DRAFT, None)
    if text is None:
        raise StaleTap(DRAFT)
    return await _ask(context, str(text))


async def drop_below(_update: Update, context: Context) -> None:
    """No."""
    context.draft.pop(DRAFT, None)
    context.show(views.not_sent(context.words))


async def offer_below(context: Context, text: str) -> None:
    """Words written below an announcement: they may be for the organisers, or for nobody."""
    context.draft[DRAFT] = read_question(text)
    context.show(views.ask_to_send(context.words, context.draft[DRAFT]))


async def thanks(_update: Update, context: Context) -> None:
    """Thanks for the answer."""
    await questions.thank(context.uow, context.person, QuestionId(context.tap(QuestionTap).number))
    context.toast(views.thanks_noted(context.words))


async def _ask(context: Context, text: str | None) -> int:
    question = await questions.ask(context.uow, context.event, context.person, text)
    context.show(views.asked(context.words, question), subject=questions.asked_subject(question.id))
    return ConversationHandler.END
