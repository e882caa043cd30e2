"""Replies in Telegram: to a question's card they are its answer, to an announcement perhaps a question.

They are looked at before the features: a reply says itself what it belongs to, whatever else is waited for.
"""

from __future__ import annotations

from collections.abc import Awaitable
from typing import NoReturn

from telegram import Update
from telegram.ext import ApplicationHandlerStop

from bot.domain.ids import QuestionId
from bot.domain.refusals import Refused
from handlers.context import Context
from handlers.questions.answering import say
from handlers.questions.asking import offer_below
from storage import outbox


async def read_reply(update: Update, context: Context) -> None:
    """A message that replies to another; what belongs to neither goes on to the features."""
    message = update.message
    below = message.reply_to_message if message else None
    if message is None or below is None or context.actor.person is None:
        return
    subject = await outbox.subject_of(context.uow.connection, context.actor.chat_id, below.message_id)
    kind, _, number = (subject or "").partition(":")
    if kind == "question" and number.isdigit():
        if context.draft.get("question") == int(number):
            context.run.states.clear()  # it was awaited, and this is it
        await _or_refusal(context, say(context, QuestionId(int(number)), message.text))
    if kind == "announcement" and message.text and context.run.event is not None:
        await _or_refusal(context, offer_below(context, message.text))


async def _or_refusal(context: Context, answering: Awaitable[None]) -> NoReturn:
    """The features are not asked after this, nor when it is refused."""
    try:
        await answering
    except Refused as refusal:
        context.run.fail(refusal)
    raise ApplicationHandlerStop
