"""What the buttons about meetings say. Each carries the version of the meeting that it was drawn for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from bot.domain.ids import AttendeeId, MeetingId, SlotId
from bot.domain.meetings import Purpose
from bot.views.taps import Tap


class MeetingAct(StrEnum):
    """What a button under a meeting does."""

    SHOW = "s"
    ACCEPT = "a"  # at the proposed time, at any, or at `slot`
    DECLINE = "d"
    COUNTER = "c"  # choose another time: opens the choice
    WITHDRAW = "w"
    MOVE = "m"  # opens the choice; of a meeting without a time, its first
    TAKE_BACK = "b"  # one's own counter-offer
    ASK_CANCEL = "q"
    CANCEL = "x"
    ASK_CANCEL_ALL = "r"  # a host, of a group
    CANCEL_ALL = "z"
    DESCRIBE = "n"  # what it is for, and a note: opens the question
    WHY = "y"  # declined or cancelled: opens the question
    GOT_IT = "g"


@dataclass(frozen=True, slots=True)
class MeetingTap(Tap):
    """A tap on a meeting."""

    prefix: ClassVar[str] = "mt"
    act: MeetingAct
    meeting: MeetingId
    version: int
    slot: SlotId | None = None


class ChoiceAct(StrEnum):
    """What a button does while a time is being chosen."""

    ANY = "a"
    SLOT = "s"
    DAY = "d"  # show page `page` of the choice
    PURPOSE = "p"  # what it is for: `purpose`; the same once more takes it off
    SKIP_NOTE = "n"
    AS_TIME = "t"  # words typed for a note that read as a time
    AS_NOTE = "w"
    STOP = "x"


@dataclass(frozen=True, slots=True)
class ChoiceTap(Tap):
    """A tap while a time (then a note) is being chosen; what it is for stands in the draft."""

    prefix: ClassVar[str] = "mc"
    act: ChoiceAct
    slot: SlotId | None = None
    page: int = 0
    purpose: Purpose | None = None


@dataclass(frozen=True, slots=True)
class RequestsTap(Tap):
    """A page of the list of open requests."""

    prefix: ClassVar[str] = "rq"
    page: int = 0


@dataclass(frozen=True, slots=True)
class DescribeTap(Tap):
    """What a request is for (None: no longer said); `note` 0 takes the note off."""

    prefix: ClassVar[str] = "md"
    meeting: MeetingId
    purpose: Purpose | None = None
    note: int = 1


@dataclass(frozen=True, slots=True)
class GroupTap(Tap):
    """*Add people*: a page of those who may be asked into a meeting, or (with `who`) asking one."""

    prefix: ClassVar[str] = "mg"
    meeting: MeetingId
    page: int = 0
    who: AttendeeId | None = None
