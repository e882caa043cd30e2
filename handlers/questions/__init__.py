"""/ask for participants, /questions for organisers, and replies that belong to either."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CommandHandler, MessageHandler
from telegram.ext.filters import COMMAND, REPLY, UpdateType

from bot.views.menu import Door, MenuTap
from bot.views.questions import Ask, QuestionTap
from handlers.callbacks import on
from handlers.context import Context
from handlers.durable import DurableConversation
from handlers.questions import answering, asking, replies


def reply_handler() -> BaseHandler[Update, Context, Any]:
    """Asked before the features."""
    return MessageHandler(UpdateType.MESSAGE & REPLY & ~COMMAND, replies.read_reply)


def handlers() -> list[BaseHandler[Update, Context, Any]]:
    """Two conversations of one question each, and the buttons around them."""
    anything = UpdateType.MESSAGE & ~COMMAND
    lists = [
        CommandHandler("questions", answering.show_list, filters=UpdateType.MESSAGE),
        on(MenuTap, answering.show_list, door=Door.QUESTIONS),
        on(QuestionTap, answering.show_list, act=Ask.LIST),
        on(QuestionTap, answering.show_over, act=Ask.OVER),
        on(QuestionTap, answering.show_card, act=Ask.CARD),
        on(QuestionTap, answering.take, act=Ask.TAKE),
        on(QuestionTap, answering.give_back, act=Ask.BACK),
        on(QuestionTap, answering.close, act=Ask.CLOSE),
        on(QuestionTap, answering.add, act=Ask.ADD),
        on(QuestionTap, answering.leave, act=Ask.LEAVE),
    ]
    ask = DurableConversation(
        "ask",
        entry_points=[
            CommandHandler("ask", asking.begin, filters=UpdateType.MESSAGE),
            on(MenuTap, asking.begin, door=Door.ASK),
        ],
        states={asking.ASK: [MessageHandler(anything, asking.ask)]},
        fallbacks=[],
    )
    answer = DurableConversation(
        "answer",
        entry_points=[on(QuestionTap, answering.begin_answer, act=Ask.ANSWER)],
        states={answering.ANSWER: [MessageHandler(anything, answering.read_answer)]},
        fallbacks=[CommandHandler("cancel", answering.cancel, filters=UpdateType.MESSAGE), *lists],
    )
    return [
        ask,
        answer,
        *lists,
        on(QuestionTap, asking.thanks, act=Ask.THANKS),
        on(QuestionTap, asking.send_below, act=Ask.SEND),
        on(QuestionTap, asking.drop_below, act=Ask.DROP),
    ]
