"""The first calls to Telegram: tried until it answers, however long the network is away."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog
from telegram.error import InvalidToken, TelegramError

log = structlog.get_logger(__name__)

T = TypeVar("T")
PAUSES = (1.0, 2.0, 5.0, 10.0)  # seconds of the wall between tries; the last again and again
WORDS = "Telegram does not accept the bot token; take it again from @BotFather (/mybots, API Token)"


class TokenRefused(RuntimeError):
    """Telegram does not know the token."""


async def until_telegram_answers(ask: Callable[[], Awaitable[T]]) -> T:
    """What `ask` brings, when it brings something; :class:`TokenRefused` when the token is wrong."""
    tries = 0
    while True:
        try:
            return await ask()
        except InvalidToken:
            raise TokenRefused(WORDS) from None  # the library's own text quotes the token
        except TelegramError as error:
            pause = PAUSES[min(tries, len(PAUSES) - 1)]
            tries += 1
            log.warning("telegram_does_not_answer", error=type(error).__name__, again_in=pause)
            await asyncio.sleep(pause)
