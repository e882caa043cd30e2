"""Announcements: composed, aimed, previewed, sent now or later, watched, stopped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date, datetime
from typing import Any

from bot.domain.announcements import (
    Announcement,
    AnnouncementStatus,
    Progress,
    check_length,
    check_may_announce,
    check_send_time,
)
from bot.domain.events import Event
from bot.domain.ids import AnnouncementId
from bot.domain.notices import Action, Lane, Notice
from bot.domain.people import Actor, Person
from bot.domain.refusals import Refused
from bot.domain.segments import Segment
from bot.services.events import event as load_event
from bot.services.notices import Renderer
from bot.views import announcements as views
from bot.views.screens import Screen
from bot.views.words import Words
from storage import announcements as stored
from storage import audit, outbox
from storage.database import Connection
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Composed:
    """What an organiser wrote: as it will arrive, and its letters alone (Telegram's limits are about those)."""

    screen: Screen
    plain: str


@dataclass(frozen=True, slots=True)
class Standing:
    """An announcement with its numbers: the segment's size before it is sent, the progress afterwards."""

    announcement: Announcement
    size: int
    progress: Progress | None = None


async def compose(uow: UnitOfWork, event: Event, actor: Actor, author: Person, composed: Composed) -> AnnouncementId:
    """A new draft, to everybody until a segment is chosen; ``Refused("announcement_too_long")``."""
    check_may_announce(actor.role)
    check_length(composed.plain, with_file=composed.screen.attachment is not None)
    return await stored.add(uow.connection, event.id, author.id, composed.screen.to_json(), uow.now)


async def look(uow: UnitOfWork, event: Event, actor: Actor, id_: AnnouncementId) -> Standing:
    """How an announcement stands; ``Refused("no_announcement")`` when it is none of this event's."""
    return await _standing(uow, event, await _mine(uow, event, actor, id_))


async def aim(uow: UnitOfWork, event: Event, actor: Actor, id_: AnnouncementId, segment: Segment) -> Standing:
    """Choose the segment of a draft."""
    found = await _mine(uow, event, actor, id_, draft=True)
    await stored.change(uow.connection, id_, segment=segment.to_json())
    return await _standing(uow, event, replace(found, segment=segment))


async def choices(uow: UnitOfWork, event: Event) -> tuple[list[str], list[str]]:
    """The countries and the languages of this event's attendees, most people first."""
    return await stored.countries_and_languages(uow.connection, event.id)


async def toggle_read_button(uow: UnitOfWork, event: Event, actor: Actor, id_: AnnouncementId) -> Standing:
    """Add the *Read* button to a draft, or take it off; the preview follows."""
    found = await _mine(uow, event, actor, id_, draft=True)
    await stored.change(uow.connection, id_, read_button=not found.read_button)
    if actor.person is not None:
        _owe_preview(uow, found, actor.chat_id, actor.person)
    return await _standing(uow, event, replace(found, read_button=not found.read_button))


async def discard(uow: UnitOfWork, event: Event, actor: Actor, id_: AnnouncementId) -> None:
    """Throw a draft away, or a scheduled one that has not begun."""
    found = await _mine(uow, event, actor, id_)
    if found.status in {AnnouncementStatus.DRAFT, AnnouncementStatus.SCHEDULED}:
        await stored.change(uow.connection, id_, status=AnnouncementStatus.STOPPED.value, finished_at=uow.now)
        await _record(uow, found, actor, "discard")


async def send_now(
    uow: UnitOfWork, event: Event, actor: Actor, id_: AnnouncementId, *, shown_in: int | None
) -> Standing:
    """Freeze the audience and begin; pressing twice begins once. `shown_in`: the message that shows the progress."""
    found = await _mine(uow, event, actor, id_)
    if found.status in {AnnouncementStatus.DRAFT, AnnouncementStatus.SCHEDULED}:
        await _record(uow, found, actor, "send")
        found = await _start(uow, event, found, actor.chat_id, shown_in)
    return await _standing(uow, event, found)


async def send_later(
    uow: UnitOfWork, event: Event, actor: Actor, id_: AnnouncementId, moment: datetime, *, shown_in: int | None
) -> Standing:
    """Send at `moment`; ``Refused("send_time_past")`` when that has gone."""
    found = await _mine(uow, event, actor, id_)
    if found.status in {AnnouncementStatus.DRAFT, AnnouncementStatus.SCHEDULED}:
        check_send_time(moment, uow.now)
        changes = {
            "status": AnnouncementStatus.SCHEDULED.value,
            "send_at": moment,
            "progress_chat_id": actor.chat_id,
            "progress_message_id": shown_in,
        }
        await stored.change(uow.connection, id_, **changes)
        await _record(uow, found, actor, "schedule", at=moment.isoformat())
        found = replace(found, status=AnnouncementStatus.SCHEDULED, send_at=moment)
    return await _standing(uow, event, found)


async def stop(uow: UnitOfWork, event: Event, actor: Actor, id_: AnnouncementId) -> Standing:
    """Stop one that is being sent, or will be: what has not left does not leave."""
    found = await _mine(uow, event, actor, id_)
    if found.status in {AnnouncementStatus.SENDING, AnnouncementStatus.SCHEDULED}:
        await outbox.stop_announcement(uow.connection, id_, now=uow.now)
        on_their_way = (await stored.progress(uow.connection, id_)).left
        finished_at = None if on_their_way else uow.now
        await stored.change(uow.connection, id_, status=AnnouncementStatus.STOPPED.value, finished_at=finished_at)
        await _record(uow, found, actor, "stop")
        found = replace(found, status=AnnouncementStatus.STOPPED, finished_at=finished_at)
    return await _standing(uow, event, found)


async def read(uow: UnitOfWork, person: Person, id_: AnnouncementId) -> bool:
    """Somebody pressed *Read*; false when it was not sent to them (a preview, forged data) and so does not count."""
    return await stored.mark_read(uow.connection, id_, person.id, uow.now)


async def start_due(uow: UnitOfWork) -> None:
    """Begin those whose time has come."""
    for found in await stored.due_to_start(uow.connection, uow.now):
        event = await load_event(uow.connection, found.event_id)
        await _start(uow, event, found, found.progress_chat_id, found.progress_message_id)


async def show_progress(uow: UnitOfWork) -> None:
    """Bring the organiser's message up to date, at most every three seconds; close what is finished."""
    for found in await stored.to_show(uow.connection, uow.now):
        progress = await stored.progress(uow.connection, found.id)
        changes: dict[str, Any] = {"progress_at": uow.now}
        if progress.left == 0:
            changes["finished_at"] = uow.now
            if found.status is AnnouncementStatus.SENDING:
                changes["status"] = AnnouncementStatus.DONE.value
        await stored.change(uow.connection, found.id, **changes)
        if found.progress_chat_id is not None and found.progress_message_id is not None:
            _owe_progress(uow, found, progress)


async def next_start(connection: Connection) -> datetime | None:
    """When the next scheduled one begins."""
    return await stored.next_start(connection)


async def next_progress(connection: Connection) -> datetime | None:
    """When the next progress is to be shown."""
    return await stored.next_progress(connection)


def days_that_count(event: Event, now: datetime) -> Sequence[date]:
    """Whose mode counts for "in the hall" and "online": today's on an event day, else any day's."""
    today = event.day_of(now)
    return (today,) if today in event.days else event.days


async def _mine(
    uow: UnitOfWork, event: Event, actor: Actor, id_: AnnouncementId, *, draft: bool = False
) -> Announcement:
    check_may_announce(actor.role)
    found = await stored.announcement(uow.connection, id_, lock=True)
    if found is None or found.event_id != event.id:
        raise Refused("no_announcement")
    if draft and found.status is not AnnouncementStatus.DRAFT:
        raise Refused("announcement_sent")
    return found


async def _standing(uow: UnitOfWork, event: Event, found: Announcement) -> Standing:
    if found.status in {AnnouncementStatus.DRAFT, AnnouncementStatus.SCHEDULED}:
        days = days_that_count(event, uow.now)
        return Standing(found, await stored.audience_size(uow.connection, event.id, found.segment, days))
    return Standing(found, found.audience or 0, await stored.progress(uow.connection, found.id))


async def _start(
    uow: UnitOfWork, event: Event, found: Announcement, chat_id: int | None, shown_in: int | None
) -> Announcement:
    audience = await stored.freeze(uow.connection, found, days_that_count(event, uow.now), uow.now)
    changes: dict[str, Any] = {
        "status": AnnouncementStatus.SENDING.value,
        "started_at": uow.now,
        "audience": audience,
        "progress_chat_id": chat_id,
        "progress_message_id": shown_in,
        "progress_at": uow.now,
    }
    await stored.change(uow.connection, found.id, **changes)
    return replace(found, **(changes | {"status": AnnouncementStatus.SENDING}))


def _owe_progress(uow: UnitOfWork, found: Announcement, progress: Progress) -> None:
    # Lane and kind of a nudge: a picture of numbers never goes before a bell, and a lost one is followed by the next.
    uow.owe(
        Notice(
            chat_id=found.progress_chat_id or 0,
            lane=Lane.NUDGE,
            kind="nudge",
            due_at=uow.now,
            person_id=found.author_id,
            event_id=found.event_id,
            action=Action.EDIT,
            view="announcements.progress",
            facts={"announcement": found.id},
            target_message_id=found.progress_message_id,
            once_key=f"progress:{found.id}:{':'.join(map(str, astuple(replace(progress, read=0))))}",
        )
    )


def _owe_preview(uow: UnitOfWork, found: Announcement, chat_id: int, to: Person) -> None:
    uow.owe(
        Notice(
            chat_id=chat_id,
            lane=Lane.REPLY,
            kind="reply",
            due_at=uow.now,
            person_id=to.id,
            event_id=found.event_id,
            action=Action.EDIT,
            view="announcements.preview",
            facts={"announcement": found.id},
            target_subject=preview_subject(found.id),
        )
    )


def preview_subject(id_: AnnouncementId) -> str:
    """What the message with the preview is known by."""
    return f"preview:{id_}"


async def _record(uow: UnitOfWork, found: Announcement, actor: Actor, act: str, **detail: object) -> None:
    act_ = audit.Act(
        at=uow.now,
        event_id=found.event_id,
        person_id=actor.person.id if actor.person else found.author_id,
        role="organiser",
        act=f"announcement.{act}",
        subject=f"announcement:{found.id}",
        detail=detail,
    )
    await audit.record(uow.connection, act_)


async def _part(connection: Connection, to: Person, facts: Mapping[str, Any], now: datetime) -> Screen | None:
    """What arrives at one person; nothing once it was stopped."""
    found = await stored.announcement(connection, AnnouncementId(facts["announcement"]))
    if found is None or found.status is AnnouncementStatus.STOPPED:
        return None
    return await _as_sent(connection, to, found)


async def _preview(connection: Connection, to: Person, facts: Mapping[str, Any], now: datetime) -> Screen | None:
    found = await stored.announcement(connection, AnnouncementId(facts["announcement"]))
    return None if found is None else await _as_sent(connection, to, found)


async def _as_sent(connection: Connection, to: Person, found: Announcement) -> Screen:
    event = await load_event(connection, found.event_id)
    return views.part(Words(to.language, to.zone(event.timezone)), found)


async def _progress(connection: Connection, to: Person, facts: Mapping[str, Any], now: datetime) -> Screen | None:
    found = await stored.announcement(connection, AnnouncementId(facts["announcement"]))
    if found is None:
        return None
    event = await load_event(connection, found.event_id)
    words = Words(to.language, to.zone(event.timezone))
    return views.progress_screen(words, found, await stored.progress(connection, found.id))


NOTICES: dict[str, Renderer] = {
    "announcements.part": _part,
    "announcements.preview": _preview,
    "announcements.progress": _progress,
}
