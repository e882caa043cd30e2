"""What a service owes to somebody's phone, rendered when it is sent."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any

from bot.domain.ids import AnnouncementId, EventId, MeetingId
from bot.domain.notices import Action, Lane, Notice
from bot.domain.people import Person
from bot.views.screens import Screen
from storage.database import Connection
from storage.unit_of_work import UnitOfWork

Renderer = Callable[[Connection, Person, Mapping[str, Any], datetime], Awaitable[Screen | None]]
"""From the receiver, the notice's facts and the moment to the screen; None: no longer owed, dropped with a record."""


def notify(
    uow: UnitOfWork,
    person: Person,
    view: str,
    facts: Mapping[str, Any] | None = None,
    *,
    lane: Lane,
    kind: str,
    action: Action = Action.SEND,
    due_at: datetime | None = None,
    useful_until: datetime | None = None,
    event_id: EventId | None = None,
    meeting_id: MeetingId | None = None,
    meeting_version: int | None = None,
    announcement_id: AnnouncementId | None = None,
    subject: str | None = None,
    target_subject: str | None = None,
    once_key: str | None = None,
) -> Notice | None:
    """Owe `person` the screen that the renderer named `view` makes of `facts` (JSON values) when it is sent.

    Due now unless `due_at` says otherwise. Somebody without Telegram gets nothing (None); for somebody who cannot be
    reached it is written down as unreachable, so that numbers add up.
    """
    if person.telegram_id is None:
        return None
    notice = Notice(
        chat_id=person.telegram_id,
        lane=lane,
        kind=kind,
        due_at=due_at or uow.now,
        person_id=person.id,
        event_id=event_id,
        action=action,
        view=view,
        facts=dict(facts or {}),
        useful_until=useful_until,
        meeting_id=meeting_id,
        meeting_version=meeting_version,
        announcement_id=announcement_id,
        subject=subject,
        target_subject=target_subject,
        once_key=once_key,
        reachable=person.reachable,
    )
    uow.owe(notice)
    return notice
