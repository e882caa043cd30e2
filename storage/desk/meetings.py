"""Meetings as the desk lists them, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, null, or_, select, union, union_all, update

from bot.domain.desk import MeetingLine, Page, Unconfirmed
from bot.domain.ids import AttendeeId, EventId, MeetingId, SlotId
from bot.domain.meetings import Status
from bot.domain.people import AttendeeStatus
from storage.database import Connection
from storage.tables import (
    attendees,
    change_notices,
    confirmations,
    meeting_members,
    meetings,
    persons,
    slots,
)

PER_PAGE = 8  # on one screen of a phone
HERE = [s.value for s in (AttendeeStatus.REGISTERED, AttendeeStatus.WAITING, AttendeeStatus.APPLIED)]


def page_numbers(total: int, page: int, per_page: int = PER_PAGE) -> tuple[int, int]:
    """The page that there is (one past the end becomes the last one), and how many there are."""
    pages = max(1, -(-total // per_page))
    return min(max(page, 0), pages - 1), pages


async def page_of_meetings(
    connection: Connection,
    event_id: EventId,
    statuses: Sequence[Status],
    page: int,
    *,
    slot_ids: Sequence[SlotId] | None = None,
) -> Page[MeetingLine]:
    """Meetings of these statuses (in these slots): by time where they have one, else the oldest first."""
    conditions: list[ColumnElement[bool]] = [
        meetings.c.event_id == event_id,
        meetings.c.status.in_([status.value for status in statuses]),
    ]
    if slot_ids is not None:
        conditions.append(meetings.c.slot_id.in_(list(slot_ids)))
    total = int((await connection.execute(select(func.count()).select_from(meetings).where(*conditions))).scalar_one())
    page, pages = page_numbers(total, page)
    of_page = select(meetings.c.id).where(*conditions)  # their numbers first: names are read of eight, not of all
    if slot_ids is None:
        of_page = of_page.order_by(meetings.c.created_at, meetings.c.id)
    else:
        of_page = of_page.join(slots, slots.c.id == meetings.c.slot_id).order_by(slots.c.starts_at, meetings.c.id)
    ids = list((await connection.execute(of_page.limit(PER_PAGE).offset(page * PER_PAGE))).scalars())
    found = {row.id: _line(row) for row in await connection.execute(_lines().where(meetings.c.id.in_(ids)))}
    return Page(tuple(found[one] for one in ids if one in found), total, page, pages)


async def meetings_of(connection: Connection, attendee_id: AttendeeId, most: int = 30) -> list[MeetingLine]:
    """An attendee's meetings and requests, groups they were added to as well: those that stand first, by time."""
    theirs = union(
        select(meetings.c.id).where(meetings.c.requester_id == attendee_id),
        select(meetings.c.id).where(meetings.c.guest_id == attendee_id),
        select(meeting_members.c.meeting_id).where(
            meeting_members.c.attendee_id == attendee_id, meeting_members.c.status.in_(("invited", "accepted"))
        ),
    )
    standing = [s.value for s in (Status.PENDING, Status.ACCEPTED, Status.SCHEDULED, Status.HELD, Status.MISSED)]
    query = (
        _lines()
        .outerjoin(slots, slots.c.id == meetings.c.slot_id)
        .where(meetings.c.id.in_(theirs))
        .order_by(meetings.c.status.in_(standing).desc(), slots.c.starts_at, meetings.c.id)
        .limit(most)
    )
    return [_line(row) for row in await connection.execute(query)]


def _lines() -> Select[Any]:
    one, two = attendees.alias("one"), attendees.alias("two")
    person_one, person_two = persons.alias("person_one"), persons.alias("person_two")
    return select(
        meetings.c.id,
        meetings.c.version,
        meetings.c.status,
        meetings.c.requester_id,
        one.c.name.label("one"),
        meetings.c.guest_id,
        two.c.name.label("two"),
        meetings.c.slot_id,
        meetings.c.place_id,
        meetings.c.created_at,
        or_(person_one.c.telegram_id.is_(None), person_two.c.telegram_id.is_(None)).label("offline"),
    ).select_from(
        meetings.join(one, one.c.id == meetings.c.requester_id)
        .join(two, two.c.id == meetings.c.guest_id)
        .join(person_one, person_one.c.id == one.c.person_id)
        .join(person_two, person_two.c.id == two.c.person_id)
    )


