"""Check-in by codes, as the desk and the attendees see it on their phones."""

from __future__ import annotations

from sqlalchemy import select, update

from storage import tables
from tests.floor import Floor
from tests.walks.hearing import heard, rows

BOT = "matchbell_bot"


async def own_code(floor: Floor, name: str) -> str:
    """Somebody asks for their code, and it arrives as a picture."""
    phone = floor.phone(name)
    await floor.says(name, "/menu")
    phone.tap_data(phone.last["message_id"], "qr:show")
    await floor.settle()
    assert any(message.get("photo") for message in phone.messages), floor.screen(name)
    query = select(tables.attendees.c.code).join(tables.persons, tables.persons.c.id == tables.attendees.c.person_id)
    found = await rows(floor, query.where(tables.persons.c.telegram_id == phone.id))
    return str(found[0].code)


async def table_code(floor: Floor, number: int) -> str:
    """The code of a table, as the printed page has it."""
    found = await rows(
        floor,
        select(tables.places.c.code).where(tables.places.c.kind == "table", tables.places.c.number == number),
    )
    return str(found[0].code)


async def agreed(floor: Floor, one: str, two: str, time: str) -> int:
    """A meeting agreed for `time`; the table's number."""
    await floor.says(one, "/people")
    await floor.taps(one, two)
    await floor.taps(one, "Request a meeting")
    await floor.taps(one, time)
    if any("Send" in label for label in floor.buttons(one)):
        await floor.taps(one, next(label for label in floor.buttons(one) if "Send" in label))
    await floor.taps(two, "Accept")
    found = await rows(
        floor,
        select(tables.places.c.number)
        .join(tables.meetings, tables.meetings.c.place_id == tables.places.c.id)
        .order_by(tables.meetings.c.id.desc())
        .limit(1),
    )
    return int(found[0].number)


async def test_the_desk_scans_a_code_and_the_person_is_checked_in_at_once(floor: Floor) -> None:
    floor.organiser()
    await floor.attendee("Ann")
    code = await own_code(floor, "Ann")
    assert len(code) >= 16
    shown = await floor.says("organiser", f"/start c_{code}")
    assert "Checked in: Ann Tester" in shown
    again = await floor.says("organiser", f"/start c_{code}")
    assert "checked in already" in again
    assert "09:00" in again
    assert "undone" in await floor.taps("organiser", "Undo check-in")
    assert not (await rows(floor, select(tables.attendees.c.checked_in_at)))[0].checked_in_at
    assert "Checked in: Ann" in await floor.taps("organiser", "Check in")
    acts = [r.act for r in await rows(floor, select(tables.audit.c.act).order_by(tables.audit.c.id))]
    assert acts.count("check_in") == 2
    assert acts.count("undo_check_in") == 1


async def test_the_code_says_nothing_about_the_person_and_stays_the_same(floor: Floor) -> None:
    await floor.attendee("Ann")
    first = await own_code(floor, "Ann")
    assert "ann" not in first.lower().split("_")
    assert await own_code(floor, "Ann") == first


async def test_nobody_else_checks_in_with_a_code(floor: Floor) -> None:
    await floor.attendee("Ann")
    await floor.attendee("Bo")
    code = await own_code(floor, "Ann")
    assert "Only the desk" in await floor.says("Bo", f"/start c_{code}")
    assert "your own code" in await floor.says("Ann", f"/start c_{code}")
    floor.newcomer("Nobody").start()
    assert "Only the desk" in await floor.says("Nobody", f"/start c_{code}")
    assert "not known" in await floor.says("Bo", "/start c_abcdefghijklmnopqrstuv")
    assert not (await rows(floor, select(tables.attendees.c.checked_in_at)))[0].checked_in_at


