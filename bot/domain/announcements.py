"""Announcements: what an organiser sends to a segment, and how far it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from bot.domain.ids import AnnouncementId, EventId, PersonId
from bot.domain.notices import NoticeState
from bot.domain.people import Role
from bot.domain.refusals import Refused
from bot.domain.segments import Segment

MAY_ANNOUNCE = frozenset({Role.OWNER, Role.DESK, Role.HERALD})
PROGRESS_EVERY = timedelta(seconds=3)  # an edit is a message too: more would take from the rate
TEXT_LIMIT = 4096  # Bot API: sendMessage.text
CAPTION_LIMIT = 1024  # Bot API: sendPhoto.caption; paying users may type longer ones than bots may send
LATEST = timedelta(days=366)  # from now; a year mistyped is not kept for a decade


class AnnouncementStatus(StrEnum):
    """Where an announcement stands."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    SENDING = "sending"
    STOPPED = "stopped"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Announcement:
    """What is sent (`screen` as ``Screen.to_json()``), to whom, when. The audience is frozen when sending starts.

    One that was stopped is finished once what was on its way has come back too.
    """

    id: AnnouncementId
    event_id: EventId
    author_id: PersonId
    status: AnnouncementStatus
    screen: dict[str, Any]
    segment: Segment
    read_button: bool
    send_at: datetime | None
    started_at: datetime | None
    finished_at: datetime | None
    audience: int | None
    progress_chat_id: int | None
    progress_message_id: int | None
    progress_at: datetime | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far: every person of the audience is in exactly one of these numbers."""

    sent: int = 0
    unreachable: int = 0
    failed: int = 0
    uncertain: int = 0
    stopped: int = 0
    left: int = 0
    read: int = 0

    @classmethod
    def of(cls, counts: Mapping[NoticeState, int], read: int = 0) -> Progress:
        """The numbers from the notices' states."""
        return cls(
            sent=counts.get(NoticeState.SENT, 0),
            unreachable=counts.get(NoticeState.UNREACHABLE, 0),
            failed=counts.get(NoticeState.DEAD, 0),
            uncertain=counts.get(NoticeState.UNCERTAIN, 0),
            stopped=counts.get(NoticeState.DROPPED, 0),
            left=counts.get(NoticeState.QUEUED, 0) + counts.get(NoticeState.SENDING, 0),
            read=read,
        )

    @property
    def total(self) -> int:
        """The audience."""
        return self.sent + self.unreachable + self.failed + self.uncertain + self.stopped + self.left


def check_may_announce(role: Role | None) -> None:
    """Only organisers of the event announce; ``Refused("organisers_only")`` for anybody else."""
    if role not in MAY_ANNOUNCE:
        raise Refused("organisers_only")


def check_send_time(moment: datetime, now: datetime) -> None:
    """A time to come, a year ahead at most; ``Refused("send_time_past")`` or ``("send_time_far")`` otherwise."""
    if moment <= now:
        raise Refused("send_time_past")
    if moment > now + LATEST:
        raise Refused("send_time_far")


def check_length(text: str, *, with_file: bool) -> None:
    """What Telegram takes, counted as it counts, in UTF-16 units; ``Refused("announcement_too_long")`` otherwise."""
    limit = CAPTION_LIMIT if with_file else TEXT_LIMIT
    length = len(text.encode("utf-16-le", "surrogatepass")) // 2
    if length > limit:
        raise Refused("announcement_too_long", limit=limit, length=length)
