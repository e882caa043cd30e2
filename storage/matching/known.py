"""Who is not to be suggested to whom: those with whom there is or was something, and those who were waved away."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import and_, delete, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.ids import AttendeeId
from bot.domain.meetings import Status
from storage.database import Connection
from storage.tables import meeting_members, meetings, not_interested

CHUNK = 400  # ids a statement
# Withdrawn and expired are no answer: nobody has said no, and both may try again.
NOTHING_SAID = (Status.WITHDRAWN.value, Status.EXPIRED.value)


async def met_or_asked(connection: Connection, attendee_id: AttendeeId) -> set[AttendeeId]:
    """Everybody with whom they have met, agreed, a request open, or one that was declined or called off; of group
    meetings too.
    """
    return {AttendeeId(i) for i in (await engaged_pairs(connection, [attendee_id]))[attendee_id]}


async def engaged_pairs(connection: Connection, ids: Sequence[int]) -> dict[int, set[int]]:
    """The same for many: attendee -> the others."""
    found: dict[int, set[int]] = {i: set() for i in ids}
    told = meetings.c.status.not_in(NOTHING_SAID)
    for start in range(0, len(ids), CHUNK):
        part = list(ids[start : start + CHUNK])
        asked = select(meetings.c.requester_id, meetings.c.guest_id).where(
            or_(meetings.c.requester_id.in_(part), meetings.c.guest_id.in_(part)), told
        )
        for one, two in await connection.execute(asked):
            if one in found:
                found[one].add(two)
            if two in found:
                found[two].add(one)
        mine, theirs = meeting_members.alias(), meeting_members.alias()
        groups = (
            select(mine.c.attendee_id, meetings.c.requester_id, meetings.c.guest_id, theirs.c.attendee_id)
            .join_from(mine, meetings, and_(meetings.c.id == mine.c.meeting_id, told))
            .join(theirs, theirs.c.meeting_id == mine.c.meeting_id)
            .where(mine.c.attendee_id.in_(part))
        )
        for me, *others in await connection.execute(groups):
            found[me].update(others)
        hosted = (
            select(meetings.c.requester_id, meetings.c.guest_id, theirs.c.attendee_id)
            .join_from(meetings, theirs, theirs.c.meeting_id == meetings.c.id)
            .where(or_(meetings.c.requester_id.in_(part), meetings.c.guest_id.in_(part)), told)
        )
        for one, two, member in await connection.execute(hosted):
            for side in (one, two):
                if side in found:
                    found[side].add(member)
    return {me: others - {me} for me, others in found.items()}


async def uninteresting_to(connection: Connection, attendee_id: AttendeeId) -> set[AttendeeId]:
    """Whom they have waved away themselves."""
    query = select(not_interested.c.other_id).where(not_interested.c.attendee_id == attendee_id)
    return {AttendeeId(i) for i in (await connection.execute(query)).scalars()}


async def mutual_distaste(connection: Connection, ids: Sequence[int]) -> dict[int, set[int]]:
    """Attendee -> whom they have waved away, and by whom they were: neither is suggested to the other."""
    found: dict[int, set[int]] = {i: set() for i in ids}
    for start in range(0, len(ids), CHUNK):
        part = list(ids[start : start + CHUNK])
        rows = await connection.execute(
            select(not_interested.c.attendee_id, not_interested.c.other_id).where(
                or_(not_interested.c.attendee_id.in_(part), not_interested.c.other_id.in_(part))
            )
        )
        for one, two in rows:
            if one in found:
                found[one].add(two)
            if two in found:
                found[two].add(one)
    return found


async def say_not_interested(
    connection: Connection, attendee_id: AttendeeId, other_id: AttendeeId, now: datetime
) -> bool:
    """They do not want this one suggested any more; False when they have said so before."""
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    made = await connection.execute(
        insert(not_interested)
        .values(attendee_id=attendee_id, other_id=other_id, said_at=now)
        .on_conflict_do_nothing()
        .returning(not_interested.c.other_id)
    )
    return made.first() is not None


async def take_back_not_interested(
    connection: Connection, attendee_id: AttendeeId, others: Collection[AttendeeId]
) -> None:
    """They may be suggested again."""
    await connection.execute(
        delete(not_interested).where(
            not_interested.c.attendee_id == attendee_id, not_interested.c.other_id.in_(sorted(others))
        )
    )
