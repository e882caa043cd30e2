"""What the engine was asked for, and proposes to the organisers: a timetable, a repair, a set of matches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from bot.domain.events import Event
from bot.domain.ids import AttendeeId, EventId, PersonId, ProposalId
from bot.domain.meetings import Meeting, Party

PROGRESS_EVERY = timedelta(seconds=3)  # an edit is a message too: more would take from the rate
SECONDS = 60  # that a timetable asked for in the chat is worked on


class Matter(StrEnum):
    """What it is about."""

    TIMETABLE = "timetable"
    REPAIR = "repair"
    MATCHES = "matches"


class Stage(StrEnum):
    """Where it stands."""

    WAITING = "waiting"  # asked for
    RUNNING = "running"  # somebody works on it
    READY = "ready"  # to be looked at, and published or dropped
    FAILED = "failed"
    PUBLISHING = "publishing"
    PUBLISHED = "published"
    DROPPED = "dropped"


UNDER_WAY = frozenset({Stage.WAITING, Stage.RUNNING, Stage.PUBLISHING})


@dataclass(frozen=True, slots=True)
class Proposal:
    """One of them. `progress` is the best so far and, when it is ready, the numbers; the `result` itself (which meeting
    goes where) is large and read only where it is needed.
    """

    id: ProposalId
    event_id: EventId
    kind: Matter
    status: Stage
    made_at: datetime
    made_by_id: PersonId | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    progress: Mapping[str, Any] = field(default_factory=dict)
    reason: str | None = None
    started_at: datetime | None = None
    stop_at: datetime | None = None
    ready_at: datetime | None = None
    settled_at: datetime | None = None
    owner: str | None = None
    lease_until: datetime | None = None
    chat_id: int | None = None
    message_id: int | None = None
    shown_at: datetime | None = None

    @property
    def under_way(self) -> bool:
        """Whether it is still being worked on."""
        return self.status in UNDER_WAY


@dataclass(frozen=True, slots=True)
class Stock:
    """What there is to be placed, and where: meetings without and with a time, times ahead, tables and rooms."""

    waiting: int
    scheduled: int
    slots: int
    tables: int
    rooms: int

    @property
    def meetings(self) -> int:
        """All that are agreed."""
        return self.waiting + self.scheduled

    @property
    def room_for(self) -> int:
        """How many meetings there are places for, if all could be used."""
        return self.slots * (self.tables + self.rooms)


@dataclass(frozen=True, slots=True)
class Standing:
    """A proposal as it stands, with its event; `since`: meetings that have changed since it was worked out."""

    event: Event
    proposal: Proposal
    since: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list: a meeting as it is, who is in it, and what is proposed (`move`) or why not (`reason`)."""

    meeting: Meeting
    parties: Mapping[AttendeeId, Party]
    move: tuple[int, int] | None = None  # slot and place
    reason: str | None = None
    about: tuple[AttendeeId, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a list of a proposal."""

    standing: Standing
    entries: tuple[Entry, ...]
    total: int
    page: int
    pages: int
