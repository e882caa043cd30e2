"""Times have been found: which meeting takes place where.

Every place of the right kind that is open in a slot will do. Announced meetings that keep their time keep their place,
whatever is fixed stays; the others are put so that people walk little between their meetings of a block: first in
plain Python (:func:`seat`), then in machine code (:func:`bot.domain.timetable.seating.exchanges.exchange`).
"""

from __future__ import annotations

from bot.domain.timetable.seating.links import Links, links
from bot.domain.timetable.seating.nearest import seat
from bot.domain.timetable.seating.pinned import pinned

__all__ = ["Links", "links", "pinned", "seat"]
