"""Notices of changes, drawn when they are sent: what it was comes from the notice, what it is now is looked up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.domain.events import Event
from bot.domain.ids import ChangeNoticeId, EventId, MeetingId, SessionId
from bot.domain.meetings import Meeting
from bot.domain.people import AttendeeStatus, Person
from bot.services.meetings.reading import seen_by
from bot.services.notices import Renderer
from bot.views.changes import notice as views
from bot.views.changes.notice import Line
from bot.views.meetings import Shown
from bot.views.screens import Screen
from bot.views.words import Words
from storage import changes as stored
from storage import events, meetings, people
from storage.changes import Kept
from storage.database import Connection

Facts = Mapping[str, Any]


async def _notice(connection: Connection, person: Person, facts: Facts, now: datetime) -> Screen | None:
    kept = await stored.notice(connection, ChangeNoticeId(int(facts["notice"])))
    if kept is None or kept.confirmed_at is not None or not kept.items:
        return None
    me = await people.attendee(connection, kept.attendee_id)
    if me.status is not AttendeeStatus.REGISTERED or me.person_id != person.id:
        return None
    return await screen_of(connection, person, kept, now)


async def _earlier(connection: Connection, person: Person, facts: Facts, _now: datetime) -> Screen | None:
    event = await events.event(connection, EventId(int(facts["event"])))
    return views.earlier(Words(person.language, person.zone(event.timezone)), event)


async def screen_of(connection: Connection, person: Person, kept: Kept, now: datetime) -> Screen:
    """The notice as its receiver reads it now; without *Got it* once that is said."""
    event = await events.event(connection, kept.event_id)
    ids = sorted({MeetingId(int(item["meeting"])) for item in kept.items if "meeting" in item})
    found = await meetings.load_many(connection, ids)
    mine = [m for m in found.values() if _concerns(m, kept)]
    shown = {s.meeting.id: s for s in await seen_by(connection, mine, kept.attendee_id, now)}
    lines = [line for item in kept.items if (line := _line(event, item, shown)) is not None]
    words = Words(person.language, person.zone(event.timezone))
    return views.notice(words, event, lines, kept.id, confirmed=kept.confirmed_at is not None)


def _concerns(meeting: Meeting, kept: Kept) -> bool:
    """Whether the reader is still in it; who has left a group reads no more of it."""
    return kept.attendee_id in meeting.sides


def _line(event: Event, item: Facts, shown: Mapping[MeetingId, Shown]) -> Line | None:
    meeting = shown.get(MeetingId(int(item["meeting"]))) if "meeting" in item else None
    if "meeting" in item and meeting is None:
        return None
    session = event.session(SessionId(int(item["session"]))) if "session" in item else None
    standing = session is not None and session in event.sessions
    return Line(item, shown=meeting, session=session, standing=standing)


NOTICES: dict[str, Renderer] = {"changes.notice": _notice, "changes.earlier": _earlier}
