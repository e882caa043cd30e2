"""A rehearsal: the unchanged bot in front of a stand-in for Telegram, with a clock that can be turned."""

from __future__ import annotations

from bot.rehearsing.options import RehearseOptions
from bot.rehearsing.playing import rehearse
from bot.rehearsing.staging import Rehearsal

__all__ = ["Rehearsal", "RehearseOptions", "rehearse"]
