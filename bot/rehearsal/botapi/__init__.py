"""The Bot API's methods: what each takes, as data, and what each does on the stage."""

from __future__ import annotations

from bot.rehearsal.botapi.methods import METHODS, Method, call

__all__ = ["METHODS", "Method", "call"]
