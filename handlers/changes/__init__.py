"""Changes of the event: everybody's *Got it*, and *Change the event* from the desk."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.ext import BaseHandler

from handlers.changes import confirming, typing
from handlers.context import Context


def handlers() -> list[BaseHandler[Update, Context, Any]]:
    """The conversation first: what ends it works outside it too."""
    return [*typing.handlers(), *confirming.handlers()]
