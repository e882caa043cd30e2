"""Text as Telegram renders it: parse modes and explicit entities become plain text with entities in UTF-16 units."""

from __future__ import annotations

from bot.rehearsal.formatting.render import MAX_ENTITIES, Formatted, render, typed

__all__ = ["MAX_ENTITIES", "Formatted", "render", "typed"]
