"""The command menus on the phones: per language (the empty one too), and in a chat its own by role and language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from zoneinfo import ZoneInfo

import structlog
from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import TelegramError

from bot.domain.people import Role
from bot.views.help import command_list
from bot.views.words import LANGUAGES, Words

log = structlog.get_logger(__name__)

PHONES = ("", *LANGUAGES)  # languages of phones that have a menu of their own; the empty one is all others


async def set_menus(bot: Bot, roles: Iterable[tuple[int, Role]], chosen: Mapping[int, str]) -> None:
    """Set every menu; `roles` are (Telegram id, role) of organisers, `chosen` their languages as far as known.

    A failure is only said: menus are cosmetic.
    """
    try:
        for language in PHONES:
            await bot.set_my_commands(_commands(language, None), language_code=language or None)
        for telegram_id, role in roles:
            with suppress(TelegramError):  # one who never wrote to the bot has no chat yet
                await set_chat_menu(bot, telegram_id, chosen.get(telegram_id), role)
    except TelegramError as error:
        log.warning("menus_not_set", error=type(error).__name__)


async def set_chat_menu(bot: Bot, chat_id: int, language: str | None, role: Role | None) -> None:
    """The menu of one chat: in `language` whatever its phone speaks (None: the phone's), for this role.

    Telegram looks for the chat's list in the phone's language first, so each of them is set.
    """
    for phone in PHONES:
        await bot.set_my_commands(
            _commands(language or phone, role), scope=BotCommandScopeChat(chat_id), language_code=phone or None
        )


def _commands(language: str, role: Role | None) -> list[BotCommand]:
    words = Words(language or "en", ZoneInfo("UTC"))
    return [BotCommand(name, description) for name, description in command_list(words, role)]
