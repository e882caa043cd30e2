"""Words on a screen and what they mean to somebody who reads it, with the times and places in them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.rehearsal.crowd.kinds import Key, Kind

Json = dict[str, Any]
MOST_LABELS = 20_000  # remembered: the same few are read again and again
# Marks that keep a right-to-left name in its place in a sentence.
_ISOLATES = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069\u200e\u200f"))


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
    _labels: dict[str, tuple[Key, str | None]] = field(default_factory=dict, repr=False)

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
        known = self._labels.get(label)
        if known is None:
            if len(self._labels) > MOST_LABELS:
                self._labels.clear()
            known = self._labels[label] = self._key(label)
        return Button(known[0], label, row, column, known[1])

    def _key(self, label: str) -> tuple[Key, str | None]:
        for key, pattern in self.keys:
            found = pattern.fullmatch(label)
            if found:
                return key, found.groupdict().get("name")
        return Key.OTHER, None

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
