"""A segment: a filter over the attendees of an event. Its conditions are joined by "and"; an empty one is everybody."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from typing import Any, Self

from bot.domain.people import AttendeeType, Mode


class Condition(StrEnum):
    """What a segment can ask for."""

    MODE = "mode"  # in the hall or online: today's on an event day, else on any day
    TYPE = "type"
    COUNTRY = "country"
    LANGUAGE = "language"
    NO_MEETINGS = "no_meetings"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True)
class Segment:
    """Conditions that must all hold; None and False ask for nothing."""

    mode: Mode | None = None
    type: AttendeeType | None = None
    country: str | None = None
    language: str | None = None
    no_meetings: bool = False  # no meeting agreed yet
    unanswered: bool = False  # requests that wait for their answer

    @property
    def everybody(self) -> bool:
        """Whether nothing is asked for."""
        return self == Segment()

    def toggled(self, condition: Condition, value: str | None = None) -> Segment:
        """The segment with one condition switched: the same value again takes it out.

        ValueError when the condition has no such value.
        """
        match condition:
            case Condition.NO_MEETINGS:
                return replace(self, no_meetings=not self.no_meetings)
            case Condition.UNANSWERED:
                return replace(self, unanswered=not self.unanswered)
            case Condition.MODE:
                mode = Mode(value or "")
                return replace(self, mode=None if self.mode is mode else mode)
            case Condition.TYPE:
                kind = AttendeeType(value or "")
                return replace(self, type=None if self.type is kind else kind)
            case Condition.COUNTRY:
                code = _matching(r"[A-Z]{2}", value)
                return replace(self, country=None if self.country == code else code)
            case Condition.LANGUAGE:
                code = _matching(r"[a-z]{2,3}", value)
                return replace(self, language=None if self.language == code else code)

    def to_json(self) -> dict[str, Any]:
        """JSON values only, without what is not asked for."""
        return {name: value for name, value in asdict(self).items() if value}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Self:
        """The segment that ``to_json`` wrote."""
        known = {field.name for field in fields(cls)}
        found = {name: part for name, part in value.items() if name in known}
        if "mode" in found:
            found["mode"] = Mode(found["mode"])
        if "type" in found:
            found["type"] = AttendeeType(found["type"])
        return cls(**found)


def _matching(pattern: str, value: str | None) -> str:
    if value is None or not re.fullmatch(pattern, value):
        raise ValueError("no such code")
    return value
