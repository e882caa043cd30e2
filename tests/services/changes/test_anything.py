"""Whatever changes, and in whatever order: nobody is in two places, and no meeting is lost without a word."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select

from bot.domain.changes import (
    BlockTime,
    DeskChange,
    Misfit,
    SessionCancelled,
    SessionTime,
    TablesUse,
    replace_misfits,
)
from bot.domain.events import PlaceKind
from bot.domain.ids import AttendeeId, MeetingId, SlotId
from bot.domain.people import Mode
from bot.domain.refusals import Refused
from bot.domain.slots import Diary, overlap
from storage.database import Database
from storage.tables import joined_sessions, meetings, placings, reminders, seats
from tests.meetings import Hall, at
from tests.services.changes.floor import does, joins, notices

TIMES = tuple(f"{9 + (25 * i) // 60:02}:{(25 * i) % 60:02}" for i in range(12))


async def _full_hall(database: Database, people: int, wanted: int, dice: random.Random) -> Hall:
    """A hall with so many scheduled meetings, each with its seats, its table and its bells."""
    hall = await Hall.open(database, tables=24, rooms=12, times=TIMES)
    names = [f"P{number}" for number in range(people)]
    online = set(names[::7])
    await hall.join(*(name for name in names if name not in online))
    await hall.join(*sorted(online), mode=Mode.ONLINE)
    taken: dict[int, set[int]] = defaultdict(set)
    busy: set[tuple[int, int]] = set()
    rows: list[dict[str, Any]] = []
    for _ in range(wanted * 20):
        if len(rows) == wanted:
            break
        one, two = dice.sample(names, 2)
        slot = dice.choice(hall.event.slots)
        kind = PlaceKind.ROOM if {one, two} & online else PlaceKind.TABLE
        free = [p for p in hall.event.places if p.kind is kind and p.id not in taken[slot.id]]
        ids = hall.ids[one], hall.ids[two]
        if not free or any((slot.id, who) in busy for who in ids):
            continue
        taken[slot.id].add(free[0].id)
        busy |= {(slot.id, who) for who in ids}
        rows.append(
            {
                "event_id": hall.event.id,
                "requester_id": ids[0],
                "guest_id": ids[1],
                "status": "scheduled",
                "slot_id": slot.id,
                "place_id": free[0].id,
                "created_at": hall.now,
                "changed_at": hall.now,
            }
        )
    async with database.writing() as connection:
        made = await connection.execute(insert(meetings).returning(meetings.c.id), rows)
        numbers = list(made.scalars())
        for number, row in zip(numbers, rows, strict=True):
            await connection.execute(
                insert(seats),
                [
                    {"slot_id": row["slot_id"], "attendee_id": who, "meeting_id": number}
                    for who in (row["requester_id"], row["guest_id"])
                ],
            )
        await connection.execute(
            insert(placings),
            [
                {"slot_id": row["slot_id"], "place_id": row["place_id"], "meeting_id": number}
                for number, row in zip(numbers, rows, strict=True)
            ],
        )
        await connection.execute(
            insert(reminders),
            [
                {
                    "event_id": hall.event.id,
                    "attendee_id": who,
                    "meeting_id": number,
                    "kind": "bell",
                    "due_at": hall.event.slot(row["slot_id"]).starts_at - timedelta(minutes=15),
                    "useful_until": hall.event.slot(row["slot_id"]).starts_at,
                    "state": "waiting",
                }
                for number, row in zip(numbers, rows, strict=True)
                for who in (row["requester_id"], row["guest_id"])
            ],
        )
    for name in names[::5]:
        await joins(hall, name, hall.event.sessions[0].id)
        async with database.writing() as connection:  # nobody has both to begin with
            over = [s.id for s in hall.event.slots if overlap(s, hall.event.sessions[0])]
            if any((slot, hall.ids[name]) in busy for slot in over):
                await connection.execute(
                    joined_sessions.delete().where(joined_sessions.c.attendee_id == hall.ids[name])
                )
    return hall


async def _all(hall: Hall) -> dict[int, Mapping[str, Any]]:
    async with hall.database.reading() as connection:
        return {row["id"]: dict(row) for row in (await connection.execute(select(meetings))).mappings()}


async def _holds(hall: Hall) -> None:
    """What must hold after every change."""
    known = await _all(hall)
    event = hall.event
    slots, places = {s.id: s for s in event.slots}, {p.id: p for p in event.places}
    async with hall.database.reading() as connection:
        sitting: dict[int, set[tuple[int, int]]] = defaultdict(set)
        for slot_id, attendee_id, meeting_id in await connection.execute(
            select(seats.c.slot_id, seats.c.attendee_id, seats.c.meeting_id)
        ):
            sitting[meeting_id].add((slot_id, attendee_id))
        placed = {
            m: (s, p)
            for s, p, m in (
                await connection.execute(select(placings.c.slot_id, placings.c.place_id, placings.c.meeting_id))
            )
        }
        ringing: dict[int, set[Any]] = defaultdict(set)
        for meeting_id, due_at in await connection.execute(
            select(reminders.c.meeting_id, reminders.c.due_at).where(reminders.c.meeting_id.is_not(None))
        ):
            ringing[meeting_id].add(due_at)
        joined = list(await connection.execute(select(joined_sessions.c.attendee_id, joined_sessions.c.session_id)))
    for number, row in known.items():
        if row["status"] != "scheduled":
            assert (number in sitting, number in placed, number in ringing) == (False, False, False)
            continue
        sides = {row["requester_id"], row["guest_id"]}
        assert sitting[number] == {(row["slot_id"], who) for who in sides}
        assert placed[number] == (row["slot_id"], row["place_id"])
        assert row["slot_id"] in slots, "a meeting in a slot that is gone"
        assert row["place_id"] in places, "a meeting at a table that is gone"
        assert ringing[number] == {slots[row["slot_id"]].starts_at - timedelta(minutes=15)}
    running = {s.id: s for s in event.sessions}
    for attendee_id, session_id in joined:
        if session_id in running:
            mine = [slots[SlotId(s)] for seated in sitting.values() for s, who in seated if who == attendee_id]
            assert not [slot for slot in mine if overlap(slot, running[session_id])], "a meeting over a session"


def _anything(hall: Hall, dice: random.Random) -> DeskChange:
    event, block, session = hall.event, hall.event.blocks[0], hall.event.sessions[:1]
    every = sorted({p.id for p in (*event.places, *event.former_places)})
    later = timedelta(minutes=dice.choice((-20, -5, 5, 10, 30)))
    longer = timedelta(minutes=dice.choice((-60, -25, 25, 50)))
    possible: list[DeskChange] = [
        TablesUse(tuple(dice.sample(every, dice.randint(1, 12))), out_of_use=dice.random() < 0.7),
        BlockTime(block.id, block.starts_at + later, block.ends_at + later),
        BlockTime(block.id, block.starts_at, block.ends_at + longer),
        *(SessionTime(s.id, s.starts_at + later * 3, s.ends_at + later * 3) for s in session),
        *(SessionCancelled(s.id) for s in session),
        *(SessionCancelled(s.id, cancelled=False) for s in event.former_sessions),
    ]
    return dice.choice(possible)


@pytest.mark.parametrize("seed", range(3))
async def test_two_hundred_meetings_survive_whatever_the_desk_does(database: Database, seed: int) -> None:
    dice = random.Random(seed)
    hall = await _full_hall(database, people=70, wanted=200, dice=dice)
    await _holds(hall)
    start = await _all(hall)
    for _ in range(8):
        before = await _all(hall)
        try:
            await does(hall, _anything(hall, dice))
        except Refused:
            continue
        await _holds(hall)
        after, told = await _all(hall), await notices(hall)
        assert set(after) == set(before)
        for number, row in after.items():
            if (row["status"], row["slot_id"], row["place_id"]) == (
                before[number]["status"],
                before[number]["slot_id"],
                before[number]["place_id"],
            ):
                continue
            assert row["status"] in {"scheduled", "accepted"}
            assert row["version"] == before[number]["version"] + 1
            for who in (row["requester_id"], row["guest_id"]):
                assert number in [item.get("meeting") for item in told[AttendeeId(who)]]
        hall.now += timedelta(minutes=3)
    assert len(await _all(hall)) == len(start) == 200


@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_is_given_twice_and_the_same_question_has_the_same_answer(data: st.DataObject) -> None:
    event, attendees = _drawn(data)
    numbers = range(data.draw(st.integers(1, 25)))
    busy: dict[AttendeeId, dict[Any, Any]] = {a.id: {} for a in attendees}
    taken: dict[Any, set[Any]] = defaultdict(set)
    misfits = []
    for number in numbers:
        one, two = data.draw(st.permutations(attendees))[:2]
        slot, place = data.draw(st.sampled_from(event.slots)), data.draw(st.sampled_from(event.places))
        if slot.id in busy[one.id] or slot.id in busy[two.id] or place.id in taken[slot.id]:
            continue
        taken[slot.id].add(place.id)
        busy[one.id][slot.id] = busy[two.id][slot.id] = place.id
        misfits.append(Misfit(MeetingId(number), (one.id, two.id), slot, place, data.draw(st.booleans())))
    gone = {m.slot.id for m in misfits if m.slot_gone}
    misfits = [m if m.slot.id not in gone else Misfit(m.meeting_id, m.people, m.slot, m.place, True) for m in misfits]
    closed = {m.place.id for m in misfits if m.place is not None and not m.slot_gone}
    after = _without(event, gone, closed)
    stay = {(slot, place) for slot, places in taken.items() for place in places if slot not in gone}
    leaving = {(m.slot.id, m.place.id) for m in misfits if m.place is not None}
    diaries = {a.id: Diary(a, busy[a.id], sessions=frozenset(s.id for s in event.sessions)) for a in attendees}

    def answer() -> list[Any]:
        return list(replace_misfits(after, misfits, diaries, taken, at("08:00")))

    found = answer()
    assert found == answer()
    assert sorted(r.misfit.meeting_id for r in found) == sorted(m.meeting_id for m in misfits)
    places = [(r.booking.slot_id, r.booking.place_id) for r in found if r.booking]
    people = [(r.booking.slot_id, who) for r in found if r.booking for who in r.misfit.people]
    assert len(places) == len(set(places))
    assert len(people) == len(set(people))
    assert not set(places) & (stay - leaving)
    for each in found:
        if each.booking:
            slot = after.slot(each.booking.slot_id)
            assert slot in after.slots
            assert after.place(each.booking.place_id) in after.places
            assert each.same_time or not any(overlap(slot, s) for s in after.sessions)


def _drawn(data: st.DataObject) -> tuple[Any, list[Any]]:
    from tests.services.changes.drawing import an_attendee, an_event

    event = an_event(tables=data.draw(st.integers(1, 5)), rooms=data.draw(st.integers(0, 2)))
    return event, [an_attendee(n, data.draw(st.sampled_from(list(Mode)))) for n in range(data.draw(st.integers(2, 8)))]


def _without(event: Any, slots: set[Any], places: set[Any]) -> Any:
    from dataclasses import replace

    return replace(
        event,
        slots=tuple(s for s in event.slots if s.id not in slots),
        former_slots=tuple(s for s in event.slots if s.id in slots),
        places=tuple(p for p in event.places if p.id not in places),
        former_places=tuple(p for p in event.places if p.id in places),
    )
