"""Changes of the event on the screen: everybody's notice, and the organiser's *Change the event*."""

from __future__ import annotations

from bot.views.changes.refusals import REFUSALS
from bot.views.changes.taps import ChangesAct, ChangesTap, GotItTap, InsteadTap

__all__ = ["REFUSALS", "ChangesAct", "ChangesTap", "GotItTap", "InsteadTap"]
