"""An announcement goes out: now, or at its time; watched and stopped."""

from __future__ import annotations

from dataclasses import astuple, replace
from datetime import datetime
from typing import Any

from bot.domain.announcements import LATE, Announcement, AnnouncementStatus, AtNight, Progress, check_send_time
from bot.domain.events import Event
from bot.domain.ids import AnnouncementId
from bot.domain.notices import Action, Lane, Notice
from bot.domain.people import Actor
from bot.domain.quiet import quiet_ends
from bot.services.announcements.standing import Standing, days_that_count, find, record, standing_of
from bot.services.events import event as load_event
from storage import announcements as stored
from storage import outbox
from storage.database import Connection
from storage.unit_of_work import UnitOfWork


async def send_now(
    uow: UnitOfWork,
    event: Event,
    actor: Actor,
    id_: AnnouncementId,
    *,
    shown_in: int | None,
    at_night: AtNight = AtNight.WAIT,
) -> Standing:
    """Freeze the audience and begin; pressing twice begins once. `shown_in`: the message that shows the progress.

    Whoever presses knows the hour: nothing waits here, `at_night` says who hears it.
    """
    found = await find(uow, event, actor, id_)
    if found.waits:
        await record(uow, found, actor, "send", at_night=at_night.value)
        found = replace(found, at_night=at_night)
        found = await _start(uow, event, found, actor.chat_id, shown_in)
    return await standing_of(uow, event, found)


async def send_later(
    uow: UnitOfWork,
    event: Event,
    actor: Actor,
    id_: AnnouncementId,
    moment: datetime,
    *,
    shown_in: int | None,
    at_night: AtNight = AtNight.WAIT,
) -> Standing:
    """Send at `moment`, or at another than before; ``Refused("send_time_past")`` when that has gone."""
    found = await find(uow, event, actor, id_)
    if found.waits:
        check_send_time(moment, uow.now)
        changes = {
            "status": AnnouncementStatus.SCHEDULED.value,
            "send_at": moment,
            "at_night": at_night.value,
            "progress_chat_id": actor.chat_id,
            "progress_message_id": shown_in,
        }
        await stored.change(uow.connection, id_, **changes)
        await record(uow, found, actor, "schedule", at=moment.isoformat(), at_night=at_night.value)
        found = replace(found, status=AnnouncementStatus.SCHEDULED, send_at=moment, at_night=at_night)
    return await standing_of(uow, event, found)


async def unschedule(uow: UnitOfWork, event: Event, actor: Actor, id_: AnnouncementId) -> Standing:
    """A scheduled one becomes a draft again: nothing goes out, nothing is lost."""
    found = await find(uow, event, actor, id_)
    if found.status is AnnouncementStatus.SCHEDULED:
        await stored.change(uow.connection, id_, status=AnnouncementStatus.DRAFT.value, send_at=None)
        await record(uow, found, actor, "unschedule")
        found = replace(found, status=AnnouncementStatus.DRAFT, send_at=None)
    return await standing_of(uow, event, found)


async def stop(uow: UnitOfWork, event: Event, actor: Actor, id_: AnnouncementId) -> Standing:
    """Stop one that is being sent, or will be: what has not left does not leave."""
    found = await find(uow, event, actor, id_)
    if found.status in {AnnouncementStatus.SENDING, AnnouncementStatus.SCHEDULED}:
        await outbox.stop_announcement(uow.connection, id_, now=uow.now)
        under_way = (await stored.progress(uow.connection, found)).under_way
        finished_at = None if under_way else uow.now
        await stored.change(uow.connection, id_, status=AnnouncementStatus.STOPPED.value, finished_at=finished_at)
        await record(uow, found, actor, "stop")
        found = replace(found, status=AnnouncementStatus.STOPPED, finished_at=finished_at)
    return await standing_of(uow, event, found)


async def start_due(uow: UnitOfWork) -> None:
    """Begin those whose time has come.

    One that comes much too late (the bot stood still) does not begin in the quiet hours: it waits for their end.
    """
    for found in await stored.due_to_start(uow.connection, uow.now):
        event = await load_event(uow.connection, found.event_id)
        morning = quiet_ends(event.rules, uow.now, event.zone)
        late = found.send_at is not None and uow.now - found.send_at > LATE
        if found.at_night is AtNight.WAIT and late and morning is not None:
            await stored.change(uow.connection, found.id, send_at=morning)
            await record(uow, found, None, "postpone", at=morning.isoformat())
            await _owe_progress(uow, found, f"postponed:{morning.isoformat()}")
            continue
        await _start(uow, event, found, found.progress_chat_id, found.progress_message_id)


async def show_progress(uow: UnitOfWork) -> None:
    """Bring the organiser's message up to date, at most every three seconds; close what is finished."""
    for found in await stored.to_show(uow.connection, uow.now):
        progress = await stored.progress(uow.connection, found)
        changes: dict[str, Any] = {"progress_at": uow.now}
        if not progress.under_way:
            changes["finished_at"] = uow.now
            if found.status is AnnouncementStatus.SENDING:
                changes["status"] = AnnouncementStatus.DONE.value
        await stored.change(uow.connection, found.id, **changes)
        await _owe_progress(uow, found, _picture(found, progress))


async def watch(uow: UnitOfWork, id_: AnnouncementId, chat_id: int, shown_in: int) -> None:
    """From now on this message of that chat shows the progress."""
    await stored.change(uow.connection, id_, progress_chat_id=chat_id, progress_message_id=shown_in)


def progress_subject(id_: AnnouncementId) -> str:
    """What a message is known by that shows how an announcement stands, as long as it shows nothing else."""
    return f"progress:{id_}"


async def next_start(connection: Connection) -> datetime | None:
    """When the next scheduled one begins."""
    return await stored.next_start(connection)


async def next_progress(connection: Connection) -> datetime | None:
    """When the next progress is to be shown."""
    return await stored.next_progress(connection)


async def _start(
    uow: UnitOfWork, event: Event, found: Announcement, chat_id: int | None, shown_in: int | None
) -> Announcement:
    audience = await stored.freeze(uow.connection, found, days_that_count(event, uow.now), uow.now)
    changes: dict[str, Any] = {
        "status": AnnouncementStatus.SENDING.value,
        "at_night": found.at_night.value,
        "started_at": uow.now,
        "audience": audience,
        "progress_chat_id": chat_id,
        "progress_message_id": shown_in,
        "progress_at": uow.now,
    }
    await stored.change(uow.connection, found.id, **changes)
    return replace(found, **(changes | {"status": AnnouncementStatus.SENDING, "at_night": found.at_night}))


def _picture(found: Announcement, progress: Progress) -> str:
    return ":".join(map(str, (found.revision, *astuple(replace(progress, read=0)))))


async def _owe_progress(uow: UnitOfWork, found: Announcement, picture: str) -> None:
    """Owe the organiser's message its new picture; the same one is shown once."""
    if found.progress_chat_id is None or found.progress_message_id is None:
        return
    watcher = await stored.watcher(uow.connection, found.progress_chat_id)
    uow.owe(
        Notice(
            chat_id=found.progress_chat_id,
            lane=Lane.REPLY,  # one edit in three seconds: behind digests to thousands it would show nothing for minutes
            kind="progress",
            due_at=uow.now,
            person_id=watcher or found.author_id,
            event_id=found.event_id,
            action=Action.EDIT,
            view="announcements.progress",
            facts={"announcement": found.id, "message": found.progress_message_id},
            subject=progress_subject(found.id),
            target_message_id=found.progress_message_id,
            once_key=f"progress:{found.id}:{found.progress_message_id}:{picture}",
        )
    )
