"""Who else could be met, when a meeting does not come about."""

from __future__ import annotations

from sqlalchemy import and_, case, func, or_, select

from bot.domain.ids import AttendeeId
from bot.domain.meetings.records import LIVE, MemberStatus
from bot.domain.people import Attendee, AttendeeStatus, AttendeeType, Side
from storage.database import Connection
from storage.people.reading import ATTENDEE_COLUMNS, read_attendees
from storage.tables import attendees, interests, meeting_members, meetings

LIVE_VALUES = sorted(status.value for status in LIVE)


async def fitting(connection: Connection, me: Attendee, kind: AttendeeType, limit: int) -> list[Attendee]:
    """People on the list who offer what `me` needs or need what `me` offers, or are of that type; the best fit first.

    Left out is everybody with whom something is open or agreed.
    """
    wanted = [
        and_(
            interests.c.topic_id == one.topic_id,
            interests.c.side == (Side.OFFER if one.side is Side.NEED else Side.NEED).value,
        )
        for one in me.interests
        if one.topic_id is not None
    ]
    matched = (
        select(func.count()).where(interests.c.attendee_id == attendees.c.id, or_(*wanted)).scalar_subquery()
        if wanted
        else case((attendees.c.type == kind.value, 0), else_=0)
    )
    alike = case((attendees.c.type == kind.value, 1), else_=0)
    query = (
        select(*ATTENDEE_COLUMNS)
        .where(
            attendees.c.event_id == me.event_id,
            attendees.c.status == AttendeeStatus.REGISTERED.value,
            attendees.c.hidden.is_(False),
            attendees.c.id != me.id,
            attendees.c.id.not_in(sorted(await engaged_with(connection, me.id))),
            or_(attendees.c.type == kind.value, matched > 0),
        )
        .order_by((matched + alike).desc(), attendees.c.folded, attendees.c.id)
        .limit(limit)
    )
    return await read_attendees(connection, query)


async def engaged_with(connection: Connection, me: AttendeeId) -> set[AttendeeId]:
    """Everybody with whom `me` has something open or agreed."""
    mine = select(meeting_members.c.meeting_id).where(
        meeting_members.c.attendee_id == me, meeting_members.c.status == MemberStatus.ACCEPTED.value
    )
    rows = await connection.execute(
        select(meetings.c.id, meetings.c.requester_id, meetings.c.guest_id, meetings.c.is_group).where(
            or_(meetings.c.requester_id == me, meetings.c.guest_id == me, meetings.c.id.in_(mine)),
            meetings.c.status.in_(LIVE_VALUES),
        )
    )
    found: set[AttendeeId] = set()
    groups = []
    for row in rows:
        found |= {AttendeeId(row.requester_id), AttendeeId(row.guest_id)}
        if row.is_group:
            groups.append(row.id)
    if groups:
        members = await connection.execute(
            select(meeting_members.c.attendee_id).where(
                meeting_members.c.meeting_id.in_(groups),
                meeting_members.c.status.in_([MemberStatus.ACCEPTED.value, MemberStatus.INVITED.value]),
            )
        )
        found |= {AttendeeId(i) for i in members.scalars()}
    return found - {me}
