"""Registering, as the person sees it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.domain.people import Interest, Mode, Side
from storage import people
from storage.database import Database
from storage.tables import attendees, conversations, interests, persons
from tests.handlers.phone import Phone, an_early_office, phone
from tests.people import CLOSES, DAYS, EARLY, OPENS, add_event, join

TAGS = re.compile(r"<[^>]+>")

HOSTILE = [
    "<b>Bold</b> & =1+1",
    "عمار الشركة",
    "👩‍🔬 Lab 🇱🇹",
    "O'Neil; DROP TABLE persons;--",
    "{name} %s {0}",
    "Žąsis ķēniņš 漢字",
]


async def an_event(database: Database, **rules: Any) -> int:
    async with database.writing() as connection:
        return (await add_event(connection, **rules)).id


async def to_summary(ann: Phone) -> str:
    """Every question answered; the summary."""
    await ann.say("/start vilnius")
    await ann.tap("I agree")
    await ann.say("Sea Cluster")
    for answer in ("Business", "Lithuania", "All days in the hall", "Done", "Skip"):
        await ann.tap(answer)
    return await ann.tap("Skip")


async def stored(database: Database) -> tuple[int, int, int]:
    """How many persons, attendees and interests there are."""
    async with database.reading() as connection:
        counts = [
            (await connection.execute(select(func.count()).select_from(table))).scalar_one()
            for table in (persons, attendees, interests)
        ]
    return counts[0], counts[1], counts[2]


async def test_nine_answers_make_an_attendee(database: Database) -> None:
    event_id = await an_event(database)
    async with an_early_office(database) as office:
        ann = phone(office, username="ann", language="lt")
        ann.language = "en"
        assert "We keep what you tell us" in await ann.say("/start vilnius")
        assert "Which organisation" in await ann.tap("I agree")
        assert "What describes you" in await ann.say("  Sea\nCluster ")
        assert "Which country" in await ann.tap("Cluster organisation")
        assert "Tue 26 April" in await ann.tap("🇱🇻 Latvia")
        assert "Which languages" in await ann.tap("All days in the hall")
        assert [label for label in await ann.labels() if label.startswith("✅")] == ["✅ English", "✅ Latvian"]
        assert "What do you offer" in await ann.tap("Done (2)")
        assert "What do you offer" in await ann.tap("agri-food")
        assert "✅ agri-food" in await ann.labels()
        assert "What do you need" in await ann.tap("Done (1)")
        await ann.say("sail makers, Laser Micromachining")
        assert "✅ sail makers ✕" in await ann.labels()
        assert "Is this right" in await ann.tap("Done (2)")
        assert await stored(database) == (0, 0, 0)
        assert "You are registered, Ann Onyte" in await ann.tap("Register")
        async with database.reading() as connection:
            actor = await people.load_actor(connection, ann.user_id, ann.user_id)
        assert actor.person is not None
        assert (actor.person.username, actor.person.consent_version) == ("ann", "2022-1")
        attendee = actor.attendee
        assert attendee is not None
        assert attendee.event_id == event_id
        assert (attendee.organisation, attendee.country, attendee.type) == ("Sea Cluster", "LV", "cluster")
        assert attendee.modes == dict.fromkeys(DAYS, Mode.ONSITE)
        assert [i.words for i in attendee.interests if i.side is Side.NEED] == ["sail makers", None]
        assert actor.draft == {}


async def test_nothing_of_the_person_is_stored_before_the_consent(database: Database) -> None:
    await an_event(database)
    async with an_early_office(database) as office:
        ann = phone(office, name="Secretive Sue")
        await ann.say("/start")
        await ann.say("/start vilnius")
        assert await stored(database) == (0, 0, 0)
        async with database.reading() as connection:
            row = (await connection.execute(select(conversations))).mappings().one()
        assert row["draft"] == {"registration": {"event": "vilnius", "step": "consent"}}
        assert "nothing was stored" in await ann.tap("No, thanks")
        async with database.reading() as connection:
            row = (await connection.execute(select(conversations))).mappings().one()
        assert (row["draft"], row["states"]) == ({}, {})
        assert "Sue" not in str([o["screen"] for o in await office.owed()])
        assert "We keep what you tell us" in await ann.tap("Register after all")


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_words_are_stored_as_typed_and_shown_harmlessly(database: Database, text: str) -> None:
    await an_event(database)
    async with an_early_office(database) as office:
        ann = phone(office)
        await ann.say("/start vilnius")
        await ann.tap("I agree")
        await ann.say(text)
        await ann.tap("Research")
        await ann.say("lv")
        await ann.tap("All days online")
        await ann.tap("Done")
        await ann.say(text)
        await ann.tap("Done")
        await ann.tap("Skip")
        await ann.tap("Name")
        await ann.say(text)
        await ann.tap("About me")
        assert "<b>Bold</b> &" not in await ann.say(text)
        await ann.tap("Register")
        async with database.reading() as connection:
            attendee = (await people.load_actor(connection, ann.user_id, ann.user_id)).attendee
        assert attendee is not None
        assert attendee.name == attendee.organisation == attendee.about == text
        assert [one.words for one in attendee.interests] == [part.strip() for part in text.split(";")]
        for command in ("/profile", "/people", "/menu", "/privacy"):
            assert "<b>Bold" not in await ann.say(command)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("x" * 101, "at most 100 characters"),
        ("\u0000\u0007\u202e \u200b\ufeff", "cannot see anything"),
        ("\ud800", "cannot see anything"),
        ("😀" * 4000, "at most 100 characters"),
    ],
)
async def test_a_name_that_cannot_be_is_refused_and_asked_again(database: Database, typed: str, answer: str) -> None:
    await an_event(database)
    async with an_early_office(database) as office:
        ann = phone(office)
        await to_summary(ann)
        await ann.tap("Name")
        assert answer in await ann.say(typed)
        assert "<b>Bo</b>" in await ann.say("Bo")


async def test_a_picture_is_no_answer_and_words_are_no_tap(database: Database) -> None:
    await an_event(database)
    async with an_early_office(database) as office:
        ann = phone(office)
        await ann.say("/start vilnius")
        assert "tap one of the buttons" in await ann.say("yes")
        await ann.press("rg:yes::consent")
        assert "answer with words" in await ann.send_photo()
        await ann.say("x" * 121)
        assert "at most 120" in await ann.text()
        await ann.say("Org")
        assert "tap one of the buttons" in await ann.say("business")


async def test_a_country_that_is_unsure_is_confirmed_by_a_button(database: Database) -> None:
    await an_event(database)
    async with an_early_office(database) as office:
        ann = phone(office)
        await ann.say("/start vilnius")
        await ann.tap("I agree")
        await ann.say("Org")
        await ann.tap("Business")
        assert "do not know that country" in await ann.say("Atlantis <b>")
        assert "do not know that country" in await ann.say("x" * 4000)
        assert "Did you mean" in await ann.say("Lithunia")
        assert "🇱🇹 Lithuania" in await ann.labels()
        assert "Which country" in await ann.tap("Back")
        await ann.say("Lithunia")
        assert "How do you take part" in await ann.tap("Lithuania")


async def test_back_leads_through_every_question_and_keeps_the_answers(database: Database) -> None:
    await an_event(database)
    async with an_early_office(database) as office:
        ann = phone(office)
        await ann.say("/start vilnius")
        await ann.tap("I agree")
        await ann.say("Sea Cluster")
        await ann.tap("Business")
        await ann.tap("Lithuania")
        assert "How do you take part" in await ann.tap("Tue: online")
        await ann.tap("Wed: away")
        await ann.tap("Done")
        await ann.tap("laser")
        await ann.tap("Done")
        await ann.tap("Skip")
        seen = []
        for _ in range(8):
            seen.append((await ann.tap("Back")).split("\n")[0])
        assert [line for line in seen if "?" in line] == [
            "<b>What do you need?</b>",
            "<b>What do you offer?</b>",
            "<b>Which languages do you speak?</b>",
            "<b>How do you take part?</b>",
            "<b>Which country do you come from?</b>",
            "<b>What describes you best?</b>",
            "<b>Which organisation do you come from?</b>",
        ]
        assert "We keep" in await ann.text()


async def test_one_answer_can_be_changed_from_the_summary(database: Database) -> None:
    await an_event(database)
    async with an_early_office(database) as office:
        ann = phone(office)
        await ann.say("/start vilnius")
        await ann.tap("I agree")
        await ann.say("Sea Cluster")
        for answer in ("Business", "Lithuania", "All days in the hall", "Done", "Skip", "Skip"):
            await ann.tap(answer)
        await ann.tap("Organisation")
        assert "Is this right" in await ann.tap("Back")
        await ann.tap("Organisation")
        assert "Lake Cluster" in await ann.say("Lake Cluster")
        await ann.tap("Days")
        await ann.tap("Tue: online")
        assert "How do you take part" in await ann.tap("Wed: hall")
        assert "Wed 27 April: in the hall" in await ann.tap("Done")
        await ann.tap("Type")
        assert "Investor" in await ann.tap("Investor")
        assert "registered" in await ann.tap("Register")


async def test_being_there_on_no_day_is_refused(database: Database) -> None:
    await an_event(database)
    async with an_early_office(database) as office:
        ann = phone(office)
        await ann.say("/start vilnius")
        await ann.tap("I agree")
        await ann.say("Sea Cluster")
        for answer in ("Business", "Lithuania", "Tue: away", "Wed: away"):
            await ann.tap(answer)
        assert "on no day" in ann.toast()
        assert "Which languages" in await ann.tap("Wed: online")


async def test_a_double_tap_answers_one_question(database: Database) -> None:
    await an_event(database)
    async with an_early_office(database) as office:
        ann = phone(office)
        await ann.say("/start vilnius")
        assert "organisation" in await ann.tap("I agree", times=2)
        await ann.say("Sea Cluster")
        assert "country" in await ann.tap("Business", times=3)
        assert "How do you" in await ann.tap("Lithuania", times=2)
        await ann.tap("Tue: online", times=2)
        assert "✅ Tue: online" in await ann.labels()
        assert "country" in await ann.tap("Back", times=2)
        assert "How do you" in await ann.tap("Lithuania", times=2)
        assert "languages" in await ann.tap("All days online", times=2)
        await ann.tap("Polish", times=2)
        assert "✅ Polish" in await ann.labels()
        await ann.tap("interpreter", times=2)
        assert "✅ I need an interpreter" in await ann.labels()
        assert "offer" in await ann.tap("Done", times=2)
        await ann.tap("agri-food", times=2)
        assert "✅ agri-food" in await ann.labels()
        assert "need" in await ann.tap("Done", times=2)
        assert "right?" in await ann.tap("Skip", times=2)
        await ann.tap("Register", times=3)
    assert (await stored(database))[:2] == (1, 1)


async def test_it_goes_on_where_it_stopped_after_a_restart_and_days_later(database: Database) -> None:
    await an_event(database)
    async with an_early_office(database) as office:
        ann = phone(office)
        await ann.say("/start vilnius")
        await ann.tap("I agree")
    async with an_early_office(database, EARLY + timedelta(days=3)) as later:
        again = Phone(later, ann.user_id)
        assert "What describes you" in await again.say("Sea Cluster")
        assert "Your answers are kept" in await again.say("/start")
        assert "What describes you" in await again.tap("Continue")
        assert "Your answers are kept" in await again.say("/register")
        assert "We keep what you tell us" in await again.tap("Start anew")


async def test_a_command_in_the_middle_of_registering_is_answered_and_it_goes_on(database: Database) -> None:
    await an_event(database)
    async with an_early_office(database) as office:
        ann = phone(office)
        await ann.say("/start vilnius")
        await ann.tap("I agree")
        assert "not registered for an event" in await ann.say("/people")
        assert "Register first" in await ann.say("/help")
        assert "Nothing is stored about you yet" in await ann.say("/privacy")
        assert "Your answers are kept" in await ann.say("/register")
        assert "Which organisation" in await ann.tap("Continue")
        assert "What describes you" in await ann.say("Sea Cluster")
        assert "Stopped" in await ann.say("/cancel")
        assert "Choose your event" in await ann.say("/start")
    assert await stored(database) == (0, 0, 0)


@pytest.mark.parametrize(
    ("now", "head", "date"),
    [
        (CLOSES, "Registration is closed", "Fri 15 April, 00:59"),
        (CLOSES + timedelta(days=2), "Registration is closed", "Thu 14 April, 23:59 (your time)"),
        (OPENS - timedelta(hours=1), "Registration is not open yet", "Tue 1 March, 09:00 (Vilnius time)"),
    ],
)
async def test_a_closed_door_says_so_with_the_date_on_both_clocks(
    database: Database, now: object, head: str, date: str
) -> None:
    await an_event(database)
    async with an_early_office(database, now) as office:  # type: ignore[arg-type]
        ann = phone(office, language="pl")
        for command in ("/start vilnius", "/register"):
            text = TAGS.sub("", await ann.say(command))
            assert head in text
            assert date in text
        assert date in TAGS.sub("", await ann.say("/start"))
    assert await stored(database) == (0, 0, 0)


async def test_after_the_event_it_is_over(database: Database) -> None:
    await an_event(database)
    async with an_early_office(database, CLOSES + timedelta(days=20)) as office:
        ann = phone(office)
        assert "This event is over" in await ann.say("/start vilnius")
        assert "No event is open now" in await ann.say("/start")
        assert "No event is open now" in await ann.say("/start nonsense")


async def test_a_door_that_closes_meanwhile_says_so_at_the_end(database: Database) -> None:
    await an_event(database)
    async with an_early_office(database, CLOSES - timedelta(minutes=5)) as office:
        ann = phone(office)
        await ann.say("/start vilnius")
        await ann.tap("I agree")
        await ann.say("Sea Cluster")
        for answer in ("Business", "Lithuania", "All days in the hall", "Done", "Skip", "Skip"):
            await ann.tap(answer)
        office.turn(600)
        assert "Registration is closed" in await ann.tap("Register")
    assert await stored(database) == (0, 0, 0)


async def test_a_full_event_has_a_waiting_list_that_moves_up_by_itself(database: Database) -> None:
    event_id = await an_event(database, capacity=1)
    async with an_early_office(database) as office:
        ann, bo, cy = phone(office, "Ann"), phone(office, "Bo"), phone(office, "Cy")
        assert "You are registered" in await ann.register()
        assert "number 1 on the waiting list" in await bo.register()
        assert "number 2 on the waiting list" in await cy.register()
        assert "waiting list" in await bo.say("/menu")
        assert "waiting list" in await bo.say("/people")
        await ann.say("/profile")
        await ann.tap("Leave the event")
        assert "You have left" in await ann.tap("Yes, leave")
        moved = [row for row in await office.owed() if row["view"] == "registration.moved_up"]
        assert [row["chat_id"] for row in moved] == [bo.user_id]
        assert "What would you like to do, Bo" in await bo.say("/menu")
        assert "number 2 on the waiting list" in await ann.register()
    async with database.reading() as connection:
        assert await people.seats_taken(connection, event_id) == 1  # type: ignore[arg-type]


@pytest.mark.parametrize("late", ["waiting_list", "online_only"])
async def test_late_comers_get_what_the_organiser_chose(database: Database, late: str) -> None:
    await an_event(database, late_registration=late)
    async with an_early_office(database, CLOSES + timedelta(hours=1)) as office:
        ann = phone(office)
        if late == "waiting_list":
            assert "number 1 on the waiting list" in await ann.register()
            return
        await ann.say("/start vilnius")
        await ann.tap("I agree")
        await ann.say("Sea Cluster")
        for answer in ("Business", "Lithuania"):
            await ann.tap(answer)
        assert not [label for label in await ann.labels() if "hall" in label.lower()]
        await ann.press("rg:days:onsite:modes")
        assert "hall is closed" in ann.toast()
        await ann.press("rg:mode:0=onsite:modes")
        assert "hall is closed" in ann.toast()
        assert "languages" in await ann.tap("All days online")


async def a_known_person(database: Database, modes: Mode = Mode.ONSITE, **rules: Any) -> None:
    """Ann (42) was in Malaga; Vilnius is of the same series, `alone` of none."""
    async with database.writing() as connection:
        earlier = await add_event(connection, slug="malaga", series="tour")
        topics = [Interest(Side.OFFER, earlier.topics[0].id), Interest(Side.NEED, None, "sails")]
        attendee = await join(
            connection,
            earlier,
            "Ann",
            telegram_id=42,
            organisation="Sea Cluster",
            country="LV",
            topics=topics,
            modes=dict.fromkeys(DAYS, modes),
        )
        await people.change_attendee(
            connection,
            attendee,
            now=EARLY,
            languages=["lv", "en"],
            interpreter=True,
            about="I sew sails.",
            email="ann@example.org",
            phone="+37120000000",
        )
        person = await people.person_of(connection, attendee)
        await people.change_person(connection, person.id, timezone="Europe/Riga")
        await add_event(connection, slug="vilnius", series="tour", **rules)
        await add_event(connection, slug="alone")


@pytest.mark.parametrize(("button", "mode"), [("in the hall", Mode.ONSITE), ("online", Mode.ONLINE)])
async def test_a_known_person_of_the_series_is_in_with_one_tap(database: Database, button: str, mode: Mode) -> None:
    await a_known_person(database)
    async with an_early_office(database) as office:
        ann = Phone(office, 42)
        assert "Your profile from" not in await ann.say("/start alone")
        await ann.say("/cancel")
        shown = await ann.say("/start vilnius")
        for part in ("We keep what", "Sea Cluster", "Latvia", "agri-food", "sails", "I sew sails", "interpreter"):
            assert part in shown
        assert "You are registered" in await ann.tap(f"register me, {button}", times=2) or "What would you" in (
            await ann.text()
        )
        async with database.reading() as connection:
            actor = await people.load_actor(connection, 42, 42)
    attendee = actor.attendee
    assert attendee is not None
    assert attendee.modes == dict.fromkeys(DAYS, mode)
    assert (attendee.languages, attendee.interpreter) == (("lv", "en"), True)
    assert (attendee.about, attendee.email) == ("I sew sails.", "ann@example.org")
    assert attendee.phone == "+37120000000"
    assert actor.person is not None
    assert (actor.person.timezone, actor.person.consent_version) == ("Europe/Riga", "2022-1")


async def test_a_known_person_changes_something_first(database: Database) -> None:
    await a_known_person(database, Mode.ONLINE)
    async with an_early_office(database) as office:
        ann = Phone(office, 42)
        await ann.say("/start vilnius")
        assert "register me, online" in (await ann.labels())[0]
        summary = await ann.tap("change something first")
        for part in ("Is this right", "All days: online", "Sea Cluster", "Latvian, English", "Riga"):
            assert part in summary
        assert "Your profile from" in await ann.tap("Back")
        await ann.tap("change something first")
        await ann.tap("Organisation")
        assert "Lake Cluster" in await ann.say("Lake Cluster")
        assert "You are registered" in await ann.tap("Register")


async def test_a_known_person_who_is_late_comes_online_only(database: Database) -> None:
    await a_known_person(database, late_registration="online_only")
    async with an_early_office(database, CLOSES + timedelta(hours=1)) as office:
        ann = Phone(office, 42)
        await ann.say("/start vilnius")
        assert not [label for label in await ann.labels() if "hall" in label]
        await ann.press("rg:once:onsite:consent")
        assert "hall is closed" in ann.toast()
        assert "You are registered" in await ann.tap("register me, online")


async def test_somebody_elses_button_starts_nothing(database: Database) -> None:
    await an_event(database)
    async with an_early_office(database) as office:
        ann, eve = phone(office), phone(office, "Eve")
        await ann.say("/start vilnius")
        await ann.tap("I agree")
        await ann.say("Sea Cluster")
        for answer in ("Business", "Lithuania", "All days in the hall", "Done", "Skip", "Skip"):
            await ann.tap(answer)
        await eve.press(await ann.data("Register"))
        assert "not open any more" in eve.toast()
    assert await stored(database) == (0, 0, 0)


@pytest.mark.parametrize(
    "data",
    [
        "rg:mode:99=onsite:modes",
        "rg:mode:x=y:modes",
        "rg:topic::offers",
        "rg:topic:x+:offers",
        "rg:edit:nowhere:summary",
        "rg:land:XX:country",
        "rg:type:king:type",
        "rg:open:nonsense:",
        "rg:back:999:name",
        "rg:same::consent",
        "rg:once:onsite:consent",
        "rg:lang:xx+:languages",
        "rg:zone:Mars/Base:timezone",
        "rg:help:?:languages",
        "rg:tell:nonsense:",
        "rg:done::organisation",
        "rg:what::",
    ],
)
async def test_a_forged_button_changes_nothing(database: Database, data: str) -> None:
    await an_event(database)
    async with an_early_office(database) as office:
        ann = phone(office)
        await ann.say("/start vilnius")
        for answer in ("", "rg:yes::consent", "rg:keep::organisation"):
            if answer:
                await ann.press(answer)
            await ann.press(data)
        assert [row["state"] for row in await office.inbox() if row["state"] != "done"] == []
    assert await stored(database) == (0, 0, 0)


async def test_the_screens_speak_the_language_of_the_phone_and_change_on_a_tap(database: Database) -> None:
    await an_event(database)
    async with an_early_office(database) as office:
        ann = phone(office, language="lt")
        assert "Saugome, ką mums pasakote" in await ann.say("/start vilnius")
        assert "We keep what you tell us" in await ann.tap("English")
        assert "Which organisation" in await ann.tap("I agree")
        await ann.press("lg:lt")
        assert "?" in await ann.text()
        await ann.press("lg:xx")
        assert "Lietuvių" not in ann.toast()
