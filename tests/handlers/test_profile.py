"""One's own profile, languages, zones, privacy and the menu, as the person sees them."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import insert, select

from bot.domain.people import Actor, Mode
from storage import people
from storage.database import Database
from storage.tables import blocks, conversations, meetings, organisers, outbox, seats, slots
from tests.handlers.phone import Phone, an_early_office
from tests.people import EARLY, add_event, join

ME = 5150


async def me_and_bo(database: Database) -> None:
    async with database.writing() as connection:
        event = await add_event(connection)
        await join(connection, event, "Ann", telegram_id=ME)
        await join(connection, event, "Bo", telegram_id=6)


async def actor(database: Database, user_id: int = ME) -> Actor:
    async with database.reading() as connection:
        return await people.load_actor(connection, user_id, user_id)


async def test_every_field_can_be_changed(database: Database) -> None:
    await me_and_bo(database)
    async with an_early_office(database) as office:
        me = Phone(office, ME)
        assert "Others see you like this" in await me.say("/profile")
        await me.tap("Organisation")
        assert "Saved" in await me.say("Sky <b>")
        assert "Sky &lt;b&gt;" in await me.text()
        await me.tap("Name")
        assert "<b>Anna</b>" in await me.say("Anna")
        await me.tap("About")
        assert "at most 300" in await me.say("x" * 301)
        assert "<i>I like boats</i>" in await me.say("I like boats")
        await me.tap("About")
        assert "boats" not in await me.tap("Remove it")
        await me.tap("Offers")
        await me.tap("agri-food", times=2)
        await me.say("sails, ropes")
        assert {"✅ agri-food", "✅ sails ✕", "✅ ropes ✕"} <= set(await me.labels())
        await me.tap("ropes")
        assert "<b>Offers:</b> agri-food, sails" in await me.tap("Done")
        await me.tap("Needs")
        assert "At most 8" in await me.say(",".join("abcdefghi"))
        await me.press(await me.data("Done")) if await me.labels() else await me.say("/profile")
        await me.tap("Days")
        await me.tap("Tue: online")
        assert "✅ Tue: online" in await me.labels()
        assert "Tue 26 April: online" in await me.tap("Done")
        await me.tap("Type")
        assert "Investor" in await me.tap("Investor")
        await me.tap("Country")
        assert "do not know that country" in await me.say("Atlantis")
        assert "Did you mean" in await me.say("Eston")
        assert "Estonia" in await me.tap("Estonia")
        await me.tap("Country")
        assert "Poland" in await me.say("🇵🇱")
        await me.tap("Languages")
        await me.tap("Polish", times=2)
        assert "do not know that language" in await me.say("klingon")
        await me.say("suomi, Lithuanian")
        await me.tap("interpreter")
        assert "Speaks: Polish, Finnish, Lithuanian" in await me.tap("Done")
        assert "interpreter" in await me.text()
        assert "You are hidden" in await me.tap("Hide me")
        bo = Phone(office, 6)
        assert "Nobody else is here" in await bo.say("/people")
        await me.tap("Show me")
        assert "1 person" in await bo.say("/people")
        found = (await actor(database)).attendee
        assert found is not None
        assert (found.name, found.organisation, found.about) == ("Anna", "Sky <b>", None)
        assert (found.type, found.country) == ("investor", "PL")
        assert (found.languages, found.interpreter) == (("pl", "fi", "lt"), True)


async def test_words_typed_after_going_elsewhere_change_nothing(database: Database) -> None:
    await me_and_bo(database)
    async with an_early_office(database) as office:
        me = Phone(office, ME)
        await me.say("/profile")
        await me.tap("Organisation")
        await me.say("/help")
        assert "did not understand" in await me.say("Bo")
        await me.say("/profile")
        await me.tap("Organisation")
        await me.tap("Back")
        assert "did not understand" in await me.say("Bo")
        await me.say("/profile")
        await me.tap("Name")
        assert "Stopped" in await me.say("/cancel")
        found = (await actor(database)).attendee
        assert found is not None
        assert (found.name, found.organisation) == ("Ann", "Org")


async def test_contact_details_are_typed_or_shared_and_kept_in_one_form(database: Database) -> None:
    await me_and_bo(database)
    async with an_early_office(database) as office:
        me = Phone(office, ME)
        await me.say("/profile")
        assert "Only people with whom a meeting is agreed" in await me.tap("E-mail, phone")
        await me.tap("E-mail")
        for wrong in ("ann", "ann@", "ann@example", "a b@example.org", "<b>@example.org", "x" * 300 + "@example.org"):
            assert "no e-mail address" in await me.say(wrong)
        assert "answer with words" in await me.send_photo()
        assert "E-mail: Ann.O@example.org" in await me.say(" mailto:Ann.O@Example.ORG ")
        await me.tap("Phone")
        for wrong in ("860000000", "phone", "+37", "+" + "1" * 16, "+370 x"):
            assert "begin with +" in await me.say(wrong)
        assert "Phone: +37060000000" in await me.say("00370 (600) 00-000")
        await me.tap("Phone")
        assert "somebody else" in await me.share_contact("37061111111", of=6)
        assert "Phone: +37061111111" in await me.share_contact("37061111111")
        await me.tap("Phone")
        assert "Phone: +37061111111" in await me.say("‹ Back")
        assert "Phone: –" in await me.tap("Remove phone")
        assert "@" not in await me.say("/profile"), "nobody sees it on the card"
        found = (await actor(database)).attendee
        assert found is not None
        assert (found.email, found.phone) == ("Ann.O@example.org", None)


async def test_a_day_with_meetings_is_asked_about_before_it_changes(database: Database) -> None:
    await me_and_bo(database)
    starts = datetime(2022, 4, 27, 8, tzinfo=UTC)
    async with database.writing() as connection:
        known = await people.load_actor(connection, ME, ME)
        other = await people.load_actor(connection, 6, 6)
        assert known.attendee is not None
        assert other.attendee is not None
        event_id = known.event_id
        span = {"starts_at": starts, "ends_at": starts.replace(minute=20)}
        block = insert(blocks).values(event_id=event_id, key="am", slot_minutes=20, gap_minutes=5, **span)
        block_id = (await connection.execute(block.returning(blocks.c.id))).scalar_one()
        slot = insert(slots).values(event_id=event_id, block_id=block_id, **span).returning(slots.c.id)
        slot_id = (await connection.execute(slot)).scalar_one()
        meeting = insert(meetings).values(
            event_id=event_id,
            requester_id=known.attendee.id,
            guest_id=other.attendee.id,
            status="scheduled",
            slot_id=slot_id,
            created_at=EARLY,
            changed_at=EARLY,
        )
        meeting_id = (await connection.execute(meeting.returning(meetings.c.id))).scalar_one()
        await connection.execute(
            insert(seats).values(slot_id=slot_id, attendee_id=known.attendee.id, meeting_id=meeting_id)
        )
    async with an_early_office(database) as office:
        me = Phone(office, ME)
        await me.press("pf:mode:1=absent")
        asked = await me.text()
        assert "You have 1 meeting that day" in asked
        assert "11:00 Bo" in asked
        await me.tap("Back")
        await me.press("pf:mode:0=absent")
        found = (await actor(database)).attendee
        assert found is not None
        assert list(found.modes.values()) == [Mode.ABSENT, Mode.ONSITE]


@pytest.mark.parametrize(
    "data", ["pf:mode:9=onsite", "pf:mode:x", "pf:topic:", "pf:topic:z9+", "pf:topic:o999999+", "pf:word:o"]
)
async def test_a_forged_button_changes_nothing(database: Database, data: str) -> None:
    await me_and_bo(database)
    before = (await actor(database)).attendee
    async with an_early_office(database) as office:
        me, stranger = Phone(office, ME), Phone(office, 99)
        await me.press(data)
        await stranger.press(data)
        assert "not registered" in await stranger.text()
        assert {row["state"] for row in await office.inbox()} == {"done"}
    assert (await actor(database)).attendee == before


async def test_the_language_changes_everything_said_from_then_on(database: Database) -> None:
    await me_and_bo(database)
    async with an_early_office(database) as office:
        me = Phone(office, ME)
        assert "Which language" in await me.say("/language")
        assert "lietuviškai" in await me.tap("Lietuvių")
        assert "Kiti jus mato taip" in await me.say("/profile")
        assert "balandžio 26" in await me.tap("Dienos")


async def test_a_time_zone_is_typed_and_confirmed(database: Database) -> None:
    await me_and_bo(database)
    async with an_early_office(database) as office:
        me = Phone(office, ME)
        assert "Vilnius (Europe)" in await me.say("/timezone")
        assert "do not know that place" in await me.say("Qwertyville <b>")
        assert "Is this it" in await me.say("lisbon")
        assert "Times are now shown for Lisbon" in await me.tap("Lisbon")
        assert "did not understand" in await me.say("Berlin")
        found = (await actor(database)).person
        assert found is not None
        assert found.timezone == "Europe/Lisbon"
        await me.press("tz:Europe/Nowhere")
        assert "do not know that place" in me.toast()
        await me.say("/timezone")
        await me.tap("The event's time")
        assert (found := (await actor(database)).person) is not None
        assert found.timezone is None


async def test_privacy_says_what_until_when_and_gives_the_file(database: Database) -> None:
    await me_and_bo(database)
    async with an_early_office(database) as office:
        me = Phone(office, ME)
        text = await me.say("/privacy")
        assert "Fri 27 May" in text
        assert "We keep what you tell us for this event." in text
        await me.tap("My data")
        screen = await me.screen()
        assert json.loads(screen["attachment"]["text"])["person"][0]["name"] == "Ann"
        stranger = Phone(office, 99)
        await stranger.say("/mydata")
        told = json.loads((await stranger.screen())["attachment"]["text"])
        assert told["person"] == []


async def test_being_forgotten_is_asked_twice_and_said_once(database: Database) -> None:
    await me_and_bo(database)
    async with an_early_office(database) as office:
        me = Phone(office, ME)
        assert "Forget you?" in await me.say("/forgetme")
        old = await me.data("Yes, delete")
        assert "Stored about you" in await me.tap("Back")
        office.turn(7200)
        assert "Forget you?" in await me.press(old)
        await me.tap("Yes, delete", times=2)
        owed = [row for row in await office.owed() if row["chat_id"] == ME]
        assert ["You are forgotten" in row["screen"]["text"] for row in owed] == [True]
        assert "Nothing is stored" in me.toast()
        assert (await actor(database)) == Actor(ME, ME)
        async with database.reading() as connection:
            assert (await connection.execute(select(conversations))).first() is None
            kept = (await connection.execute(select(outbox.c.screen).where(outbox.c.chat_id == 0))).scalars().all()
        assert set(kept) == {None}
        inbox = await office.inbox()
        assert {row["body"] for row in inbox} == {""}


async def test_organisers_are_welcomed_without_registering(database: Database) -> None:
    async with database.writing() as connection:
        event = await add_event(connection)
        await connection.execute(
            insert(organisers).values(event_id=event.id, telegram_id=ME, role="owner", given_at=EARLY, source="link")
        )
    async with an_early_office(database) as office:
        olga = Phone(office, ME, "Olga")
        assert "You are an organiser" in await olga.say("/start")
        assert "Announce" in await olga.labels()
        assert "/announce" in await olga.say("/help")
        assert "Announce" in str(await olga.say("/menu")) + str(await olga.labels())
        assert "You are registered" in await olga.register(begin="/register")
        assert "Announce" in str(await olga.say("/menu")) + str(await olga.labels())


async def test_the_menu_and_help_answer_everybody(database: Database) -> None:
    await me_and_bo(database)
    async with an_early_office(database) as office:
        me, stranger = Phone(office, ME), Phone(office, 99)
        assert "What would you like to do, Ann" in await me.say("/start")
        assert {"People", "Requests", "Agenda", "My profile"} <= set(await me.labels())
        assert "/announce" not in await me.say("/help")
        assert "Choose an event" in await stranger.say("/menu")
        assert "Register first" in await stranger.say("/help")
        assert "Welcome" in await stranger.press("mn:events")
