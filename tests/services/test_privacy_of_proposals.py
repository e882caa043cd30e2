"""What the engine was asked and proposed: in the file of whoever it is about, and gone with them and with the event."""

from __future__ import annotations

import json

from sqlalchemy import insert, select

from bot.services import privacy
from bot.views.screens import Screen
from storage import people
from storage.database import Database
from storage.tables import persons, timetables
from storage.unit_of_work import unit_of_work
from tests.meetings import Hall
from tests.people import EARLY

GOODBYE = Screen("You are forgotten.")
ANN = 4_111_222_333


async def _ask_the_engine(hall: Hall, by: int, who: int) -> list[int]:
    """An organiser has a timetable ready in their chat; somebody is late; and what was published once."""
    row = {"event_id": hall.event.id, "made_by_id": by, "made_at": EARLY, "chat_id": ANN, "message_id": 7}
    late = {"who": who, "absence": {"why": "late", "at": EARLY.isoformat()}}
    made = []
    async with hall.acting() as uow:
        for kind, status, options in (
            ("timetable", "ready", {}),
            ("repair", "ready", late),
            ("repair", "publishing", late),
            ("repair", "published", late),
        ):
            values = {"kind": kind, "status": status, "options": options, "result": {"moves": []}} | row
            query = insert(timetables).values(**values).returning(timetables.c.id)
            made.append((await uow.connection.execute(query)).scalar_one())
    return made


async def test_what_the_engine_was_asked_about_somebody_goes_with_them(both_databases: Database) -> None:
    hall = await Hall.open(both_databases)
    await hall.join("Ann", "Bo")
    async with both_databases.reading() as connection:
        person = await people.person_of(connection, hall.ids["Ann"])
        organiser = await people.person_of(connection, hall.ids["Bo"])
    await _ask_the_engine(hall, organiser.id, hall.ids["Ann"])
    assert person.telegram_id is not None
    async with both_databases.reading() as connection:
        actor = await people.load_actor(connection, person.telegram_id, person.telegram_id)
        mine = json.loads((await privacy.my_data(connection, actor, hall.now)).text or "")
    assert [row["status"] for row in mine["asked_of_the_engine"]] == ["ready", "publishing", "published"]
    async with hall.acting() as uow:
        await privacy.forget(uow, actor, GOODBYE)
    async with both_databases.reading() as connection:
        query = select(timetables.c.status, timetables.c.result, timetables.c.chat_id).order_by(timetables.c.id)
        found = [tuple(row) for row in await connection.execute(query)]
    gone = ("dropped", None, ANN)
    assert found == [("ready", {"moves": []}, ANN), gone, gone, ("published", None, ANN)]


async def test_an_organiser_who_is_forgotten_has_no_message_left_about_a_timetable(both_databases: Database) -> None:
    hall = await Hall.open(both_databases)
    await hall.join("Ann", "Bo")
    async with hall.acting() as uow:
        person = await people.person_of(uow.connection, hall.ids["Ann"])
        await uow.connection.execute(persons.update().where(persons.c.id == person.id).values(telegram_id=ANN))
    await _ask_the_engine(hall, person.id, hall.ids["Bo"])
    async with hall.acting() as uow:
        await privacy.forget(uow, await people.load_actor(uow.connection, ANN, ANN), GOODBYE)
    async with both_databases.reading() as connection:
        rows = (await connection.execute(select(timetables.c.status, timetables.c.chat_id))).all()
    assert {row.chat_id for row in rows} == {None}
    assert [row.status for row in rows].count("ready") == 2, "the timetable is the event's, not hers"


async def test_with_the_event_goes_what_the_engine_proposed(both_databases: Database) -> None:
    hall = await Hall.open(both_databases)
    await hall.join("Ann", "Bo")
    async with both_databases.reading() as connection:
        person = await people.person_of(connection, hall.ids["Ann"])
    await _ask_the_engine(hall, person.id, hall.ids["Bo"])
    async with unit_of_work(both_databases, hall.event.purge_at()) as uow:
        assert await privacy.purge_due(uow) == 2
    async with both_databases.reading() as connection:
        rows = (await connection.execute(select(timetables).order_by(timetables.c.id))).all()
    assert [row.status for row in rows] == ["dropped", "dropped", "dropped", "published"]
    assert {(row.result, row.chat_id, row.message_id) for row in rows} == {(None, None, None)}
