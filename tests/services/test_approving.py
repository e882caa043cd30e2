"""Approval, places and save-the-dates: the rules behind the buttons, on both databases."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from bot.domain.events import Event
from bot.domain.ids import AttendeeId, PersonId
from bot.domain.people import Actor, AttendeeStatus
from bot.domain.refusals import Refused
from bot.services import registration
from bot.services.registration import approve, approve_all, fill_places, give_place, refuse
from storage import people
from storage.database import Connection, Database
from storage.events import event as load_event
from storage.events import rules_to_json
from storage.tables import audit, events, organisers, outbox
from storage.unit_of_work import unit_of_work
from tests.people import CLOSES, EARLY, OPENS, add_event, join

APPLIED, WAITING, IN = AttendeeStatus.APPLIED, AttendeeStatus.WAITING, AttendeeStatus.REGISTERED


async def organiser(connection: Connection, event: Event, telegram_id: int = 77, role: str = "owner") -> PersonId:
    """An organiser who has written to the bot."""
    await connection.execute(
        insert(organisers).values(
            event_id=event.id, telegram_id=telegram_id, role=role, given_at=EARLY, source="configuration"
        )
    )
    return await people.add_person(
        connection,
        telegram_id=telegram_id,
        name="Olga",
        username=None,
        language="en",
        timezone=None,
        consent_version=None,
        consent_at=None,
        event_id=event.id,
        now=EARLY,
    )


async def statuses(database: Database, ids: list[AttendeeId]) -> list[AttendeeStatus]:
    async with database.reading() as connection:
        found = await people.attendees(connection, ids)
    return [found[one].status for one in ids]


async def applied(connection: Connection, event: Event, number: int) -> list[AttendeeId]:
    return [
        await join(connection, event, f"P{n}", status=APPLIED, now=EARLY + timedelta(minutes=n)) for n in range(number)
    ]


async def test_places_are_counted_at_approval_however_many_approve_at_once(both_databases: Database) -> None:
    async with both_databases.writing() as connection:
        event = await add_event(connection, approval=True, capacity=2)
        by = await organiser(connection, event)
        ids = await applied(connection, event, 4)

    async def one(attendee_id: AttendeeId) -> None:
        async with unit_of_work(both_databases, EARLY) as uow:
            await approve(uow, event, attendee_id, by=by)

    await asyncio.gather(*(one(attendee_id) for attendee_id in ids))
    assert sorted(await statuses(both_databases, ids)) == [IN, IN, WAITING, WAITING]


async def test_nobody_is_approved_twice_nor_from_another_event(both_databases: Database) -> None:
    async with both_databases.writing() as connection:
        event, other = await add_event(connection, approval=True), await add_event(connection, slug="other")
        by = await organiser(connection, event)
        mine, theirs = await applied(connection, event, 1), await applied(connection, other, 1)
    async with unit_of_work(both_databases, EARLY) as uow:
        await approve(uow, event, mine[0], by=by)
    for attendee_id in (*mine, *theirs):
        for act in (approve, refuse):
            with pytest.raises(Refused, match="already_decided"):
                async with unit_of_work(both_databases, EARLY) as uow:
                    await act(uow, event, attendee_id, by=by)
    assert await statuses(both_databases, theirs) == [APPLIED]


async def test_all_means_all_that_the_organiser_has_seen(both_databases: Database) -> None:
    async with both_databases.writing() as connection:
        event = await add_event(connection, approval=True)
        by = await organiser(connection, event)
        ids = await applied(connection, event, 3)
    async with unit_of_work(both_databases, EARLY) as uow:
        assert await approve_all(uow, event, until=EARLY + timedelta(minutes=1), by=by) == (2, 0)
    assert await statuses(both_databases, ids) == [IN, IN, APPLIED]


async def test_a_refusal_is_written_down_with_its_reason_and_told_once(both_databases: Database) -> None:
    async with both_databases.writing() as connection:
        event = await add_event(connection, approval=True)
        by = await organiser(connection, event)
        (who,) = await applied(connection, event, 1)
    with pytest.raises(Refused, match="too_long"):
        async with unit_of_work(both_databases, EARLY) as uow:
            await refuse(uow, event, who, by=by, reason="x" * 301)
    async with unit_of_work(both_databases, EARLY) as uow:
        await refuse(uow, event, who, by=by, reason=" Full of <b>\u202e ")
    async with both_databases.reading() as connection:
        act = (await connection.execute(select(audit).where(audit.c.act == "refuse"))).mappings().one()
        assert (act["person_id"], act["role"], act["detail"]["reason"]) == (by, "organiser", "Full of <b>")
        told = (await connection.execute(select(outbox.c.view, outbox.c.facts))).all()
    assert [row.facts["reason"] for row in told if row.view == "registration.refused"] == ["Full of <b>"]


async def with_rules(database: Database, event: Event, **rules: object) -> Event:
    """The event after a load with other rules."""
    async with database.writing() as connection:
        changed = replace(event.rules, **rules)  # type: ignore[arg-type]
        await connection.execute(
            events.update().where(events.c.id == event.id).values(rules=rules_to_json(changed), revision=9)
        )
    async with database.reading() as connection:
        return await load_event(connection, event.id)


async def test_without_a_capacity_everybody_in_time_moves_up_and_late_comers_wait_on(
    both_databases: Database,
) -> None:
    async with both_databases.writing() as connection:
        event = await add_event(connection, capacity=1, late_registration="waiting_list")
        await join(connection, event, "In")
        ids = [
            await join(connection, event, f"W{n}", status=WAITING, now=CLOSES + timedelta(hours=n)) for n in (-2, -1, 1)
        ]
    event = await with_rules(both_databases, event, capacity=None)
    async with unit_of_work(both_databases, CLOSES + timedelta(hours=2)) as uow:
        assert await fill_places(uow, event) == ids[:2]
        assert await fill_places(uow, event) == []
    assert await statuses(both_databases, ids) == [IN, IN, WAITING]


async def test_a_smaller_capacity_moves_nobody(both_databases: Database) -> None:
    async with both_databases.writing() as connection:
        event = await add_event(connection, capacity=1)
        ids = [await join(connection, event, "A"), await join(connection, event, "B")]
        waiting = await join(connection, event, "W", status=WAITING)
    async with unit_of_work(both_databases, EARLY) as uow:
        assert await fill_places(uow, event) == []
    assert await statuses(both_databases, [*ids, waiting]) == [IN, IN, WAITING]


async def test_a_place_over_the_capacity_is_given_once_and_said_to_be_over(both_databases: Database) -> None:
    async with both_databases.writing() as connection:
        event = await add_event(connection, capacity=1)
        by = await organiser(connection, event)
        await join(connection, event, "In")
        waiting = await join(connection, event, "W", status=WAITING)
    async with unit_of_work(both_databases, EARLY) as uow:
        assert await give_place(uow, event, waiting, by=by) is True
    with pytest.raises(Refused, match="already_decided"):
        async with unit_of_work(both_databases, EARLY) as uow:
            await give_place(uow, event, waiting, by=by)


async def test_five_hundred_who_asked_are_told_once_each_in_portions(both_databases: Database) -> None:
    before = OPENS - timedelta(days=1)
    async with both_databases.writing() as connection:
        event = await add_event(connection)
    async with unit_of_work(both_databases, before) as uow:
        for number in range(1, 451):
            actor = Actor(9_000_000 + number, 9_000_000 + number)
            await registration.tell_me(uow, event, actor, name=f"P{number}", username=None, language="en")
        assert await registration.tell_due(uow) == 0
        assert await registration.next_telling(uow.connection, before) == OPENS
    told = []
    for _ in range(4):
        async with unit_of_work(both_databases, OPENS) as uow:
            told.append(await registration.tell_due(uow))
    assert told == [200, 200, 50, 0]
    async with both_databases.reading() as connection:
        chats = (await connection.execute(select(outbox.c.chat_id))).scalars().all()
        assert len(chats) == len(set(chats)) == 450
        assert await registration.next_telling(connection, OPENS) is None


async def test_an_announced_event_without_its_programme_tells_nobody(both_databases: Database) -> None:
    async with both_databases.writing() as connection:
        event = await add_event(connection, save_the_date=True)
    async with unit_of_work(both_databases, EARLY) as uow:
        await registration.tell_me(uow, event, Actor(5, 5), name="\x00", username=None, language="lt")
        assert await registration.next_telling(uow.connection, EARLY) is None
        assert await registration.tell_due(uow) == 0
    await with_rules(both_databases, event, save_the_date=False)
    async with unit_of_work(both_databases, EARLY) as uow:
        assert await registration.tell_due(uow) == 1
