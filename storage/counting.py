"""Counts over whole tables: the report of a rehearsal, and the desk's numbers."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import BigInteger, Integer, case, func, select, type_coerce

from bot.domain.ids import EventId
from bot.domain.notices import Lane
from storage.database import Connection
from storage.tables import attendees, inbox, meetings, outbox, persons, reminders

IN_TIME = timedelta(seconds=60)  # a bell this long after its moment still counts as in time


async def attendees_by_status(connection: Connection, event_id: EventId) -> dict[str, int]:
    """How many attendees are registered, waiting and so on."""
    query = select(attendees.c.status, func.count()).where(attendees.c.event_id == event_id)
    return dict((await connection.execute(query.group_by(attendees.c.status))).tuples().all())


async def meetings_by_status(connection: Connection, event_id: EventId) -> dict[str, int]:
    """How many requests and meetings stand where."""
    query = select(meetings.c.status, func.count()).where(meetings.c.event_id == event_id)
    return dict((await connection.execute(query.group_by(meetings.c.status))).tuples().all())


async def bells(connection: Connection, event_id: EventId) -> dict[str, int]:
    """Bells rung in time and late (more than a minute after their moment), dropped, and not rung for other reasons."""
    lateness = type_coerce(outbox.c.settled_at, BigInteger) - type_coerce(outbox.c.due_at, BigInteger)
    late = case((lateness > int(IN_TIME.total_seconds() * 1_000_000), 1), else_=0)
    rows = await connection.execute(
        select(outbox.c.state, type_coerce(late, Integer), func.count())
        .where(outbox.c.kind == "bell", outbox.c.event_id == event_id)
        .group_by(outbox.c.state, late)
    )
    found = {"in_time": 0, "late": 0, "dropped": 0, "unreachable": 0, "other": 0}
    for state, is_late, number in rows:
        name = ("late" if is_late else "in_time") if state == "sent" else state
        found[name if name in found else "other"] += number
    dropped = select(func.count()).where(reminders.c.event_id == event_id, reminders.c.state == "dropped")
    found["dropped"] += (await connection.execute(dropped)).scalar_one()
    return found


async def messages(connection: Connection) -> dict[str, dict[str, int]]:
    """Notices by lane and state."""
    rows = await connection.execute(
        select(outbox.c.lane, outbox.c.state, func.count()).group_by(outbox.c.lane, outbox.c.state)
    )
    found: dict[str, dict[str, int]] = {}
    for lane, state, number in rows:
        found.setdefault(Lane(lane).name.lower(), {})[state] = number
    return found


async def left_over(connection: Connection) -> dict[str, int]:
    """What is still to be done: updates, notices, reminders. All zero when everything has been dealt with."""
    updates = select(func.count()).where(inbox.c.state == "new")
    poison = select(func.count()).where(inbox.c.state == "poison")
    notices = select(func.count()).where(outbox.c.state.in_(("queued", "sending")))
    bells_ = select(func.count()).where(reminders.c.state == "waiting")
    return {
        "updates": (await connection.execute(updates)).scalar_one(),
        "poison": (await connection.execute(poison)).scalar_one(),
        "notices": (await connection.execute(notices)).scalar_one(),
        "reminders": (await connection.execute(bells_)).scalar_one(),
    }


async def next_numbers(connection: Connection) -> tuple[int, int]:
    """The lowest update id and message id that this database has never seen: where a stand-in may go on."""
    update_id = (await connection.execute(select(func.max(inbox.c.update_id)))).scalar_one()
    message_id = (await connection.execute(select(func.max(outbox.c.message_id)))).scalar_one()
    return (update_id or 0) + 1, (
        message_id + 10_000 if message_id else 1
    )  # people's own messages are not counted here


async def last_moment(connection: Connection) -> datetime | None:
    """When something last came in: a rehearsal that is taken up again goes on from there."""
    found: datetime | None = (await connection.execute(select(func.max(inbox.c.received_at)))).scalar_one()
    return found


async def known_phones(connection: Connection) -> set[int]:
    """The Telegram ids of everybody whom this database knows."""
    rows = await connection.execute(select(persons.c.telegram_id).where(persons.c.telegram_id.is_not(None)))
    return set(rows.scalars())
