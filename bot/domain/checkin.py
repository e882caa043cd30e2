"""What somebody is told who scans a table's code: whether this is where they meet next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.ids import AttendeeId, MeetingId, PlaceId, SlotId

SOON = timedelta(minutes=30)  # a meeting this near is the one they are on their way to


@dataclass(frozen=True, slots=True)
class Sitting:
    """One meeting of one attendee, with slot and place, and with whom."""

    meeting_id: MeetingId
    version: int
    slot_id: SlotId
    place_id: PlaceId | None
    starts_at: datetime
    ends_at: datetime
    others: tuple[tuple[AttendeeId, str, str], ...] = ()  # id, name, organisation

    @property
    def names(self) -> tuple[str, ...]:
        """The others by name."""
        return tuple(name for _, name, _ in self.others)


class Spot(StrEnum):
    """How the scanned table and the next meeting go together."""

    RIGHT = "right"  # here, now or soon
    EARLY = "early"  # here, but not soon
    ELSEWHERE = "elsewhere"  # soon, at another place
    LATER = "later"  # nothing soon
    NOTHING = "nothing"  # nothing more


@dataclass(frozen=True, slots=True)
class AtTable:
    """What the scan means; `sitting` is the meeting it is about, None when nothing more comes."""

    spot: Spot
    sitting: Sitting | None = None


def at_table(sittings: Iterable[Sitting], place_id: PlaceId, now: datetime) -> AtTable:
    """A meeting at this table that is on or begins within half an hour goes first, then whatever comes next."""
    ahead = sorted((s for s in sittings if s.ends_at > now), key=lambda s: s.starts_at)
    here = next((s for s in ahead if s.place_id == place_id and s.starts_at - now <= SOON), None)
    if here is not None:
        return AtTable(Spot.RIGHT, here)
    if not ahead:
        return AtTable(Spot.NOTHING)
    first = ahead[0]
    if first.place_id == place_id:
        return AtTable(Spot.EARLY, first)
    return AtTable(Spot.ELSEWHERE if first.starts_at - now <= SOON else Spot.LATER, first)
