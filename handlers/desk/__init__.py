"""/desk: the numbers, people and meetings behind them, and everything the desk does for participants."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CommandHandler, MessageHandler
from telegram.ext.filters import COMMAND, UpdateType

from bot.domain.newcomers import QUESTIONS
from bot.views.desk import AddTap, AskTap, DeskTap, OfficeTap
from bot.views.menu import Door, MenuTap
from handlers.callbacks import on
from handlers.context import Context
from handlers.desk.acting import ADD_WHOM, add_typed, asked, pressed
from handlers.desk.adding import answered, typed
from handlers.desk.showing import ASK_WITH, SEARCH, command, partner_typed, searched, tapped
from handlers.durable import DurableConversation

__all__ = ["handlers"]


def handlers() -> list[BaseHandler[Update, Context, Any]]:
    """The desk is a conversation only while a name or an answer is being typed."""
    words = UpdateType.MESSAGE & ~COMMAND
    return [
        DurableConversation(
            "desk",
            entry_points=[
                CommandHandler("desk", command, filters=UpdateType.MESSAGE),
                on(MenuTap, command, door=Door.DESK),
                on(DeskTap, tapped),
                on(OfficeTap, pressed),
                on(AskTap, asked),
                on(AddTap, answered),
            ],
            states={
                SEARCH: [MessageHandler(words, searched)],
                ASK_WITH: [MessageHandler(words, partner_typed)],
                ADD_WHOM: [MessageHandler(words, add_typed)],
                **{question.value: [MessageHandler(words, typed)] for question in QUESTIONS},
            },
            fallbacks=[],
        )
    ]
