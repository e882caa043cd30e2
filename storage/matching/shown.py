"""Who was suggested to whom, and how often somebody stands before others: nobody is buried, nobody left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.ids import AttendeeId, EventId
from bot.domain.meetings import Status
from storage.database import Connection
from storage.tables import attendees, meetings, suggestions

CHUNK = 400  # rows a statement
REQUEST_WEIGHT = 3  # an open request wants an answer; a suggestion only may bring one


async def record_shown(
    connection: Connection, attendee_id: AttendeeId, others: Sequence[AttendeeId], now: datetime
) -> set[AttendeeId]:
    """These were shown to an attendee; returns those who had not been shown to them before."""
    if not others:
        return set()
    known = select(suggestions.c.other_id).where(
        suggestions.c.attendee_id == attendee_id, suggestions.c.other_id.in_(list(others))
    )
    before = {AttendeeId(i) for i in (await connection.execute(known)).scalars()}
    await _upsert(connection, {attendee_id: others}, now, told=False)
    return set(others) - before


async def shown_to(connection: Connection, ids: Sequence[int]) -> dict[int, set[int]]:
    """Attendee -> everybody who was ever suggested to them."""
    found: dict[int, set[int]] = {i: set() for i in ids}
    for start in range(0, len(ids), CHUNK):
        query = select(suggestions.c.attendee_id, suggestions.c.other_id)
        part = list(ids[start : start + CHUNK])
        for who, other in await connection.execute(query.where(suggestions.c.attendee_id.in_(part))):
            found[who].add(other)
    return found


async def mark_told(connection: Connection, told: Mapping[AttendeeId, Sequence[AttendeeId]], now: datetime) -> None:
    """These were told of in a digest: attendee -> the others."""
    await _upsert(connection, told, now, told=True)


async def _upsert(
    connection: Connection, shown: Mapping[AttendeeId, Sequence[AttendeeId]], now: datetime, *, told: bool
) -> None:
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    told_at = {"told_at": now} if told else {}
    rows = [
        {"attendee_id": who, "other_id": other, "first_at": now, "last_at": now, "times": 1, **told_at}
        for who, others in sorted(shown.items())
        for other in sorted(set(others))
    ]
    for start in range(0, len(rows), CHUNK):
        await connection.execute(
            insert(suggestions)
            .values(rows[start : start + CHUNK])
            .on_conflict_do_update(
                index_elements=["attendee_id", "other_id"],
                set_={"last_at": now, "times": suggestions.c.times + 1, **told_at},
            )
        )


async def exposure(connection: Connection, event_id: EventId) -> dict[int, int]:
    """Attendee -> how much they stand before others: to how many they were suggested, and thrice each request to them
    that is open. Those before nobody are left out.
    """
    shown = (
        select(suggestions.c.other_id, func.count())
        .join_from(suggestions, attendees, attendees.c.id == suggestions.c.other_id)
        .where(attendees.c.event_id == event_id)
        .group_by(suggestions.c.other_id)
    )
    asked = (
        select(meetings.c.guest_id, func.count())
        .where(meetings.c.event_id == event_id, meetings.c.status == Status.PENDING.value)
        .group_by(meetings.c.guest_id)
    )
    found = {int(who): int(number) for who, number in await connection.execute(shown)}
    for who, number in await connection.execute(asked):
        found[int(who)] = found.get(int(who), 0) + REQUEST_WEIGHT * int(number)
    return found
