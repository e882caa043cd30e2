"""Somebody comes later, leaves earlier, or does not come: which meeting times they miss."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from bot.domain.events import Event, Slot
from bot.domain.ids import SlotId

GRACE = timedelta(minutes=5)  # a meeting that begins so little before somebody comes waits for them


class Why(StrEnum):
    """What was said about somebody."""

    LATE = "late"  # here at `at`
    LEAVES = "leaves"  # gone at `at`
    DAY = "day"  # not here on the day of `at`
    WHOLE = "whole"  # not at the event at all


@dataclass(frozen=True, slots=True)
class Absence:
    """What was said, and the moment that belongs to it."""

    why: Why
    at: datetime

    def to_json(self) -> dict[str, Any]:
        """As it is kept."""
        return {"why": self.why.value, "at": self.at.isoformat()}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Absence:
        """As :meth:`to_json` kept it."""
        return cls(Why(kept["why"]), datetime.fromisoformat(kept["at"]))


def missed(event: Event, absence: Absence, now: datetime) -> tuple[Slot, ...]:
    """The slots ahead that somebody misses; being late or leaving is said about one day of the event."""
    ahead = [slot for slot in event.slots if slot.starts_at > now]
    day = event.day_of(absence.at)
    match absence.why:
        case Why.WHOLE:
            return tuple(ahead)
        case Why.DAY:
            return tuple(s for s in ahead if event.day_of(s.starts_at) == day)
        case Why.LATE:
            return tuple(s for s in ahead if event.day_of(s.starts_at) == day and s.starts_at + GRACE < absence.at)
        case Why.LEAVES:
            return tuple(s for s in ahead if event.day_of(s.starts_at) == day and s.ends_at > absence.at)


def day_ahead(event: Event, now: datetime) -> tuple[Slot, ...]:
    """The slots ahead of the next day that has any: today's, as long as there are some."""
    ahead = sorted((slot for slot in event.slots if slot.starts_at > now), key=lambda slot: slot.starts_at)
    return tuple(slot for slot in ahead if event.day_of(slot.starts_at) == event.day_of(ahead[0].starts_at))


def arrival(event: Event, seats: Iterable[SlotId], minutes: int, now: datetime) -> datetime | None:
    """When somebody comes who is late by so many minutes: counted from their next meeting of the day, or without one
    from the next time at which they could have one. None: there are no times ahead.
    """
    day = day_ahead(event, now)
    sitting = set(seats)
    due = [slot for slot in day if slot.id in sitting] or day
    return due[0].starts_at + timedelta(minutes=minutes) if due else None


def comes_no_more(event: Event, absence: Absence, now: datetime) -> bool:
    """No time is left for them: what they had agreed cannot be at another. Where no time is ahead for anybody, nobody
    misses any.
    """
    ahead = sum(slot.starts_at > now for slot in event.slots)
    return bool(ahead) and len(missed(event, absence, now)) == ahead
