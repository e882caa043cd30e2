"""Somebody is late or away: said at the desk, or by themselves."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, MessageHandler
from telegram.ext.filters import COMMAND, UpdateType

from bot.views.repairs import AwayTap, RepairTap
from handlers.callbacks import on
from handlers.context import Context
from handlers.durable import DurableConversation
from handlers.repairs import reporting, saying

__all__ = ["handlers"]


def handlers() -> list[BaseHandler[Update, Context, Any]]:
    """A conversation only while minutes or a time are being typed."""
    words = UpdateType.MESSAGE & ~COMMAND
    return [
        DurableConversation(
            "repairs",
            entry_points=[on(RepairTap, reporting.tapped)],
            states={
                reporting.LATE: [MessageHandler(words, reporting.late_typed)],
                reporting.LEAVES: [MessageHandler(words, reporting.leaves_typed)],
            },
            fallbacks=[],
        ),
        on(AwayTap, saying.tapped),
    ]
