"""What the desk reads, on both databases."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import update

from bot.domain.desk import Group
from bot.domain.ids import EventId
from bot.domain.meetings import Status
from bot.domain.people import AttendeeStatus
from bot.services import meetings as service
from bot.services.meetings import Organiser
from storage import desk, people
from storage.database import Database
from storage.tables import attendees, persons
from tests.meetings import Hall, at


async def hall_of(database: Database) -> Hall:
    """Ann meets Bo at 10:00 and asks Cy; Dee has no Telegram, Eve blocked the bot, Flo waits."""
    hall = await Hall.open(database, now=at("09:50"))
    await hall.join("Ann", "Bo", "Cy", "Dee", "Eve")
    await hall.join("Flo", status=AttendeeStatus.WAITING)
    async with database.writing() as connection:
        for name, values in (("Dee", {"telegram_id": None}), ("Eve", {"reachable": False})):
            who = await people.person_of(connection, hall.ids[name])
            await connection.execute(update(persons).where(persons.c.id == who.id).values(**values))
    await hall.agreed("Ann", "Bo", "10:00")
    await hall.request("Ann", "Cy", "10:25")
    return hall


async def test_the_numbers_count_everybody_once(both_databases: Database) -> None:
    hall = await hall_of(both_databases)
    async with both_databases.writing() as connection:
        assert await desk.check_in(connection, hall.ids["Ann"], hall.now)
        assert not await desk.check_in(connection, hall.ids["Ann"], hall.now)
    async with both_databases.reading() as connection:
        numbers = await desk.numbers(connection, hall.event, at("10:05"))
    assert numbers.registered == 5
    assert numbers.by_status[AttendeeStatus.WAITING] == 1
    assert (numbers.checked_in, numbers.unreachable, numbers.without_telegram) == (1, 1, 1)
    assert numbers.meetings == {Status.SCHEDULED: 1}
    assert numbers.going_on == 1
    assert (numbers.unanswered, numbers.unplaced, numbers.unconfirmed, numbers.questions) == (1, 0, 0, 0)
    assert (numbers.tables, numbers.tables_taken) == (3, 1)
    assert numbers.by_country == {"LT": 5}


async def test_lists_hold_whom_their_name_says(both_databases: Database) -> None:
    hall = await hall_of(both_databases)
    event_id = hall.event.id
    async with both_databases.reading() as connection:

        async def names(group: Group, value: str | None = None) -> list[str]:
            found = await desk.page_of_people(connection, event_id, group, value, 0)
            return [one.attendee.name for one in found.items]

        assert await names(Group.EVERYBODY) == ["Ann", "Bo", "Cy", "Dee", "Eve"]
        assert await names(Group.WITHOUT_TELEGRAM) == ["Dee"]
        assert await names(Group.UNREACHABLE) == ["Eve"]
        assert await names(Group.WAITING) == ["Flo"]
        assert await names(Group.COUNTRY, "PL") == []
        assert await names(Group.TYPE, "business") == ["Ann", "Bo", "Cy", "Dee", "Eve"]
        assert await names(Group.IN) == []
        assert len(await names(Group.NOT_IN)) == 5
        assert (await desk.find(connection, event_id, "flo", 0)).items[0].attendee.name == "Flo"
        assert (await desk.find(connection, EventId(999), "flo", 0)).total == 0
        assert await desk.people_without_telegram(connection, event_id, 10) == [hall.ids["Dee"]]
        assert [one.attendee.name for one in await desk.same_name(connection, event_id, "ANN")] == ["Ann"]
        assert await desk.participant(connection, hall.ids["Ann"], EventId(999)) is None


async def test_pages_past_the_end_give_the_last_one(both_databases: Database) -> None:
    hall = await Hall.open(both_databases)
    await hall.join(*(f"P{number:02}" for number in range(19)))
    async with both_databases.reading() as connection:
        page = await desk.page_of_people(connection, hall.event.id, Group.EVERYBODY, None, 99)
    assert (page.total, page.page, page.pages) == (19, 2, 3)
    assert [one.attendee.name for one in page.items] == ["P16", "P17", "P18"]


async def test_meetings_are_listed_by_time_and_requests_by_age(both_databases: Database) -> None:
    hall = await hall_of(both_databases)
    await hall.agreed("Cy", "Dee", "10:50")
    hall.now += timedelta(minutes=1)
    await hall.request("Bo", "Dee")
    slots = [slot.id for slot in hall.event.slots]
    async with both_databases.reading() as connection:
        event_id = hall.event.id
        day = await desk.page_of_meetings(connection, event_id, [Status.SCHEDULED], 0, slot_ids=slots)
        assert [(line.one, line.two, line.offline) for line in day.items] == [("Ann", "Bo", False), ("Cy", "Dee", True)]
        asked = await desk.page_of_meetings(connection, event_id, [Status.PENDING], 0)
        assert [(line.one, line.two) for line in asked.items] == [("Ann", "Cy"), ("Bo", "Dee")]
        theirs = await desk.meetings_of(connection, hall.ids["Dee"])
        assert {(line.one, line.two) for line in theirs} == {("Cy", "Dee"), ("Bo", "Dee")}
        sittings = await desk.sittings(connection, [hall.ids["Ann"], hall.ids["Eve"]])
        assert [one.names for one in sittings[hall.ids["Ann"]]] == [("Bo",)]
        assert sittings[hall.ids["Eve"]] == ()
        booked = await desk.booked_at(connection, hall.table(1), at("09:55"))
        assert booked[0][2] == ["Ann", "Bo"]


async def test_a_change_waits_for_got_it_until_the_desk_has_told_them(both_databases: Database) -> None:
    hall = await hall_of(both_databases)
    meeting = await hall.agreed("Cy", "Dee", "10:50")
    async with hall.acting() as uow:
        by = await people.person_of(uow.connection, hall.ids["Eve"])
        moved = await service.move(uow, meeting.id, by=Organiser(by.id), slot=hall.slot("11:15"))
        assert moved.changed
    async with both_databases.writing() as connection:
        page = await desk.page_of_unconfirmed(connection, hall.event.id, hall.now, 0)
        assert sorted(one.name for one in page.items) == ["Cy", "Dee"]
        assert await desk.waiting_for(connection, hall.event.id, hall.ids["Dee"], hall.now) == 1
        assert await desk.unconfirmed_in(connection, meeting.id) == sorted([hall.ids["Cy"], hall.ids["Dee"]])
        assert await desk.confirm_changes(connection, hall.ids["Dee"], hall.now) == 1
        assert (await desk.page_of_unconfirmed(connection, hall.event.id, hall.now, 0)).total == 1
        assert (await desk.page_of_unconfirmed(connection, hall.event.id, at("18:00"), 0)).total == 0


async def test_codes_are_given_once_and_lead_back(both_databases: Database) -> None:
    hall = await hall_of(both_databases)
    ann = hall.ids["Ann"]
    async with both_databases.writing() as connection:
        assert await desk.give_codes(connection, {ann: "first"}) == {ann: "first"}
        assert await desk.give_codes(connection, {ann: "second"}) == {ann: "first"}
        assert await desk.attendee_by_code(connection, "first") == (ann, hall.event.id)
        assert await desk.attendee_by_code(connection, "second") is None
        tables = await desk.table_codes(connection, hall.event.id)
        assert [number for _, number, _, _ in tables] == [1, 2, 3]
        await desk.give_table_codes(connection, [(tables[0][0], "table-one")])
        assert await desk.place_by_code(connection, "table-one") == (tables[0][0], hall.event.id)
        assert await desk.undo_check_in(connection, ann) is False
        assert await connection.scalar(
            attendees.select().with_only_columns(attendees.c.code).where(attendees.c.id == ann)
        )
