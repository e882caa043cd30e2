"""What other features have on the desk's first screen: one line each, below the numbers.

A view module named here has ``desk_buttons(w, event, role, numbers) -> Sequence[Button]``; its buttons stand in a row
of their own (two at most fit a phone). It answers its own taps.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence

from bot.domain.desk import Numbers
from bot.domain.events import Event
from bot.domain.people import Role
from bot.views.screens import Button, Rows
from bot.views.words import Words

# One line a feature, in the order in which they stand.
FEATURES: tuple[str, ...] = ("bot.views.matching", "bot.views.timetable", "bot.views.changes")


def rows(w: Words, event: Event, role: Role, numbers: Numbers) -> Rows:
    """The rows of all of them."""
    found: list[tuple[Button, ...]] = []
    for name in FEATURES:
        buttons: Sequence[Button] = importlib.import_module(name).desk_buttons(w, event, role, numbers)
        if buttons:
            found.append(tuple(buttons))
    return tuple(found)
