"""A timetable takes effect: what was planned is held against what has happened since, and everybody hears once."""

from __future__ import annotations

import asyncio
import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.meetings import Status
from bot.domain.people import Mode
from bot.domain.timetable import faults
from bot.services import meetings as meeting_service
from bot.services import timetable as service
from bot.services.timetable import Move
from storage.database import Database
from storage.unit_of_work import unit_of_work
from tests.meetings import TIMES, at
from tests.services.timetable.hall import (
    DESK,
    acts,
    books_agree,
    change,
    loaded,
    marks_away,
    move,
    publishes,
    told,
    waiting_hall,
    waits,
)


async def test_everybody_gets_one_notice_with_all_their_times(both_databases: Database) -> None:
    hall, ids = await waiting_hall(both_databases, "ABC", ["AB", "AC"])
    assert hall.event.awaits_timetable
    found = await publishes(hall, [move(hall, ids[0], "10:00"), move(hall, ids[1], "10:25")])
    assert (found.placed, found.moved, found.dropped, found.people) == (2, 0, 0, 3)
    assert hall.event.timetable_at == hall.now
    heard = await told(hall)
    assert {name: [item["meeting"] for item in items] for name, items in heard.items()} == {
        "A": [ids[0], ids[1]],
        "B": [ids[0]],
        "C": [ids[1]],
    }
    assert all(item["starts"] is None for items in heard.values() for item in items)
    assert [await hall.views(name) for name in "ABC"] == [["changes.notice"]] * 3
    assert [n.lane for n in await hall.notices()] == [1, 1, 1]
    await books_agree(hall)
    assert await acts(hall) == ["publish_timetable", "timetable", "timetable"]


async def test_publishing_twice_is_publishing_once(database: Database) -> None:
    hall, ids = await waiting_hall(database, "ABC", ["AB", "AC"])
    moves = [move(hall, ids[0], "10:00"), move(hall, ids[1], "10:25")]
    await publishes(hall, moves)
    before = [await hall.meeting(i) for i in ids]
    again = await publishes(hall, moves)
    assert (again.placed, again.people, again.left_alone, again.otherwise) == (0, 0, (), ())
    assert [await hall.meeting(i) for i in ids] == before
    assert len(await hall.notices()) == 3
    await books_agree(hall)


async def test_meetings_change_places_with_each_other(both_databases: Database) -> None:
    hall, ids = await waiting_hall(both_databases, "ABCD", ["AB", "CD", "AC"])
    await publishes(hall, [move(hall, ids[0], "10:00"), move(hall, ids[1], "10:25"), move(hall, ids[2], "10:50", 2)])
    meetings = [await hall.meeting(i) for i in ids]
    found = await publishes(hall, [move(hall, meetings[0], "10:25"), move(hall, meetings[1], "10:00")])
    assert (found.placed, found.moved, found.elsewhere, found.people) == (0, 2, 0, 4)
    assert (await hall.meeting(ids[0])).slot_id == hall.slot("10:25")
    assert (await hall.meeting(ids[1])).slot_id == hall.slot("10:00")
    await books_agree(hall)
    heard = await told(hall)
    assert [item["meeting"] for item in heard["A"]] == [ids[2], ids[0]]  # the first notice is not confirmed yet


async def test_a_meeting_that_changed_meanwhile_is_left_alone_and_counted(both_databases: Database) -> None:
    hall, ids = await waiting_hall(both_databases, "ABCDEF", ["AB", "CD", "EF"])
    moves = [move(hall, i, "10:00", table) for i, table in zip(ids, (1, 2, 3), strict=True)]
    async with hall.acting() as uow:
        await meeting_service.cancel(uow, ids[0], by=await hall.who("A"))
    await change(hall, ids[1], version=2)
    found = await publishes(hall, moves)
    assert found.left_alone == (ids[0], ids[1])
    assert (found.placed, found.people) == (1, 2)
    assert (await hall.meeting(ids[0])).status is Status.CANCELLED
    assert (await hall.meeting(ids[1])).slot_id is None
    await books_agree(hall)


async def test_whose_time_somebody_else_has_taken_gets_the_best_that_is_free(both_databases: Database) -> None:
    hall, ids = await waiting_hall(both_databases, "ABCD", ["AB", "CD"], scheduling="at_once")
    await hall.agreed("A", "C", "10:00")  # since it was planned: A is busy, table 1 is taken
    found = await publishes(hall, [move(hall, ids[0], "10:00", 2), move(hall, ids[1], "10:25", 1)])
    assert found.otherwise == (ids[0],)
    assert found.placed == 2
    assert (await hall.meeting(ids[0])).slot_id == hall.slot("10:25")  # next to A's other meeting
    assert (await hall.meeting(ids[1])).place_id != (await hall.meeting(ids[0])).place_id
    await books_agree(hall)


async def test_a_time_marked_or_a_place_closed_since_is_not_given(database: Database) -> None:
    hall, ids = await waiting_hall(database, "ABCD", ["AB", "CD"])
    await marks_away(hall, "A", "10:00")
    first = move(hall, ids[0], "10:00")
    strange = Move(ids[1], 1, hall.slot("10:00"), hall.event.places[0].id)  # a virtual room, for two in the hall
    found = await publishes(hall, [first, strange])
    assert found.otherwise == tuple(ids)
    assert (await hall.meeting(ids[0])).slot_id == hall.slot("10:25")
    assert (await hall.meeting(ids[1])).place_id == hall.table(1)
    await books_agree(hall)


