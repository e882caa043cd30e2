"""Taps: which handler takes which button."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Update
from telegram.ext import BaseHandler

from bot.views.taps import StaleTap, Tap
from handlers.context import Context

Callback = Callable[[Update, Context], Coroutine[Any, Any, Any]]


class TapHandler(BaseHandler[Update, Context, Any]):
    """Takes the buttons of one :class:`Tap` type whose fields have the values asked for.

    Data that no longer unpacks is taken by nobody here, and so reaches the fallback for old buttons.
    """

    __slots__ = ("fixed", "kind")

    def __init__(self, kind: type[Tap], callback: Callback, fixed: dict[str, object]) -> None:
        super().__init__(callback, block=True)
        self.kind = kind
        self.fixed = fixed

    def check_update(self, update: object) -> bool:
        """Whether the update is a press of such a button."""
        if not isinstance(update, Update) or update.callback_query is None:
            return False
        data = update.callback_query.data
        if not isinstance(data, str) or not data.startswith(self.kind.prefix + ":"):
            return False
        try:
            tap = self.kind.unpack(data)
        except StaleTap:
            return False
        return all(getattr(tap, name) == value for name, value in self.fixed.items())


def on(kind: type[Tap], callback: Callback, **fixed: object) -> TapHandler:
    """`callback` for presses of `kind`; ``on(MeetingTap, accept, act="accept")`` only for those with that field.

    The callback reads the tap by ``context.tap(MeetingTap)``.
    """
    return TapHandler(kind, callback, fixed)
