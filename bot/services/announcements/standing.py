"""How an announcement stands, for whoever may know; and the record of what was done with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.domain.announcements import Announcement, AnnouncementStatus, Progress, check_may_announce
from bot.domain.events import Event
from bot.domain.ids import AnnouncementId
from bot.domain.people import Actor
from bot.domain.refusals import Refused
from storage import announcements as stored
from storage import audit
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Standing:
    """An announcement with its numbers: the segment's size before it is sent, the progress afterwards.

    `readers`: before it is sent, how many would read which of its languages.
    """

    announcement: Announcement
    size: int
    progress: Progress | None = None
    readers: Mapping[str, int] = field(default_factory=dict)


async def look(uow: UnitOfWork, event: Event, actor: Actor, id_: AnnouncementId) -> Standing:
    """How an announcement stands; ``Refused("no_announcement")`` when it is none of this event's."""
    return await standing_of(uow, event, await find(uow, event, actor, id_))


async def numbers(uow: UnitOfWork, event: Event, actor: Actor) -> dict[AnnouncementStatus, int]:
    """How many announcements of this event stand where."""
    check_may_announce(actor.role)
    return await stored.numbers(uow.connection, event.id)


async def page(
    uow: UnitOfWork, event: Event, actor: Actor, statuses: Sequence[AnnouncementStatus], *, limit: int, offset: int
) -> list[Announcement]:
    """Announcements of this event that stand so; see ``storage.announcements.page``."""
    check_may_announce(actor.role)
    return await stored.page(uow.connection, event.id, statuses, limit=limit, offset=offset)


def days_that_count(event: Event, now: datetime) -> Sequence[date]:
    """Whose mode counts for "in the hall" and "online": today's on an event day, else any day's."""
    today = event.day_of(now)
    return (today,) if today in event.days else event.days


async def find(
    uow: UnitOfWork, event: Event, actor: Actor, id_: AnnouncementId, *, draft: bool = False, waiting: bool = False
) -> Announcement:
    """One of this event's, locked; with `draft` or `waiting` only while it is one, or has not begun."""
    check_may_announce(actor.role)
    found = await stored.announcement(uow.connection, id_, lock=True)
    if found is None or found.event_id != event.id:
        raise Refused("no_announcement")
    if (draft and found.status is not AnnouncementStatus.DRAFT) or (waiting and not found.waits):
        raise Refused("announcement_sent")
    return found


async def standing_of(uow: UnitOfWork, event: Event, found: Announcement) -> Standing:
    """The numbers of an announcement that was found."""
    if not found.waits:
        return Standing(found, found.audience or 0, await stored.progress(uow.connection, found))
    days = days_that_count(event, uow.now)
    people = await stored.readers_by_language(uow.connection, event.id, found.segment, days)
    readers = dict.fromkeys(found.languages, 0)
    for language, number in people.items():
        readers[found.language_for(language)] += number
    return Standing(found, sum(people.values()), readers=readers)


async def record(uow: UnitOfWork, found: Announcement, actor: Actor | None, act: str, **detail: object) -> None:
    """Write down what was done; no actor: the clock did it."""
    author = None if actor is None else actor.person.id if actor.person else found.author_id
    await audit.record(
        uow.connection,
        audit.Act(
            at=uow.now,
            event_id=found.event_id,
            person_id=author,
            role="clock" if actor is None else "organiser",
            act=f"announcement.{act}",
            subject=f"announcement:{found.id}",
            detail=detail,
        ),
    )
