"""What the buttons of *Timetable* say. Role and event are checked on every press; the ids only name things."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from bot.domain.ids import AttendeeId, MeetingId, ProposalId
from bot.views.taps import Tap


class PlanAct(StrEnum):
    """What a button does; those after START name a proposal."""

    OPEN = "o"  # what there is, or what is under way
    CHOOSE = "c"  # another choice of what may move
    START = "s"
    LOOK = "l"
    STOP = "x"  # and keep the best so far
    MOVERS = "m"
    UNPLACED = "u"
    ASK_PUBLISH = "a"
    PUBLISH = "p"
    DISCARD = "d"


@dataclass(frozen=True, slots=True)
class PlanTap(Tap):
    """A tap on the timetable's screens. `choice` is what may move: ``new``, or a :class:`Keep`."""

    prefix: ClassVar[str] = "tt"
    act: PlanAct
    id: ProposalId | None = None
    page: int = 0
    choice: str | None = None


class PinAct(StrEnum):
    """What the desk says about one meeting."""

    PIN = "p"
    UNPIN = "u"
    MUST = "m"
    LIKE_OTHERS = "o"


@dataclass(frozen=True, slots=True)
class PinTap(Tap):
    """A tap under a meeting on the desk; `of` is the participant whose card it was reached from."""

    prefix: ClassVar[str] = "tp"
    act: PinAct
    meeting: MeetingId
    of: AttendeeId | None = None
