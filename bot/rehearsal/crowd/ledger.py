"""What the phones of the crowd saw, noted down as it happened: requests and meetings by pair, bells, numbers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.rehearsal.crowd.kinds import NEWS, Kind
from bot.rehearsal.crowd.vocabulary import Seen, Time

ASKED = frozenset({Kind.SENT, Kind.REQUESTED})
AGREED = frozenset({Kind.AGREED, Kind.MEETING, Kind.CHANGED, Kind.MOVED, Kind.BELL})
COUNTERED = frozenset({Kind.SUGGESTED, Kind.COUNTERED})
ENDS = {
    Kind.DECLINED: "declined", Kind.THEY_DECLINED: "declined",
    Kind.WITHDRAWN: "withdrawn", Kind.THEY_WITHDREW: "withdrawn",
    Kind.EXPIRED: "expired", Kind.NO_ANSWER: "expired", Kind.THEIRS_EXPIRED: "expired",
    Kind.CANCELLED: "cancelled", Kind.THEY_CANCELLED: "cancelled",
}  # fmt: skip
# Two phones hear of the same thing one after the other.
SAME_MOMENT = timedelta(seconds=60)


@dataclass(slots=True)
class Side:
    """The meeting as one phone last showed it."""

    time: Time | None = None
    place: str | None = None
    since: datetime | None = None
    ended_at: datetime | None = None
    bells: list[tuple[datetime, datetime]] = field(default_factory=list)
    """When a bell rang, and for a meeting at what time."""


@dataclass(slots=True)
class Request:
    """One request between two people, and what became of it: open, agreed, declined, withdrawn, expired, cancelled."""

    asker: str
    guest: str
    asked_at: datetime
    state: str = "open"
    was_agreed: bool = False
    countered: bool = False
    sides: dict[str, Side] = field(default_factory=dict)

    def other(self, name: str) -> str:
        """The one across the table."""
        return self.guest if name == self.asker else self.asker

    @property
    def time(self) -> Time | None:
        """The slot shown last on any phone."""
        times = [side for side in self.sides.values() if side.time is not None and side.since is not None]
        return max(times, key=lambda side: side.since or self.asked_at).time if times else None


class Ledger:
    """Notes of everything that the crowd's phones showed. Names are how people tell each other apart."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.kinds: Counter[str] = Counter()
        self.refusals: Counter[str] = Counter()
        self.not_understood: Counter[str] = Counter()
        self.nothing_happened: Counter[str] = Counter()
        self.deeds: Counter[str] = Counter()
        self.problems: Counter[str] = Counter()
        self._by_pair: dict[frozenset[str], Request] = {}
        self._by_name: dict[str, set[str]] = {}

    def between(self, one: str, other: str) -> Request | None:
        """The latest request between two people."""
        return self._by_pair.get(frozenset((one, other)))

    def engaged(self, name: str) -> set[str]:
        """Those with whom somebody has a request or a meeting that has not ended, or had one."""
        return self._by_name.get(name, set())

    def note(self, reader: str, seen: Seen, at: datetime, *, new: bool) -> None:
        """`reader`'s phone shows `seen`: a `new` message, or an old one edited."""
        if new or seen.kind not in NEWS:
            self.kinds[seen.kind.name.lower()] += 1
        if seen.kind is Kind.UNKNOWN:
            self.not_understood[seen.first_line] += 1
        elif seen.kind is Kind.REFUSED:
            self.refusals[seen.first_line] += 1
        elif seen.kind is Kind.FAULT:
            self.problems[f"the bot said: {seen.first_line}"] += 1
        if seen.name is not None:
            self._about(reader, seen.name, seen, at, new=new)

    def _about(self, reader: str, name: str, seen: Seen, at: datetime, *, new: bool) -> None:
        kind = seen.kind
        request = self.between(reader, name)
        if kind in ASKED and (request is None or request.state not in {"open", "agreed"}):
            asker, guest = (reader, name) if kind is Kind.SENT else (name, reader)
            request = self._by_pair[frozenset((reader, name))] = Request(asker, guest, at)
            self.requests.append(request)
            self._by_name.setdefault(reader, set()).add(name)
            self._by_name.setdefault(name, set()).add(reader)
        if request is None:
            if kind in AGREED or kind in ENDS or kind in COUNTERED:
                self.problems[f"{kind.name.lower()} without a request before it"] += 1
            return
        side = request.sides.setdefault(reader, Side())
        if kind in COUNTERED:
            request.countered = True
        elif kind in AGREED:
            self._agreed(request, side, seen, at)
            if kind is Kind.BELL and new and seen.time is not None:
                self._bell(request, side, seen.time, at)
        elif kind in ENDS:
            side.ended_at = side.ended_at or at
            if request.state in {"open", "agreed"}:
                request.state = ENDS[kind]
            elif request.state != ENDS[kind]:
                self.problems[f"a request {request.state} on one phone and {ENDS[kind]} on the other"] += 1

    def _agreed(self, request: Request, side: Side, seen: Seen, at: datetime) -> None:
        if request.state not in {"open", "agreed", "cancelled"}:
            self.problems[f"a meeting agreed after its request was {request.state}"] += 1
        if request.state == "open":
            request.state = "agreed"
        request.was_agreed = True
        if seen.time is None:
            return
        if side.time is None or side.time.starts_at != seen.time.starts_at:
            side.since = at
        side.time, side.place = seen.time, seen.place

    def _bell(self, request: Request, side: Side, time: Time, at: datetime) -> None:
        side.bells.append((at, time.starts_at))
        if side.ended_at is not None and at - side.ended_at > SAME_MOMENT:
            self.problems["a bell rang for a meeting that was cancelled"] += 1
        if at >= time.ends_at:
            self.problems["a bell rang after the meeting"] += 1
