"""Announcements: what an organiser sends to a segment, and how far it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Self

from bot.domain.ids import AnnouncementId, EventId, PersonId
from bot.domain.notices import NoticeState
from bot.domain.people import Role
from bot.domain.refusals import Refused
from bot.domain.segments import Segment

MAY_ANNOUNCE = frozenset({Role.OWNER, Role.DESK, Role.HERALD})
PROGRESS_EVERY = timedelta(seconds=3)  # an edit is a message too: more would take from the rate
TEXT_LIMIT = 4096  # Bot API: sendMessage.text
MARKS_LIMIT = 100  # Bot API: formatted pieces ("entities") of one message; what goes beyond is lost without a word
CAPTION_LIMIT = 1024  # Bot API: sendPhoto.caption; paying users may type longer ones than bots may send
LATEST = timedelta(days=366)  # from now; a year mistyped is not kept for a decade
LATE = timedelta(minutes=10)  # a scheduled one that begins later than this is late: it does not go out into the night
ENGLISH = "en"  # what people get whose language an announcement is not written in


class AnnouncementStatus(StrEnum):
    """Where an announcement stands."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    SENDING = "sending"
    STOPPED = "stopped"
    DONE = "done"


class AtNight(StrEnum):
    """What happens in the quiet hours. Whoever has night in a zone of their own is spared the sound but by NOW."""

    WAIT = "wait"  # it does not begin in the event's quiet hours
    SILENT = "silent"  # it may, and makes no sound
    NOW = "now"  # it may, and is heard


@dataclass(frozen=True, slots=True)
class Announcement:
    """What is sent (`screen` as ``Screen.to_json()``), to whom, when. The audience is frozen when sending starts.

    One that was stopped is finished once what was on its way has come back too. `versions` holds its further
    languages, each a whole screen; `revision` rises with every correction of one that is on its way or was sent.
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
    language: str = ENGLISH  # of `screen`
    versions: dict[str, dict[str, Any]] = field(default_factory=dict)
    at_night: AtNight = AtNight.WAIT
    revision: int = 1
    corrected_at: datetime | None = None

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it is written in, the main one first."""
        return (self.language, *sorted(code for code in self.versions if code != self.language))

    def language_for(self, reader: str) -> str:
        """Which of its languages somebody reads who uses the bot in `reader`: theirs, else English, else the main."""
        return next((code for code in (reader, ENGLISH) if code in self.languages), self.language)

    def screen_in(self, code: str) -> dict[str, Any]:
        """The screen of one of its languages; the main one's for any other."""
        return self.screen if code == self.language else self.versions.get(code, self.screen)

    def with_screen(self, code: str, screen: dict[str, Any]) -> Self:
        """The same with one language written anew, or a language more."""
        if code == self.language:
            return replace(self, screen=screen)
        return replace(self, versions={**self.versions, code: screen})

    @property
    def waits(self) -> bool:
        """Whether it is still to be sent: its words, its segment and its time are open."""
        return self.status in {AnnouncementStatus.DRAFT, AnnouncementStatus.SCHEDULED}

    @property
    def out(self) -> bool:
        """Whether sending has begun, whatever became of it: what was delivered can be corrected."""
        return not self.waits and self.audience is not None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far: every person of the audience is in exactly one of the numbers before `read`.

    The last three count the delivered messages that the newest correction changes: changed, still to be changed, and
    no longer to be changed (deleted, or their reader is gone).
    """

    sent: int = 0
    unreachable: int = 0
    failed: int = 0
    uncertain: int = 0
    stopped: int = 0
    left: int = 0
    read: int = 0
    corrected: int = 0
    correcting: int = 0
    uncorrected: int = 0

    @classmethod
    def of(
        cls, counts: Mapping[NoticeState, int], read: int = 0, corrections: Mapping[NoticeState, int] | None = None
    ) -> Progress:
        """The numbers from the states of the notices, and from those of the corrections."""
        edits = corrections or {}
        changed = edits.get(NoticeState.SENT, 0)
        open_ = edits.get(NoticeState.QUEUED, 0) + edits.get(NoticeState.SENDING, 0)
        return cls(
            sent=counts.get(NoticeState.SENT, 0),
            unreachable=counts.get(NoticeState.UNREACHABLE, 0),
            failed=counts.get(NoticeState.DEAD, 0),
            uncertain=counts.get(NoticeState.UNCERTAIN, 0),
            stopped=counts.get(NoticeState.DROPPED, 0),
            left=counts.get(NoticeState.QUEUED, 0) + counts.get(NoticeState.SENDING, 0),
            read=read,
            corrected=changed,
            correcting=open_,
            uncorrected=sum(edits.values()) - changed - open_,
        )

    @property
    def under_way(self) -> bool:
        """Whether anything still changes by itself."""
        return bool(self.left or self.correcting)

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


def check_marks(number: int) -> None:
    """At most :data:`MARKS_LIMIT` formatted pieces; ``Refused("announcement_too_formatted")`` otherwise."""
    if number > MARKS_LIMIT:
        raise Refused("announcement_too_formatted", limit=MARKS_LIMIT, number=number)


def check_correctable(found: Announcement, revision: int | None = None) -> None:
    """Only what has begun to go out is corrected: ``Refused("announcement_not_sent")`` otherwise.

    `revision` is the one that the correction was written for; ``Refused("correction_overtaken")`` when somebody has
    corrected it since.
    """
    if not found.out:
        raise Refused("announcement_not_sent")
    if revision is not None and revision != found.revision:
        raise Refused("correction_overtaken")
