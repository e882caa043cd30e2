"""Whether a person can be written to: they blocked the bot, or came back."""

from __future__ import annotations

from typing import Any

from telegram import ChatMember, Update
from telegram.constants import ChatType
from telegram.ext import BaseHandler, ChatMemberHandler

from handlers.context import Context
from storage import people

GONE = (ChatMember.BANNED, ChatMember.LEFT)


async def membership(update: Update, context: Context) -> None:
    """The bot was blocked or unblocked in a private chat."""
    changed, person = update.my_chat_member, context.actor.person
    if changed is None or person is None or changed.chat.type != ChatType.PRIVATE:
        return
    if changed.new_chat_member.status in GONE:
        await people.mark_unreachable(context.uow.connection, person.id, "blocked")
    else:
        await people.mark_reachable(context.uow.connection, person.id)


def handlers() -> list[BaseHandler[Update, Context, Any]]:
    """Blocked and unblocked."""
    return [ChatMemberHandler(membership, ChatMemberHandler.MY_CHAT_MEMBER)]
