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
    NOT_CHECKED_IN = "not_checked_in"
    INTERPRETER = "interpreter"
    UNREAD_OF = "unread_of"


@dataclass(frozen=True, slots=True)
class Segment:
    """Conditions that must all hold; None and False ask for nothing."""

    mode: Mode | None = None
    type: AttendeeType | None = None
    country: str | None = None
    language: str | None = None  # that a person uses the bot in
    no_meetings: bool = False  # no meeting agreed yet
    unanswered: bool = False  # requests that wait for their answer
    not_checked_in: bool = False
    interpreter: bool = False  # wished for
    unread_of: int | None = None  # an announcement that they were sent and have not marked as read

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
            case Condition.NOT_CHECKED_IN:
                return replace(self, not_checked_in=not self.not_checked_in)
            case Condition.INTERPRETER:
                return replace(self, interpreter=not self.interpreter)
            case Condition.UNREAD_OF:
                number = int(_matching(r"[0-9]{1,18}", value))
                return replace(self, unread_of=None if self.unread_of == number else number)
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
