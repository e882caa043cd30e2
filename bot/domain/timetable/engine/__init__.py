"""The engine for events of any size: a first timetable, annealing over Kempe chains, and bounds.

- `construct(problem, *, seed=0, start=None, order=None) -> slots`: keeps what of `start` keeps the rules, then places
  the rest in `order` (meetings; default: by priority, shuffled by `seed`). None for a meeting that found no slot; none
  of a higher priority is left out where turning out lower ones would help.
- `improve(problem, slots, *, seed=0, work=None, seconds=None, move_cost=0, fair=True, tell=None) -> slots`: fewer gaps
  (3 x breaks + idle slots), then less unfairness, then fewer moves of announced meetings. What has no slot gets none.
  `move_cost`: idle slots that one more announced meeting at another time must save to be worth it.
  `work`: proposals; the same seed and work give the same slots. `seconds`: stops then; both: whatever comes first.
  `tell(best, done) -> bool` is called several times a second with the 3 x breaks + idle of the best so far and the
  share of the work done (0 to 1); False stops it, and the best is returned.
- `bounds(problem) -> Bounds(breaks, idle, gaps)`: no timetable in which every meeting is placed has less.

Slots are one number or None a meeting, as in `Timetable.slots`; places are not looked at one by one here, only how
many of a kind there are in a slot. `Engine(problem)` keeps a problem's arrays between calls and has the same methods.

numpy and numba are imported when something is called. The first call of a fresh installation compiles the kernels
(some seconds; `python -m bot.domain.timetable.engine.warm` does it beforehand).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.timetable.problem import Problem

if TYPE_CHECKING:
    from bot.domain.timetable.engine.improving import Engine as Engine

Slots = tuple[int | None, ...]
Tell = Callable[[int, float], bool]

__all__ = ["Bounds", "Slots", "Tell", "bounds", "construct", "improve", "prepared"]


@dataclass(frozen=True, slots=True)
class Bounds:
    """What all people together have at least, in any timetable with every meeting; `gaps` = 3 x breaks + idle."""

    breaks: int
    idle: int
    gaps: int


def prepared(problem: Problem) -> Engine:
    """An engine with the problem's arrays, for several calls."""
    from bot.domain.timetable.engine.improving import Engine  # noqa: PLC0415

    return Engine(problem)


def construct(
    problem: Problem, *, seed: int = 0, start: Sequence[int | None] | None = None, order: Sequence[int] | None = None
) -> Slots:
    """A first timetable; see the module."""
    return prepared(problem).construct(seed=seed, start=start, order=order)


def improve(
    problem: Problem,
    slots: Sequence[int | None],
    *,
    seed: int = 0,
    work: int | None = None,
    seconds: float | None = None,
    move_cost: float = 0,
    fair: bool = True,
    tell: Tell | None = None,
) -> Slots:
    """A better timetable; see the module. Raises ValueError if `slots` breaks a hard rule."""
    return prepared(problem).improve(
        slots, seed=seed, work=work, seconds=seconds, move_cost=move_cost, fair=fair, tell=tell
    )


def bounds(problem: Problem) -> Bounds:
    """Least breaks and idle slots; see the module."""
    from bot.domain.timetable.engine.lower_bounds import least  # noqa: PLC0415

    return least(problem)
