"""What arrives of an announcement, made when it is sent: parts, previews, corrections, progress."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.domain.announcements import Announcement, AnnouncementStatus, AtNight
from bot.domain.ids import AnnouncementId
from bot.domain.people import Person
from bot.domain.quiet import is_quiet
from bot.services.announcements.sending import progress_subject
from bot.services.announcements.standing import days_that_count
from bot.services.events import event as load_event
from bot.services.notices import Renderer
from bot.views import announcements as views
from bot.views.screens import Screen
from bot.views.words import Words
from storage import announcements as stored
from storage import outbox
from storage.database import Connection


async def _find(connection: Connection, facts: Mapping[str, Any]) -> Announcement | None:
    return await stored.announcement(connection, AnnouncementId(facts["announcement"]))


async def _part(connection: Connection, to: Person, facts: Mapping[str, Any], now: datetime) -> Screen | None:
    """What arrives at one person, in their language; nothing once it was stopped. Nobody is woken but by choice."""
    found = await _find(connection, facts)
    if found is None or found.status is AnnouncementStatus.STOPPED:
        return None
    event = await load_event(connection, found.event_id)
    zone = to.zone(event.timezone)
    screen = views.part(Words(to.language, zone), found, found.language_for(to.language))
    silent = found.at_night is not AtNight.NOW and is_quiet(event.rules, now, zone)
    return replace(screen, silent=True) if silent else screen


async def _correction(connection: Connection, to: Person, facts: Mapping[str, Any], now: datetime) -> Screen | None:
    """What stands in its place after a correction; a newer correction has an edit of its own."""
    found = await _find(connection, facts)
    if found is None or found.revision != facts["revision"]:
        return None
    event = await load_event(connection, found.event_id)
    return views.part(Words(to.language, to.zone(event.timezone)), found, found.language_for(to.language))


async def _preview(connection: Connection, to: Person, facts: Mapping[str, Any], now: datetime) -> Screen | None:
    found = await _find(connection, facts)
    if found is None or facts["language"] not in found.languages:
        return None
    event = await load_event(connection, found.event_id)
    language = str(facts["language"])
    return views.part(Words(language, to.zone(event.timezone)), found, language)


async def _progress(connection: Connection, to: Person, facts: Mapping[str, Any], now: datetime) -> Screen | None:
    """How it stands now; nothing where the organiser has made the message show something else (the menu, a list)."""
    found = await _find(connection, facts)
    if found is None or found.status is AnnouncementStatus.DRAFT or to.telegram_id is None:
        return None
    if await outbox.subject_of(connection, to.telegram_id, facts["message"]) != progress_subject(found.id):
        return None
    event = await load_event(connection, found.event_id)
    words = Words(to.language, to.zone(event.timezone))
    if found.status is AnnouncementStatus.SCHEDULED:
        days = days_that_count(event, now)
        size = await stored.audience_size(connection, event.id, found.segment, days)
        return views.scheduled_screen(words, event, found, size)
    return views.progress_screen(words, found, await stored.progress(connection, found))


NOTICES: dict[str, Renderer] = {
    "announcements.part": _part,
    "announcements.correction": _correction,
    "announcements.preview": _preview,
    "announcements.progress": _progress,
}
