"""Deep links that are no event's: ``/start c_...``. An event's name has no underscore, so nothing is mistaken for one.

A feature that has such links brings a handler made by :func:`follow`, and stands before the registration in
``handlers.registry``.
"""

from __future__ import annotations

import re
from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, MessageHandler
from telegram.ext.filters import Regex, UpdateType

from handlers.callbacks import Callback
from handlers.context import Context

SHAPE = r"^/start(?:@\w+)? {kind}_([A-Za-z0-9_-]{{1,62}})$"
LONGEST = 64  # characters, Bot API: the parameter of a deep link


def follow(kind: str, callback: Callback) -> BaseHandler[Update, Context, Any]:
    """`callback` for links ``?start=<kind>_<code>``; it reads the code by :func:`code_of`. `kind` is one letter."""
    return MessageHandler(UpdateType.MESSAGE & Regex(SHAPE.format(kind=kind)), callback)


def code_of(update: Update) -> str:
    """The code in the link that was followed."""
    text = (update.message.text if update.message else None) or ""
    found = re.match(SHAPE.format(kind="[a-z]"), text)
    if found is None:
        raise ValueError("no deep link of this kind")
    return found[1]


def link(username: str, kind: str, code: str) -> str:
    """The address that opens this chat with that code; ValueError when Telegram would not take it."""
    payload = f"{kind}_{code}"
    if len(payload) > LONGEST or not re.fullmatch(r"[A-Za-z0-9_-]+", payload):
        raise ValueError("up to 64 of A-Z a-z 0-9 _ -")
    return f"https://t.me/{username}?start={payload}"
