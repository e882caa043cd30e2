"""What is asked of the engine, what it tells while it works, and what it hands back. All of it can be pickled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.timetable.capacity import Shortage
from bot.domain.timetable.checking import Numbers
from bot.domain.timetable.problem import Timetable
from bot.domain.timetable.reasons import Reason

SECONDS = 60.0


class Keep(StrEnum):
    """How much of what people were told of may change. What is fixed never does.

    FREE: any announced meeting may get another time, or none where a more important one needs its place.
    FEW: an announced meeting keeps a time, and another one only where that saves more gaps than the move costs.
    ALL: announced meetings keep their time, so that some new ones may find none. Their table may change only where it
    cannot be used any more.

    In all three an announced meeting whose time has become impossible is placed anew like one without a time.
    """

    FREE = "free"
    FEW = "few"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Options:
    """`seconds` and `work` (proposals of the search) are limits, whichever comes first; with neither, 60 seconds.

    With `work` alone the same problem, options and seed give the same timetable on every machine. `only_unplaced`:
    whatever has a time stays there, announced or not.
    """

    seconds: float | None = SECONDS
    work: int | None = None
    seed: int = 1
    keep: Keep = Keep.FREE
    only_unplaced: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the search is. `numbers` are those of the best timetable found. While the search goes on `placed` and
    `gaps` are exact, how the gaps divide into breaks and idle slots is in proportion to the first timetable, and the
    rest is the first timetable's; places are given out at the end, so that `elsewhere` and `walking` are 0.

    `bound`: no timetable with these meetings has fewer gaps (`Numbers.gaps`). `gap`: the share of the gaps above the
    bound that may still be too many: 0.0 when it is proved that there are none, 1.0 in the first one, which comes
    before the search. `placed` of `of` meetings have a time.
    `shortage` is in the first one as in all: how many meetings cannot have a time whatever is done.
    """

    seconds: float
    numbers: Numbers
    bound: int
    gap: float
    placed: int
    of: int
    shortage: Shortage


Tell = Callable[[Progress], bool]  # False: stop, and keep the best


@dataclass(frozen=True, slots=True)
class Solution:
    """A timetable that keeps every hard rule, and is never worse than what of the standing one keeps them.

    `numbers_before` measure the timetable that stood. `reasons`: why each meeting without a time has none. `stopped`:
    somebody asked for an end before the limits, or the proof, were reached.
    """

    table: Timetable
    numbers_before: Numbers
    numbers: Numbers
    bound: int
    reasons: tuple[tuple[int, Reason], ...]
    shortage: Shortage
    seconds: float
    seed: int
    work: int
    stopped: bool

    @property
    def proved(self) -> bool:
        """Whether no timetable with the same meetings has fewer gaps."""
        return self.numbers.gaps <= self.bound


def share_above(gaps: int, bound: int) -> float:
    """The part of `gaps` that is not proved to be needed: 0.0 to 1.0."""
    return max(0, gaps - bound) / gaps if gaps else 0.0
