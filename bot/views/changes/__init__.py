"""Changes of the event on the screen: everybody's notice, and the organiser's *Change the event*."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.desk import Numbers
from bot.domain.events import Event
from bot.domain.people import Role
from bot.views.changes.refusals import REFUSALS
from bot.views.changes.taps import ChangesAct, ChangesTap, GotItTap, InsteadTap, SeeTap
from bot.views.screens import Button
from bot.views.words import Words

__all__ = ["REFUSALS", "ChangesAct", "ChangesTap", "GotItTap", "InsteadTap", "SeeTap", "desk_buttons"]


def desk_buttons(w: Words, _event: Event, _role: Role, _numbers: Numbers) -> Sequence[Button]:
    """*Change the event*, on the desk's first screen."""
    return (Button(w.plain("🛠 Change the event"), ChangesTap(ChangesAct.OPEN).pack()),)
