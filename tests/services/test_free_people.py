"""Who is free when I am: what the database finds is what the rules say, for everybody at once, and fast."""

from __future__ import annotations

import asyncio
import random
import time
from itertools import pairwise

from sqlalchemy import insert

from bot.domain.people import Attendee, AttendeeType, Interest, Mode, PeopleFilter, Side
from bot.domain.refusals import Refused
from bot.domain.slots import shared_slots
from bot.services import people as service
from storage import free_places, people, slots
from storage.database import Database
from storage.tables import joined_sessions, unavailable_slots
from tests.meetings import Hall, at
from tests.people import EARLY

MODES = [Mode.ONSITE, Mode.ONLINE, Mode.ABSENT]


async def by_the_rules(hall: Hall, reader: Attendee) -> set[str]:
    """Everybody who shares a free slot with the reader, one by one, by ``shared_slots``."""
    async with hall.database.reading() as connection:
        everybody = await people.attendees(connection, hall.ids.values())
        diaries = await slots.diaries(connection, everybody.values())
        left = await free_places.room_left(connection, [s.id for s in hall.event.slots])
    return {
        one.name
        for one in everybody.values()
        if one.id != reader.id and shared_slots(hall.event, diaries[reader.id], diaries[one.id], left, hall.now)
    }


async def by_the_database(hall: Hall, reader: Attendee) -> set[str]:
    found: set[str] = set()
    async with hall.acting() as uow:
        page, pages = 0, 1
        while page < pages:
            got = await service.find(uow, hall.event, reader, PeopleFilter(free=True), page)
            found |= {one.name for one in got.people}
            page, pages = page + 1, got.pages
    return found


async def test_the_database_agrees_with_the_rules_whatever_people_have_on(both_databases: Database) -> None:
    dice = random.Random(3)
    hall = await Hall.open(both_databases, tables=2, rooms=1)
    names = [f"P{n:02}" for n in range(24)]
    for name in names:
        await hall.join(name, modes={day: dice.choice(MODES) for day in hall.event.days})
    for one, two in pairwise(names[:10]):
        clock = dice.choice(["10:00", "10:25", "10:50"])
        try:
            await hall.agreed(one, two, clock)
        except Refused:
            continue  # one of them is away, or no place is left
    async with both_databases.writing() as connection:
        for name in names:
            for slot in hall.event.slots:
                if dice.random() < 0.6:
                    await connection.execute(
                        insert(unavailable_slots).values(attendee_id=hall.ids[name], slot_id=slot.id)
                    )
            if dice.random() < 0.3:
                row = {"attendee_id": hall.ids[name], "session_id": hall.event.sessions[0].id, "joined_at": EARLY}
                await connection.execute(insert(joined_sessions).values(row))
    for moment in (hall.now, at("10:30")):
        hall.now = moment
        sizes = set()
        for name in names:
            reader = await hall.who(name)
            expected = await by_the_rules(hall, reader)
            assert await by_the_database(hall, reader) == expected, name
            sizes.add(len(expected))
        assert len(sizes) > 2, "it depends on the reader"


async def test_a_gap_shows_each_person_with_the_first_slot_that_suits_both(database: Database) -> None:
    hall = await Hall.open(database)
    topic = hall.event.topics[0].id
    await hall.join("Ann", topics=[Interest(Side.NEED, topic)])
    await hall.join("Bo", "Cy", "Di")
    await hall.join("Fit", topics=[Interest(Side.OFFER, topic)])
    await hall.join("Shut", type=AttendeeType.INVESTOR)
    await hall.agreed("Bo", "Di", "10:00")
    await hall.request("Ann", "Cy")
    me = await hall.who("Ann")
    async with hall.acting() as uow:
        then = await service.free_then(uow, hall.event, me, [hall.slot("10:00"), hall.slot("10:25")], 0)
    assert [one.name for one in then.found.people] == ["Fit", "Bo", "Di", "Shut"], "Cy has been asked already"
    assert [then.at[hall.ids[name]].id for name in ("Fit", "Bo")] == [hall.slot("10:00"), hall.slot("10:25")]


async def test_thousands_of_people_hold_up_nobody_else(database: Database) -> None:
    hall = await Hall.open(database, tables=300, times=[f"{9 + n // 3}:{n % 3 * 20:02}" for n in range(24)])
    await hall.join("Me", topics=[Interest(Side.NEED, hall.event.topics[0].id)])
    person = {"name": "x", "language": "en", "reachable": True, "created_at": EARLY}
    async with database.writing() as connection:
        made = await people.insert_attendees(
            connection,
            [
                (
                    person,
                    {
                        "event_id": hall.event.id,
                        "name": f"P{n:04}",
                        "organisation": "Org",
                        "type": "business",
                        "country": "LT",
                        "status": "registered",
                        "hidden": False,
                        "modes": {day.isoformat(): "onsite" for day in hall.event.days},
                        "languages": ["en", "lt"],
                        "folded": f"p{n:04} org",
                        "registered_at": EARLY,
                        "changed_at": EARLY,
                    },
                    [Interest(Side.OFFER, hall.event.topics[0].id)],
                )
                for n in range(3_000)
            ],
        )
        # Half of them are away all day: for them every slot has to be looked at.
        away = [
            {"attendee_id": attendee_id, "slot_id": slot.id}
            for _, attendee_id in made[::2]
            for slot in hall.event.slots
        ]
        for start in range(0, len(away), 5_000):
            await connection.execute(insert(unavailable_slots), away[start : start + 5_000])
    me = await hall.who("Me")
    longest = 0.0

    async def beat() -> None:
        nonlocal longest
        while True:
            before = time.thread_time()  # of the loop's own thread: what others do on this machine does not count
            await asyncio.sleep(0)
            longest = max(longest, time.thread_time() - before)

    heart = asyncio.create_task(beat())
    began = time.perf_counter()
    for _ in range(4):  # the first time a statement is put together, later it may run on the loop itself
        async with hall.acting() as uow:
            found = await service.find(uow, hall.event, me, PeopleFilter(free=True), 0)
            then = await service.free_then(uow, hall.event, me, [slot.id for slot in hall.event.slots], 0)
    took = (time.perf_counter() - began) / 4
    heart.cancel()
    assert found.total == then.found.total == 1_500
    print(f"{took:.3f} s a look, {longest * 1000:.0f} ms without a beat")
    assert took < 3.0, f"{took:.2f} s"
    assert longest < 0.05, f"the loop stood still for {longest:.3f} s"
