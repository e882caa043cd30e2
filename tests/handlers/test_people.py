"""The list of people, the cards and the search, as the person sees them."""

from __future__ import annotations

import pytest

from bot.domain.people import AttendeeStatus, AttendeeType, Interest, Mode, Side
from bot.views.people import RequestTap
from storage import people
from storage.database import Database
from tests.handlers.phone import Phone, an_early_office
from tests.people import DAYS, EARLY, add_event, join

ME = 5150


async def a_crowd(database: Database) -> int:
    """Me, fourteen others, a hidden one and one who waits; the id of Žydrūnė, who has everything on her card."""
    async with database.writing() as connection:
        event = await add_event(connection)
        await join(connection, event, "Me", telegram_id=ME)
        for number in range(13):
            await join(connection, event, f"Person {number:02}", country="LV" if number % 2 else "LT")
        topics = [Interest(Side.OFFER, event.topics[1].id), Interest(Side.NEED, None, "sails <b>")]
        modes = {DAYS[0]: Mode.ABSENT, DAYS[1]: Mode.ONLINE}
        full = await join(
            connection,
            event,
            "Žydrūnė <i>",
            telegram_id=6,
            organisation="A & B",
            type=AttendeeType.RESEARCH,
            country="PL",
            topics=topics,
            modes=modes,
        )
        hidden = await join(connection, event, "Hidden Hugo")
        await people.change_attendee(connection, hidden, now=EARLY, hidden=True)
        await join(connection, event, "Waiting Wanda", status=AttendeeStatus.WAITING)
    return full


async def test_pages_filters_and_the_way_back_keep_their_place(database: Database) -> None:
    await a_crowd(database)
    async with an_early_office(database) as office:
        me = Phone(office, ME)
        assert "14 people" in await me.say("/people")
        names = [label for label in await me.labels() if "·" in label]
        assert len(names) == 6
        assert "1 / 3" in await me.labels()
        await me.tap("›")
        await me.tap("›")
        assert [label for label in await me.labels() if "·" in label] == [
            "🇱🇹 Person 12 · Org",
            "🇵🇱 Žydrūnė <i> · A & B",
        ]
        await me.tap("Person 12")
        await me.tap("Back to the list")
        assert "3 / 3" in await me.labels()
        await me.tap("Country")
        assert "6 people" in await me.tap("Latvia")
        assert "Only: 🇱🇻 Latvia" in await me.text()
        await me.tap("Person 03")
        assert "Only: 🇱🇻 Latvia" in await me.tap("Back to the list")
        assert "✕ 🇱🇻 Latvia" in await me.labels()
        await me.tap("Type")
        assert "Nobody found" in await me.tap("Investor")
        assert "14 people" in await me.tap("Show all")
        for filter_, value, held in [
            ("Type", "Research", "Research"),
            ("Topic", "laser", "laser micromachining"),
            ("Mode", "online", "online"),
        ]:
            await me.tap(filter_)
            assert "1 person" in await me.tap(value)
            assert f"Only: {held}" in await me.text()
            assert "14 people" in await me.tap(f"✕ {held}"), "a tap on the filter that holds takes it off"


async def test_a_card_says_who_and_what_and_never_how_to_contact(database: Database) -> None:
    who = await a_crowd(database)
    async with an_early_office(database) as office:
        me = Phone(office, ME)
        await me.say("/people")
        await me.tap("‹")
        card = await me.tap("Žydrūnė")
        assert card == (
            "<b>Žydrūnė &lt;i&gt;</b>\nA &amp; B · Research\n🇵🇱 Poland\n"
            "Tue 26 April: not there · Wed 27 April: online\n\n"
            "<b>Offers:</b> laser micromachining\n<b>Needs:</b> sails &lt;b&gt;"
        )
        assert RequestTap.unpack(await me.data("Request a meeting")).guest == who


async def test_hidden_and_waiting_people_are_never_shown(database: Database) -> None:
    await a_crowd(database)
    async with an_early_office(database) as office:
        me = Phone(office, ME)
        for typed in ("hugo", "wanda"):
            await me.say("/people")
            await me.tap("Search")
            assert "Nobody found" in await me.say(typed)
        async with database.reading() as connection:
            hidden = [one for one in range(1, 40) if await people.attendees(connection, [one])]  # type: ignore[list-item]
        for attendee_id in hidden:
            await me.press(f"pp:c:{attendee_id}:0:::::0")
            assert "Hidden" not in await me.text()
            assert "Wanda" not in await me.text()


@pytest.mark.parametrize("typed", ["zydrune", "ŽYDRŪNĖ", "zydrnue", "  zydrune\n", "sails"])
async def test_a_search_forgives(database: Database, typed: str) -> None:
    await a_crowd(database)
    async with an_early_office(database) as office:
        me = Phone(office, ME)
        await me.say("/people")
        await me.tap("Search")
        assert "1 person" in await me.say(typed)
        await me.tap("Žydrūnė")
        assert "1 person" in await me.tap("Back to the list")


@pytest.mark.parametrize(
    ("typed", "answer"), [("x" * 61, "at most 60"), ("\u200b", "cannot see"), ("<b>&%_", "Nobody found")]
)
async def test_a_search_for_nonsense_is_answered(database: Database, typed: str, answer: str) -> None:
    await a_crowd(database)
    async with an_early_office(database) as office:
        me = Phone(office, ME)
        await me.say("/people")
        await me.tap("Search")
        assert answer in await me.say(typed)


async def test_people_are_for_those_who_take_part(database: Database) -> None:
    who = await a_crowd(database)
    async with database.writing() as connection:
        other = await add_event(connection, slug="other")
        await join(connection, other, "Elsewhere", telegram_id=99)
    async with an_early_office(database) as office:
        stranger, elsewhere = Phone(office, 98), Phone(office, 99)
        await stranger.press(f"pp:c:{who}:0:::::0::0")
        assert "not registered" in await stranger.text()
        await stranger.press("pp:s::0:::::0::0")
        assert "not registered" in await stranger.text()
        await elsewhere.press(f"pp:c:{who}:0:::::0::0")
        assert "not on the list" in elsewhere.toast()
        assert "Žydr" not in await stranger.text() + await elsewhere.text()
