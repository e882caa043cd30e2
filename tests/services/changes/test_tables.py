"""A table goes out of use: whoever was to meet there is told once where they meet now."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from bot.domain.changes import TablesUse
from bot.domain.meetings import Status
from storage.database import Database
from storage.tables import audit
from tests.meetings import Hall, at
from tests.services.changes.floor import bells_of, books, does, notices, sends


async def test_a_meeting_goes_to_the_nearest_free_table_at_the_same_time(both_databases: Database) -> None:
    hall = await Hall.open(both_databases, tables=4)
    await hall.join("Ann", "Bo", "Cy", "Di")
    meeting = await hall.agreed("Ann", "Bo", "10:00")
    other = await hall.agreed("Cy", "Di", "10:00")
    assert (meeting.place_id, other.place_id) == (hall.table(1), hall.table(2))
    table_3 = hall.table(3)
    effect = await does(hall, TablesUse((hall.table(1),), out_of_use=True))
    moved = await hall.meeting(meeting.id)
    assert (moved.status, moved.slot_id, moved.place_id) == (Status.SCHEDULED, meeting.slot_id, table_3)
    assert moved.version == meeting.version + 1
    assert (effect.new_place, effect.new_time, effect.choose, effect.people) == (1, 0, 0, 2)
    assert set(await notices(hall)) == {hall.ids["Ann"], hall.ids["Bo"]}
    assert await sends(hall) == ["changes.notice", "changes.notice"]
    assert await bells_of(hall, meeting) == [at("09:45")] * 2
    assert await hall.meeting(other.id) == other


async def test_doing_it_twice_is_doing_it_once(database: Database) -> None:
    hall = await Hall.open(database)
    await hall.join("Ann", "Bo")
    await hall.agreed("Ann", "Bo", "10:00")
    change = TablesUse((hall.table(1),), out_of_use=True)
    await does(hall, change)
    before = await hall.notices()
    effect = await does(hall, change)
    assert not effect.changes
    assert await hall.notices() == before
    async with database.reading() as connection:
        acts = await connection.execute(select(audit.c.detail, audit.c.subject).where(audit.c.act == "change_event"))
        assert [(row.subject, row.detail["what"]) for row in acts] == [("place:1", "table 1 out of use")]


async def test_with_every_table_taken_the_meeting_goes_to_another_time(database: Database) -> None:
    hall = await Hall.open(database, tables=2)
    await hall.join("Ann", "Bo", "Cy", "Di")
    meeting = await hall.agreed("Ann", "Bo", "10:00")
    await hall.agreed("Cy", "Di", "10:00")
    effect = await does(hall, TablesUse((hall.table(1),), out_of_use=True))
    moved = await hall.meeting(meeting.id)
    assert (moved.status, moved.slot_id) == (Status.SCHEDULED, hall.slot("10:25"))
    assert (effect.new_place, effect.new_time) == (0, 1)
    assert await bells_of(hall, meeting) == [at("10:10")] * 2


async def test_with_no_table_left_at_all_both_choose_anew_and_hold_nothing(database: Database) -> None:
    hall = await Hall.open(database, tables=1, rooms=0)
    await hall.join("Ann", "Bo")
    meeting = await hall.agreed("Ann", "Bo", "10:00")
    effect = await does(hall, TablesUse((hall.table(1),), out_of_use=True))
    left = await hall.meeting(meeting.id)
    assert (left.status, left.slot_id, left.place_id) == (Status.ACCEPTED, None, None)
    assert (effect.choose, effect.people) == (1, 2)
    assert await bells_of(hall, meeting) == []
    assert await books(hall) == ({}, {})


async def test_a_meeting_under_way_is_left_alone(database: Database) -> None:
    hall = await Hall.open(database)
    await hall.join("Ann", "Bo")
    meeting = await hall.agreed("Ann", "Bo", "10:00")
    hall.now = at("10:05")
    effect = await does(hall, TablesUse((hall.table(1),), out_of_use=True))
    assert await hall.meeting(meeting.id) == meeting
    assert effect.people == 0


async def test_two_batches_before_the_first_was_read_are_one_notice_that_begins_with_what_it_was_at_first(
    database: Database,
) -> None:
    hall = await Hall.open(database, tables=3)
    await hall.join("Ann", "Bo")
    await hall.agreed("Ann", "Bo", "10:00")
    first, second = hall.table(1), hall.table(2)
    await does(hall, TablesUse((first,), out_of_use=True))
    hall.now += timedelta(minutes=1)
    await does(hall, TablesUse((second,), out_of_use=True))
    kept = await notices(hall)
    assert [[item["place"] for item in items] for items in kept.values()] == [[first], [first]]
    assert (await sends(hall)).count("changes.earlier") == 2
    assert (await sends(hall)).count("changes.notice") == 4


async def test_a_table_that_comes_back_moves_nobody(database: Database) -> None:
    hall = await Hall.open(database, tables=3)
    await hall.join("Ann", "Bo")
    meeting = await hall.agreed("Ann", "Bo", "10:00")
    first = hall.table(1)
    await does(hall, TablesUse((first,), out_of_use=True))
    moved = await hall.meeting(meeting.id)
    effect = await does(hall, TablesUse((first,), out_of_use=False))
    assert [place.id for place in effect.changes.places_new] == [first]
    assert effect.people == 0
    assert await hall.meeting(meeting.id) == moved
    assert hall.table(1) == first
