"""The database itself keeps which place is free in which slot, and the nearest is found without looking at all."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from sqlalchemy import Connection as SyncConnection
from sqlalchemy import delete, insert, select, text, update

from bot.domain.events import PlaceKind
from bot.domain.ids import SlotId
from bot.domain.slots import nearest_of
from storage import events as stored_events
from storage import free_places
from storage.database import Connection, Database
from storage.migrating import migrate
from storage.tables import events, places, placings, slots
from storage.tables import free_places as table
from tests.meetings import Hall


async def kept(connection: Connection) -> set[tuple[int, int, str, str, int]]:
    """What the triggers have kept."""
    rows = await connection.execute(
        select(table.c.slot_id, table.c.place_id, table.c.kind, table.c.zone, table.c.number)
    )
    return {tuple(row) for row in rows}


async def looked_up(connection: Connection) -> set[tuple[int, int, str, str, int]]:
    """Every slot with every place in use that nobody has then, one by one."""
    taken = {tuple(row) for row in await connection.execute(select(placings.c.slot_id, placings.c.place_id))}
    floor = (await connection.execute(select(places))).all()
    return {
        (slot.id, place.id, place.kind, place.zone or "", place.number)
        for slot in await connection.execute(select(slots))
        for place in floor
        if not place.removed and not place.out_of_use and (slot.id, place.id) not in taken
    }


async def test_whatever_happens_on_the_floor_the_free_places_are_those_that_nobody_has(
    both_databases: Database,
) -> None:
    hall = await Hall.open(both_databases, tables=4, rooms=2)
    await hall.join("Ann", "Bo")
    made = [(await hall.agreed("Ann", "Bo")).id]
    rng = random.Random(4)
    for step in range(60):
        async with both_databases.writing() as connection:
            slot = rng.choice(hall.event.slots).id
            place = rng.choice((await connection.execute(select(places.c.id))).scalars().all())
            here = (placings.c.slot_id == slot, placings.c.place_id == place)
            match rng.randrange(6):
                case 0 | 1:
                    there = (await connection.execute(select(placings).where(*here))).first()
                    if there is None:
                        row = {"slot_id": slot, "place_id": place, "meeting_id": made[0]}
                        await connection.execute(insert(placings).values(**row))
                case 2:
                    await connection.execute(delete(placings).where(*here))
                case 3:
                    free = (await connection.execute(select(table.c.place_id).where(table.c.slot_id == slot))).scalar()
                    if free is not None:
                        await connection.execute(update(placings).where(*here).values(place_id=free))
                case 4:
                    change: dict[str, object] = rng.choice(
                        [{"out_of_use": rng.random() < 0.5}, {"removed": rng.random() < 0.5}, {"zone": "C"}]
                    )
                    await connection.execute(update(places).where(places.c.id == place).values(**change))
                case _ if step % 12 == 5:
                    row = {"event_id": hall.event.id, "kind": "table", "number": 100 + step, "zone": None}
                    await connection.execute(insert(places).values(**row))
                case _:
                    row = {
                        "event_id": hall.event.id,
                        "block_id": hall.event.blocks[0].id,
                        "starts_at": hall.event.slots[-1].ends_at.replace(second=step),
                        "ends_at": hall.event.slots[-1].ends_at.replace(minute=59),
                    }
                    await connection.execute(insert(slots).values(**row))
        async with both_databases.reading() as connection:
            assert await kept(connection) == await looked_up(connection)


async def test_what_is_undone_is_free_again(both_databases: Database) -> None:
    hall = await Hall.open(both_databases, tables=2)
    await hall.join("Ann", "Bo")
    meeting = await hall.agreed("Ann", "Bo", "10:00")
    async with both_databases.reading() as connection:
        before = await kept(connection)
    with pytest.raises(RuntimeError):
        async with both_databases.writing() as connection:
            await connection.execute(delete(placings).where(placings.c.meeting_id == meeting.id))
            raise RuntimeError
    async with both_databases.reading() as connection:
        assert await kept(connection) == before == await looked_up(connection)


@pytest.mark.parametrize("seed", range(12))
async def test_the_nearest_free_place_is_the_one_that_looking_at_all_finds(database: Database, seed: int) -> None:
    hall = await Hall.open(database, tables=25, rooms=4)
    await hall.join("Ann", "Bo")
    meeting = await hall.agreed("Ann", "Bo")
    rng = random.Random(seed)
    async with database.writing() as connection:
        for place in hall.event.places:
            if place.kind is PlaceKind.TABLE:
                zone = rng.choice(["A", "B", "C", None])
                await connection.execute(update(places).where(places.c.id == place.id).values(zone=zone))
        await connection.execute(update(events).values(revision=events.c.revision + 1))
    async with database.writing() as connection:
        event = await stored_events.event(connection, hall.event.id)
        for slot in event.slots:
            await connection.execute(delete(placings).where(placings.c.slot_id == slot.id))
            share = rng.choice([0.3, 0.8, 0.95, 1.0])
            taken = {place.id for place in event.places if rng.random() < share}
            for place_id in taken:
                row = {"slot_id": slot.id, "place_id": place_id, "meeting_id": meeting.id}
                await connection.execute(insert(placings).values(**row))
            left = (await free_places.room_left(connection, [slot.id]))[slot.id]
            for kind in PlaceKind:
                of_kind = [place for place in event.places if place.kind is kind]
                free = [place for place in of_kind if place.id not in taken]
                assert left[kind] == bool(free)
                for number in range(6):
                    near = rng.choices(of_kind, k=number)
                    found = [event.place(i) for i in await free_places.near(connection, slot.id, kind, near)]
                    assert len(found) <= 2 * (1 + len({place.zone for place in near}))
                    assert nearest_of(found, near) == nearest_of(free, near)


async def test_a_slot_that_nobody_knows_has_no_place(database: Database) -> None:
    hall = await Hall.open(database)
    async with database.reading() as connection:
        unknown = SlotId(10_000)
        left = await free_places.room_left(connection, [unknown])
        assert left == {unknown: {PlaceKind.TABLE: 0, PlaceKind.ROOM: 0}}
        assert await free_places.near(connection, unknown, PlaceKind.TABLE, []) == []
        assert not await free_places.is_free(connection, unknown, hall.event.places[0].id)


def _triggers(connection: SyncConnection) -> set[tuple[str, str]]:
    rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    return {(name, " ".join(sql.split())) for name, sql in rows}


async def test_the_migration_makes_the_triggers_of_the_code_and_finds_what_is_free_already(
    tmp_path: Path, database: Database
) -> None:
    async with database.reading() as connection:
        wanted = await connection.run_sync(_triggers)
    url = f"sqlite:///{tmp_path / 'migrated.sqlite3'}"
    await migrate(url)
    migrated = Database(url)
    hall = await Hall.open(migrated, tables=3)
    await hall.join("Ann", "Bo")
    await hall.agreed("Ann", "Bo")
    await migrated.close()
    for level in ("0003", "0004"):
        assert (await migrate(url, to=level)).current == level
    migrated = Database(url)
    async with migrated.reading() as connection:
        assert await connection.run_sync(_triggers) == wanted
        found = await kept(connection)
        assert found == await looked_up(connection)
        assert len(found) == len(hall.event.slots) * len(hall.event.places) - 1
    await migrated.close()
