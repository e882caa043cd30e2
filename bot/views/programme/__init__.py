"""The programme on the screen: sessions by day, and one of them with *Join* and *Leave*."""

from __future__ import annotations

from bot.views.programme.refusals import REFUSALS
from bot.views.programme.screens import clash, programme, session_card
from bot.views.programme.taps import ProgrammeAct, ProgrammeTap

__all__ = ["REFUSALS", "ProgrammeAct", "ProgrammeTap", "clash", "programme", "session_card"]
