"""The organisers' timetable on the screen."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.desk import Numbers
from bot.domain.events import Event
from bot.domain.people import Role
from bot.views.screens import Button
from bot.views.timetable.lists import movers, unplaced
from bot.views.timetable.opening import CHOICES, NEW, opening
from bot.views.timetable.pinning import meeting_buttons
from bot.views.timetable.refusals import REFUSALS
from bot.views.timetable.standing import standing, sure_to_publish
from bot.views.timetable.taps import PinAct, PinTap, PlanAct, PlanTap
from bot.views.words import Words

__all__ = [
    "CHOICES",
    "NEW",
    "REFUSALS",
    "PinAct",
    "PinTap",
    "PlanAct",
    "PlanTap",
    "desk_buttons",
    "meeting_buttons",
    "movers",
    "opening",
    "standing",
    "sure_to_publish",
    "unplaced",
]


def desk_buttons(w: Words, _event: Event, _role: Role, numbers: Numbers) -> Sequence[Button]:
    """*Timetable*, on the desk's first screen, with how many meetings wait for a time."""
    label = w.plain("🧩 Timetable")
    if numbers.unplaced:
        label = w.count("🧩 Timetable ({n} without a time)", "🧩 Timetable ({n} without a time)", numbers.unplaced)
    return (Button(label, PlanTap(PlanAct.OPEN).pack()),)
