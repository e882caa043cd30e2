"""Meetings as rows.

Locks (PostgreSQL): attendees by ascending id, then the meeting; always FOR NO KEY UPDATE, so that a row which only
refers to one of them does not have to wait.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, and_, bindparam, func, insert, or_, select, update
from sqlalchemy.engine import RowMapping

from bot.domain.ids import AttendeeId, MeetingId, SlotId
from bot.domain.meetings import LIVE, Meeting, MemberStatus, Party, Priority, Status
from storage.database import Connection
from storage.meetings.members import members_of
from storage.people.reading import ATTENDEE_COLUMNS, PERSON_COLUMNS, to_attendee, to_person
from storage.tables import attendees, meeting_members, meetings, persons, seats

CHUNK = 400  # rows or ids a statement
COLUMNS = [column.name for column in meetings.c]
LIVE_VALUES = sorted(status.value for status in LIVE)


def to_meeting(row: RowMapping | Mapping[Any, Any]) -> Meeting:
    """The meeting in a row of the table, without the members of a group (see :func:`read`)."""
    values = {name: row[name] for name in COLUMNS}
    values["status"] = Status(values["status"])
    values["priority"] = Priority(values["priority"])
    return Meeting(**values)


def to_row(meeting: Meeting) -> dict[str, Any]:
    """The columns of a meeting."""
    values = asdict(replace(meeting, members=())) | {"status": meeting.status.value, "priority": meeting.priority.value}
    del values["members"]
    return values


async def read(connection: Connection, query: Select[Any], values: Mapping[str, Any] | None = None) -> list[Meeting]:
    """The meetings of a query over the table (with these parameters), in its order; groups with their members."""
    found = [to_meeting(row) for row in (await connection.execute(query, values)).mappings()]
    groups = [meeting.id for meeting in found if meeting.is_group]
    if not groups:
        return found
    members = await members_of(connection, groups)
    return [replace(meeting, members=members.get(meeting.id, ())) for meeting in found]


async def load(connection: Connection, meeting_id: MeetingId) -> Meeting | None:
    """The meeting of that number, or None."""
    found = await read(connection, _one(), {"id": meeting_id})
    return found[0] if found else None


# Put together once: that costs more than running them.


@cache
def _one() -> Select[Any]:
    return select(meetings).where(meetings.c.id == bindparam("id", type_=BigInteger))


@cache
def _between() -> Select[Any]:
    one, two = bindparam("one", type_=BigInteger), bindparam("two", type_=BigInteger)
    either = select(meeting_members.c.meeting_id).where(
        meeting_members.c.attendee_id.in_([one, two]), meeting_members.c.status == MemberStatus.ACCEPTED.value
    )
    return (
        select(meetings)
        .where(
            or_(
                and_(meetings.c.requester_id == one, meetings.c.guest_id == two),
                and_(meetings.c.requester_id == two, meetings.c.guest_id == one),
                and_(meetings.c.id.in_(either), _with(one), _with(two)),
            ),
            meetings.c.status.in_(LIVE_VALUES),
        )
        .order_by(meetings.c.id)
    )


@cache
def _open_requests() -> Select[Any]:
    mine = meetings.c.requester_id == bindparam("requester", type_=BigInteger)
    return select(func.count()).where(mine, meetings.c.status == Status.PENDING.value)


@cache
def _parties(lock: bool) -> Select[Any]:
    query = (
        select(*ATTENDEE_COLUMNS, *PERSON_COLUMNS)
        .join_from(attendees, persons, attendees.c.person_id == persons.c.id)
        .where(attendees.c.id.in_(bindparam("ids", expanding=True)))
        .order_by(attendees.c.id)
    )
    return query.with_for_update(of=attendees, key_share=True) if lock else query


async def lock(connection: Connection, meeting: Meeting) -> Meeting:
    """The meeting as it stands now; nobody else changes it before this transaction ends (SQLite has one writer)."""
    if connection.dialect.name == "sqlite":
        return meeting
    query = select(meetings).where(meetings.c.id == meeting.id)
    return (await read(connection, query.with_for_update(key_share=True)))[0]


async def load_many(connection: Connection, ids: Sequence[MeetingId]) -> dict[MeetingId, Meeting]:
    """These meetings by number; those that do not exist are left out."""
    found: dict[MeetingId, Meeting] = {}
    for start in range(0, len(ids), CHUNK):
        query = select(meetings).where(meetings.c.id.in_(ids[start : start + CHUNK]))
        found |= {m.id: m for m in await read(connection, query)}
    return found


async def add(connection: Connection, meeting: Meeting) -> Meeting:
    """Write a new meeting; returns it with its number."""
    values = to_row(meeting)
    del values["id"]
    row = await connection.execute(insert(meetings).values(**values).returning(meetings.c.id))
    return replace(meeting, id=MeetingId(row.scalar_one()))


async def save(connection: Connection, meeting: Meeting) -> None:
    """Write a meeting as it stands now."""
    values = to_row(meeting)
    del values["id"]
    await connection.execute(update(meetings).where(meetings.c.id == meeting.id).values(**values))


async def save_many(connection: Connection, changed: Sequence[Meeting]) -> None:
    """Write many, in one statement."""
    if not changed:
        return
    rows: list[dict[str, Any]] = [
        {f"to_{name}": value for name, value in to_row(meeting).items()} for meeting in changed
    ]
    values: dict[str, Any] = {name: bindparam(f"to_{name}") for name in COLUMNS if name != "id"}
    await connection.execute(update(meetings).where(meetings.c.id == bindparam("to_id")).values(**values), rows)


async def mark_held(connection: Connection, ids: Sequence[MeetingId], now: datetime) -> None:
    """Scheduled meetings whose time has passed: held (``bot.domain.meetings.pass_by``, for many at once)."""
    for start in range(0, len(ids), CHUNK):
        await connection.execute(
            update(meetings)
            .where(meetings.c.id.in_(ids[start : start + CHUNK]))
            .values(status=Status.HELD.value, version=meetings.c.version + 1, changed_at=now)
        )


def _with(attendee_id: Any) -> ColumnElement[bool]:
    """Meetings that this attendee is in: as requester, as guest, or as a member of a group who has accepted."""
    groups = select(meeting_members.c.meeting_id).where(
        meeting_members.c.attendee_id == attendee_id, meeting_members.c.status == MemberStatus.ACCEPTED.value
    )
    return or_(meetings.c.requester_id == attendee_id, meetings.c.guest_id == attendee_id, meetings.c.id.in_(groups))


async def between(connection: Connection, one: AttendeeId, two: AttendeeId) -> tuple[Meeting, ...]:
    """What these two have with each other that is pending or agreed, oldest first."""
    return tuple(await read(connection, _between(), {"one": one, "two": two}))


async def count_open_requests(connection: Connection, requester: AttendeeId) -> int:
    """How many requests of theirs are waiting for an answer."""
    return int((await connection.execute(_open_requests(), {"requester": requester})).scalar_one())


async def live_of(
    connection: Connection, attendee_id: AttendeeId, statuses: Collection[Status] = LIVE
) -> tuple[Meeting, ...]:
    """An attendee's meetings of these statuses, groups that they are in included, soonest deadline first."""
    query = (
        select(meetings)
        .where(_with(attendee_id), meetings.c.status.in_(sorted(s.value for s in statuses)))
        .order_by(meetings.c.answer_by, meetings.c.id)
    )
    return tuple(await read(connection, query))