async def test_what_finds_no_time_stays_without_and_its_people_hear_of_it_once(database: Database) -> None:
    hall, ids = await waiting_hall(database, "ABC", ["AB", "AC"], times=("10:00",))
    found = await publishes(hall, [move(hall, ids[0], "10:00"), move(hall, ids[1], None)])
    assert (found.placed, found.dropped, found.people) == (1, 0, 3)
    assert {name: [item["meeting"] for item in items] for name, items in (await told(hall)).items()} == {
        "A": ids,
        "B": ids[:1],
        "C": ids[1:],
    }
    again = await publishes(hall, [move(hall, ids[1], None)])
    assert again.people == 0


async def test_a_meeting_that_loses_its_time_waits_and_rings_no_bell(database: Database) -> None:
    hall, ids = await waiting_hall(database, "AB", ["AB"])
    await publishes(hall, [move(hall, ids[0], "10:00")])
    found = await publishes(hall, [move(hall, await hall.meeting(ids[0]), None)])
    assert (found.dropped, found.people) == (1, 2)
    assert (await hall.meeting(ids[0])).status is Status.ACCEPTED
    await books_agree(hall)
    assert await hall.bells() == []


async def test_a_pinned_or_begun_meeting_is_not_moved_unless_the_plan_knew(database: Database) -> None:
    hall, ids = await waiting_hall(database, "ABCD", ["AB", "CD"])
    await publishes(hall, [move(hall, ids[0], "10:00"), move(hall, ids[1], "10:00", 2)])
    await change(hall, ids[1], fixed=True)
    pinned = move(hall, await hall.meeting(ids[1]), "10:50", 2)
    assert (await publishes(hall, [pinned])).left_alone == (ids[1],)
    knew = Move(pinned.meeting, pinned.version, pinned.slot, pinned.place, pinned=True)
    assert (await publishes(hall, [knew])).moved == 1
    hall.now = at("10:05")
    assert (await publishes(hall, [move(hall, await hall.meeting(ids[0]), "11:15")])).left_alone == (ids[0],)
    begun = move(hall, await hall.meeting(ids[1]), "10:00")
    found = await publishes(hall, [Move(begun.meeting, begun.version, begun.slot, begun.place, pinned=True)])
    assert (found.otherwise, found.moved) == ((ids[1],), 0)
    await books_agree(hall)


async def test_mixed_pairs_meet_in_a_virtual_room(database: Database) -> None:
    hall, _ = await waiting_hall(database, "AB", [])
    await hall.join("O", mode=Mode.ONLINE)
    number = await waits(hall, "AO")
    room = next(p.id for p in hall.event.places if p.link)
    found = await publishes(hall, [Move(number, 1, hall.slot("10:00"), room)])
    assert (found.placed, found.otherwise) == (1, ())
    await books_agree(hall)


async def test_killed_in_the_middle_nothing_is_published(
    both_databases: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall, ids = await waiting_hall(both_databases, "ABC", ["AB", "AC"])
    moves = [move(hall, ids[0], "10:00"), move(hall, ids[1], "10:25")]
    calls = 0

    async def cut(*_: object, **__: object) -> None:
        nonlocal calls
        calls += 1
        raise asyncio.CancelledError

    for where in ("_ring", "tell_people", "_record"):
        with monkeypatch.context() as patched:
            patched.setattr(f"bot.services.timetable.publishing.{where}", cut)
            with pytest.raises(asyncio.CancelledError):
                async with unit_of_work(hall.database, hall.now) as uow:
                    await service.publish(uow, hall.event, moves, DESK)
        assert [(await hall.meeting(i)).status for i in ids] == [Status.ACCEPTED] * 2
        assert (await told(hall), await hall.notices(), await hall.bells(), await acts(hall)) == ({}, [], [], [])
        await books_agree(hall)
    assert calls == 3
    assert (await publishes(hall, moves)).placed == 2


TABLES = st.integers(1, 3)
PLANS = st.lists(st.tuples(st.integers(0, 7), st.sampled_from([None, *TIMES]), TABLES), max_size=12)
PAIRS = ["AB", "CD", "AC", "BD", "AD", "BC", "EA", "EB"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    plans=st.lists(PLANS, min_size=1, max_size=3),
    away=st.sets(st.tuples(st.sampled_from("ABCDE"), st.sampled_from(TIMES)), max_size=6),
)
async def test_whatever_was_planned_no_rule_is_broken(
    sqlite_template: object,
    tmp_path_factory: pytest.TempPathFactory,
    plans: list[list[tuple[int, str | None, int]]],
    away: set[tuple[str, str]],
) -> None:
    path = tmp_path_factory.mktemp("plan") / "one.sqlite3"
    shutil.copyfile(str(sqlite_template), path)
    database = Database(f"sqlite:///{path}")
    hall, ids = await waiting_hall(database, "ABCDE", PAIRS, meetings_per_block=3)
    await change(hall, ids[2], after_id=ids[0])
    for name, clock in away:
        await marks_away(hall, name, clock)
    for plan in plans:
        moves = [move(hall, await hall.meeting(ids[i]), clock, table) for i, clock, table in plan]
        await publishes(hall, moves)
        problem = (await loaded(hall)).problem
        assert faults(problem, problem.as_it_stands()) == []
        await books_agree(hall)
    await database.close()
