"""Announcements in lists, and who has read one."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select

from bot.domain.announcements import Announcement, AnnouncementStatus
from bot.domain.ids import EventId
from bot.domain.notices import Action, NoticeState
from storage.announcements.rows import record_of
from storage.database import Connection
from storage.tables import announcements, attendees, outbox, persons, reads


async def numbers(connection: Connection, event_id: EventId) -> dict[AnnouncementStatus, int]:
    """How many announcements of an event stand where; those that were thrown away are not counted."""
    rows = await connection.execute(
        select(announcements.c.status, func.count())
        .where(announcements.c.event_id == event_id, _kept())
        .group_by(announcements.c.status)
    )
    return {AnnouncementStatus(status): number for status, number in rows}


async def page(
    connection: Connection, event_id: EventId, statuses: Collection[AnnouncementStatus], *, limit: int, offset: int = 0
) -> list[Announcement]:
    """Announcements that stand so: what goes out next first, then the newest."""
    rows = await connection.execute(
        select(announcements)
        .where(
            announcements.c.event_id == event_id, announcements.c.status.in_([one.value for one in statuses]), _kept()
        )
        .order_by(
            announcements.c.send_at
            if AnnouncementStatus.SCHEDULED in statuses
            else func.coalesce(announcements.c.started_at, announcements.c.created_at).desc(),
            announcements.c.id.desc(),
        )
        .limit(limit)
        .offset(offset)
    )
    return [record_of(row) for row in rows]


async def receivers(
    connection: Connection, found: Announcement, *, read: bool, limit: int, offset: int = 0
) -> tuple[list[str], int]:
    """The names of those it was delivered to who have (or have not) pressed *Read*, by name, and how many in all."""
    names = func.coalesce(attendees.c.name, persons.c.name)
    rows = await connection.execute(
        _receivers(found, read).with_only_columns(names).order_by(names, persons.c.id).limit(limit).offset(offset)
    )
    number = await connection.execute(_receivers(found, read).with_only_columns(func.count()))
    return list(rows.scalars()), int(number.scalar_one())


def _receivers(found: Announcement, read: bool) -> Select[tuple[int]]:
    pressed = exists().where(reads.c.announcement_id == found.id, reads.c.person_id == persons.c.id)
    here = and_(attendees.c.person_id == persons.c.id, attendees.c.event_id == found.event_id)
    parts = outbox.join(persons, persons.c.id == outbox.c.person_id).join(attendees, here, isouter=True)
    return (
        select(persons.c.id)
        .select_from(parts)
        .where(
            outbox.c.announcement_id == found.id,
            outbox.c.action == Action.SEND.value,
            pressed if read else and_(~pressed, outbox.c.state == NoticeState.SENT.value),
        )
    )


def _kept() -> ColumnElement[bool]:
    return or_(announcements.c.status != AnnouncementStatus.STOPPED.value, announcements.c.audience.is_not(None))
