"""Being forgotten: nothing of the person is left, and everybody else's numbers still add up."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert, select

from bot.domain.events import Event
from bot.domain.people import Actor, AttendeeStatus, Interest, Side
from bot.domain.refusals import Refused
from bot.services import privacy
from bot.services.meetings import NOTICES
from bot.views.screens import Screen
from storage import matching, people
from storage.audit import Act, record
from storage.database import Connection, Database
from storage.tables import (
    attendees,
    change_notices,
    conversations,
    events,
    files,
    inbox,
    metadata,
    not_interested,
    organisers,
    outbox,
    persons,
    questions,
    suggestions,
)
from storage.unit_of_work import unit_of_work
from tests.meetings import Hall
from tests.people import EARLY, add_event, join

GOODBYE = Screen("You are forgotten.")
ANN = 4_111_222_333
NAME = "Žydrūnė Secretaitė"


async def dump(connection: Connection) -> str:
    """Everything in the database, as text."""
    lines = []
    for table in metadata.sorted_tables:
        lines += [f"{table.name} {dict(row)!r}" for row in (await connection.execute(select(table))).mappings()]
    return "\n".join(lines)


async def somebody(connection: Connection) -> None:
    """Ann is registered, has a conversation, a role, messages in and out; Bo looked at her card."""
    event = await add_event(connection)
    await join(
        connection,
        event,
        NAME,
        telegram_id=ANN,
        organisation="Secret Org",
        country="LV",
        topics=[Interest(Side.OFFER, None, "secret sauce")],
    )
    await more_of_ann(connection, event)
    bo = await join(connection, event, "Bo", telegram_id=2)
    bo_person = await people.person_of(connection, bo)
    await connection.execute(
        insert(conversations).values(user_id=ANN, chat_id=ANN, states={}, draft={"x": NAME}, changed_at=EARLY)
    )
    await connection.execute(
        insert(organisers).values(event_id=event.id, telegram_id=ANN, role="desk", given_at=EARLY, source="link")
    )
    body = {"message": {"from": {"id": ANN, "first_name": NAME}, "text": "hello"}}
    bos = {"callback_query": {"from": {"id": 2}, "message": {"text": f"Card of {NAME}"}}}
    for number, user, what, state in [(1, ANN, body, "done"), (2, 2, bos, "done"), (3, ANN, {}, "new")]:
        await connection.execute(
            insert(inbox).values(
                update_id=number, user_id=user, body=json.dumps(what), state=state, received_at=EARLY, due_at=EARLY
            )
        )
    ann_person = await people.person_by_telegram(connection, ANN)
    assert ann_person is not None
    rows = [
        (ANN, ann_person.id, "sent"),
        (ANN, None, "queued"),
        (ANN, ann_person.id, "queued"),
        (2, bo_person.id, "sent"),
    ]
    for chat_id, person_id, state in rows:
        await connection.execute(
            insert(outbox).values(
                chat_id=chat_id,
                person_id=person_id,
                event_id=event.id,
                lane=0,
                kind="reply",
                action="send",
                screen={"text": f"<b>{NAME}</b>"},
                due_at=EARLY,
                state=state,
                created_at=EARLY,
            )
        )


async def more_of_ann(connection: Connection, event: Event) -> None:
    """Contact details, a question, a file, a refusal with its reason, and an event she waits for."""
    known = await people.person_by_telegram(connection, ANN)
    assert known is not None
    attendee = await people.attendee_of(connection, known.id, event.id)
    assert attendee is not None
    await people.change_attendee(
        connection,
        attendee.id,
        now=EARLY,
        email="secret@example.org",
        phone="+37099988877",
        code="secretcode",
        languages=["lv", "ga"],
        interpreter=True,
    )
    mine = {"event_id": event.id, "person_id": known.id, "asked_at": EARLY}
    await connection.execute(insert(questions).values(text="A secret question?", state="open", **mine))
    sheet = {"purpose": "import", "telegram_file_id": "secretfile", "name": "secret.xlsx", "content": b"Secret"}
    await connection.execute(insert(files).values(state="fetched", **sheet, **mine))
    notice = {"items": [{"text": "secret change"}], "made_at": EARLY}
    await connection.execute(insert(change_notices).values(event_id=event.id, attendee_id=attendee.id, **notice))
    await record(
        connection,
        Act(EARLY, "refuse", f"attendee:{attendee.id}", "organiser", event.id, None, {"reason": "A secret reason"}),
    )
    await people.ask_date(connection, event.id, known.id, EARLY)


async def ann(connection: Connection) -> Actor:
    return await people.load_actor(connection, ANN, ANN)


async def test_nothing_of_the_person_is_left(both_databases: Database) -> None:
    async with both_databases.writing() as connection:
        await somebody(connection)
        before = await dump(connection)
    for word in (NAME, str(ANN), "Secret Org", "secret sauce"):
        assert word in before
    async with unit_of_work(both_databases, EARLY) as uow:
        await privacy.forget(uow, await ann(uow.connection), GOODBYE, update_id=3, message_id=77)
    async with both_databases.writing() as connection:
        farewell = (await connection.execute(select(outbox).where(outbox.c.kind == "farewell"))).mappings().one()
        assert (farewell["chat_id"], farewell["target_message_id"], farewell["action"]) == (ANN, 77, "edit")
        dropped = (await connection.execute(select(outbox.c.state, outbox.c.reason))).all()
        assert [tuple(row) for row in dropped].count(("dropped", "forgotten")) == 2
        await connection.execute(outbox.update().where(outbox.c.kind == "farewell").values(state="sent"))
    async with unit_of_work(both_databases, EARLY) as uow:
        await privacy.purge_due(uow)
    async with both_databases.reading() as connection:
        after = await dump(connection)
        escaped = json.dumps(NAME)[1:-1]
        for word in (NAME, escaped, "Secret", str(ANN), "secret sauce", "Žydr"):
            assert word not in after, word
        for word in ("secret", "99988877", "'ga'", "save_the_dates"):
            assert word not in after.replace(NAME, ""), word
        assert "'Bo'" in after
        row = (await connection.execute(select(attendees).order_by(attendees.c.id))).mappings().first()
        assert row is not None
        assert row["status"] == AttendeeStatus.FORGOTTEN.value
        assert await ann(connection) == Actor(ANN, ANN)


async def test_a_stranger_half_way_is_forgotten_too_and_another_is_told_that_nothing_is_stored(
    database: Database,
) -> None:
    async with database.writing() as connection:
        await connection.execute(
            insert(conversations).values(user_id=5, chat_id=5, states={"r": "x"}, draft={"n": NAME}, changed_at=EARLY)
        )
    async with unit_of_work(database, EARLY) as uow:
        await privacy.forget(uow, await people.load_actor(uow.connection, 5, 5), GOODBYE)
    async with database.reading() as connection:
        assert NAME not in await dump(connection)
    with pytest.raises(Refused, match="nothing_stored"):
        async with unit_of_work(database, EARLY) as uow:
            await privacy.forget(uow, await people.load_actor(uow.connection, 5, 5), GOODBYE)


async def test_the_file_says_everything_that_is_stored(both_databases: Database) -> None:
    async with both_databases.writing() as connection:
        await somebody(connection)
        file = await privacy.my_data(connection, await ann(connection), EARLY)
    told = json.loads(file.text or "")
    assert told["person"][0]["name"] == NAME
    assert told["registrations"][0]["organisation"] == "Secret Org"
    assert told["registrations"][0]["event"] == "vilnius"
    assert told["offers_and_needs"][0]["words"] == "secret sauce"
    assert told["roles"][0]["role"] == "desk"
    assert told["registrations"][0]["email"] == "secret@example.org"
    assert told["registrations"][0]["languages"] == ["lv", "ga"]
    assert told["questions"][0]["text"] == "A secret question?"
    assert told["save_the_dates"][0]["event"] == "vilnius"
    assert told["files_sent"][0]["name"] == "secret.xlsx"
    assert "content" not in told["files_sent"][0]
    assert told["changes_told"][0]["items"]
    assert [message["update_id"] for message in told["messages_received"]] == [1, 3]
    assert len(told["messages_sent"]) == 3
    assert "Bo" not in (file.text or "")


async def test_people_are_purged_when_the_retention_is_over_and_not_before(both_databases: Database) -> None:
    async with both_databases.writing() as connection:
        await somebody(connection)
        other = await add_event(connection, slug="next")
        cy = await join(connection, other, "Cy Other", telegram_id=33)
    due = datetime(2022, 5, 27, 20, 59, 59, 999999, tzinfo=UTC)
    async with both_databases.reading() as connection:
        assert await privacy.next_purge(connection) == due
    async with unit_of_work(both_databases, due - timedelta(seconds=1)) as uow:
        assert await privacy.purge_due(uow) == 0
    async with both_databases.writing() as connection:
        # The other event has only just begun to be kept.
        await connection.execute(events.update().where(events.c.slug == "next").values(days=["2022-06-01"]))
        await connection.execute(events.update().where(events.c.slug == "next").values(revision=2))
    async with unit_of_work(both_databases, due) as uow:
        assert await privacy.purge_due(uow) == 2
        assert await privacy.purge_due(uow) == 0
    async with both_databases.reading() as connection:
        after = await dump(connection)
        for word in ("Secret", "secret", "'Bo'", "Žydr", "99988877"):
            assert word not in after, word
        assert (await people.attendee(connection, cy)).name == "Cy Other"
        assert len((await connection.execute(select(persons.c.id).where(persons.c.telegram_id.is_(None)))).all()) == 2
        assert await privacy.next_purge(connection) == datetime(2022, 7, 1, 20, 59, 59, 999999, tzinfo=UTC)


async def test_meetings_of_the_forgotten_end_and_their_partners_hear_it_without_the_name(
    both_databases: Database,
) -> None:
    hall = await Hall.open(both_databases)
    await hall.join("Secretaite", "Bo")
    meeting = await hall.agreed("Secretaite", "Bo", "10:00")
    async with unit_of_work(both_databases, hall.now) as uow:
        person = await people.person_of(uow.connection, hall.ids["Secretaite"])
        assert person.telegram_id is not None
        actor = await people.load_actor(uow.connection, person.telegram_id, person.telegram_id)
        assert await privacy.live_meetings(uow.connection, actor) == 1
        await privacy.forget(uow, actor, GOODBYE)
    assert await hall.seats_of(meeting) == []
    assert await hall.bells(meeting) == []
    async with both_databases.reading() as connection:
        bo = await people.person_of(connection, hall.ids["Bo"])
        query = select(outbox).where(outbox.c.person_id == bo.id).order_by(outbox.c.id.desc())
        notice = (await connection.execute(query)).mappings().first()
        assert notice is not None
        assert notice["state"] == "queued"
        screen = await NOTICES[notice["view"]](connection, bo, notice["facts"], hall.now)
        assert screen is not None
        assert "Your meeting is cancelled: the other side no longer takes part" in screen.text
        assert "Secretaite" not in await dump(connection)


async def test_whoever_waits_for_another_event_is_not_purged_with_this_one(both_databases: Database) -> None:
    async with both_databases.writing() as connection:
        await somebody(connection)
        later = await add_event(connection, slug="later")
        await connection.execute(events.update().where(events.c.slug == "later").values(days=["2022-09-01"]))
        known = await people.person_by_telegram(connection, ANN)
        assert known is not None
        await people.ask_date(connection, later.id, known.id, EARLY)
    async with unit_of_work(both_databases, datetime(2022, 6, 1, tzinfo=UTC)) as uow:
        await privacy.purge_due(uow)
    async with both_databases.reading() as connection:
        kept = await people.person_by_telegram(connection, ANN)
        assert kept is not None, "she asked to be told of the next one"
        assert await people.asked_dates(connection, kept.id) == {later.id}
        assert "Secret Org" not in await dump(connection)


async def test_suggestions_and_not_interested_are_in_the_file_and_go_with_either_side(
    both_databases: Database,
) -> None:
    hall = await Hall.open(both_databases)
    await hall.join("Ann", "Bo", "Cy")
    ann, bo, cy = (hall.ids[name] for name in ("Ann", "Bo", "Cy"))
    async with hall.acting() as uow:
        await matching.record_shown(uow.connection, ann, [bo, cy], uow.now)
        await matching.record_shown(uow.connection, bo, [ann, cy], uow.now)
        await matching.say_not_interested(uow.connection, ann, cy, uow.now)
        await matching.say_not_interested(uow.connection, bo, ann, uow.now)
    async with both_databases.reading() as connection:
        person = await people.person_of(connection, ann)
        assert person.telegram_id is not None
        actor = await people.load_actor(connection, person.telegram_id, person.telegram_id)
        text = (await privacy.my_data(connection, actor, hall.now)).text
    mine = json.loads(text or "")
    assert [row["other_id"] for row in mine["suggested_to_you"]] == [bo, cy]
    assert [row["other_id"] for row in mine["not_interested"]] == [cy], "not what others said of her"
    async with hall.acting() as uow:
        await privacy.forget(uow, actor, GOODBYE)
    async with both_databases.reading() as connection:
        shown = (await connection.execute(select(suggestions.c.attendee_id, suggestions.c.other_id))).all()
        waved = (await connection.execute(select(not_interested))).all()
    assert [tuple(row) for row in shown] == [(bo, cy)]
    assert waved == []
