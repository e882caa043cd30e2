"""Joining sessions: seats under many taps at once, bells, and slots that are no longer offered."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import func, select, update

from bot.domain.events import Event
from bot.domain.ids import SessionId
from bot.domain.refusals import Refused
from bot.services import meetings, programme
from storage import events as stored_events
from storage.database import Database
from storage.tables import audit, events, joined_sessions, reminders, sessions
from tests.meetings import Hall, at


async def with_seats(hall: Hall, number: int | None) -> SessionId:
    """The pitching (11:00 to 11:40) has so many seats."""
    async with hall.database.writing() as connection:
        await connection.execute(update(sessions).values(seats=number))
        await connection.execute(update(events).values(revision=events.c.revision + 1))
        hall.event = await fresh(connection, hall)
    return hall.event.sessions[0].id


async def fresh(connection: object, hall: Hall) -> Event:
    return await stored_events.event(connection, hall.event.id)  # type: ignore[arg-type]


async def join(hall: Hall, name: str, session: SessionId) -> programme.SessionShown | str:
    me = await hall.who(name)
    try:
        async with hall.acting() as uow:
            return await programme.join(uow, hall.event, me, session)
    except Refused as no:
        return no.code


async def leave(hall: Hall, name: str, session: SessionId) -> programme.SessionShown:
    me = await hall.who(name)
    async with hall.acting() as uow:
        return await programme.leave(uow, hall.event, me, session)


async def joined(hall: Hall) -> int:
    async with hall.database.reading() as connection:
        return int((await connection.execute(select(func.count()).select_from(joined_sessions))).scalar_one())


async def test_of_many_who_join_at_once_as_many_get_in_as_there_are_seats(both_databases: Database) -> None:
    hall = await Hall.open(both_databases)
    names = [f"P{n}" for n in range(12)]
    await hall.join(*names)
    session = await with_seats(hall, 3)
    came = await asyncio.gather(*(join(hall, name, session) for name in names))
    assert sorted(one for one in came if isinstance(one, str)) == ["session_full"] * 9
    assert await joined(hall) == 3


async def test_joining_twice_is_joining_once_also_in_a_full_session(both_databases: Database) -> None:
    hall = await Hall.open(both_databases)
    await hall.join("Ann", "Bo")
    session = await with_seats(hall, 1)
    outcomes = await asyncio.gather(*(join(hall, "Ann", session) for _ in range(4)))
    assert all(isinstance(one, programme.SessionShown) and one.mine for one in outcomes)
    assert await joined(hall) == 1
    async with both_databases.reading() as connection:
        acts = (await connection.execute(select(audit.c.act).where(audit.c.subject == f"session:{session}"))).scalars()
        assert list(acts) == ["join_session"]
        bells = (
            await connection.execute(select(reminders.c.due_at).where(reminders.c.session_id == session))
        ).scalars()
        assert list(bells) == [at("10:45")]
    assert await join(hall, "Bo", session) == "session_full"
    await leave(hall, "Ann", session)
    await leave(hall, "Ann", session)
    assert isinstance(await join(hall, "Bo", session), programme.SessionShown)


async def test_a_booking_and_a_session_at_one_time_never_both_win(both_databases: Database) -> None:
    hall = await Hall.open(both_databases, times=("11:15",))
    await hall.join("Ann", "Bo")
    session = hall.event.sessions[0].id
    request = await hall.request("Bo", "Ann", "11:15")

    async def accept() -> bool:
        try:
            return (await hall.accept(request, "Ann")).changed
        except Refused:
            return False

    accepted, shown = await asyncio.gather(accept(), join(hall, "Ann", session))
    assert isinstance(shown, programme.SessionShown)
    assert accepted is not shown.mine
    if accepted:
        assert [entry.title for entry in shown.clashes] == ["Bo"]


async def test_the_time_of_a_joined_session_is_not_offered_until_it_is_left(database: Database) -> None:
    hall = await Hall.open(database)
    await hall.join("Ann", "Bo")
    session = hall.event.sessions[0].id

    async def offered() -> list[str]:
        me = await hall.who("Bo")
        async with hall.acting() as uow:
            free = await meetings.free_slots_for_both(uow, hall.event, me, hall.ids["Ann"])
        return [slot.starts_at.astimezone(hall.event.zone).strftime("%H:%M") for slot in free]

    await join(hall, "Ann", session)
    assert await offered() == ["10:00", "10:25", "11:40", "12:05"]
    await leave(hall, "Ann", session)
    assert await offered() == ["10:00", "10:25", "10:50", "11:15", "11:40", "12:05"]
    async with database.reading() as connection:
        assert (await connection.execute(select(reminders).where(reminders.c.session_id == session))).all() == []


@pytest.mark.parametrize(("now", "code"), [(at("11:41"), "session_over"), (at("11:40"), "session_over")])
async def test_what_is_over_cannot_be_joined(database: Database, now: object, code: str) -> None:
    hall = await Hall.open(database, now=now)  # type: ignore[arg-type]
    await hall.join("Ann")
    assert await join(hall, "Ann", hall.event.sessions[0].id) == code


async def test_a_break_and_an_unknown_session_cannot_be_joined(database: Database) -> None:
    hall = await Hall.open(database)
    await hall.join("Ann")
    assert await join(hall, "Ann", SessionId(999)) == "no_such_session"
    async with database.writing() as connection:
        await connection.execute(update(sessions).values(kind="break"))
        await connection.execute(update(events).values(revision=events.c.revision + 1))
        hall.event = await fresh(connection, hall)
    assert await join(hall, "Ann", hall.event.sessions[0].id) == "session_break"
