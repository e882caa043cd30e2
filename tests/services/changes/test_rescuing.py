"""Where a change would leave a meeting without a time, others make room for it, and hear of it too."""

from __future__ import annotations

from bot.domain.changes import TablesUse
from bot.domain.meetings import Status
from storage.availability import mark_away
from storage.database import Database
from tests.meetings import Hall
from tests.services.changes.floor import bells_of, books, does, notices


async def _only(hall: Hall, name: str, *clocks: str) -> None:
    """Somebody can be met at these times alone."""
    open_ = {hall.slot(clock) for clock in clocks}
    async with hall.database.writing() as connection:
        await mark_away(connection, hall.ids[name], [slot.id for slot in hall.event.slots if slot.id not in open_])


async def _crowded(hall: Hall) -> None:
    """Ann can meet at 10:00 and 10:25 alone, and all tables are taken then; only Ed and Fay could meet later."""
    await hall.join("Ann", "Bo", "Cy", "Di", "Ed", "Fay")
    await _only(hall, "Ann", "10:00", "10:25")
    await _only(hall, "Cy", "10:00")


async def test_another_meeting_moves_where_one_would_have_no_time(both_databases: Database) -> None:
    hall = await Hall.open(both_databases, tables=2, rooms=0)
    await _crowded(hall)
    stays = await hall.agreed("Cy", "Di", "10:00")
    hit = await hall.agreed("Ann", "Bo", "10:00")
    makes_room = await hall.agreed("Ed", "Fay", "10:25")
    assert hit.place_id is not None
    effect = await does(hall, TablesUse((hit.place_id,), out_of_use=True))
    assert (effect.choose, effect.new_time, effect.people) == (0, 2, 4)
    now = {m.id: await hall.meeting(m.id) for m in (stays, hit, makes_room)}
    assert now[hit.id].slot_id == hall.slot("10:25")
    assert now[makes_room.id].status is Status.SCHEDULED
    assert now[makes_room.id].slot_id not in {hall.slot("10:00"), hall.slot("10:25")}
    assert now[makes_room.id].version == makes_room.version + 1
    assert now[stays.id].slot_id == stays.slot_id
    assert set(await notices(hall)) == {hall.ids[name] for name in ("Ann", "Bo", "Ed", "Fay")}
    assert len(await bells_of(hall, makes_room)) == 2
    seats, placings = await books(hall)
    assert len(seats) == 6
    assert len(placings) == 3


async def test_nobody_else_moves_where_it_would_not_help(database: Database) -> None:
    hall = await Hall.open(database, tables=2, rooms=0)
    await _crowded(hall)
    await _only(hall, "Ed", "10:25")
    await hall.agreed("Cy", "Di", "10:00")
    hit = await hall.agreed("Ann", "Bo", "10:00")
    other = await hall.agreed("Ed", "Fay", "10:25")
    assert hit.place_id is not None
    effect = await does(hall, TablesUse((hit.place_id,), out_of_use=True))
    assert (effect.choose, effect.people) == (1, 2)
    assert (await hall.meeting(hit.id)).status is Status.ACCEPTED
    assert await hall.meeting(other.id) == other
