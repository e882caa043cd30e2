"""What the buttons of event changes say: the organiser's *Change the event*, and everybody's *Got it*."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from bot.views.taps import Tap


class ChangesAct(StrEnum):
    """What a button of *Change the event* does; what `a` and `b` of the tap are stands beside it."""

    OPEN = "o"
    SESSIONS = "s"  # a: the day's number from 0 (none: today's, else the first), b: page
    SESSION = "e"  # a: session
    TIME = "t"  # a: session; asks for the new start
    SHIFT = "h"  # a: session, b: minutes later
    END = "n"  # a: session; asks for the new end
    STARTS_AT = "x"  # a: session, b: minutes since 1970
    ENDS_AT = "z"  # the same
    ROOM = "r"  # a: session; asks
    SPEAKER = "p"  # a: session; asks
    NO_ROOM = "ro"  # a: session
    NO_SPEAKER = "po"  # a: session
    CANCEL_SESSION = "c"  # a: session
    BRING_BACK = "k"  # a: session
    TABLES = "a"  # a: page; asks for numbers too
    TABLE = "i"  # a: place; out of use, or back
    BLOCKS = "b"
    BLOCK = "l"  # a: block
    LONGER = "g"  # a: block
    SHORTER = "u"  # a: block
    LATER = "f"  # a: block, b: minutes later
    BLOCK_END = "m"  # a: block; asks for the new end
    BLOCK_ENDS_AT = "q"  # a: block, b: minutes since 1970
    DO = "y"  # a: which preview


@dataclass(frozen=True, slots=True)
class ChangesTap(Tap):
    """A tap of an organiser who changes the event; the desk opens it by ``ChangesTap(ChangesAct.OPEN)``."""

    prefix: ClassVar[str] = "ch"
    act: ChangesAct
    a: int | None = None
    b: int | None = None


@dataclass(frozen=True, slots=True)
class GotItTap(Tap):
    """*Got it* under a notice of changes."""

    prefix: ClassVar[str] = "cg"
    notice: int


@dataclass(frozen=True, slots=True)
class SeeTap(Tap):
    """A meeting in a notice, to be shown below it: the notice stays as it is."""

    prefix: ClassVar[str] = "cv"
    meeting: int


@dataclass(frozen=True, slots=True)
class InsteadTap(Tap):
    """*Go to the session instead*: the meeting over it is moved, and the session joined again."""

    prefix: ClassVar[str] = "ci"
    notice: int
    session: int
    meeting: int
    version: int
