"""A set of matches: worked out apart, made once, one message each; a sheet read again with every fault at once."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import pytest
from sqlalchemy import select

from bot.domain.meetings import Priority, Status
from bot.domain.people import AttendeeStatus, AttendeeType
from bot.services import matching, meetings
from bot.services.matching import sheets
from bot.services.matching.apart import work_out
from bot.services.matching.ordering import NOTICES
from storage import meetings as stored
from storage import people
from storage.database import Database
from storage.tables import audit
from tests.meetings import Hall
from tests.services.matching.people import comes, rewrites

GOODS = ("packaging", "food export", "laser welding", "cold storage", "timber", "software")


async def full_hall(database: Database, number: int = 16, **rules: Any) -> Hall:
    """People with two offers and two needs each, out of six things."""
    hall = await Hall.open(database, tables=8, **rules)
    dice = random.Random(5)
    for n in range(number):
        await comes(hall, f"P{n:02}", dice.sample(GOODS, 2), dice.sample(GOODS, 2))
    return hall


async def proposed(hall: Hall, at_least: int = 2, at_most: int = 4) -> dict[str, Any]:
    """A set, worked out here: what runs apart is the same function."""
    async with hall.database.reading() as connection:
        everybody = await matching.gather(connection, hall.event)
    return work_out(everybody, at_least, at_most, 0)


async def test_everybody_gets_enough_nobody_too_many_and_nothing_that_stands_or_was_refused(database: Database) -> None:
    hall = await full_hall(database)
    await hall.agreed("P00", "P01")
    declined = await hall.request("P02", "P03")
    refuser = await hall.who("P03")
    async with hall.acting() as uow:
        await meetings.decline(uow, declined.id, by=refuser)
    waver = await hall.who("P04")
    async with hall.acting() as uow:
        await matching.wave_away(uow, hall.event, waver, hall.ids["P05"])
    result = await proposed(hall)
    pairs = {(one, two) for one, two, _ in result["matches"]}
    for one, two in (("P00", "P01"), ("P02", "P03"), ("P04", "P05")):
        assert (hall.ids[one], hall.ids[two]) not in pairs
    has = Counter(who for pair in pairs for who in pair)
    has[hall.ids["P00"]] += 1
    has[hall.ids["P01"]] += 1
    assert max(has.values()) <= 4
    assert result["numbers"]["enough"] + result["numbers"]["fewer"] == 16
    assert result["numbers"]["enough"] >= 14, result["numbers"]
    assert result["numbers"]["already"] == 1
    assert result == await proposed(hall), "the same again"


async def test_it_says_who_has_fewer_and_why(database: Database) -> None:
    hall = await full_hall(database, 6)
    await comes(hall, "Mute")
    await comes(hall, "Odd", ["poetry"], ["philately"])
    result = await proposed(hall)
    why = {who: code for who, _, code in result["fewer"]}
    assert why[hall.ids["Mute"]] == "no_wishes"
    assert why[hall.ids["Odd"]] == "nobody_fits"


async def test_made_meetings_are_agreed_without_a_time_each_hears_once_and_twice_is_once(
    both_databases: Database,
) -> None:
    hall = await full_hall(both_databases)
    result = await proposed(hall)
    wanted = matching.wanted_of(result)
    async with hall.acting() as uow:
        made = await matching.make(uow, hall.event, wanted, by=None, source="test")
    assert len(made.meetings) == len(wanted) > 10
    for meeting in made.meetings:
        kept = await hall.meeting(meeting.id)
        assert (kept.status, kept.priority, kept.slot_id) == (Status.ACCEPTED, Priority.MUST, None)
    for name in hall.ids:
        mine = [one for one in made.meetings if hall.ids[name] in one.sides]
        notices = [n for n in await hall.notices(name) if n.view == "matching.made"]
        assert [sorted(n.facts["meetings"]) for n in notices] == ([sorted(one.id for one in mine)] if mine else [])
    async with hall.acting() as uow:
        again = await matching.make(uow, hall.event, wanted, by=None, source="test")
    assert (again.meetings, dict(again.left_out)) == ((), {"already": len(wanted)})
    async with both_databases.reading() as connection:
        acts = (await connection.execute(select(audit.c.act, audit.c.subject))).all()
    assert Counter(act for act, _ in acts)["make_matches"] == 2
    assert Counter(act for act, _ in acts)["match"] == len(wanted)


async def test_the_message_names_each_with_the_reason_and_leaves_out_what_was_cancelled(database: Database) -> None:
    hall = await Hall.open(database)
    await comes(hall, "Ann", ["food export"], ["packaging"])
    for name in ("Bo", "Cy"):
        await comes(hall, name, ["packaging"], ["food export"])
    ann = hall.ids["Ann"]
    wanted = [matching.Wanted(ann, hall.ids[name]) for name in ("Bo", "Cy")]
    async with hall.acting() as uow:
        made = await matching.make(uow, hall.event, wanted, by=None, source="test")
    me = await hall.who("Ann")
    async with database.reading() as connection:
        person = await people.person_of(connection, ann)
    facts = {"event": hall.event.id, "to": ann, "meetings": [one.id for one in made.meetings]}

    async def drawn() -> Any:
        async with database.reading() as connection:
            return await NOTICES["matching.made"](connection, person, facts, hall.now)

    screen = await drawn()
    assert "arranged 2 meetings" in screen.text
    assert screen.text.count("Offers packaging, needs your food export.") == 2
    async with hall.acting() as uow:
        await meetings.cancel(uow, made.meetings[0].id, by=me)
    screen = await drawn()
    assert "arranged 1 meeting " in screen.text
    assert "Bo" not in screen.text
    async with hall.acting() as uow:
        await meetings.cancel(uow, made.meetings[1].id, by=me)
    assert await drawn() is None


async def test_whoever_has_left_since_is_left_out(database: Database) -> None:
    hall = await full_hall(database)
    wanted = matching.wanted_of(await proposed(hall))
    await rewrites(hall, "P00", status=AttendeeStatus.CANCELLED.value)
    async with hall.acting() as uow:
        made = await matching.make(uow, hall.event, wanted, by=None, source="test")
    assert made.left_out["gone"] == sum(hall.ids["P00"] in (one.one, one.two) for one in wanted) > 0
    assert all(hall.ids["P00"] not in one.sides for one in made.meetings)


async def read(hall: Hall, *lines: str) -> tuple[list[matching.Wanted], list[tuple[int, str, str]]]:
    """A sheet with these lines."""
    async with hall.database.reading() as connection:
        wanted, faults = await sheets.read(connection, hall.event, "\r\n".join(lines).encode())
    return wanted, [(fault.row, fault.column, fault.code) for fault in faults]


async def test_a_sheet_names_people_by_id_mail_or_name_and_orders_by_row_or_pair(database: Database) -> None:
    hall = await Hall.open(database)
    for name in ("Ann", "Bo", "Žydrūnė Ąžuolė", "Di"):
        await comes(hall, name)
    await rewrites(hall, "Bo", email="Bo@Example.org")
    ann, bo, zyd, di = (hall.ids[name] for name in ("Ann", "Bo", "Žydrūnė Ąžuolė", "Di"))
    wanted, faults = await read(
        hall,
        "one;two;priority;after;note",
        f"{ann};bo@example.org;;;first",
        '"zydrune azuole, Org";Di;one-sided;2;',
        "Ann;Di;Mutual;Žydrūnė Ąžuolė + Di;",
    )
    assert faults == []
    assert wanted == [
        matching.Wanted(ann, bo, Priority.MUST, None),
        matching.Wanted(zyd, di, Priority.ONE_SIDED, 0),
        matching.Wanted(ann, di, Priority.MUTUAL, 1),
    ]
    async with hall.acting() as uow:
        made = await matching.make(uow, hall.event, wanted, by=None, source="sheet")
    kept = [await hall.meeting(one.id) for one in made.meetings]
    assert [one.after_id for one in kept] == [None, kept[0].id, kept[1].id]
    assert [one.priority for one in kept] == [Priority.MUST, Priority.ONE_SIDED, Priority.MUTUAL]


async def test_every_fault_of_a_sheet_is_told_at_once_row_by_row(database: Database) -> None:
    closed = frozenset({frozenset({AttendeeType.INVESTOR.value})})
    hall = await Hall.open(database, closed_type_pairs=closed)
    for name in ("Ann", "Bo", "Cy", "Twin"):
        await comes(hall, name)
    hall.ids["Other"] = hall.ids["Twin"]
    await comes(hall, "Twin")
    for name in ("Ina", "Iva"):
        await comes(hall, name, kind=AttendeeType.INVESTOR)
    _, faults = await read(
        hall,
        "one,two,priority,after",
        "Ann,Nobody,,",
        "Ann,Ann,,",
        "Ann,Bo,soon,",
        "Bo,Cy,must,99",
        "Cy,Bo,must,",
        ",Bo,,",
        "Twin,Bo,,",
        "Ina,Iva,,",
        "999999999999999999999,Bo,,",
        "Ann,Cy,,11",
        "Ann,Bo,,Ann+Nobody",
    )
    assert faults == [
        (2, "two", "unknown_person"),
        (3, "two", "same_person"),
        (4, "priority", "unknown_priority"),
        (5, "after", "no_such_line"),
        (6, "two", "twice"),
        (7, "one", "empty"),
        (8, "one", "several"),
        (9, "two", "closed_types"),
        (10, "one", "unknown_person"),
        (11, "after", "no_such_line"),
        (12, "after", "no_such_line"),
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "no_column"),
        (b"one,three\n1,2\n", "no_column"),
        (b"\xff\xfe\x00", "not_utf8"),
        (b"one,two,after\nAnn,Bo,3\nBo,Cy,4\nCy,Ann,2\n", "circle"),
    ],
)
async def test_what_is_no_such_sheet_is_told(database: Database, data: bytes, code: str) -> None:
    hall = await Hall.open(database)
    for name in ("Ann", "Bo", "Cy"):
        await comes(hall, name)
    async with database.reading() as connection:
        _, faults = await sheets.read(connection, hall.event, data)
    assert {fault.code for fault in faults} == {code}


async def test_a_written_sheet_is_harmless_and_reads_back_as_what_it_was(database: Database) -> None:
    hall = await Hall.open(database)
    await comes(hall, "=1+1 <b>", ["food export"], ["packaging"])
    await comes(hall, "@SUM(A1)", ["packaging"], ["food export"])
    result = await proposed(hall, 1, 2)
    async with database.reading() as connection:
        rows = await sheets.rows_of(connection, hall.event, result)
        text = sheets.to_csv(hall.event, rows)
        wanted, faults = await sheets.read(connection, hall.event, ("\ufeff" + text).encode())
    assert "'=1+1 <b>" in text
    assert "'@SUM(A1)" in text
    assert rows[0]["two_offers_what_one_needs"] == "packaging"
    assert (wanted, faults) == (matching.wanted_of(result), [])


async def test_a_meeting_of_a_set_can_be_cancelled_and_its_timetable_is_the_engine_s(database: Database) -> None:
    hall = await full_hall(database, 8)
    wanted = matching.wanted_of(await proposed(hall))
    async with hall.acting() as uow:
        made = await matching.make(uow, hall.event, wanted, by=None, source="test")
    one = made.meetings[0]
    me = next(name for name, number in hall.ids.items() if number == one.requester_id)
    who = await hall.who(me)
    async with hall.acting() as uow:
        assert (await meetings.cancel(uow, one.id, by=who)).changed
    async with database.reading() as connection:
        kept = await stored.load(connection, one.id)
    assert kept is not None
    assert kept.status is Status.CANCELLED
