"""Events are loaded from their files, again and again, without losing what hangs on them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert

from bot.domain.events import Event, PlaceKind, cut
from bot.domain.ids import EventId
from bot.services.event_files import EventFile, find_event_file, read_event_file
from bot.services.events import Loaded, event, event_by_slug, load_event_file, open_events
from storage.database import Database
from storage.tables import attendees, meetings, persons
from storage.unit_of_work import unit_of_work

NOW = datetime(2022, 4, 20, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def vilnius() -> EventFile:
    return read_event_file(find_event_file("vilnius-2022"))


async def _load(database: Database, file: EventFile) -> Loaded:
    async with unit_of_work(database, NOW) as uow:
        return await load_event_file(uow, file)


async def _event(database: Database, slug: str = "vilnius-2022") -> Event:
    async with database.reading() as connection:
        found = await event_by_slug(connection, slug)
    assert found is not None
    return found


async def test_the_vilnius_event_comes_back_as_its_file_says(both_databases: Database, vilnius: EventFile) -> None:
    loaded = await _load(both_databases, vilnius)
    assert loaded.created
    assert loaded.added == {"sessions": 9, "blocks": 2, "slots": 12, "places": 125, "topics": 20}
    found = await _event(both_databases)
    assert found.days == (date(2022, 4, 26), date(2022, 4, 27))
    assert [f"{s.starts_at.astimezone(found.zone):%d %H:%M}" for s in found.slots] == [
        "27 10:00", "27 10:25", "27 10:50", "27 11:15", "27 11:40", "27 12:05",
        "27 14:00", "27 14:25", "27 14:50", "27 15:15", "27 15:40", "27 16:05",
    ]  # fmt: skip
    assert {s.ends_at - s.starts_at for s in found.slots} == {found.slots[0].ends_at - found.slots[0].starts_at}
    tables = [place for place in found.places if place.kind is PlaceKind.TABLE]
    rooms = [place for place in found.places if place.kind is PlaceKind.ROOM]
    assert [table.number for table in tables] == list(range(1, 26))
    assert tables[9].zone == "Pine zone"
    assert found.zones["Pine zone"] == "In the middle of the hall"
    assert rooms[41].link == "https://meet.example.org/vilnius-2022/42"
    assert found.registration_closes_at == datetime(2022, 4, 14, 21, 59, tzinfo=UTC)
    assert found.rules.late_registration == "refuse"
    assert found.sessions[0].title == "Opening"
    assert found.topics[0].label("lt") == "Tiekimo grandinės"


async def test_loading_again_changes_nothing_but_the_revision(both_databases: Database, vilnius: EventFile) -> None:
    await _load(both_databases, vilnius)
    before = await _event(both_databases)
    again = await _load(both_databases, vilnius)
    after = await _event(both_databases)
    assert (again.created, again.revision, again.added, again.changed, again.removed) == (False, 2, {}, {}, {})
    assert (after.slots, after.places, after.topics, after.sessions) == (
        before.slots,
        before.places,
        before.topics,
        before.sessions,
    )


async def test_what_left_the_file_is_offered_no_more_and_keeps_its_id(
    both_databases: Database, vilnius: EventFile
) -> None:
    await _load(both_databases, vilnius)
    before = await _event(both_databases)
    fewer = vilnius.model_copy(
        update={"blocks": vilnius.blocks[1:], "topics": vilnius.topics[:-1], "tables": vilnius.tables[:2]}
    )
    loaded = await _load(both_databases, fewer)
    assert loaded.removed == {"slots": 6, "places": 8, "topics": 1}
    between = await _event(both_databases)
    assert between.slots == before.slots[6:]
    assert between.slot(before.slots[0].id) == before.slots[0]
    assert between.topic(before.topics[-1].id).key == "public-procurement"
    assert len(between.places) == 117
    await _load(both_databases, vilnius)
    after = await _event(both_databases)
    assert (after.slots, after.places, after.topics) == (before.slots, before.places, before.topics)


async def test_slots_keep_their_ids_by_start_when_a_block_is_cut_anew(database: Database, vilnius: EventFile) -> None:
    await _load(database, vilnius)
    before = {slot.starts_at: slot for slot in (await _event(database)).slots}
    morning = vilnius.blocks[0].model_copy(update={"slot_minutes": 15, "gap_minutes": 10})
    loaded = await _load(database, vilnius.model_copy(update={"blocks": [morning, vilnius.blocks[1]]}))
    assert loaded.changed == {"blocks": 1, "slots": 6}
    assert loaded.added == {}
    after = await _event(database)
    assert {slot.starts_at: slot.id for slot in after.slots} == {start: slot.id for start, slot in before.items()}
    assert (after.slots[0].ends_at - after.slots[0].starts_at).seconds == 15 * 60


async def test_meetings_that_lost_their_slot_are_counted(database: Database, vilnius: EventFile) -> None:
    loaded = await _load(database, vilnius)
    found = await _event(database)
    async with database.writing() as connection:
        ids = []
        for number in (1, 2):
            person = await connection.execute(
                insert(persons).values(name=f"P{number}", language="en", created_at=NOW).returning(persons.c.id)
            )
            attendee = await connection.execute(
                insert(attendees)
                .values(
                    event_id=loaded.event_id,
                    person_id=person.scalar_one(),
                    name=f"P{number}",
                    organisation="O",
                    type="business",
                    country="LT",
                    status="registered",
                    modes={},
                    registered_at=NOW,
                    changed_at=NOW,
                )
                .returning(attendees.c.id)
            )
            ids.append(attendee.scalar_one())
        await connection.execute(
            insert(meetings).values(
                event_id=loaded.event_id,
                requester_id=ids[0],
                guest_id=ids[1],
                status="scheduled",
                slot_id=found.slots[0].id,
                place_id=found.places[0].id,
                created_at=NOW,
                changed_at=NOW,
            )
        )
    again = (await _load(database, vilnius)).effect
    assert again is not None
    assert not again.changes
    without = (await _load(database, vilnius.model_copy(update={"blocks": vilnius.blocks[1:]}))).effect
    assert without is not None
    assert (without.choose, without.people) == (1, 2)  # these two take part on no day: no time suits them


async def test_an_event_is_read_once_a_revision(database: Database, vilnius: EventFile) -> None:
    loaded = await _load(database, vilnius)
    async with database.reading() as connection:
        first = await event(connection, loaded.event_id)
        assert await event(connection, loaded.event_id) is first
    await _load(database, vilnius.model_copy(update={"name": "Another name"}))
    async with database.reading() as connection:
        assert (await event(connection, loaded.event_id)).name == "Another name"
        with pytest.raises(KeyError):
            await event(connection, EventId(99))


async def test_a_load_that_is_rolled_back_leaves_no_trace_in_what_is_kept(
    database: Database, vilnius: EventFile
) -> None:
    loaded = await _load(database, vilnius)
    with pytest.raises(RuntimeError):
        async with unit_of_work(database, NOW.replace(hour=10)) as uow:
            await load_event_file(uow, vilnius.model_copy(update={"name": "Never"}))
            assert (await event(uow.connection, loaded.event_id)).name == "Never"
            raise RuntimeError
    async with database.writing() as connection:
        assert (await event(connection, loaded.event_id)).name == vilnius.name


async def test_events_are_open_until_their_last_day_is_over_there(database: Database, vilnius: EventFile) -> None:
    await _load(database, vilnius)
    async with database.reading() as connection:
        for moment, count in (
            (datetime(2022, 1, 1, tzinfo=UTC), 1),
            (datetime(2022, 4, 27, 20, 59, tzinfo=UTC), 1),
            (datetime(2022, 4, 27, 21, 1, tzinfo=UTC), 0),
        ):
            assert len(await open_events(connection, moment)) == count


@given(minutes=st.integers(0, 600), slot=st.integers(1, 240), gap=st.integers(0, 60))
def test_slots_fill_a_block_in_order_without_touching_its_end(minutes: int, slot: int, gap: int) -> None:
    start = datetime(2022, 4, 27, 7, tzinfo=UTC)
    end = datetime.fromtimestamp(start.timestamp() + minutes * 60, UTC)
    found = cut(start, end, slot, gap)
    assert all((b - a).total_seconds() == slot * 60 for a, b in found)
    assert all((later[0] - earlier[1]).total_seconds() == gap * 60 for earlier, later in pairwise(found))
    assert all(start <= a and b <= end for a, b in found)
    if found:
        assert (end - found[-1][1]).total_seconds() < (slot + gap) * 60
    else:
        assert minutes < slot
