"""An event file loaded again: what it changes takes effect, what it leaves stays, and nobody is told in vain."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.domain.changes import SessionTime, TablesUse
from bot.domain.events import Event, PlaceKind
from bot.domain.ids import PersonId
from bot.services import changes
from bot.services.event_files import EventFaults, EventFile, find_event_file, read_event_file
from bot.services.events import Loaded, event, event_by_slug, load_event_file, load_event_text
from bot.services.meetings import Organiser
from bot.services.registration import load_attendees
from storage import people
from storage.database import Database
from storage.tables import attendees, audit, change_notices, outbox
from storage.unit_of_work import unit_of_work
from tests.floor import Guest

NOW = datetime(2022, 4, 20, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def vilnius() -> EventFile:
    return read_event_file(find_event_file("vilnius-2022"))


async def _load(database: Database, file: EventFile, now: datetime = NOW) -> Loaded:
    async with unit_of_work(database, now) as uow:
        return await load_event_file(uow, file)


async def _event(database: Database, slug: str = "vilnius-2022") -> Event:
    async with database.writing() as connection:
        found = await event_by_slug(connection, slug)
    assert found is not None
    return found


async def _count(database: Database) -> tuple[int, int]:
    async with database.reading() as connection:
        notices = (await connection.execute(select(func.count()).select_from(change_notices))).scalar_one()
        queued = (await connection.execute(select(func.count()).select_from(outbox))).scalar_one()
        return notices, queued


async def _desk(database: Database) -> Organiser:
    async with database.writing() as connection:
        person = await people.add_person(
            connection,
            telegram_id=1,
            name="Rasa",
            username=None,
            language="en",
            timezone=None,
            consent_version=None,
            consent_at=None,
            event_id=None,
            now=NOW,
        )
    return Organiser(PersonId(person))


async def test_the_same_file_twice_changes_nothing_and_tells_nobody(
    both_databases: Database, vilnius: EventFile
) -> None:
    await _load(both_databases, vilnius)
    first = await _event(both_databases)
    again = await _load(both_databases, vilnius, NOW + timedelta(hours=1))
    assert again.effect is not None
    assert not again.effect.changes
    assert (again.added, again.changed, again.removed, again.lines) == ({}, {}, {}, ())
    after = await _event(both_databases)
    assert (after.sessions, after.slots, after.places, after.blocks) == (
        first.sessions,
        first.slots,
        first.places,
        first.blocks,
    )
    assert await _count(both_databases) == (0, 0)


async def test_the_file_wins_over_the_desk_and_says_so_and_tables_stay_out_of_use(
    database: Database, vilnius: EventFile
) -> None:
    await _load(database, vilnius)
    desk, before = await _desk(database), await _event(database)
    opening = next(s for s in before.sessions if s.key == "opening")
    table = next(p for p in before.places if p.kind is PlaceKind.TABLE and p.number == 3)
    later = timedelta(minutes=30)
    async with unit_of_work(database, NOW) as uow:
        moved = SessionTime(opening.id, opening.starts_at + later, opening.ends_at + later)
        await changes.change(uow, before, moved, by=desk)
    async with unit_of_work(database, NOW) as uow:
        await changes.change(uow, await _event_in(uow.connection, before), TablesUse((table.id,), True), by=desk)
    again = await _load(database, vilnius)
    assert again.effect is not None
    (said,) = again.effect.overruled
    assert said.startswith("the desk had set: Opening moved 26.04. 09:00-10:00 -> 26.04. 09:30-10:30; the file says:")
    assert said.endswith("Opening: 26.04. 09:30-10:30 -> 26.04. 09:00-10:00")
    after = await _event(database)
    assert [p.number for p in after.former_places if p.out_of_use] == [3]
    once_more = await _load(database, vilnius)
    assert once_more.effect is not None
    assert once_more.effect.overruled == ()


async def _event_in(connection: object, before: Event) -> Event:
    return await event(connection, before.id)  # type: ignore[arg-type]


async def test_a_second_event_of_a_series_leaves_the_first_alone(database: Database, vilnius: EventFile) -> None:
    first = await _load(database, vilnius)
    async with unit_of_work(database, NOW) as uow:
        await load_attendees(uow, await event(uow.connection, first.event_id), [Guest(5, "Ann Tester")])
    before = await _event(database)
    second = await _load(database, vilnius.model_copy(update={"slug": "turku-2022", "name": "Turku"}))
    assert second.created
    assert second.event_id != first.event_id
    after = await _event(database)
    assert (after.revision, after.sessions, after.slots, after.places) == (
        before.revision,
        before.sessions,
        before.slots,
        before.places,
    )
    async with database.reading() as connection:
        rows = (await connection.execute(select(attendees.c.event_id))).scalars().all()
        assert rows == [first.event_id]
    assert await _count(database) == (0, 0)


async def test_a_larger_capacity_moves_the_waiting_list_up(database: Database, vilnius: EventFile) -> None:
    small = vilnius.model_copy(update={"registration": vilnius.registration.model_copy(update={"capacity": 1})})
    loaded = await _load(database, small)
    async with unit_of_work(database, NOW) as uow:
        found = await event(uow.connection, loaded.event_id)
        await load_attendees(uow, found, [Guest(5, "Ann Tester"), Guest(6, "Bo Tester")])
    async with database.writing() as connection:
        await connection.execute(attendees.update().where(attendees.c.name == "Bo Tester").values(status="waiting"))
    await _load(database, vilnius)
    async with database.reading() as connection:
        assert set((await connection.execute(select(attendees.c.status))).scalars()) == {"registered"}


async def test_a_text_is_loaded_like_a_file_and_its_faults_are_told(database: Database) -> None:
    text = find_event_file("vilnius-2022").read_text(encoding="utf-8")
    async with unit_of_work(database, NOW) as uow:
        assert (await load_event_text(uow, text, "vilnius.toml")).created
    with pytest.raises(EventFaults, match=r"vilnius\.toml"):
        async with unit_of_work(database, NOW) as uow:
            await load_event_text(uow, text.replace('ends = "10:00"', 'ends = "08:00"', 1), "vilnius.toml")


async def test_every_load_is_in_the_audit_record(database: Database, vilnius: EventFile, tmp_path: Path) -> None:
    await _load(database, vilnius)
    await _load(database, vilnius)
    async with database.reading() as connection:
        acts = await connection.execute(select(audit.c.act, audit.c.detail).order_by(audit.c.id))
        assert [(row.act, row.detail["revision"]) for row in acts] == [("load_event", 1), ("load_event", 2)]
