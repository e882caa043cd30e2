"""Bells and digests: rung in time, dropped when they are of no more use, quick when thousands are due."""

from __future__ import annotations

import re
import time
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import insert, select, update

from bot.domain.meetings import Status
from bot.domain.people import Mode
from bot.services import meetings as service
from bot.services import reminders as bells
from bot.services.meetings import CANT_COME
from storage.database import Database
from storage.tables import attendees, meetings, organisers, outbox, placings, reminders, seats
from tests.meetings import Hall, at


async def ring(hall: Hall) -> datetime | None:
    async with hall.acting() as uow:
        return await bells.ring_due(uow)


async def choose(hall: Hall, name: str, minutes: list[int] | None) -> None:
    async with hall.database.writing() as connection:
        await connection.execute(update(attendees).where(attendees.c.id == hall.ids[name]).values(bell_minutes=minutes))
    me = await hall.who(name)
    async with hall.acting() as uow:
        await bells.choose_bells(uow, hall.event, me)


async def test_each_side_has_the_bells_it_chose(both_databases: Database) -> None:
    hall = await Hall.open(both_databases)
    await hall.join("Ann", "Bo", "Cy")
    await choose(hall, "Ann", [60, 5])
    await choose(hall, "Bo", [])
    meeting = await hall.agreed("Ann", "Bo", "10:00")
    assert [(b.attendee_id, b.due_at) for b in await hall.bells(meeting)] == [
        (hall.ids["Ann"], at("09:00")),
        (hall.ids["Ann"], at("09:55")),
    ]
    await choose(hall, "Ann", [30])
    await choose(hall, "Bo", None)
    assert [(b.attendee_id, b.due_at) for b in await hall.bells(meeting)] == [
        (hall.ids["Ann"], at("09:30")),
        (hall.ids["Bo"], at("09:45")),
    ]


async def test_bells_ring_when_due_and_only_once(both_databases: Database) -> None:
    hall = await Hall.open(both_databases, now=at("09:00"))
    await hall.join("Ann", "Bo")
    await hall.agreed("Ann", "Bo", "10:00")
    hall.now = at("09:44")
    assert await ring(hall) == at("09:45")
    assert "reminders.bell" not in await hall.views("Ann")
    hall.now = at("09:45")
    assert await ring(hall) is None
    await ring(hall)
    for name in ("Ann", "Bo"):
        rung = [n for n in await hall.notices(name) if n.view == "reminders.bell"]
        assert [(n.due_at, n.useful_until, n.lane, n.kind) for n in rung] == [(at("09:45"), at("10:00"), 1, "bell")]


async def test_after_an_outage_a_useful_bell_rings_at_once_and_one_too_late_is_dropped_with_a_record(
    database: Database,
) -> None:
    hall = await Hall.open(database, now=at("09:00"))
    await hall.join("Ann", "Bo", "Cy", "Di")
    begun = await hall.agreed("Ann", "Bo", "10:00")
    ahead = await hall.agreed("Cy", "Di", "10:25")
    hall.now = at("10:24")
    await ring(hall)
    assert [(b.state, b.reason) for b in await hall.bells(begun)] == [("dropped", "begun")] * 2
    assert [b.state for b in await hall.bells(ahead)] == ["queued"] * 2


async def test_a_meeting_agreed_within_the_bell_time_rings_at_once(database: Database) -> None:
    hall = await Hall.open(database, now=at("09:52"))
    await hall.join("Ann", "Bo")
    meeting = await hall.agreed("Ann", "Bo", "10:00")
    assert {b.due_at for b in await hall.bells(meeting)} == {at("09:52")}
    await ring(hall)
    assert (await hall.views("Ann"))[-1] == "reminders.bell"


async def test_after_a_move_no_old_bell_rings_even_one_that_was_queued(database: Database) -> None:
    hall = await Hall.open(database, now=at("09:50"))
    await hall.join("Ann", "Bo")
    meeting = await hall.agreed("Ann", "Bo", "10:00")
    await ring(hall)
    async with hall.acting() as uow:
        await service.move(uow, meeting.id, by=await hall.who("Ann"), slot=hall.slot("11:15"))
    waiting = [b.due_at for b in await hall.bells(meeting) if b.state == "waiting"]
    assert waiting == [at("11:00")] * 2
    old = next(n for n in await hall.notices("Bo") if n.view == "reminders.bell")
    async with database.reading() as connection:
        from storage import people

        bo = await people.person_of(connection, hall.ids["Bo"])
        assert await bells.NOTICES["reminders.bell"](connection, bo, old.facts, hall.now) is None
        ann = await people.person_of(connection, hall.ids["Ann"])
        moved = old.facts | {"slot": hall.slot("11:15"), "to": hall.ids["Ann"]}
        assert await bells.NOTICES["reminders.bell"](connection, ann, moved, hall.now) is not None


