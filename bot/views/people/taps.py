"""What the buttons of the people list say. The list's page and filters ride on every button, so *Back* keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from bot.domain.ids import AttendeeId, SlotId, TopicId
from bot.domain.people import AttendeeType, Mode, PeopleFilter
from bot.views.taps import Tap


@dataclass(frozen=True, slots=True)
class RequestTap(Tap):
    """*Request a meeting* on somebody's card; with `slot` that time is chosen already."""

    prefix: ClassVar[str] = "mr"
    guest: AttendeeId
    slot: SlotId | None = None


class PeopleAct(StrEnum):
    """What a button of the list or the card does."""

    LIST = "l"
    CARD = "c"
    TYPES = "t"
    COUNTRIES = "k"
    TOPICS = "o"
    MODES = "m"
    LANGUAGES = "g"
    SEARCH = "s"


@dataclass(frozen=True, slots=True)
class PeopleTap(Tap):
    """A tap on the list: what to do, whose card, and which page under which filters it belongs to."""

    prefix: ClassVar[str] = "pp"
    act: PeopleAct
    who: AttendeeId | None = None
    page: int = 0
    type: AttendeeType | None = None
    country: str | None = None
    topic: TopicId | None = None
    mode: Mode | None = None
    searched: int = 0  # 1: the words typed last (kept with the conversation) filter too
    language: str | None = None
    free: int = 0  # 1: only those who share a free slot with the reader

    def wanted(self, text: str | None) -> PeopleFilter:
        """The filter it stands for; `text` is what was typed into the search last."""
        return PeopleFilter(
            type=self.type,
            country=self.country,
            topic_id=self.topic,
            mode=self.mode,
            language=self.language,
            free=bool(self.free),
            text=text if self.searched else None,
        )
