"""Words on a screen and what they mean to somebody who reads it: kinds of screens, keys, times and places."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Any
from zoneinfo import ZoneInfo

Json = dict[str, Any]
# Marks that keep a right-to-left name in its place in a sentence.
_ISOLATES = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069\u200e\u200f"))


class Kind(Enum):
    """What a screen is about."""

    UNKNOWN = auto()
    REFUSED = auto()
    FAULT = auto()
    OVERTAKEN = auto()
    NOT_UNDERSTOOD = auto()
    OLD_BUTTON = auto()
    STOPPED = auto()
    MENU = auto()
    NOT_IN = auto()
    WAITING_LIST = auto()
    EVENTS = auto()
    CONSENT = auto()
    NO_CONSENT = auto()
    CLOSED = auto()
    HALF_WAY = auto()
    ASK_NAME = auto()
    ASK_ORGANISATION = auto()
    ASK_TYPE = auto()
    ASK_COUNTRY = auto()
    ASK_MODE = auto()
    ASK_TOPICS = auto()
    SUMMARY = auto()
    REGISTERED = auto()
    PEOPLE = auto()
    NOBODY = auto()
    FILTER = auto()
    SEARCH = auto()
    PERSON = auto()
    CHOOSE_TIME = auto()
    NO_COMMON_TIME = auto()
    CONFIRM_TIME = auto()
    ASK_NOTE = auto()
    REQUESTS = auto()
    AGENDA = auto()
    CALENDAR = auto()
    LANGUAGES = auto()
    LANGUAGE_SET = auto()
    HELP = auto()
    PROFILE = auto()
    PRIVACY = auto()
    # A meeting as it stands, in answer to one's own tap.
    SENT = auto()
    SUGGESTED = auto()
    MOVED = auto()
    AWAITED = auto()
    MEETING = auto()
    TIME_GONE = auto()
    ASK_CANCEL = auto()
    ASK_CANT_COME = auto()
    DECLINED = auto()
    WITHDRAWN = auto()
    EXPIRED = auto()
    CANCELLED = auto()
    OVER = auto()
    # News: comes by itself.
    REQUESTED = auto()
    COUNTERED = auto()
    NUDGED = auto()
    AGREED = auto()
    THEY_DECLINED = auto()
    THEY_WITHDREW = auto()
    NO_ANSWER = auto()
    THEIRS_EXPIRED = auto()
    CHANGED = auto()
    TIME_LOST = auto()
    THEY_CANCELLED = auto()
    BELL = auto()
    SESSION_BELL = auto()
    THEY_COME = auto()
    THEY_ARE_LATE = auto()
    DIGEST = auto()
    MOVED_UP = auto()


NEWS = frozenset(kind for kind in Kind if Kind.REQUESTED.value <= kind.value <= Kind.MOVED_UP.value)
"""What comes by itself, as against the answer to a tap."""


class Key(Enum):
    """What a button does."""

    OTHER = auto()
    AGREE = auto()
    DISAGREE = auto()
    REGISTER = auto()
    REGISTER_AFTER_ALL = auto()
    CONTINUE = auto()
    KEEP = auto()
    BACK = auto()
    HALL = auto()
    ONLINE = auto()
    AWAY = auto()
    HALL_ALWAYS = auto()
    ONLINE_ALWAYS = auto()
    DONE = auto()
    EDIT_ORGANISATION = auto()
    FILTER_TYPE = auto()
    FILTER_COUNTRY = auto()
    FILTER_TOPIC = auto()
    FILTER_MODE = auto()
    ANY = auto()
    SEARCH = auto()
    SHOW_ALL = auto()
    PREVIOUS = auto()
    NEXT = auto()
    PAGE = auto()
    PERSON = auto()
    REQUEST = auto()
    BACK_TO_LIST = auto()
    ANY_TIME = auto()
    SLOT = auto()
    OTHER_DAY = auto()
    YES_THIS_TIME = auto()
    ALL_TIMES = auto()
    NO_NOTE = auto()
    STOP = auto()
    ACCEPT = auto()
    DECLINE = auto()
    ANOTHER_TIME = auto()
    WITHDRAW = auto()
    MOVE = auto()
    CANCEL = auto()
    YES_CANCEL = auto()
    NO_KEEP = auto()
    GOT_IT = auto()
    ASK_AGAIN = auto()
    TO_ANSWER = auto()
    AWAITED = auto()
    ON_MY_WAY = auto()
    LATE = auto()
    CANT_COME = auto()
    CALENDAR = auto()
    MENU = auto()
    PEOPLE = auto()
    REQUESTS = auto()
    AGENDA = auto()
    PROFILE = auto()
    HELP = auto()
    LANGUAGE = auto()
    TIMEZONE = auto()
    PRIVACY = auto()
    EVENTS = auto()
    ENGLISH = auto()
    OTHER_LANGUAGE = auto()


@dataclass(frozen=True, slots=True)
class Button:
    """A button as a thumb finds it; `name` is the person on it, if it names one."""

    key: Key
    label: str
    row: int
    column: int
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Time:
    """A meeting's time, as the event's clock shows it."""

    starts_at: datetime
    ends_at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A screen as somebody understands it. `toast`: a word over the screen, without buttons."""

    kind: Kind
    text: str
    message_id: int = 0
    name: str | None = None
    time: Time | None = None
    place: str | None = None
    buttons: tuple[Button, ...] = ()
    toast: bool = False

    def key(self, *keys: Key) -> Button | None:
        """The first button that does one of these."""
        return next((button for key in keys for button in self.buttons if button.key is key), None)

    def all(self, key: Key) -> list[Button]:
        """Every button that does this."""
        return [button for button in self.buttons if button.key is key]

    @property
    def first_line(self) -> str:
        """What stands on top."""
        return self.text.strip().split("\n", 1)[0][:120]


