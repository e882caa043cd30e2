"""Two processes at once on PostgreSQL: a booking and a change of the floor never give one table to two meetings."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import text

from bot.domain.changes import TablesUse
from bot.domain.meetings import Status
from bot.services import changes
from bot.services import meetings as service
from storage.database import Database
from storage.unit_of_work import unit_of_work
from tests.meetings import Hall
from tests.services.changes.floor import DESK, books, look_again

pytestmark = pytest.mark.postgres


@pytest.fixture
async def postgres(postgres_url: str) -> Database:
    """A fresh PostgreSQL database."""
    return Database(postgres_url)


async def test_a_table_booked_while_the_floor_changes_is_not_given_again(postgres: Database) -> None:
    hall = await Hall.open(postgres, tables=3)
    await hall.join("Ann", "Bo", "Cy", "Di")
    meeting = await hall.agreed("Ann", "Bo", "10:00")
    request = await hall.request("Cy", "Di", "10:00")
    cy = await hall.who("Di")
    first = hall.table(1)

    async def change() -> None:
        async with unit_of_work(postgres, hall.now) as uow:
            await changes.change(uow, hall.event, TablesUse((first,), out_of_use=True), by=DESK)

    async with unit_of_work(postgres, hall.now) as uow:
        outcome = await service.accept(uow, request.id, by=cy)  # takes the table nearest to the first
        task = asyncio.create_task(change())
        await _waits_or_is_done(postgres, task)  # for that table, in another transaction
    await task
    await look_again(hall)
    moved = await hall.meeting(meeting.id)
    assert (moved.status, moved.slot_id) == (Status.SCHEDULED, meeting.slot_id)
    assert moved.place_id not in {first, outcome.meeting.place_id}
    seats, placings = await books(hall)
    assert len(seats) == 4
    assert len(placings) == 2
    await postgres.close()


async def _waits_or_is_done(postgres: Database, task: asyncio.Task[None]) -> None:
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    )
    while not task.done():
        async with postgres.reading() as connection:
            if (await connection.execute(waiting)).scalar_one():
                return
        await asyncio.sleep(0.01)


async def test_two_changes_of_one_event_wait_for_each_other(postgres: Database) -> None:
    hall = await Hall.open(postgres, tables=4)
    await hall.join("Ann", "Bo")
    meeting = await hall.agreed("Ann", "Bo", "10:00")
    first, second = hall.table(1), hall.table(2)

    async def change(*places: object) -> None:
        async with unit_of_work(postgres, hall.now) as uow:
            await changes.change(uow, hall.event, TablesUse(places, out_of_use=True), by=DESK)  # type: ignore[arg-type]

    await asyncio.gather(change(first), change(second))
    await look_again(hall)
    moved = await hall.meeting(meeting.id)
    assert moved.place_id not in {first, second}
    assert moved.place_id in {p.id for p in hall.event.places}
    await postgres.close()
