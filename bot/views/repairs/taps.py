"""What the buttons about somebody who is late or away say."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from bot.views.taps import Tap


class RepairAct(StrEnum):
    """What a button of the desk does; what `a` and `b` are stands beside it."""

    ASK = "a"  # a: attendee
    LATE = "l"  # a: attendee, b: minutes
    COMES = "c"  # a: attendee, b: the moment, in minutes since 1970
    ASK_LEAVES = "q"  # a: attendee
    LEAVES = "e"  # a: attendee, b: the moment
    DAY = "d"  # a: attendee; not coming on the next day that has times ahead
    WHOLE = "w"  # a: attendee; not coming at all
    FREE = "f"  # a: attendee; here after all
    LOOK = "k"  # a: repair
    DO = "y"  # a: repair
    LEAVE = "x"  # a: repair


@dataclass(frozen=True, slots=True)
class RepairTap(Tap):
    """A tap of the desk; a participant's card opens it by ``RepairTap(RepairAct.ASK, attendee)``."""

    prefix: ClassVar[str] = "rp"
    act: RepairAct
    a: int | None = None
    b: int | None = None


class AwayAct(StrEnum):
    """What somebody says about themselves."""

    ASK = "a"
    ASK_LEAVES = "q"
    COMES = "c"  # at: the moment, in minutes since 1970
    LEAVES = "e"


@dataclass(frozen=True, slots=True)
class AwayTap(Tap):
    """*I come later*, *I leave earlier* under /availability."""

    prefix: ClassVar[str] = "ra"
    act: AwayAct
    at: int | None = None
