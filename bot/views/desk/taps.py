"""What the desk's buttons say. Role and event are checked on every press; the ids only name things."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from bot.domain.desk import Group
from bot.domain.ids import AttendeeId, MeetingId, PlaceId, SlotId
from bot.views.taps import Tap


class DeskAct(StrEnum):
    """Where a button of the desk leads."""

    NUMBERS = "n"
    TYPES = "t"
    COUNTRIES = "k"
    PEOPLE = "p"  # a list: `group`, `value`
    SEARCH = "s"  # a name is asked for
    CARD = "c"
    MEETINGS = "m"  # the day's: `value` is a status, or "now"
    REQUESTS = "r"  # unanswered
    UNPLACED = "l"
    UNCONFIRMED = "u"
    TABLES = "f"
    TOLD = "d"  # the desk has told them what changed
    CHANGED = "w"  # what changed for them
    ASK_FOR = "a"  # a meeting for them: whom with?
    PRINT = "g"  # their agenda as a file
    PRINT_ALL = "h"  # everybody's without Telegram
    AS_TEXT = "x"
    TABLE_CODES = "q"
    ASK_REMOVE = "e"  # somebody without Telegram
    REMOVE = "z"


@dataclass(frozen=True, slots=True)
class DeskTap(Tap):
    """A tap on the desk's screens."""

    prefix: ClassVar[str] = "dk"
    act: DeskAct
    who: AttendeeId | None = None
    page: int = 0
    group: Group | None = None
    value: str | None = None


class OfficeAct(StrEnum):
    """What the desk does with a meeting."""

    SHOW = "s"
    ACCEPT = "a"
    DECLINE = "d"
    WITHDRAW = "w"
    TIMES = "t"  # choose a time: to accept at, to place in, to move to
    SLOT = "o"
    TABLES = "b"  # choose a table: in `slot`, or where the meeting is
    TABLE = "c"
    ASK_CANCEL = "q"
    CANCEL = "x"
    TOLD = "k"  # `of` knows of the change
    ASK_ADD = "g"  # a name is asked for: one more person
    ADD = "i"  # `of` is asked into the meeting


@dataclass(frozen=True, slots=True)
class OfficeTap(Tap):
    """A tap of the desk on a meeting; `of` is the participant whose card it was reached from."""

    prefix: ClassVar[str] = "da"
    act: OfficeAct
    meeting: MeetingId
    version: int
    of: AttendeeId | None = None
    slot: SlotId | None = None
    place: PlaceId | None = None
    page: int = 0


class AskAct(StrEnum):
    """Asking for a meeting between two participants."""

    WITH = "w"  # this one
    SLOT = "s"  # at this time; none: any that suits both


@dataclass(frozen=True, slots=True)
class AskTap(Tap):
    """The desk asks `two` for a meeting on behalf of `one`."""

    prefix: ClassVar[str] = "dr"
    act: AskAct
    one: AttendeeId
    two: AttendeeId
    slot: SlotId | None = None
    page: int = 0


class AddAct(StrEnum):
    """Adding a participant who has no Telegram."""

    BEGIN = "b"
    TYPE = "t"
    COUNTRY = "k"
    MODES = "m"
    LANGUAGE = "l"
    DONE = "d"  # with the languages
    SKIP = "s"  # this question
    BACK = "z"
    SAVE = "y"
    STOP = "x"


@dataclass(frozen=True, slots=True)
class AddTap(Tap):
    """A tap while a participant is being added; what was answered stands in the draft."""

    prefix: ClassVar[str] = "dn"
    act: AddAct
    value: str | None = None
