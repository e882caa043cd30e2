"""What a repair came to."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.timetable.problem import Timetable


@dataclass(frozen=True, slots=True)
class Repaired:
    """A timetable that keeps every rule again, and what had to change for it (meetings by their numbers).

    `kept` how many stand as they did, in time and place. `moved` stood and have another time, `elsewhere` the same time
    at another place, `dropped` stood and have none now. `placed` had no time and have one, `waiting` had none and still
    have none. `seconds` it took, `work` how many things were tried.
    """

    table: Timetable
    kept: int
    moved: tuple[int, ...]
    elsewhere: tuple[int, ...]
    dropped: tuple[int, ...]
    placed: tuple[int, ...]
    waiting: tuple[int, ...]
    seconds: float
    work: int

    @property
    def changed(self) -> tuple[int, ...]:
        """Every meeting that is not where it was, in their order."""
        return tuple(sorted((*self.moved, *self.elsewhere, *self.dropped, *self.placed)))
