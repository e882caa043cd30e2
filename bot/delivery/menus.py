"""The command menus on the phones: per language (the empty one too) and for each organiser."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from zoneinfo import ZoneInfo

import structlog
from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import TelegramError

from bot.domain.people import Role
from bot.views.help import command_list
from bot.views.words import LANGUAGES, Words

log = structlog.get_logger(__name__)


async def set_menus(bot: Bot, roles: Iterable[tuple[int, Role]]) -> None:
    """Set every menu; `roles` are (Telegram id, role) of organisers. A failure is only said: menus are cosmetic."""
    roles = list(roles)
    try:
        for language in ("", *LANGUAGES):
            await bot.set_my_commands(_commands(language, None), language_code=language or None)
            for telegram_id, role in roles:
                with suppress(TelegramError):  # one who never wrote to the bot has no chat yet
                    await bot.set_my_commands(
                        _commands(language, role),
                        scope=BotCommandScopeChat(telegram_id),
                        language_code=language or None,
                    )
    except TelegramError as error:
        log.warning("menus_not_set", error=type(error).__name__)


def _commands(language: str, role: Role | None) -> list[BotCommand]:
    words = Words(language or "en", ZoneInfo("UTC"))
    return [BotCommand(name, description) for name, description in command_list(words, role)]
