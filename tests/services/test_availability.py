"""Being free or not: at once for everybody, never under a meeting, twice is once."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import func, select

from bot.domain.ids import SlotId
from bot.domain.refusals import Refused
from bot.services import availability
from bot.services.availability import Use
from storage.database import Database
from storage.tables import seats, unavailable_slots
from tests.meetings import Hall, at


async def mark(hall: Hall, name: str, *clocks: str, free: bool = False) -> None:
    me = await hall.who(name)
    async with hall.acting() as uow:
        await availability.set_slots(uow, hall.event, me, [hall.slot(clock) for clock in clocks], free=free)


async def uses(hall: Hall, name: str) -> dict[str, Use]:
    me = await hall.who(name)
    async with hall.acting() as uow:
        days = await availability.days(uow, hall.event, me)
    return {
        seen.slot.starts_at.astimezone(hall.event.zone).strftime("%H:%M"): seen.use
        for day in days
        for seen in day.slots
    }


async def test_marking_twice_is_marking_once_and_a_meeting_stays(both_databases: Database) -> None:
    hall = await Hall.open(both_databases)
    await hall.join("Ann", "Bo")
    await hall.agreed("Ann", "Bo", "10:25")
    await mark(hall, "Ann", "10:00", "10:25")
    await mark(hall, "Ann", "10:00", "10:25")
    found = await uses(hall, "Ann")
    assert (found["10:00"], found["10:25"], found["10:50"]) == (Use.AWAY, Use.MEETING, Use.FREE)
    async with both_databases.reading() as connection:
        rows = (await connection.execute(select(func.count()).select_from(unavailable_slots))).scalar_one()
    assert rows == 1
    await mark(hall, "Ann", "10:00", free=True)
    assert (await uses(hall, "Ann"))["10:00"] is Use.FREE


async def test_slots_that_have_passed_are_left_alone_and_foreign_ones_refused(database: Database) -> None:
    hall = await Hall.open(database, now=at("10:10"))
    await hall.join("Ann")
    await mark(hall, "Ann", "10:00", "10:25")
    assert "10:00" not in await uses(hall, "Ann")
    me = await hall.who("Ann")
    with pytest.raises(Refused, match="no_such_slot"):
        async with hall.acting() as uow:
            await availability.set_slots(uow, hall.event, me, [SlotId(10_000)], free=False)


async def test_a_booking_and_a_mark_at_once_leave_a_meeting_or_a_free_diary_never_both(
    both_databases: Database,
) -> None:
    hall = await Hall.open(both_databases, times=("10:00",))
    await hall.join("Ann", "Bo")
    request = await hall.request("Bo", "Ann", "10:00")

    async def accept() -> bool:
        try:
            return (await hall.accept(request, "Ann")).changed
        except Refused:
            return False

    accepted, _ = await asyncio.gather(accept(), mark(hall, "Ann", "10:00"))
    async with both_databases.reading() as connection:
        seated = (await connection.execute(select(func.count()).select_from(seats))).scalar_one()
        away = (await connection.execute(select(func.count()).select_from(unavailable_slots))).scalar_one()
    assert (seated, away) == ((2, 0) if accepted else (0, 1))


async def test_a_request_sees_it_at_once(database: Database) -> None:
    hall = await Hall.open(database)
    await hall.join("Ann", "Bo")
    await mark(hall, "Ann", "10:00")
    with pytest.raises(Refused, match="slot_taken"):
        await hall.request("Bo", "Ann", "10:00")
    me = await hall.who("Ann")
    async with hall.acting() as uow:
        await availability.all_free(uow, hall.event, me)
    assert await hall.request("Bo", "Ann", "10:00")
