"""/start and /register: from the list of open events to an attendee, question by question."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CommandHandler, MessageHandler
from telegram.ext.filters import COMMAND, UpdateType

from bot.domain.registration import Step
from bot.views.menu import Door, MenuTap
from bot.views.registration import RegistrationTap
from handlers.callbacks import on
from handlers.context import Context
from handlers.durable import DurableConversation
from handlers.registration.answering import tapped
from handlers.registration.entering import events, register, start
from handlers.registration.typing import typed

__all__ = ["handlers"]


def handlers() -> list[BaseHandler[Update, Context, Any]]:
    """The conversation; its buttons work in any state, words only where a question is open."""
    words = MessageHandler(UpdateType.MESSAGE & ~COMMAND, typed)
    return [
        on(MenuTap, events, door=Door.EVENTS),
        DurableConversation(
            "registration",
            entry_points=[
                CommandHandler("start", start, filters=UpdateType.MESSAGE),
                CommandHandler("register", register, filters=UpdateType.MESSAGE),
                on(MenuTap, register, door=Door.REGISTER),
                on(RegistrationTap, tapped),
            ],
            states={step.value: [words] for step in Step},
            fallbacks=[],
        ),
    ]