async def test_the_desk_hears_who_is_late_or_cannot_come_and_counts_those_on_their_way(database: Database) -> None:
    hall = await Hall.open(database, now=at("09:45"))
    await hall.join("Ann", "Bo", "Desk", "Herald")
    async with database.writing() as connection:
        from storage import people

        for name, role in (("Desk", "desk"), ("Herald", "herald")):
            person = await people.person_of(connection, hall.ids[name])
            await connection.execute(
                insert(organisers).values(
                    event_id=hall.event.id,
                    telegram_id=person.telegram_id,
                    role=role,
                    given_at=hall.now,
                    source="configuration",
                )
            )
    meeting = await hall.agreed("Ann", "Bo", "10:00")
    slot = hall.slot("10:00")
    ann, bo = await hall.who("Ann"), await hall.who("Bo")
    async with hall.acting() as uow:
        await bells.answer(uow, meeting.id, slot, bells.BellAnswer.ON_MY_WAY, by=ann)
        await bells.answer(uow, meeting.id, slot, bells.BellAnswer.ON_MY_WAY, by=bo)
    async with hall.acting() as uow:
        await bells.answer(uow, meeting.id, slot, bells.BellAnswer.LATE, by=ann)
    async with hall.acting() as uow:
        await service.cancel(uow, meeting.id, by=bo, reason=CANT_COME)
    heard = [(n.view, n.action) for n in await hall.notices("Desk")]
    assert heard == [
        ("reminders.tally", "send"),
        ("reminders.tally", "edit"),
        ("reminders.desk", "send"),
        ("reminders.desk", "send"),
    ]
    assert await hall.notices("Herald") == []
    assert [v for v in await hall.views("Bo") if v == "reminders.answered"] == ["reminders.answered"] * 2


async def test_an_answer_to_a_bell_of_the_past_changes_nothing(database: Database) -> None:
    hall = await Hall.open(database, now=at("09:45"))
    await hall.join("Ann", "Bo")
    meeting = await hall.agreed("Ann", "Bo", "10:00")
    ann = await hall.who("Ann")
    hall.now = at("10:20")
    async with hall.acting() as uow:
        outcome = await bells.answer(uow, meeting.id, hall.slot("10:00"), bells.BellAnswer.LATE, by=ann)
    assert not outcome.changed
    assert outcome.meeting.status is Status.HELD


async def test_digests_come_the_evening_before_and_in_the_morning(both_databases: Database) -> None:
    hall = await Hall.open(both_databases, now=at("12:00", 25))
    await hall.join("Ann", "Bo")
    await hall.join("Far", modes=dict.fromkeys(hall.event.days, Mode.ABSENT))
    await hall.agreed("Ann", "Bo", "10:00")
    moments = []
    for _ in range(4):
        following = await ring(hall)
        assert following is not None
        moments.append(following)
        hall.now = following
    await ring(hall)
    assert moments == [at("18:00", 25), at("08:00", 26), at("18:00", 26), at("08:00", 27)]
    digests = [n for n in await hall.notices("Ann") if n.kind == "digest"]
    assert [(n.view, n.facts["day"]) for n in digests] == [
        ("reminders.evening", "2022-04-26"),
        ("reminders.morning", "2022-04-26"),
        ("reminders.evening", "2022-04-27"),
        ("reminders.morning", "2022-04-27"),
    ]
    async with both_databases.reading() as connection:
        from storage import people

        for name, expected in (("Ann", "10:00</b> Bo, Org · Table 1, A"), ("Far", None)):
            person = await people.person_of(connection, hall.ids[name])
            facts = {"to": hall.ids[name], "event": hall.event.id, "day": "2022-04-27"}
            screen = await bells.NOTICES["reminders.evening"](connection, person, facts, at("18:00", 26))
            assert (screen is None) is (expected is None)
            if screen is not None and expected is not None:
                assert "Tomorrow, Wed 27 April" in screen.text
                assert expected in re.sub(r"</?tg-time[^>]*>", "", screen.text)


