"""What the database says about people."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import insert

from bot.domain.people import AttendeeStatus, AttendeeType, Interest, Mode, PeopleFilter, Role, Side
from storage import people
from storage.database import Connection, Database
from storage.tables import conversations, organisers
from tests.people import DAYS, add_event, join

NOW = datetime(2022, 4, 10, 9, tzinfo=UTC)


async def test_a_stranger_is_an_actor_with_nothing_but_ids(both_databases: Database) -> None:
    async with both_databases.reading() as connection:
        actor = await people.load_actor(connection, 8_000_000_000, 8_000_000_000)
    assert (actor.person, actor.attendee, actor.role, actor.event_id, actor.draft) == (None, None, None, None, {})


async def test_an_actor_comes_with_attendee_interests_role_and_conversation(both_databases: Database) -> None:
    async with both_databases.writing() as connection:
        event = await add_event(connection)
        attendee_id = await join(
            connection,
            event,
            "Ann",
            telegram_id=7,
            topics=[Interest(Side.OFFER, event.topics[0].id), Interest(Side.NEED, None, "sails")],
        )
        await connection.execute(
            insert(organisers).values(event_id=event.id, telegram_id=7, role="desk", given_at=NOW, source="link")
        )
        await connection.execute(
            insert(conversations).values(user_id=7, chat_id=7, states={"r": 1}, draft={"a": "b"}, changed_at=NOW)
        )
        actor = await people.load_actor(connection, 7, 7)
    assert actor.person is not None
    assert actor.attendee is not None
    assert actor.attendee.id == attendee_id
    assert actor.attendee.interests == (Interest(Side.OFFER, event.topics[0].id), Interest(Side.NEED, None, "sails"))
    assert actor.attendee.mode_on(DAYS[0]) is Mode.ONSITE
    assert actor.role is Role.DESK
    assert (actor.states, actor.draft) == ({"r": 1}, {"a": "b"})


async def test_an_organiser_who_never_wrote_has_a_role_and_an_event(both_databases: Database) -> None:
    async with both_databases.writing() as connection:
        event = await add_event(connection)
        await connection.execute(
            insert(organisers).values(event_id=event.id, telegram_id=9, role="owner", given_at=NOW, source="x")
        )
        actor = await people.load_actor(connection, 9, 9)
    assert (actor.person, actor.role, actor.event_id) == (None, Role.OWNER, event.id)


async def names(connection: Connection, event_id: int, wanted: PeopleFilter, **more: int) -> list[str]:
    """Who is on the first page."""
    found = await people.search(connection, event_id, wanted, **more)  # type: ignore[arg-type]
    return [one.name for one in found.people]


async def test_the_list_shows_only_those_who_can_be_seen(both_databases: Database) -> None:
    async with both_databases.writing() as connection:
        event = await add_event(connection)
        me = await join(connection, event, "Me")
        await join(connection, event, "Bo")
        hidden = await join(connection, event, "Hidden")
        await people.change_attendee(connection, hidden, now=NOW, hidden=True)
        await join(connection, event, "Waiting", status=AttendeeStatus.WAITING)
        await join(connection, event, "Gone", status=AttendeeStatus.CANCELLED)
        assert await names(connection, event.id, PeopleFilter(), without=me) == ["Bo"]
        assert await people.countries(connection, event.id) == [("LT", 2)]


async def test_each_filter_holds_and_they_hold_together(both_databases: Database) -> None:
    async with both_databases.writing() as connection:
        event = await add_event(connection)
        first, second = event.topics[0].id, event.topics[1].id
        await join(connection, event, "Ann", country="LV", topics=[Interest(Side.NEED, first)])
        await join(connection, event, "Bo", type=AttendeeType.RESEARCH, modes=dict.fromkeys(DAYS, Mode.ONLINE))
        await join(connection, event, "Cy", country="LV", topics=[Interest(Side.OFFER, second)])
        assert await names(connection, event.id, PeopleFilter(country="LV")) == ["Ann", "Cy"]
        assert await names(connection, event.id, PeopleFilter(type=AttendeeType.RESEARCH)) == ["Bo"]
        assert await names(connection, event.id, PeopleFilter(mode=Mode.ONLINE)) == ["Bo"]
        assert await names(connection, event.id, PeopleFilter(topic_id=first)) == ["Ann"]
        assert await names(connection, event.id, PeopleFilter(country="LV", topic_id=second)) == ["Cy"]
        assert await names(connection, event.id, PeopleFilter(country="PL")) == []


async def test_a_search_forgives_diacritics_case_and_a_slip_of_the_finger(both_databases: Database) -> None:
    async with both_databases.writing() as connection:
        event = await add_event(connection)
        await join(connection, event, "Žydrūnė Šimkutė", organisation="Łódź Food_100% Cluster")
        await join(connection, event, "Bo", organisation="Laser Park")
        for typed in ["zydrune", "SIMKUTE", "lodz", "simkute lodz", "food_100%", "zydrnue", "Simkutte"]:
            assert await names(connection, event.id, PeopleFilter(text=typed)) == ["Žydrūnė Šimkutė"], typed
        for typed in ["%", "xyzzy", "lxd"]:
            assert await names(connection, event.id, PeopleFilter(text=typed)) in ([], ["Žydrūnė Šimkutė"]), typed
        assert await names(connection, event.id, PeopleFilter(text="xyzzy")) == []


async def test_pages_are_six_long_and_a_page_past_the_end_is_the_last(both_databases: Database) -> None:
    async with both_databases.writing() as connection:
        event = await add_event(connection)
        for i in range(14):
            await join(connection, event, f"P{i:02}")
        found = await people.search(connection, event.id, PeopleFilter(), 99)
        assert (found.total, found.page, found.pages) == (14, 2, 3)
        assert [one.name for one in found.people] == ["P12", "P13"]


async def test_the_unreachable_are_found_again(both_databases: Database) -> None:
    async with both_databases.writing() as connection:
        event = await add_event(connection)
        attendee_id = await join(connection, event, "Ann", telegram_id=7)
        person = await people.person_of(connection, attendee_id)
        await people.mark_unreachable(connection, person.id, "blocked")
        assert not (await people.person(connection, person.id)).reachable
        await people.mark_reachable(connection, person.id)
        assert (await people.person(connection, person.id)).reachable
        assert await people.person_by_telegram(connection, 7) == await people.person(connection, person.id)
