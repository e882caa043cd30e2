"""An event in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bot.domain.events import Event, PlaceKind
from bot.domain.ids import SlotId

COUNTRIES_NAMED = 7  # the rest are counted together


@dataclass(frozen=True, slots=True)
class SlotUse:
    """How many meetings sit in one slot, of how many that could."""

    starts_at: datetime
    taken: int
    places: int


@dataclass(frozen=True, slots=True)
class Stats:
    """Everything that is drawn and told; counts of people and of meetings."""

    registered: int = 0
    statuses: Mapping[str, int] = field(default_factory=dict)
    checked_in: int = 0
    reachable: int = 0
    by_day: Sequence[tuple[date, int]] = ()  # registered in all by the end of that day
    by_country: Sequence[tuple[str, int]] = ()  # the most first; "" for all others together
    by_type: Sequence[tuple[str, int]] = ()
    meetings: Mapping[str, int] = field(default_factory=dict)  # by status
    slots: Sequence[SlotUse] = ()
    outcomes: Mapping[str, int] = field(default_factory=dict)  # what comes of meetings, as people say
    without_meeting: int = 0  # registered, and nothing agreed

    @property
    def requests(self) -> int:
        """Every request there ever was."""
        return sum(self.meetings.values())

    @property
    def agreed(self) -> int:
        """Meetings agreed, whatever became of them."""
        return sum(self.meetings.get(status, 0) for status in ("accepted", "scheduled", "held", "missed"))

    @property
    def use(self) -> float:
        """The share of places in slots that is taken, 0 to 1."""
        places = sum(slot.places for slot in self.slots)
        return sum(slot.taken for slot in self.slots) / places if places else 0.0


def over_time(event: Event, moments: Iterable[datetime]) -> list[tuple[date, int]]:
    """How many were registered by the end of each day, from the first registration to the last."""
    days = Counter(event.day_of(moment) for moment in moments)
    if not days:
        return []
    found, total, day = [], 0, min(days)
    while day <= max(days):
        total += days[day]
        found.append((day, total))
        day += timedelta(days=1)
    return found


def most_first(counts: Mapping[str, int], named: int) -> list[tuple[str, int]]:
    """The largest counts first; those beyond `named` together under the empty name."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    rest = sum(number for _, number in ordered[named:])
    return ordered[:named] + ([("", rest)] if rest else [])


def kind_counted(event: Event) -> PlaceKind:
    """What is scarce: the tables, where there are any; virtual rooms else."""
    return PlaceKind.TABLE if any(place.kind is PlaceKind.TABLE for place in event.places) else PlaceKind.ROOM


def slot_use(event: Event, taken: Mapping[SlotId, int]) -> list[SlotUse]:
    """Each slot of the event with how many places of the kind counted are taken in it, in order of time."""
    places = sum(place.kind is kind_counted(event) for place in event.places)
    return [SlotUse(slot.starts_at, taken.get(slot.id, 0), places) for slot in event.slots]
