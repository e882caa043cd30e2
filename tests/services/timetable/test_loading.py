"""The event's agreed meetings as a problem for the engine."""

from __future__ import annotations

from bot.domain.ids import SlotId
from bot.domain.meetings import Status
from bot.domain.people import Mode
from bot.domain.timetable import Kind, Priority, faults, slots_in
from storage.database import Database
from tests.meetings import TIMES, at
from tests.services.timetable.hall import change, joins, loaded, marks_away, move, publishes, waiting_hall, waits

EVERY = (1 << len(TIMES)) - 1


async def test_agreed_meetings_may_take_every_slot_ahead_at_a_table(both_databases: Database) -> None:
    hall, ids = await waiting_hall(both_databases, "ABC", ["AB", "AC"])
    found = await loaded(hall)
    assert found.meetings == tuple(ids)
    assert found.versions == (1, 1)
    assert found.slots == tuple(slot.id for slot in hall.event.slots)
    assert [m.tables for m in found.problem.meetings] == [EVERY, EVERY]
    assert [m.rooms for m in found.problem.meetings] == [0, 0]
    one, two = found.problem.meetings
    assert [found.attendees[p] for p in one.people] == [hall.ids["A"], hall.ids["B"]]
    assert one.people[0] == two.people[0]
    assert [(s.kind, s.number) for s in found.problem.places] == [
        (Kind.ROOM, 1),
        (Kind.ROOM, 2),
        (Kind.TABLE, 1),
        (Kind.TABLE, 2),
        (Kind.TABLE, 3),
    ]
    assert [(t.starts, t.ends) for t in found.problem.times[:2]] == [(0, 20), (25, 45)]


async def test_marks_sessions_and_days_away_close_slots(database: Database) -> None:
    hall, _ = await waiting_hall(database, "AB", ["AB"])
    await marks_away(hall, "A", "10:25")
    await joins(hall, "B")  # 11:00 to 11:40
    await hall.join("O", mode=Mode.ONLINE)
    await hall.join("X", mode=Mode.ABSENT)
    await waits(hall, "AO")
    await waits(hall, "AX")
    pair, online, absent = (await loaded(hall)).problem.meetings
    assert list(slots_in(EVERY & ~pair.tables)) == [1, 2, 3]
    assert (online.tables, list(slots_in(EVERY & ~online.rooms))) == (0, [1])
    assert absent.allowed == 0


async def test_what_begins_soon_or_is_pinned_stays_and_what_is_over_is_left_out(database: Database) -> None:
    hall, ids = await waiting_hall(database, "ABCDEFGH", ["AB", "CD", "EF", "GH", "AC"], keep_minutes=30)
    clocks = ("10:00", "10:25", "10:50", "11:15")
    await publishes(hall, [move(hall, i, clock) for i, clock in zip(ids, clocks, strict=False)])
    await change(hall, ids[3], fixed=True)
    hall.now = at("10:21")
    found = await loaded(hall)
    assert found.slots[0] == hall.slot("10:25")
    assert found.meetings == tuple(ids[1:])  # the first is over
    assert [m.fixed for m in found.problem.meetings] == [True, True, True, False]
    assert found.pinned == {2}
    assert list(slots_in(found.problem.meetings[3].allowed)) == [2, 3, 4]  # not 10:50: it begins in 29 minutes
    hall.now = at("10:30")
    found = await loaded(hall)
    assert found.gone == {0}
    assert found.problem.meetings[0].fixed
    assert faults(found.problem, found.problem.as_it_stands()) == []
    hall.now = at("09:00")
    assert [m.fixed for m in (await loaded(hall)).problem.meetings] == [False, False, False, True, False]
    assert [m.fixed for m in (await loaded(hall, only_unplaced=True)).problem.meetings] == [True] * 4 + [False]


async def test_a_fault_frees_what_it_hits(database: Database) -> None:
    hall, ids = await waiting_hall(database, "ABCD", ["AB", "CD"], keep_minutes=30)
    await publishes(hall, [move(hall, ids[0], "10:00"), move(hall, ids[1], "10:00", 2)])
    hall.now = at("09:50")
    slot = hall.slot("10:00")
    late = (await loaded(hall, away={hall.ids["A"]: [slot]})).problem
    assert [m.fixed for m in late.meetings] == [False, True]
    assert not late.meetings[0].allowed & 1
    assert [f.meeting for f in faults(late, late.as_it_stands())][:1] == [0]
    broken = (await loaded(hall, closed={hall.table(2): [slot, SlotId(99_999)]})).problem
    assert [m.fixed for m in broken.meetings] == [True, False]
    assert [f.rule for f in faults(broken, broken.as_it_stands())] == ["place_closed"]


async def test_a_time_marked_since_moves_no_meeting_that_stands_there(database: Database) -> None:
    hall, ids = await waiting_hall(database, "AB", ["AB"])
    await publishes(hall, [move(hall, ids[0], "10:00")])
    await marks_away(hall, "A", "10:00")
    meeting = (await loaded(hall)).problem.meetings[0]
    assert (meeting.fixed, meeting.at, meeting.announced) == (True, 0, True)


async def test_priorities_order_and_the_most_per_block_come_along(database: Database) -> None:
    hall, ids = await waiting_hall(database, "ABCD", ["AB", "CD", "AC"], meetings_per_block=2)
    await change(hall, ids[0], priority="must")
    await change(hall, ids[1], priority="one_sided", after_id=ids[0])
    problem = (await loaded(hall)).problem
    assert problem.most == 2
    assert [m.priority for m in problem.meetings] == [Priority.MUST, Priority.ONE_SIDED, Priority.MUTUAL]
    assert [m.after for m in problem.meetings] == [(), (0,), ()]


async def test_with_a_most_per_block_what_is_over_counts_until_the_block_is(database: Database) -> None:
    hall, ids = await waiting_hall(database, "ABC", ["AB", "AC"], meetings_per_block=1)
    await publishes(hall, [move(hall, ids[0], "10:00")])
    await change(hall, ids[0], status=Status.HELD.value)
    hall.now = at("10:40")
    found = await loaded(hall)
    assert found.slots[0] == hall.slot("10:00")
    assert found.gone == {0}
    table = found.problem.as_it_stands()
    assert faults(found.problem, table) == []
    crowded = type(table)((0, 4), (table.spots[0], 2))
    assert [f.rule for f in faults(found.problem, crowded)] == ["too_many_in_block"]


async def test_seats_of_meetings_outside_the_problem_are_taken(database: Database) -> None:
    hall, ids = await waiting_hall(database, "ABC", ["AB", "AC"])
    await publishes(hall, [move(hall, ids[0], "10:25", 2)])
    await change(hall, ids[0], status=Status.MISSED.value)  # somebody said beforehand that they do not come
    found = await loaded(hall)
    assert found.meetings == (ids[1],)
    assert not found.problem.meetings[0].allowed & 0b10
    spot = found.places.index(hall.table(2))
    assert dict(found.problem.closed)[spot] == 0b10