async def awaiting_answer(connection: Connection, attendee_id: AttendeeId) -> int:
    """How many requests and invitations to groups wait for this attendee's answer."""
    asked = select(func.count()).where(
        meetings.c.turn_id == attendee_id,
        or_(meetings.c.requester_id == attendee_id, meetings.c.guest_id == attendee_id),
        meetings.c.status == Status.PENDING.value,
    )
    invited = select(func.count()).where(
        meeting_members.c.attendee_id == attendee_id, meeting_members.c.status == MemberStatus.INVITED.value
    )
    query = select(asked.scalar_subquery() + invited.scalar_subquery())
    return int((await connection.execute(query)).scalar_one())


async def invitations_of(connection: Connection, attendee_id: AttendeeId) -> tuple[Meeting, ...]:
    """The groups that this attendee is asked into and has not answered, the soonest deadline first."""
    query = (
        select(meetings)
        .join(meeting_members, meeting_members.c.meeting_id == meetings.c.id)
        .where(meeting_members.c.attendee_id == attendee_id, meeting_members.c.status == MemberStatus.INVITED.value)
        .order_by(meeting_members.c.answer_by, meetings.c.id)
    )
    return tuple(await read(connection, query))


async def meeting_in(connection: Connection, slot_id: SlotId) -> list[MeetingId]:
    """The meetings that sit in a slot."""
    rows = await connection.execute(select(seats.c.meeting_id).where(seats.c.slot_id == slot_id).distinct())
    return [MeetingId(i) for i in rows.scalars()]


async def parties(connection: Connection, ids: Iterable[AttendeeId], *, lock: bool = False) -> dict[AttendeeId, Party]:
    """These attendees (without their interests) and the persons behind them, in one read.

    With `lock` their diaries are this transaction's alone until it ends (rows locked by ascending id).
    """
    wanted = sorted(set(ids))
    found: dict[AttendeeId, Party] = {}
    for start in range(0, len(wanted), CHUNK):
        values = {"ids": wanted[start : start + CHUNK]}
        for row in (await connection.execute(_parties(lock), values)).mappings():
            party = Party(to_attendee(row, ()), to_person(row))
            found[party.attendee.id] = party
    return found
