"""Who is in a group meeting beside requester and guest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.ids import AttendeeId, MeetingId, PersonId
from bot.domain.meetings.records import Member, MemberStatus
from storage.database import Connection
from storage.tables import meeting_members

CHUNK = 400  # ids a statement
_INVITED = meeting_members.c.status == MemberStatus.INVITED.value
_NEXT = select(func.min(meeting_members.c.answer_by)).where(_INVITED)  # put together once: it is asked all the time


async def members_of(connection: Connection, ids: Sequence[MeetingId]) -> dict[MeetingId, tuple[Member, ...]]:
    """The members of these meetings, whatever they answered, in the order in which they were asked."""
    found: dict[MeetingId, tuple[Member, ...]] = {}
    for start in range(0, len(ids), CHUNK):
        rows = await connection.execute(
            select(meeting_members)
            .where(meeting_members.c.meeting_id.in_(ids[start : start + CHUNK]))
            .order_by(meeting_members.c.invited_at, meeting_members.c.attendee_id)
        )
        for row in rows:
            member = Member(
                AttendeeId(row.attendee_id),
                MemberStatus(row.status),
                PersonId(row.invited_by_id),
                row.invited_at,
                row.answer_by,
                row.answered_at,
            )
            found[row.meeting_id] = (*found.get(row.meeting_id, ()), member)
    return found


async def save_members(
    connection: Connection, meeting_id: MeetingId, before: Iterable[Member], after: Iterable[Member]
) -> None:
    """Write what has changed among the members of a meeting; one who is requester or guest now is no member."""
    was, now = ({one.attendee_id: one for one in members} for members in (before, after))
    gone = [attendee_id for attendee_id in was if attendee_id not in now]
    if gone:
        table = meeting_members
        await connection.execute(table.delete().where(table.c.meeting_id == meeting_id, table.c.attendee_id.in_(gone)))
    changed: list[dict[str, Any]] = [
        {
            "meeting_id": meeting_id,
            "attendee_id": one.attendee_id,
            "status": one.status.value,
            "invited_by_id": one.invited_by_id,
            "invited_at": one.invited_at,
            "answer_by": one.answer_by,
            "answered_at": one.answered_at,
        }
        for one in now.values()
        if was.get(one.attendee_id) != one
    ]
    if changed:
        insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
        statement = insert(meeting_members)
        names = ("status", "invited_by_id", "invited_at", "answer_by", "answered_at")
        await connection.execute(
            statement.on_conflict_do_update(
                index_elements=["meeting_id", "attendee_id"], set_={name: statement.excluded[name] for name in names}
            ),
            changed,
        )


async def unanswered(connection: Connection, now: datetime, limit: int) -> list[tuple[MeetingId, AttendeeId]]:
    """Invitations whose deadline has come, the oldest first."""
    rows = await connection.execute(
        select(meeting_members.c.meeting_id, meeting_members.c.attendee_id)
        .where(_INVITED, meeting_members.c.answer_by <= now)
        .order_by(meeting_members.c.answer_by, meeting_members.c.meeting_id, meeting_members.c.attendee_id)
        .limit(limit)
    )
    return [(MeetingId(meeting), AttendeeId(attendee)) for meeting, attendee in rows]


async def next_invitation(connection: Connection) -> datetime | None:
    """The soonest deadline of an open invitation."""
    found: datetime | None = (await connection.execute(_NEXT)).scalar_one()
    return found