async def test_who_has_cancelled_is_not_checked_in(floor: Floor) -> None:
    floor.organiser()
    await floor.attendee("Ann")
    code = await own_code(floor, "Ann")
    async with floor.app.database.writing() as connection:
        await connection.execute(update(tables.attendees).values(status="cancelled"))
    assert "has cancelled: not checked in" in await floor.says("organiser", f"/start c_{code}")
    async with floor.app.database.writing() as connection:
        await connection.execute(update(tables.attendees).values(status="waiting"))
    assert "waiting list: not checked in" in await floor.says("organiser", f"/start c_{code}")


async def test_a_code_of_another_event_is_the_other_events(floor: Floor) -> None:
    await floor.attendee("Ann")
    code = await own_code(floor, "Ann")
    await floor.attendee("Dana")
    async with floor.app.database.writing() as connection:  # desk of another event only
        other = await connection.execute(
            tables.events.insert()
            .from_select(
                [c.name for c in tables.events.c if c.name != "id"],
                select(
                    *(
                        (c if c.name != "slug" else (tables.events.c.slug + "-2").label("slug"))
                        for c in tables.events.c
                        if c.name != "id"
                    )
                ),
            )
            .returning(tables.events.c.id)
        )
        await connection.execute(
            tables.organisers.insert().values(
                event_id=other.scalar_one(),
                telegram_id=floor.phone("Dana").id,
                role="desk",
                given_at=floor.clock.now(),
                source="link",
            )
        )
    assert "Only the desk" in await floor.says("Dana", f"/start c_{code}")


async def test_a_tables_code_says_whether_it_is_the_right_table(floor: Floor) -> None:
    floor.organiser()
    for name in ("Ann", "Bo"):
        await floor.attendee(name)
    number = await agreed(floor, "Ann", "Bo", "10:25")
    await floor.says("organiser", "/desk")
    await floor.taps("organiser", "Table codes")
    document = floor.phone("organiser").last
    assert document.get("document"), document
    await floor.clock_strikes("10:21")
    await floor.says("Ann", f"/start t_{await table_code(floor, number)}")
    right = heard(floor, "Ann")
    assert "Right table" in right
    assert "10:25" in right
    assert "Bo Tester" in right
    assert "starts in 4 min" in right
    assert "Ann Tester is at the table" in heard(floor, "Bo")
    before = len(floor.phone("Bo").messages)
    await floor.says("Ann", f"/start t_{await table_code(floor, number)}")
    assert len(floor.phone("Bo").messages) == before, "told once"
    await floor.says("Bo", f"/start t_{await table_code(floor, number + 1)}")
    wrong = heard(floor, "Bo")
    assert "Not here" in wrong
    assert f"Table {number}" in wrong
    shown = await floor.says("organiser", f"/start t_{await table_code(floor, number)}")
    assert "Next:" in shown
    assert "Ann Tester" in shown
    await floor.clock_strikes("10:50")
    assert "Nothing for you" in await floor.says("Ann", f"/start t_{await table_code(floor, number)}")


async def test_a_table_long_before_the_meeting_and_a_strangers_scan(floor: Floor) -> None:
    floor.organiser()
    for name in ("Ann", "Bo"):
        await floor.attendee(name)
    number = await agreed(floor, "Ann", "Bo", "15:15")
    await floor.says("organiser", "/desk")
    await floor.taps("organiser", "Table codes")
    await floor.says("Ann", f"/start t_{await table_code(floor, number)}")
    assert "early" in heard(floor, "Ann")
    await floor.says("Ann", f"/start t_{await table_code(floor, number + 1)}")
    later = heard(floor, "Ann")
    assert "Nothing for you here now" in later
    assert "15:15" in later
    floor.newcomer("Nobody").start()
    assert "not registered" in await floor.says("Nobody", f"/start t_{await table_code(floor, number)}")
    await floor.says("Ann", "/start t_abcdefghijklmnopqrstuv")
    assert "not known" in heard(floor, "Ann")
    assert "at the table" not in floor.everything("Bo")
