"""A session changes: whoever joined it is told, and never has a meeting over it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.domain.changes import SessionCancelled, SessionDetails, SessionTime
from bot.domain.refusals import Refused
from bot.services import changes
from storage.database import Database
from storage.tables import joined_sessions, reminders
from tests.meetings import Hall, at
from tests.services.changes.floor import does, joins, notices


async def _bells(hall: Hall) -> list[object]:
    async with hall.database.reading() as connection:
        rows = await connection.execute(select(reminders.c.due_at).where(reminders.c.session_id.is_not(None)))
        return list(rows.scalars())


async def _joined(hall: Hall) -> list[int]:
    async with hall.database.reading() as connection:
        return list((await connection.execute(select(joined_sessions.c.attendee_id))).scalars())


async def test_a_moved_session_tells_those_who_joined_and_rings_anew(both_databases: Database) -> None:
    hall = await Hall.open(both_databases)
    await hall.join("Ann", "Bo")
    session = hall.event.sessions[0]
    await joins(hall, "Ann", session.id)
    effect = await does(hall, SessionTime(session.id, at("11:10"), at("11:50")))
    assert (effect.joined, effect.left, effect.people) == (1, 0, 1)
    assert await _bells(hall) == [at("10:55")]
    kept = await notices(hall)
    assert [item["what"] for item in kept[hall.ids["Ann"]]] == ["changed"]
    assert kept[hall.ids["Ann"]][0]["starts"] == at("11:00").isoformat()


async def test_a_session_that_comes_over_a_meeting_leaves_the_meeting_and_says_so(database: Database) -> None:
    hall = await Hall.open(database)
    await hall.join("Ann", "Bo")
    session = hall.event.sessions[0]
    await joins(hall, "Ann", session.id)
    meeting = await hall.agreed("Ann", "Bo", "10:25")
    effect = await does(hall, SessionTime(session.id, at("10:20"), at("11:00")))
    assert (effect.joined, effect.left, effect.people) == (1, 1, 1)
    assert await hall.meeting(meeting.id) == meeting
    assert await _joined(hall) == []
    assert await _bells(hall) == []
    kinds = [item["kind"] for item in (await notices(hall))[hall.ids["Ann"]]]
    assert kinds == ["session", "left"]


async def test_going_to_the_session_instead_moves_the_meeting_out_of_it(database: Database) -> None:
    hall = await Hall.open(database)
    await hall.join("Ann", "Bo")
    session = hall.event.sessions[0]
    await joins(hall, "Ann", session.id)
    meeting = await hall.agreed("Ann", "Bo", "10:25")
    await does(hall, SessionTime(session.id, at("10:20"), at("11:00")))
    async with hall.acting() as uow:
        done = await changes.go_instead(uow, hall.ids["Ann"], session.id, meeting.id, meeting.version)
    assert done.changed
    assert done.meeting.slot_id in {hall.slot("10:00"), hall.slot("11:15")}
    assert await _joined(hall) == [hall.ids["Ann"]]
    assert "meetings.changed" in await hall.views("Bo")
    async with hall.acting() as uow:
        again = await changes.go_instead(uow, hall.ids["Ann"], session.id, meeting.id, meeting.version)
    assert not again.changed


async def test_a_cancelled_session_is_told_and_can_be_brought_back(database: Database) -> None:
    hall = await Hall.open(database)
    await hall.join("Ann", "Bo")
    session = hall.event.sessions[0]
    await joins(hall, "Ann", session.id)
    await does(hall, SessionCancelled(session.id))
    assert [i["what"] for i in (await notices(hall))[hall.ids["Ann"]]] == ["cancelled"]
    assert await _bells(hall) == []
    await does(hall, SessionCancelled(session.id, cancelled=False))
    assert [i["what"] for i in (await notices(hall))[hall.ids["Ann"]]] == ["back"]
    assert await _bells(hall) == [at("10:45")]
    assert [s.id for s in hall.event.sessions] == [session.id]


async def test_another_room_is_told_and_the_bell_stays(database: Database) -> None:
    hall = await Hall.open(database)
    await hall.join("Ann")
    session = hall.event.sessions[0]
    await joins(hall, "Ann", session.id)
    effect = await does(hall, SessionDetails(session.id, "room", "Stage"))
    assert effect.people == 1
    assert hall.event.sessions[0].room == "Stage"


async def test_what_is_over_is_not_changed(database: Database) -> None:
    hall = await Hall.open(database)
    session = hall.event.sessions[0]
    hall.now = session.ends_at + timedelta(minutes=1)
    with pytest.raises(Refused, match="session_is_over"):
        await does(hall, SessionTime(session.id, at("11:10"), at("12:30")))
