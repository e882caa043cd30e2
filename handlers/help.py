"""/help: what can be done here."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CommandHandler
from telegram.ext.filters import UpdateType

from bot.views.help import help_screen
from bot.views.menu import Door, MenuTap
from handlers.callbacks import on
from handlers.context import Context


async def show(_update: Update, context: Context) -> None:
    """/help, or its button."""
    actor = context.actor
    screen = help_screen(context.words, actor.role, context.run.event, registered=actor.attendee is not None)
    context.show(screen)


def handlers() -> list[BaseHandler[Update, Context, Any]]:
    """Help."""
    return [CommandHandler("help", show, filters=UpdateType.MESSAGE), on(MenuTap, show, door=Door.HELP)]
