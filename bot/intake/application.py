"""python-telegram-bot's Application, used for its dispatch alone: no updater, no job queue, no network, no token."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from telegram import User
from telegram.error import TelegramError
from telegram.ext import Application, ApplicationBuilder, CallbackContext, ContextTypes, ExtBot
from telegram.request import BaseRequest, RequestData

AnyApplication = Application[Any, Any, Any, Any, Any, Any]


class HandlersDoNotSend(TelegramError):
    """A handler tried to talk to Telegram; what is to be said goes through ``context.show`` and the outbox."""


class NoRequests(BaseRequest):
    """Refuses every request."""

    @property
    def read_timeout(self) -> float | None:
        """None is ever waited for."""
        return None

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_timeouts: Any, **_more: Any
    ) -> tuple[int, bytes]:
        """Always :class:`HandlersDoNotSend`, naming the method and not the address."""
        raise HandlersDoNotSend(url.rsplit("/", 1)[-1])


class HandlersBot(ExtBot[None]):
    """The bot that handlers see: it knows its own name (``getMe``, asked for by somebody else) and sends nothing."""

    def __init__(self, me: Mapping[str, Any]) -> None:
        super().__init__("0:none", request=NoRequests(), get_updates_request=NoRequests())
        self._me = dict(me)

    async def get_me(self, *_args: Any, **_more: Any) -> User:
        """What ``getMe`` said when the bot started."""
        self._bot_user = User.de_json(self._me, self)
        return self._bot_user


def build_application(
    me: Mapping[str, Any],
    install: Callable[[AnyApplication], None],
    context: type[CallbackContext[Any, Any, Any, Any]],
) -> AnyApplication:
    """An application with the handlers that `install` adds and contexts of type `context`.

    `me` is the result of getMe (JSON). ``await application.initialize()`` before use and ``shutdown()`` after touch
    no network.
    """
    application: AnyApplication = (
        ApplicationBuilder()
        .bot(HandlersBot(me))
        .updater(None)
        .job_queue(None)
        .context_types(ContextTypes(context=context))
        .build()
    )
    install(application)
    return application
