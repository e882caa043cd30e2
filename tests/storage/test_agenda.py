"""What stands in an agenda, and what a calendar has to be told of."""

from __future__ import annotations

import pytest
from sqlalchemy import insert, update

from bot.domain.agenda import Entry
from bot.services import agenda as service
from bot.services import meetings, programme
from bot.views.words import Words
from storage import agenda
from storage.database import Database
from storage.tables import events, meeting_members, seats, sessions
from storage.tables import meetings as meetings_table
from tests.meetings import ZONE, Hall, at


async def entries(hall: Hall, name: str, *, with_cancelled: bool = False) -> list[Entry]:
    async with hall.database.reading() as connection:
        return list(await agenda.entries(connection, hall.ids[name], with_cancelled=with_cancelled))


async def test_a_group_meeting_stands_in_the_agenda_of_all_who_sit_in_it(both_databases: Database) -> None:
    hall = await Hall.open(both_databases)
    await hall.join("Ann", "Bo", "Cy", "Di")
    found = await hall.agreed("Ann", "Bo", "10:00")
    async with both_databases.writing() as connection:
        ann = (await hall.who("Ann")).person_id
        await connection.execute(update(meetings_table).where(meetings_table.c.id == found.id).values(is_group=True))
        for name, status in (("Cy", "accepted"), ("Di", "invited")):
            await connection.execute(
                insert(meeting_members).values(
                    meeting_id=found.id,
                    attendee_id=hall.ids[name],
                    status=status,
                    invited_by_id=ann,
                    invited_at=hall.now,
                )
            )
        await connection.execute(
            insert(seats).values(slot_id=hall.slot("10:00"), attendee_id=hall.ids["Cy"], meeting_id=found.id)
        )
    assert [e.heading for e in await entries(hall, "Ann")] == ["Bo +1"]
    assert [e.heading for e in await entries(hall, "Cy")] == ["Ann +1"]
    assert await entries(hall, "Di") == []
    async with both_databases.writing() as connection:
        await connection.execute(
            update(meeting_members).where(meeting_members.c.attendee_id == hall.ids["Cy"]).values(status="left")
        )
        await connection.execute(seats.delete().where(seats.c.attendee_id == hall.ids["Cy"]))
    assert await entries(hall, "Cy") == []
    assert [e.cancelled for e in await entries(hall, "Cy", with_cancelled=True)] == [True]
    assert [e.cancelled for e in await entries(hall, "Ann", with_cancelled=True)] == [False]


async def test_only_what_had_a_time_is_called_off_in_a_calendar(both_databases: Database) -> None:
    hall = await Hall.open(both_databases)
    await hall.join("Ann", "Bo", "Cy")
    agreed = await hall.agreed("Ann", "Bo", "10:00")
    declined = await hall.request("Ann", "Cy", "10:25")
    async with hall.acting() as uow:
        await meetings.cancel(uow, agreed.id, by=await hall.who("Ann"))
    async with hall.acting() as uow:
        await meetings.decline(uow, declined.id, by=await hall.who("Cy"))
    assert await entries(hall, "Ann") == []
    assert [(e.title, e.cancelled) for e in await entries(hall, "Ann", with_cancelled=True)] == [("Bo", True)]


async def test_sessions_left_or_removed_are_called_off_and_their_numbers_only_rise(both_databases: Database) -> None:
    hall = await Hall.open(both_databases)
    await hall.join("Ann", "Bo")
    session = hall.event.sessions[0].id
    ann, bo = await hall.who("Ann"), await hall.who("Bo")
    numbers = []

    async def number() -> int:
        async with hall.acting() as uow:
            text = await service.calendar_of(uow, hall.event, ann, Words("en", ZONE))
        assert text is not None
        return int(text.split("SEQUENCE:")[1].split("\r\n")[0])

    for act in (programme.join, programme.leave, programme.join):
        async with hall.acting() as uow:
            await act(uow, hall.event, ann, session)
            if act is programme.leave:
                await programme.join(uow, hall.event, bo, session)
        numbers.append(await number())
        off = [entry.cancelled for entry in await entries(hall, "Ann", with_cancelled=True)]
        assert off == [act is programme.leave]
    assert numbers == sorted(set(numbers))
    async with both_databases.writing() as connection:
        await connection.execute(update(sessions).values(removed=True))
        await connection.execute(update(events).values(revision=events.c.revision + 1))
    assert await entries(hall, "Ann") == []
    assert [entry.cancelled for entry in await entries(hall, "Ann", with_cancelled=True)] == [True]


@pytest.mark.parametrize(("moment", "titles"), [("09:00", ["Bo", "Cy"]), ("10:19", ["Bo", "Cy"]), ("10:20", ["Cy"])])
async def test_what_has_ended_is_not_ahead(database: Database, moment: str, titles: list[str]) -> None:
    hall = await Hall.open(database)
    await hall.join("Ann", "Bo", "Cy")
    await hall.agreed("Ann", "Bo", "10:00")
    await hall.agreed("Ann", "Cy", "10:25")
    async with database.reading() as connection:
        ahead = await agenda.entries(connection, hall.ids["Ann"], after=at(moment))
    assert [entry.title for entry in ahead] == titles
