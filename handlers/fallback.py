"""When nothing else fits: /cancel anywhere, unknown commands and words, old buttons, groups."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.constants import ChatType
from telegram.ext import ApplicationHandlerStop, BaseHandler, CallbackQueryHandler, CommandHandler, MessageHandler
from telegram.ext.filters import COMMAND, UpdateType

from bot.views import fallback as views
from bot.views.menu import menu
from bot.views.screens import Rows
from handlers.context import Context

LONGEST_COMMAND = 33  # characters of a command that are said back; Telegram's own limit is 32 and the slash


def way_on(context: Context) -> Rows:
    """The buttons of the menu."""
    return menu(context.words, context.actor, context.run.event).buttons


async def stay_private(update: Update, context: Context) -> None:
    """Before all others: groups hear one polite sentence to a command, edits and channels nothing."""
    message, query = update.message, update.callback_query
    if update.my_chat_member is not None:
        return
    if message is None and query is None:
        raise ApplicationHandlerStop
    chat = update.effective_chat
    if chat is None or chat.type == ChatType.PRIVATE:
        return
    if message is not None and (message.text or "").startswith("/"):
        context.send(views.write_in_private(context.words, context.bot.username))
    raise ApplicationHandlerStop


async def cancel(_update: Update, context: Context) -> None:
    """/cancel: leave whatever was begun."""
    begun = bool(context.run.states)
    context.run.states.clear()
    context.draft.clear()
    view = views.cancelled if begun else views.nothing_to_cancel
    context.show(view(context.words, way_on(context)))


async def unknown_command(update: Update, context: Context) -> None:
    """A command that no feature has."""
    assert update.message is not None
    words = (update.message.text or "/").split()[0][:LONGEST_COMMAND]
    context.show(views.unknown_command(context.words, words, way_on(context)))


async def unknown_message(_update: Update, context: Context) -> None:
    """Words, pictures, stickers that nobody asked for."""
    context.show(views.not_understood(context.words, way_on(context)))


async def old_button(_update: Update, context: Context) -> None:
    """A button that this version does not know."""
    context.send(views.old_button(context.words, way_on(context)))


def handlers() -> list[BaseHandler[Update, Context, Any]]:
    """The last ones of their group."""
    return [
        CommandHandler("cancel", cancel, filters=UpdateType.MESSAGE),
        MessageHandler(UpdateType.MESSAGE & COMMAND, unknown_command),
        MessageHandler(UpdateType.MESSAGE, unknown_message),
        CallbackQueryHandler(old_button),
    ]