def _line(row: Any) -> MeetingLine:
    return MeetingLine(
        id=MeetingId(row.id),
        version=row.version,
        status=Status(row.status),
        one_id=AttendeeId(row.requester_id),
        one=row.one,
        two_id=AttendeeId(row.guest_id),
        two=row.two,
        slot_id=row.slot_id,
        place_id=row.place_id,
        since=row.created_at,
        offline=bool(row.offline),
    )


def _unconfirmed(event_id: EventId, now: datetime) -> Any:
    """Changes of meetings that are not over, and of the event, that nobody said "Got it" to.

    Who has left the event, or is forgotten, has nothing to confirm any more.
    """
    over = and_(slots.c.ends_at.is_not(None), slots.c.ends_at <= now)
    of_meetings = (
        select(
            confirmations.c.attendee_id,
            confirmations.c.meeting_id.label("meeting_id"),
            confirmations.c.told_at.label("told_at"),
        )
        .join(meetings, meetings.c.id == confirmations.c.meeting_id)
        .join(attendees, attendees.c.id == confirmations.c.attendee_id)
        .outerjoin(slots, slots.c.id == meetings.c.slot_id)
        .where(
            meetings.c.event_id == event_id, confirmations.c.confirmed_at.is_(None), ~over, attendees.c.status.in_(HERE)
        )
    )
    of_event = (
        select(change_notices.c.attendee_id, null().label("meeting_id"), change_notices.c.made_at.label("told_at"))
        .join(attendees, attendees.c.id == change_notices.c.attendee_id)
        .where(
            change_notices.c.event_id == event_id,
            change_notices.c.confirmed_at.is_(None),
            attendees.c.status.in_(HERE),
        )
    )
    return union_all(of_meetings, of_event).subquery()


async def count_unconfirmed(connection: Connection, event_id: EventId, now: datetime) -> int:
    """How many changes wait for a "Got it"."""
    found = _unconfirmed(event_id, now)
    return int((await connection.execute(select(func.count()).select_from(found))).scalar_one())


async def page_of_unconfirmed(connection: Connection, event_id: EventId, now: datetime, page: int) -> Page[Unconfirmed]:
    """Who has not said "Got it", the longest wait first."""
    found = _unconfirmed(event_id, now)
    total = await count_unconfirmed(connection, event_id, now)
    page, pages = page_numbers(total, page)
    rows = await connection.execute(
        select(found.c.attendee_id, attendees.c.name, found.c.meeting_id, found.c.told_at)
        .join(attendees, attendees.c.id == found.c.attendee_id)
        .order_by(found.c.told_at, found.c.attendee_id)
        .limit(PER_PAGE)
        .offset(page * PER_PAGE)
    )
    items = tuple(
        Unconfirmed(AttendeeId(row.attendee_id), row.name, row.meeting_id and MeetingId(row.meeting_id), row.told_at)
        for row in rows
    )
    return Page(items, total, page, pages)


async def unconfirmed_in(connection: Connection, meeting_id: MeetingId) -> list[AttendeeId]:
    """Who has not said "Got it" to the newest change of a meeting."""
    rows = await connection.execute(
        select(confirmations.c.attendee_id)
        .where(confirmations.c.meeting_id == meeting_id, confirmations.c.confirmed_at.is_(None))
        .order_by(confirmations.c.attendee_id)
    )
    return [AttendeeId(one) for one in rows.scalars()]


async def confirm_changes(connection: Connection, attendee_id: AttendeeId, now: datetime) -> int:
    """The desk has told an attendee everything that changed; how many notices that settles."""
    event_wide = await connection.execute(
        update(change_notices)
        .where(change_notices.c.attendee_id == attendee_id, change_notices.c.confirmed_at.is_(None))
        .values(confirmed_at=now)
    )
    of_meetings = await connection.execute(
        update(confirmations)
        .where(confirmations.c.attendee_id == attendee_id, confirmations.c.confirmed_at.is_(None))
        .values(confirmed_at=now)
    )
    return int(event_wide.rowcount + of_meetings.rowcount)


async def waiting_for(connection: Connection, event_id: EventId, attendee_id: AttendeeId, now: datetime) -> int:
    """How many changes an attendee has not said "Got it" to: theirs among those that the desk's number counts."""
    found = _unconfirmed(event_id, now)
    query = select(func.count()).select_from(found).where(found.c.attendee_id == attendee_id)
    return int((await connection.execute(query)).scalar_one())
