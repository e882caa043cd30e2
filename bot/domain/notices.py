"""What is owed to a phone: lanes, kinds, and the notice itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any

from bot.domain.ids import AnnouncementId, EventId, MeetingId, PersonId


class Lane(IntEnum):
    """Who goes first. A lower lane never waits for a higher one."""

    REPLY = 0
    BELL = 1  # bells and changes
    NUDGE = 2  # nudges and digests
    ANNOUNCEMENT = 3


class NoticeState(StrEnum):
    """Where a notice stands; all but the first two are final."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DROPPED = "dropped"  # no longer owed or no longer useful; `reason` says which
    UNREACHABLE = "unreachable"  # the person blocked the bot or left Telegram
    UNCERTAIN = "uncertain"  # accepted perhaps, its answer lost; not sent again
    DEAD = "dead"  # refused for good or out of attempts; kept and visible


class Action(StrEnum):
    """What is to be done on the phone."""

    SEND = "send"  # text, photo or document, by what the screen holds
    EDIT = "edit"
    DELETE = "delete"
    MENU = "menu"  # the chat's list of commands, in the language and for the role that the facts name


@dataclass(frozen=True, slots=True)
class Notice:
    """One message owed to one chat, not yet a row.

    Either `screen` holds the finished screen (``Screen.to_json()``), or `view` names what is to be rendered at send
    time, in the receiver's language and zone, from `facts` (JSON values only).
    """

    chat_id: int
    lane: Lane
    kind: str  # reply, bell, change, nudge, digest, announcement
    due_at: datetime
    person_id: PersonId | None = None
    event_id: EventId | None = None
    action: Action = Action.SEND
    screen: dict[str, Any] | None = None
    view: str | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    useful_until: datetime | None = None  # dropped with a record when it could not go before this
    meeting_id: MeetingId | None = None
    meeting_version: int | None = None
    announcement_id: AnnouncementId | None = None
    subject: str | None = None  # "meeting:12": which message on the phone shows what
    target_message_id: int | None = None  # for edits and deletes
    target_subject: str | None = None  # for edits: the newest sent message of that chat with this subject
    once_key: str | None = None  # a second notice of the same key is not queued
    reachable: bool = True  # false: the person is known not to get it; written down at once as unreachable
