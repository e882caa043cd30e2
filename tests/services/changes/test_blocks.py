"""A block begins later or gets shorter: meetings keep their order, move, or wait for a choice; requests stay open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from bot.domain.changes import BlockTime
from bot.domain.ids import SlotId
from bot.domain.meetings import Status
from bot.domain.refusals import Refused
from bot.services import changes
from storage.database import Database
from storage.tables import unavailable_slots
from tests.meetings import Hall, at
from tests.services.changes.floor import bells_of, does, notices

TIMES: Sequence[str] = ("10:00", "10:25", "10:50", "11:15", "11:40", "12:05")


def _block(hall: Hall, *, later: int = 0, end: datetime | None = None) -> BlockTime:
    block = hall.event.blocks[0]
    shift = timedelta(minutes=later)
    return BlockTime(block.id, block.starts_at + shift, (end or block.ends_at) + shift)


async def test_a_block_that_starts_later_takes_its_meetings_with_it(both_databases: Database) -> None:
    hall = await Hall.open(both_databases)
    await hall.join("Ann", "Bo", "Cy")
    first = await hall.agreed("Ann", "Bo", "10:00")
    second = await hall.agreed("Ann", "Cy", "10:25")
    async with hall.acting() as uow:
        foreseen = await changes.preview(uow, hall.event, _block(hall, later=10))
    effect = await does(hall, _block(hall, later=10))
    assert (effect.new_time, effect.choose, effect.people) == (2, 0, 3)
    assert (foreseen.new_time, foreseen.choose, foreseen.people) == (2, 0, 3)
    moved = [await hall.meeting(meeting.id) for meeting in (first, second)]
    assert [m.slot_id for m in moved] == [hall.slot("10:10"), hall.slot("10:35")]
    assert await bells_of(hall, first) == [at("09:55")] * 2
    assert len((await notices(hall))[hall.ids["Ann"]]) == 2


async def test_a_shorter_block_moves_the_meetings_of_its_last_slot(database: Database) -> None:
    hall = await Hall.open(database)
    await hall.join("Ann", "Bo")
    meeting = await hall.agreed("Ann", "Bo", "12:05")
    await does(hall, _block(hall, end=at("12:00")))
    moved = await hall.meeting(meeting.id)
    assert moved.status is Status.SCHEDULED
    assert moved.slot_id == hall.slot("11:40")
    assert len(hall.event.slots) == 5


async def test_undone_by_the_reverse_the_slots_have_their_numbers_again(database: Database) -> None:
    hall = await Hall.open(database)
    await hall.join("Ann")
    before = hall.event.slots
    end = hall.event.blocks[0].ends_at
    await does(hall, _block(hall, end=at("12:00")))
    await does(hall, _block(hall, end=end))
    assert hall.event.slots == before


async def test_a_request_for_a_time_that_is_gone_is_for_any_time(database: Database) -> None:
    hall = await Hall.open(database)
    await hall.join("Ann", "Bo")
    request = await hall.request("Ann", "Bo", "12:05")
    effect = await does(hall, _block(hall, end=at("12:00")))
    assert effect.requests == 1
    now = await hall.meeting(request.id)
    assert (now.status, now.proposed_slot_id, now.version) == (Status.PENDING, None, request.version + 1)
    assert now.answer_by == request.answer_by
    assert set(await notices(hall)) == {hall.ids["Ann"], hall.ids["Bo"]}
    assert (await hall.accept(now, "Bo")).changed


async def test_no_request_can_be_answered_after_the_last_slot_has_begun(database: Database) -> None:
    hall = await Hall.open(database, now=at("10:30"))
    await hall.join("Ann", "Bo")
    request = await hall.request("Ann", "Bo")
    assert request.answer_by == at("12:05")
    await does(hall, _block(hall, end=at("11:35")))
    now = await hall.meeting(request.id)
    assert now.answer_by == at("11:15")
    assert now.version == request.version


async def test_a_time_marked_unavailable_stays_so_when_the_block_moves(database: Database) -> None:
    hall = await Hall.open(database)
    await hall.join("Ann", "Bo")
    async with database.writing() as connection:
        for clock in TIMES[1:]:
            await connection.execute(
                unavailable_slots.insert().values(attendee_id=hall.ids["Bo"], slot_id=hall.slot(clock))
            )
    meeting = await hall.agreed("Ann", "Bo", "10:00")
    await does(hall, _block(hall, later=5))
    assert (await hall.meeting(meeting.id)).slot_id == hall.slot("10:05")
    async with database.reading() as connection:
        rows = await connection.execute(unavailable_slots.select())
        marked = {SlotId(row.slot_id) for row in rows}
    assert {hall.slot(clock) for clock in ("10:30", "10:55", "11:20", "11:45", "12:10")} <= marked


@pytest.mark.parametrize(
    ("starts", "ends", "rule"),
    [
        ("10:00", "09:00", "ends_before_start"),
        ("10:00", "10:10", "block_without_slot"),
    ],
)
async def test_a_block_that_cannot_be_is_refused(database: Database, starts: str, ends: str, rule: str) -> None:
    hall = await Hall.open(database)
    before = hall.event
    with pytest.raises(Refused, match=rule):
        await does(hall, BlockTime(hall.event.blocks[0].id, at(starts), at(ends)))
    async with hall.acting() as uow:
        with pytest.raises(Refused, match="off_event_days"):
            await changes.preview(uow, before, BlockTime(before.blocks[0].id, at("10:00", day=28), at("11:00", day=28)))
