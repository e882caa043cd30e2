"""Many taps at once: on PostgreSQL really at once, each on a connection of its own."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest
from sqlalchemy import func, select

from bot.domain.meetings import Meeting, Status
from bot.domain.refusals import Refused
from bot.services import meetings as service
from storage.database import Database
from storage.tables import meetings, outbox, placings, seats
from tests.meetings import Hall


async def accept_all(hall: Hall, *wanted: tuple[Meeting, str]) -> list[service.Outcome | Refused]:
    """Everybody taps Accept at the same moment."""

    async def one(meeting: Meeting, by: str) -> service.Outcome | Refused:
        try:
            return await hall.accept(meeting, by)
        except Refused as no:
            return no

    return await asyncio.gather(*(one(meeting, by) for meeting, by in wanted))


async def count(hall: Hall, table: object) -> int:
    async with hall.database.reading() as connection:
        return int((await connection.execute(select(func.count()).select_from(table))).scalar_one())  # type: ignore[arg-type]


async def test_the_last_table_goes_to_one_of_many(both_databases: Database) -> None:
    hall = await Hall.open(both_databases, tables=2, times=("10:00", "10:25"))
    pairs = [(f"A{n}", f"B{n}") for n in range(10)]
    for one, two in pairs:
        await hall.join(one, two)
    requests = [(await hall.request(one, two, "10:00"), two) for one, two in pairs]
    outcomes = await accept_all(hall, *requests)
    got = [o for o in outcomes if isinstance(o, service.Outcome) and o.changed]
    gone = [o for o in outcomes if isinstance(o, service.Outcome) and o.gone]
    assert (len(got), len(gone)) == (2, 8)
    assert all([s.id for s in o.alternatives] in ([hall.slot("10:25")], []) for o in gone)
    assert (await count(hall, placings), await count(hall, seats)) == (2, 4)


async def test_one_person_is_never_in_two_places(both_databases: Database) -> None:
    hall = await Hall.open(both_databases, tables=20, rooms=0)
    others = [f"B{n}" for n in range(8)]
    await hall.join("Ann", *others)
    requests = [(await hall.request(other, "Ann", "10:00"), "Ann") for other in others]
    outcomes = await accept_all(hall, *requests)
    got = [o for o in outcomes if isinstance(o, service.Outcome) and o.changed]
    gone = [o for o in outcomes if isinstance(o, service.Outcome) and o.gone]
    assert (len(got), len(gone)) == (1, 7)
    assert await count(hall, seats) == 2


async def test_any_time_spreads_over_the_slots_that_there_are(both_databases: Database) -> None:
    hall = await Hall.open(both_databases, tables=20, times=("10:00", "10:25", "10:50"))
    others = [f"B{n}" for n in range(8)]
    await hall.join("Ann", *others)
    requests = [(await hall.request(other, "Ann"), "Ann") for other in others]
    outcomes = await accept_all(hall, *requests)
    got = [o.meeting.slot_id for o in outcomes if isinstance(o, service.Outcome) and o.changed]
    assert sorted(s for s in got if s) == sorted(s.id for s in hall.event.slots)


async def test_accepting_twice_at_once_books_once_and_tells_once(both_databases: Database) -> None:
    hall = await Hall.open(both_databases)
    await hall.join("Ann", "Bo")
    meeting = await hall.request("Ann", "Bo", "10:00")
    outcomes = await accept_all(hall, *[(meeting, "Bo")] * 6)
    assert Counter(o.changed for o in outcomes if isinstance(o, service.Outcome)) == {True: 1, False: 5}
    assert (await hall.views("Ann")).count("meetings.scheduled") == 1
    assert len(await hall.bells(meeting)) == 2


async def test_yes_and_withdrawal_at_once_end_in_one_of_the_two(both_databases: Database) -> None:
    hall = await Hall.open(both_databases)
    await hall.join("Ann", "Bo")
    ann = await hall.who("Ann")
    meeting = await hall.request("Ann", "Bo", "10:00")

    async def withdraw() -> None:
        async with hall.acting() as uow:
            await service.withdraw(uow, meeting.id, by=ann, version=1)

    await asyncio.gather(accept_all(hall, (meeting, "Bo")), withdraw())
    stands = await hall.meeting(meeting.id)
    seated = await hall.seats_of(meeting)
    assert (stands.status, len(seated)) in {(Status.SCHEDULED, 2), (Status.WITHDRAWN, 0)}


async def test_two_who_ask_each_other_at_once_make_one_request(both_databases: Database) -> None:
    hall = await Hall.open(both_databases)
    await hall.join("Ann", "Bo")

    async def ask(one: str, two: str) -> str:
        try:
            await hall.request(one, two)
        except Refused as no:
            return no.code
        return "asked"

    for _ in range(3):
        said = await asyncio.gather(ask("Ann", "Bo"), ask("Bo", "Ann"), ask("Ann", "Bo"))
        assert await count(hall, meetings) == 1
        assert set(said) == {"asked", "open_with_them"}


@pytest.mark.parametrize("repeat", range(3))
async def test_two_clocks_expire_each_request_once(both_databases: Database, repeat: int) -> None:
    hall = await Hall.open(both_databases)
    await hall.join("Ann", *(f"B{n}" for n in range(6)))
    for n in range(6):
        await hall.request("Ann", f"B{n}")
    hall.now = hall.now.replace(day=22)

    async def look() -> int:
        async with hall.acting() as uow:
            return await service.expire_due(uow)

    assert sum(await asyncio.gather(look(), look(), look())) == 6
    async with hall.database.reading() as connection:
        told = await connection.execute(select(func.count()).where(outbox.c.view == "meetings.expired"))
        assert told.scalar_one() == 12
