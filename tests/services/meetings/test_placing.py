"""Placing anew: when somebody's modes or the floor change, and by an organiser's hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import update

from bot.domain.events import PlaceKind
from bot.domain.meetings import Meeting, Status
from bot.domain.people import Mode
from bot.domain.refusals import Refused
from bot.services import meetings as service
from bot.services.meetings import Batch, Organiser, Outcome
from storage import events, people, tables
from storage.database import Database
from storage.people.writing import modes_json
from storage.tables import joined_sessions, places, sessions, slots, unavailable_slots
from tests.meetings import DAYS, Hall


@pytest.fixture
async def hall(database: Database) -> Hall:
    """Six people in the hall; three tables, two rooms."""
    opened = await Hall.open(database)
    await opened.join("Ann", "Bo", "Cy", "Di", "Eve", "Fay")
    return opened


async def goes(hall: Hall, name: str, mode: Mode, *, batch: Batch | None = None, first: Mode | None = None) -> Any:
    """Somebody takes part otherwise from now on."""
    me = await hall.who(name)
    modes = {DAYS[0]: first or mode, DAYS[1]: mode}
    async with hall.acting() as uow:
        await people.change_attendee(uow.connection, me.id, now=hall.now, modes=modes_json(modes))
        return await service.refit(uow, hall.event, replace(me, modes=modes), batch=batch)


async def floor_changes(hall: Hall, statement: Any) -> None:
    """A table out of use, a slot out of the file, a session at another time."""
    async with hall.database.writing() as connection:
        await connection.execute(statement)
        await connection.execute(update(tables.events).values(revision=tables.events.c.revision + 1))
    async with hall.database.reading() as connection:
        hall.event = await events.event(connection, hall.event.id)


def kind(hall: Hall, meeting: Meeting) -> PlaceKind:
    assert meeting.place_id is not None
    return hall.event.place(meeting.place_id).kind


async def test_who_goes_online_keeps_the_time_and_gets_a_room_and_the_other_is_told_once(hall: Hall) -> None:
    meeting = await hall.agreed("Ann", "Bo", "10:00")
    other = await hall.agreed("Ann", "Cy", "10:25")
    outcomes = await goes(hall, "Ann", Mode.ONLINE)
    assert {o.meeting.id for o in outcomes} == {meeting.id, other.id}
    now = await hall.meeting(meeting.id)
    assert (now.slot_id, kind(hall, now)) == (meeting.slot_id, PlaceKind.ROOM)
    assert (await hall.views("Bo")).count("meetings.changed") == 1
    assert await goes(hall, "Ann", Mode.ONLINE) == [], "doing it again changes nothing"
    await goes(hall, "Ann", Mode.ONSITE)
    assert kind(hall, await hall.meeting(meeting.id)) is PlaceKind.TABLE


async def test_without_a_room_then_the_best_other_time_is_taken(database: Database) -> None:
    hall = await Hall.open(database, rooms=1)
    await hall.join("Ann", "Bo", "Cy", "Di")
    await hall.join("Ona", "Pam", mode=Mode.ONLINE)
    meeting = await hall.agreed("Ann", "Bo", "10:00")
    await hall.agreed("Ona", "Pam", "10:00")
    await goes(hall, "Ann", Mode.ONLINE)
    now = await hall.meeting(meeting.id)
    assert (now.status, kind(hall, now)) == (Status.SCHEDULED, PlaceKind.ROOM)
    assert now.slot_id == hall.slot("10:25")
    assert await hall.seats_of(now) == [(now.slot_id, i) for i in sorted(now.sides)]


async def test_without_any_other_time_both_choose_anew_and_either_side_may(database: Database) -> None:
    hall = await Hall.open(database, rooms=0, times=("10:00", "10:25"))
    await hall.join("Ann", "Bo")
    meeting = await hall.agreed("Ann", "Bo", "10:00")
    await goes(hall, "Ann", Mode.ONLINE)
    now = await hall.meeting(meeting.id)
    assert (now.status, now.booking) == (Status.ACCEPTED, None)
    assert await hall.seats_of(now) == []
    assert await hall.bells(now) == []
    assert (await hall.views("Ann"))[-1] == (await hall.views("Bo"))[-1] == "meetings.changed"
    await goes(hall, "Ann", Mode.ONSITE)
    me = await hall.who("Bo")
    async with hall.acting() as uow:
        placed = await service.move(uow, meeting.id, by=me, slot=hall.slot("10:25"))
    assert (placed.meeting.status, placed.meeting.slot_id) == (Status.SCHEDULED, hall.slot("10:25"))
    assert (await hall.views("Ann"))[-1] == "meetings.scheduled"
    assert len(await hall.bells(placed.meeting)) == 2


async def test_who_is_there_on_no_day_any_more_has_no_meetings_and_all_are_told(hall: Hall) -> None:
    meeting = await hall.agreed("Ann", "Bo", "10:00")
    await goes(hall, "Ann", Mode.ABSENT)
    now = await hall.meeting(meeting.id)
    assert (now.status, now.ended_reason) == (Status.CANCELLED, "absent")
    assert (await hall.views("Ann"))[-1] == (await hall.views("Bo"))[-1] == "meetings.cancelled"


async def test_a_table_out_of_use_gives_its_meeting_the_nearest_other_one(hall: Hall) -> None:
    meeting = await hall.agreed("Ann", "Bo", "10:00")
    assert meeting.place_id == hall.table(1)
    await floor_changes(hall, update(places).where(places.c.id == meeting.place_id).values(out_of_use=True))
    batch = Batch()
    async with hall.acting() as uow:
        outcome = await service.replace_meeting(uow, meeting.id, batch=batch)
    assert (outcome.changed, outcome.meeting.slot_id) == (True, meeting.slot_id)
    assert outcome.meeting.place_id == hall.table(2)
    assert set(batch.by_attendee()) == set(meeting.sides)


async def test_a_slot_taken_out_moves_its_meeting_to_the_best_other(hall: Hall) -> None:
    meeting = await hall.agreed("Ann", "Bo", "10:00")
    await floor_changes(hall, update(slots).where(slots.c.id == meeting.slot_id).values(removed=True))
    me = await hall.who("Ann")
    async with hall.acting() as uow:
        (outcome,) = await service.refit(uow, hall.event, me)
    assert outcome.meeting.slot_id == hall.slot("10:25")


async def test_a_joined_session_moved_over_a_meeting_moves_the_meeting_but_a_marked_time_does_not(hall: Hall) -> None:
    meeting = await hall.agreed("Ann", "Bo", "10:00")
    pitching = hall.event.sessions[0].id
    async with hall.acting() as uow:
        await uow.connection.execute(
            joined_sessions.insert().values(attendee_id=hall.ids["Bo"], session_id=pitching, joined_at=hall.now)
        )
        await uow.connection.execute(
            unavailable_slots.insert().values(attendee_id=hall.ids["Ann"], slot_id=meeting.slot_id)
        )
    me = await hall.who("Bo")
    async with hall.acting() as uow:
        assert await service.refit(uow, hall.event, me) == []
    slot = hall.event.slot(hall.slot("10:00"))
    await floor_changes(
        hall,
        update(sessions).where(sessions.c.id == pitching).values(starts_at=slot.starts_at, ends_at=slot.ends_at),
    )
    async with hall.acting() as uow:
        (outcome,) = await service.refit(uow, hall.event, me)
    assert outcome.meeting.slot_id == hall.slot("10:25")


async def place_by_desk(hall: Hall, meeting: Meeting, clock: str, table: int | None = None) -> Outcome:
    desk = Organiser((await hall.who("Fay")).person_id)
    async with hall.acting() as uow:
        place = None if table is None else hall.table(table)
        return await service.move(uow, meeting.id, by=desk, slot=hall.slot(clock), place=place)


async def test_an_organiser_places_at_a_chosen_table_and_both_are_told(hall: Hall) -> None:
    meeting = await hall.agreed("Ann", "Bo", "10:00")
    async with hall.acting() as uow:
        await uow.connection.execute(
            unavailable_slots.insert().values(attendee_id=hall.ids["Ann"], slot_id=hall.slot("10:50"))
        )
    moved = (await place_by_desk(hall, meeting, "10:50", 3)).meeting
    assert (moved.slot_id, moved.place_id) == (hall.slot("10:50"), hall.table(3))
    again = (await place_by_desk(hall, moved, "10:50", 2)).meeting
    assert (again.slot_id, again.place_id) == (hall.slot("10:50"), hall.table(2))
    assert (
        (await hall.views("Ann")).count("meetings.changed") == (await hall.views("Bo")).count("meetings.changed") == 2
    )
    other = await hall.agreed("Cy", "Di", "10:50")
    assert other.place_id != hall.table(2)


async def test_an_organiser_books_nobody_twice_and_no_wrong_or_taken_place(hall: Hall) -> None:
    meeting = await hall.agreed("Ann", "Bo", "10:00")
    other = await hall.agreed("Bo", "Cy", "10:25")
    taken = await hall.agreed("Di", "Eve", "10:50")
    busy = await place_by_desk(hall, meeting, "10:25", 3)
    assert (busy.changed, busy.gone) == (False, True)
    there = next(place for place in hall.event.places if place.id == taken.place_id)
    full = await place_by_desk(hall, meeting, "10:50", there.number)
    assert (full.changed, full.gone) == (False, True)
    desk = Organiser((await hall.who("Fay")).person_id)
    room = next(place.id for place in hall.event.places if place.kind is PlaceKind.ROOM)
    with pytest.raises(Refused, match="wrong_place"):
        async with hall.acting() as uow:
            await service.move(uow, meeting.id, by=desk, slot=hall.slot("10:50"), place=room)
    for one in (meeting, other, taken):
        assert await hall.seats_of(one) == [(one.slot_id, i) for i in sorted(one.sides)]
        assert (await hall.meeting(one.id)).booking == one.booking


async def test_a_participant_chooses_no_place(hall: Hall) -> None:
    meeting = await hall.agreed("Ann", "Bo", "10:00")
    me = await hall.who("Ann")
    with pytest.raises(Refused, match="organisers_only"):
        async with hall.acting() as uow:
            await service.move(uow, meeting.id, by=me, slot=hall.slot("10:25"), place=hall.table(3))


async def test_accepted_at_any_time_goes_where_neither_waits_and_next_to_where_both_sit(database: Database) -> None:
    hall = await Hall.open(database, tables=6)
    await hall.join("Ann", "Bo", "Cy", "Di", "Eve", "Fay", "Gil", "Hal", "Ida", "Jon")
    for one, two, three in (("Eve", "Fay", "Hal"), ("Gil", "Hal", "Jon"), ("Ida", "Jon", "Fay")):
        await hall.agreed(one, two, "10:50")  # tables 1 to 3
        await hall.agreed(one, three, "11:40")
    sits = await hall.agreed("Ann", "Cy", "10:50")
    goes_to = await hall.agreed("Bo", "Di", "11:40")
    assert sits.place_id == goes_to.place_id == hall.table(4)
    booked = await hall.agreed("Ann", "Bo")
    assert booked.slot_id == hall.slot("11:15"), "between the two: no waiting for either"
    assert booked.place_id == hall.table(4), "where Ann sits before and Bo after, though table 1 is free"


async def test_who_is_away_leaves_the_group_and_the_others_are_placed_for_themselves(hall: Hall) -> None:
    meeting = await hall.agreed("Ann", "Bo", "10:00")
    for who in ("Cy", "Di"):
        me, host = await hall.who(who), await hall.who("Ann")
        async with hall.acting() as uow:
            await service.invite(uow, meeting.id, me.id, by=host)
            await service.accept(uow, meeting.id, by=me)
    await goes(hall, "Cy", Mode.ONLINE)
    await goes(hall, "Cy", Mode.ABSENT)
    now = await hall.meeting(meeting.id)
    assert (now.status, set(now.sides)) == (Status.SCHEDULED, {hall.ids[n] for n in ("Ann", "Bo", "Di")})
    assert kind(hall, now) is PlaceKind.TABLE
    assert (await hall.views("Cy"))[-1] == "meetings.dropped"
    (notice,) = [n for n in await hall.notices("Cy") if n.view == "meetings.dropped"]
    async with hall.database.reading() as connection:
        person = await people.person_of(connection, hall.ids["Cy"])
        screen = await service.NOTICES["meetings.dropped"](connection, person, notice.facts, hall.now)
    assert screen is not None
    assert "You are no longer in the meeting" in screen.text


async def test_of_several_changes_at_once_a_batch_keeps_what_came_of_them(hall: Hall) -> None:
    meeting = await hall.agreed("Ann", "Bo", "10:00")
    batch = Batch()
    await goes(hall, "Ann", Mode.ONLINE, batch=batch)
    await goes(hall, "Ann", Mode.ONSITE, batch=batch)
    now = await hall.meeting(meeting.id)
    changes = batch.by_attendee()
    assert bool(changes) is (now.booking != meeting.booking)
