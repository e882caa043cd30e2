"""Organisers from the configuration, a crowd at once, and two who want the last place."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace

import pytest

from bot.domain.people import Actor, AttendeeStatus, Mode, PeopleFilter, Role
from bot.domain.refusals import Refused
from bot.domain.registration import Form, Step
from bot.rehearsal.personas import personas
from bot.services.registration import apply_organisers, enrol_organiser, load_attendees, register
from storage import people
from storage.database import Database
from storage.unit_of_work import unit_of_work
from tests.people import DAYS, EARLY, add_event, join


@dataclass
class Entry:
    """As the configuration has it."""

    telegram_id: int
    role: str
    event: str


async def roles(database: Database, *telegram_ids: int) -> list[Role | None]:
    async with database.reading() as connection:
        return [(await people.load_actor(connection, one, one)).role for one in telegram_ids]


async def test_configured_roles_hold_until_they_are_no_longer_configured(both_databases: Database) -> None:
    async with both_databases.writing() as connection:
        event = await add_event(connection)
    async with unit_of_work(both_databases, EARLY) as uow:
        entries = [
            Entry(1, "owner", "*"),
            Entry(2, "herald", "vilnius"),
            Entry(1, "desk", "vilnius"),
            Entry(3, "desk", "no"),
        ]
        assert await apply_organisers(uow, entries) == ("no",)
    assert await roles(both_databases, 1, 2, 3) == [Role.DESK, Role.HERALD, None]
    async with unit_of_work(both_databases, EARLY) as uow:
        assert await apply_organisers(uow, [Entry(1, "owner", "*")]) == ()
        assert await apply_organisers(uow, [Entry(1, "owner", "*")]) == ()
    assert await roles(both_databases, 1, 2) == [Role.OWNER, None]
    async with unit_of_work(both_databases, EARLY) as uow:
        actor = await people.load_actor(uow.connection, 1, 1)
        made = await enrol_organiser(uow, actor, event, name="Olga", username=None, language_code="lt-LT")
        again = await people.load_actor(uow.connection, 1, 1)
        assert again.person is not None
        assert (again.person.id, again.person.language, again.role) == (made, "lt", Role.OWNER)
        assert await enrol_organiser(uow, again, event, name="O", username=None, language_code=None) == made


async def test_two_hundred_invented_attendees_are_loaded_and_found(both_databases: Database) -> None:
    crowd = personas(200)
    async with both_databases.writing() as connection:
        event = await add_event(connection)
    async with unit_of_work(both_databases, EARLY) as uow:
        ids = await load_attendees(uow, event, crowd)
    async with both_databases.reading() as connection:
        assert len(set(ids)) == 200
        first = await people.attendee(connection, ids[0])
        assert (first.name, first.organisation, first.country) == (
            crowd[0].full_name,
            crowd[0].organisation,
            crowd[0].country,
        )
        assert first.modes == dict(zip(DAYS, map(Mode, crowd[0].modes), strict=True))
        assert [one.side for one in first.interests]
        found = await people.search(connection, event.id, PeopleFilter(text=crowd[7].full_name))
        assert crowd[7].full_name in [one.name for one in found.people]
        actor = await people.load_actor(connection, crowd[0].telegram_id, crowd[0].telegram_id)
        assert actor.person is not None
        assert (actor.person.consent_version, actor.event_id) == ("rehearsal", event.id)


def a_form(name: str) -> Form:
    return Form(
        "vilnius",
        Step.SUMMARY,
        consent="2022-1",
        consent_at=EARLY.isoformat(),
        name=name,
        organisation="Org",
        type="business",  # type: ignore[arg-type]
        country="LT",
        modes={day.isoformat(): "onsite" for day in DAYS},
    )


async def test_two_who_want_the_last_place_at_once_do_not_both_get_it(both_databases: Database) -> None:
    async with both_databases.writing() as connection:
        event = await add_event(connection, capacity=3)
        await join(connection, event, "Early")

    async def one(number: int) -> AttendeeStatus:
        form = Form.from_json(a_form(f"P{number}").to_json())
        async with unit_of_work(both_databases, EARLY) as uow:
            done = await register(uow, event, form, Actor(number, number), username=None, language="en")
        return done.attendee.status

    outcomes = await asyncio.gather(*(one(number) for number in range(10, 16)))
    assert outcomes.count(AttendeeStatus.REGISTERED) == 2
    assert outcomes.count(AttendeeStatus.WAITING) == 4


async def test_a_form_with_a_hole_or_an_old_consent_is_refused(database: Database) -> None:
    async with database.writing() as connection:
        event = await add_event(connection)
    form = Form.from_json(a_form("Ann").to_json())
    for wrong, code in [(replace(form, name=None), "incomplete"), (replace(form, consent="old"), "consent_changed")]:
        with pytest.raises(Refused, match=code):
            async with unit_of_work(database, EARLY) as uow:
                await register(uow, event, wrong, Actor(5, 5), username=None, language="en")
