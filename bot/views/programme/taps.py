"""What the buttons of the programme say."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from bot.domain.ids import SessionId
from bot.views.taps import Tap


class ProgrammeAct(StrEnum):
    """What a button of the programme does."""

    LIST = "l"
    SHOW = "s"
    JOIN = "j"
    LEAVE = "x"


@dataclass(frozen=True, slots=True)
class ProgrammeTap(Tap):
    """A tap on the programme: which session, or which of the event's days (from 0) and page of it."""

    prefix: ClassVar[str] = "pg"
    act: ProgrammeAct
    session: SessionId | None = None
    day: int = 0
    page: int = 0
