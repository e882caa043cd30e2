"""Meetings in the chat: asking, answering, another time, moving, cancelling."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.ext import BaseHandler

from handlers.context import Context
from handlers.meetings import choosing, tapping


def handlers() -> list[BaseHandler[Update, Context, Any]]:
    """The conversation in which a time is chosen, then the buttons under meetings."""
    return [choosing.conversation(), *tapping.handlers()]