async def test_the_hours_of_the_event_hold_on_the_night_of_the_clock_change(database: Database) -> None:
    # Vilnius, 27 March 2022: 03:00 becomes 04:00
    days = (date(2022, 3, 26), date(2022, 3, 27))
    hall = await Hall.open(database, now=datetime(2022, 3, 26, 12, tzinfo=UTC), days=days, times=("05:00", "10:00"))
    await hall.join("Ann", "Bo")
    await choose(hall, "Ann", [120])
    early = await hall.agreed("Ann", "Bo", "05:00")
    due = {b.attendee_id: b.due_at for b in await hall.bells(early)}
    assert due[hall.ids["Ann"]] == datetime(2022, 3, 27, 0, tzinfo=UTC)  # 02:00 by the old clock, two hours before
    moments = []
    while (following := await ring(hall)) is not None:
        moments.append(following)
        hall.now = following
    assert datetime(2022, 3, 26, 16, tzinfo=UTC) in moments  # 18:00 winter time
    assert datetime(2022, 3, 27, 5, tzinfo=UTC) in moments  # 08:00 summer time


async def test_two_thousand_meetings_in_one_slot_ring_quickly(database: Database) -> None:
    hall = await Hall.open(database, tables=2_000, rooms=0, times=("10:00",), now=at("09:00"))
    names = [f"P{n}" for n in range(4_000)]
    await hall.join("Seed")
    async with database.writing() as connection:
        from storage import people

        seed = (await connection.execute(select(attendees).where(attendees.c.id == hall.ids["Seed"]))).mappings().one()
        columns = {k: v for k, v in seed.items() if k not in {"id", "person_id", "bell_minutes"}}
        made = await people.insert_attendees(
            connection,
            [
                (
                    {
                        "telegram_id": 9_000_000_000 + n,
                        "name": name,
                        "language": "en",
                        "reachable": True,
                        "created_at": hall.now,
                    },
                    columns,
                    (),
                )
                for n, name in enumerate(names)
            ],
        )
        slot = hall.slot("10:00")
        tables = [place.id for place in hall.event.places]
        ids = [a for _, a in made]
        pairs = list(zip(ids[::2], ids[1::2], strict=True))
        common = {
            "event_id": hall.event.id,
            "status": "scheduled",
            "slot_id": slot,
            "created_at": hall.now,
            "changed_at": hall.now,
        }
        await connection.execute(
            insert(meetings),
            [
                common | {"id": n + 1, "requester_id": a, "guest_id": b, "place_id": tables[n]}
                for n, (a, b) in enumerate(pairs)
            ],
        )
        await connection.execute(
            insert(seats),
            [{"slot_id": slot, "attendee_id": a, "meeting_id": n + 1} for n, p in enumerate(pairs) for a in p],
        )
        await connection.execute(
            insert(placings),
            [{"slot_id": slot, "place_id": tables[n], "meeting_id": n + 1} for n in range(len(pairs))],
        )
        await connection.execute(
            insert(reminders),
            [
                {
                    "event_id": hall.event.id,
                    "attendee_id": a,
                    "meeting_id": n + 1,
                    "kind": "bell",
                    "due_at": at("09:45"),
                    "useful_until": at("10:00"),
                    "state": "waiting",
                }
                for n, pair in enumerate(pairs)
                for a in pair
            ],
        )
    hall.now = at("09:45")
    begin = time.process_time()
    while (following := await ring(hall)) is not None and following <= hall.now:
        pass
    spent = time.process_time() - begin
    async with database.reading() as connection:
        rung = (await connection.execute(select(outbox.c.id).where(outbox.c.kind == "bell"))).all()
    assert len(rung) == 4_000
    assert spent < 3, f"{spent:.2f} s of CPU for 4,000 bells"
    hall.now = at("10:20")
    begin = time.process_time()
    async with hall.acting() as uow:
        assert await service.pass_due(uow) == 2_000
    assert time.process_time() - begin < 3


async def test_useful_time_is_the_beginning_of_the_meeting(database: Database) -> None:
    hall = await Hall.open(database, now=at("09:00"))
    await hall.join("Ann", "Bo")
    meeting = await hall.agreed("Ann", "Bo", "10:00")
    assert {b.useful_until - b.due_at for b in await hall.bells(meeting)} == {timedelta(minutes=15)}