@dataclass(frozen=True)
class Vocabulary:
    """The words of one language, as regular expressions.

    Attributes:
        screens: kind and what is found in its text, most telling first; a group `name` is the person it is about.
        keys: what a button does and what its whole label is; a group `name` is the person on it.
        toasts: refusals and words of comfort that may stand over or in place of a screen.
        time: groups `day`, `starts`, `ends` (as the event's clock shows them).
        place: group `place`, a table or a room.
        months: names as they stand in `day`, January first.
    """

    screens: Sequence[tuple[Kind, re.Pattern[str]]]
    keys: Sequence[tuple[Key, re.Pattern[str]]]
    toasts: Sequence[re.Pattern[str]]
    time: re.Pattern[str]
    place: re.Pattern[str]
    months: Mapping[str, int]

    def read(self, message: Json, zone: ZoneInfo, year: int) -> Seen:
        """What a message of the bot says."""
        text = str(message.get("text") or message.get("caption") or "").translate(_ISOLATES)
        kind, name = self._kind(text)
        place = self.place.search(text)
        return Seen(
            kind,
            text,
            message["message_id"],
            name,
            self._time(text, zone, year),
            place["place"] if place else None,
            self.buttons(message),
        )

    def read_toast(self, text: str) -> Seen:
        """What a word over the screen says."""
        text = text.translate(_ISOLATES)
        known = any(pattern.search(text) for pattern in self.toasts)
        return Seen(Kind.REFUSED if known else Kind.UNKNOWN, text, toast=True)

    def buttons(self, message: Json) -> tuple[Button, ...]:
        """The buttons under a message."""
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        return tuple(
            self._button(str(button["text"]).translate(_ISOLATES), row, column)
            for row, buttons in enumerate(rows)
            for column, button in enumerate(buttons)
        )

    def _button(self, label: str, row: int, column: int) -> Button:
        for key, pattern in self.keys:
            found = pattern.fullmatch(label)
            if found:
                return Button(key, label, row, column, found.groupdict().get("name"))
        return Button(Key.OTHER, label, row, column)

    def _kind(self, text: str) -> tuple[Kind, str | None]:
        for kind, pattern in self.screens:
            found = pattern.search(text)
            if found:
                return kind, found.groupdict().get("name")
        if any(pattern.search(text) for pattern in self.toasts):
            return Kind.REFUSED, None
        return Kind.UNKNOWN, None

    def _time(self, text: str, zone: ZoneInfo, year: int) -> Time | None:
        found = self.time.search(text)
        if found is None:
            return None
        month = next((number for name, number in self.months.items() if name in found["day"]), None)
        number = re.search(r"\d+", found["day"])
        if month is None or number is None:
            return None

        def at(clock: str) -> datetime:
            hour, minute = clock.split(":")
            return datetime(year, month, int(number[0]), int(hour), int(minute), tzinfo=zone)

        return Time(at(found["starts"]), at(found["ends"]), f"{found['day']} {found['starts']}")
