"""Who is in a segment, and the moment when that is frozen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, cast, exists, func, insert, literal, or_, select
from sqlalchemy import String as Text

from bot.domain.announcements import Announcement
from bot.domain.ids import EventId
from bot.domain.notices import Action, Lane, NoticeState
from bot.domain.segments import Segment
from storage.announcements.rows import part_key
from storage.database import Connection
from storage.tables import Moment, attendees, meeting_members, meetings, outbox, persons, reads

AGREED = ("accepted", "scheduled", "held", "missed")


def _conditions(event_id: EventId, segment: Segment, days: Sequence[date]) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = [
        attendees.c.event_id == event_id,
        attendees.c.status == "registered",
        persons.c.telegram_id.is_not(None),
    ]
    if segment.mode is not None:
        where.append(or_(*(attendees.c.modes[day.isoformat()].as_string() == segment.mode.value for day in days)))
    if segment.type is not None:
        where.append(attendees.c.type == segment.type.value)
    if segment.country is not None:
        where.append(attendees.c.country == segment.country)
    if segment.language is not None:
        where.append(persons.c.language == segment.language)
    if segment.no_meetings:
        where.append(
            ~exists().where(
                or_(meetings.c.requester_id == attendees.c.id, meetings.c.guest_id == attendees.c.id),
                meetings.c.status.in_(AGREED),
            )
        )
        joined = meeting_members.join(meetings, meetings.c.id == meeting_members.c.meeting_id)
        where.append(
            ~exists()
            .select_from(joined)
            .where(
                meeting_members.c.attendee_id == attendees.c.id,
                meeting_members.c.status == "accepted",
                meetings.c.status.in_(AGREED),
            )
        )
    if segment.unanswered:
        asked = exists().where(meetings.c.turn_id == attendees.c.id, meetings.c.status == "pending")
        invited = exists().where(meeting_members.c.attendee_id == attendees.c.id, meeting_members.c.status == "invited")
        where.append(or_(asked, invited))
    if segment.not_checked_in:
        where.append(attendees.c.checked_in_at.is_(None))
    if segment.interpreter:
        where.append(attendees.c.interpreter)
    if segment.unread_of is not None:
        where.append(
            exists().where(
                outbox.c.announcement_id == segment.unread_of,
                outbox.c.person_id == persons.c.id,
                outbox.c.action == Action.SEND.value,
                outbox.c.state == NoticeState.SENT.value,
            )
        )
        where.append(~exists().where(reads.c.announcement_id == segment.unread_of, reads.c.person_id == persons.c.id))
    return where


def _audience(query: Select[Any], event_id: EventId, segment: Segment, days: Sequence[date]) -> Select[Any]:
    joined = query.select_from(attendees.join(persons, persons.c.id == attendees.c.person_id))
    return joined.where(and_(*_conditions(event_id, segment, days)))


async def audience_size(connection: Connection, event_id: EventId, segment: Segment, days: Sequence[date]) -> int:
    """How many people a segment has now; `days` are those whose mode counts."""
    return int((await connection.execute(_audience(select(func.count()), event_id, segment, days))).scalar_one())


async def readers_by_language(
    connection: Connection, event_id: EventId, segment: Segment, days: Sequence[date]
) -> dict[str, int]:
    """How many people of a segment use the bot in which language."""
    query = _audience(select(persons.c.language, func.count()), event_id, segment, days)
    rows = await connection.execute(query.group_by(persons.c.language))
    return {row.language: row[1] for row in rows}


async def freeze(connection: Connection, announcement: Announcement, days: Sequence[date], now: datetime) -> int:
    """Owe every person of the segment their part, in one statement; how many.

    The key of each part keeps a second freeze from owing anything (it fails as a whole). Who cannot be reached is
    written down as such.
    """
    key = literal(part_key(announcement.id, ""))
    reachable = case((persons.c.reachable, NoticeState.QUEUED.value), else_=NoticeState.UNREACHABLE.value)
    columns = {
        "chat_id": persons.c.telegram_id,
        "person_id": persons.c.id,
        "event_id": literal(announcement.event_id),
        "lane": literal(int(Lane.ANNOUNCEMENT)),
        "kind": literal("announcement"),
        "action": literal(Action.SEND.value),
        "view": literal("announcements.part"),
        "facts": literal({"announcement": announcement.id}, outbox.c.facts.type),
        "announcement_id": literal(announcement.id),
        "subject": literal(f"announcement:{announcement.id}"),
        "once_key": key + cast(persons.c.id, Text),
        "due_at": literal(now, Moment),
        "state": reachable,
        "created_at": literal(now, Moment),
        "settled_at": case((persons.c.reachable, None), else_=literal(now, Moment)),
    }
    query = _audience(select(*columns.values()), announcement.event_id, announcement.segment, days)
    statement = insert(outbox).from_select(list(columns), query.order_by(persons.c.id))
    result = await connection.execute(statement.execution_options(preserve_rowcount=True))
    return result.rowcount


async def countries_and_languages(connection: Connection, event_id: EventId) -> tuple[list[str], list[str]]:
    """The countries (most people first) and the languages that a segment of this event can ask for."""
    everybody = [attendees.c.event_id == event_id, attendees.c.status == "registered"]
    countries = await connection.execute(
        select(attendees.c.country)
        .where(*everybody)
        .group_by(attendees.c.country)
        .order_by(func.count().desc(), attendees.c.country)
    )
    languages = await connection.execute(
        select(persons.c.language)
        .join(attendees, attendees.c.person_id == persons.c.id)
        .where(*everybody)
        .group_by(persons.c.language)
        .order_by(func.count().desc(), persons.c.language)
    )
    return list(countries.scalars()), list(languages.scalars())
