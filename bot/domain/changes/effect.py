"""What a change means for people, in numbers: shown before it is done, and afterwards."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.changes.diff import Changes


@dataclass(frozen=True, slots=True)
class Effect:
    """Counts of people and meetings; `overruled` says what the desk had set and the file now sets otherwise."""

    changes: Changes
    people: int = 0  # who get one notice each
    new_time: int = 0  # meetings at another time
    new_place: int = 0  # meetings at the same time, elsewhere
    touched: int = 0  # meetings that stay, with another end, zone or link
    choose: int = 0  # meetings for which both sides choose anew
    requests: int = 0  # open requests whose time is gone: for any time now
    joined: int = 0  # people who joined a session that changes
    left: int = 0  # of them, those who are taken out of it for a meeting at that time
    overruled: tuple[str, ...] = ()
