"""Corrections as rows: who is owed an edit, once, in which lane; and what arrives at night or in another zone."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from bot.domain.announcements import AnnouncementStatus, AtNight
from bot.domain.ids import AnnouncementId
from bot.domain.notices import Lane
from bot.domain.people import Actor, Person
from bot.domain.refusals import Refused
from bot.services import announcements
from bot.services.announcements import NOTICES, Composed
from bot.views.screens import Attachment, Screen
from storage import outbox as stored_outbox
from storage import people
from storage.database import Database
from storage.outbox import claim
from storage.tables import outbox, persons
from storage.unit_of_work import UnitOfWork
from tests.services.test_announcements import LUNCH, Desk

Act = Callable[[UnitOfWork], Awaitable[object]]
NEW = {"en": Screen("Dinner")}


async def sent(desk: Desk, *states: str) -> AnnouncementId:
    """An announcement whose three parts stand so, each delivered one with a message of its own."""
    id_ = await desk.compose()
    await desk.send(id_)
    async with desk.hall.database.writing() as connection:
        rows = await connection.execute(
            select(outbox.c.id).where(outbox.c.announcement_id == id_).order_by(outbox.c.id)
        )
        for number, (row, state) in enumerate(zip(rows.scalars().all(), states, strict=True), 100):
            message = number if state == "sent" else None
            change = update(outbox).where(outbox.c.id == row).values(state=state, message_id=message, attempts=1)
            await connection.execute(change)
    return id_


async def correct(desk: Desk, id_: AnnouncementId, revision: int = 1, text: str = "Dinner") -> object:
    """Put another text everywhere."""
    async with desk.hall.acting() as uow:
        return await announcements.correct(
            uow, desk.event, desk.actor, id_, {"en": Screen(text)}, revision=revision, shown_in=9
        )


async def edits(desk: Desk) -> list[tuple[int | None, str | None, str, int]]:
    """What is owed as corrections: message, subject, state, lane."""
    async with desk.hall.database.reading() as connection:
        rows = await connection.execute(
            select(outbox.c.target_message_id, outbox.c.target_subject, outbox.c.state, outbox.c.lane)
            .where(outbox.c.kind == "correction")
            .order_by(outbox.c.id)
        )
        return [(*row,) for row in rows]


async def test_what_was_delivered_is_edited_and_nothing_else(both_databases: Database) -> None:
    desk = await Desk.open(both_databases)
    id_ = await sent(desk, "sent", "uncertain", "queued")
    await correct(desk, id_)
    assert await edits(desk) == [(100, f"announcement:{id_}", "queued", int(Lane.ANNOUNCEMENT))]
    standing = await desk.look(id_)
    assert standing.progress is not None
    assert (standing.progress.total, standing.progress.correcting) == (3, 1), "edits are no parts"
    assert standing.announcement.screen == {"text": "Dinner"}


async def test_one_on_its_way_is_edited_when_it_has_arrived(both_databases: Database) -> None:
    desk = await Desk.open(both_databases)
    id_ = await sent(desk, "sending", "unreachable", "dead")
    await correct(desk, id_)
    assert await edits(desk) == [(None, f"announcement:{id_}", "queued", int(Lane.ANNOUNCEMENT))]
    async with both_databases.writing() as connection:
        due = {"owner": "a", "now": desk.hall.now, "lease_until": desk.hall.now + timedelta(minutes=1), "limit": 5}
        assert await claim(connection, **due) == [], "it waits behind the part that is on its way"  # type: ignore[arg-type]
        arrived = update(outbox).where(outbox.c.state == "sending").values(state="sent", message_id=55)
        await connection.execute(arrived)
        (taken,) = await claim(connection, **due)  # type: ignore[arg-type]
        found = await stored_outbox.message_of(connection, taken.chat_id, taken.target_subject or "")
    assert found == 55


async def test_pressed_twice_at_once_it_corrects_once(both_databases: Database) -> None:
    desk = await Desk.open(both_databases)
    id_ = await sent(desk, "sent", "sent", "sent")
    outcomes = await asyncio.gather(*(correct(desk, id_) for _ in range(3)), return_exceptions=True)
    refused = [one for one in outcomes if isinstance(one, Refused)]
    assert [one.code for one in refused] == ["correction_overtaken"] * 2
    assert len(await edits(desk)) == 3
    await correct(desk, id_, revision=2, text="Supper")
    assert len(await edits(desk)) == 6


async def test_an_overtaken_correction_is_not_said(both_databases: Database) -> None:
    desk = await Desk.open(both_databases)
    id_ = await sent(desk, "sent", "sent", "sent")
    await correct(desk, id_)
    await correct(desk, id_, revision=2, text="Supper")
    async with both_databases.reading() as connection:
        facts = {"announcement": id_, "revision": 2}
        render = NOTICES["announcements.correction"]
        assert await render(connection, desk.ann, facts, desk.hall.now) is None
        screen = await render(connection, desk.ann, facts | {"revision": 3}, desk.hall.now)
    assert screen == Screen("Supper")


async def test_progress_goes_on_until_every_correction_is_through_and_stopping_stops_none(
    both_databases: Database,
) -> None:
    desk = await Desk.open(both_databases)
    id_ = await sent(desk, "sent", "sent", "queued")
    await correct(desk, id_)
    await desk.stop(id_)
    assert [state for _, _, state, _ in await edits(desk)] == ["queued", "queued"]
    desk.hall.now += timedelta(seconds=3)
    await desk.show()
    assert (await desk.look(id_)).announcement.finished_at is None
    async with both_databases.writing() as connection:
        await connection.execute(update(outbox).where(outbox.c.kind == "correction").values(state="sent"))
    desk.hall.now += timedelta(seconds=3)
    await desk.show()
    standing = await desk.look(id_)
    assert standing.announcement.status is AnnouncementStatus.STOPPED
    assert standing.announcement.finished_at == desk.hall.now
    assert standing.progress is not None
    assert standing.progress.corrected == 2


async def test_progress_goes_before_digests_and_to_whoever_looks(both_databases: Database) -> None:
    desk = await Desk.open(both_databases)
    id_ = await desk.compose()
    bo = await person(desk, "Bo")
    actor = replace(desk.actor, person=bo, chat_id=bo.telegram_id or 0)
    async with desk.hall.acting() as uow:
        await announcements.send_now(uow, desk.event, actor, id_, shown_in=7)
    desk.hall.now += timedelta(seconds=3)
    await desk.show()
    async with both_databases.reading() as connection:
        query = select(outbox.c.lane, outbox.c.chat_id, outbox.c.person_id)
        (row,) = await connection.execute(query.where(outbox.c.view == "announcements.progress"))
    assert (row.lane, row.chat_id, row.person_id) == (int(Lane.REPLY), bo.telegram_id, bo.id)


async def person(desk: Desk, name: str) -> Person:
    """One of the hall as a person."""
    async with desk.hall.database.reading() as connection:
        return await people.person_of(connection, desk.hall.ids[name])


@pytest.mark.parametrize(
    ("at_night", "zone", "hour", "silent"),
    [
        (AtNight.WAIT, None, 9, False),
        (AtNight.WAIT, "America/Los_Angeles", 9, True),
        (AtNight.SILENT, None, 20, True),
        (AtNight.NOW, None, 20, False),
        (AtNight.NOW, "America/Los_Angeles", 9, False),
        (AtNight.WAIT, None, 20, True),
    ],
)
async def test_nobody_is_woken_but_by_choice(
    database: Database, at_night: AtNight, zone: str | None, hour: int, silent: bool
) -> None:
    desk = await Desk.open(database)
    id_ = await desk.compose()
    async with desk.hall.acting() as uow:
        await announcements.send_now(uow, desk.event, desk.actor, id_, shown_in=7, at_night=at_night)
    reader = replace(desk.ann, timezone=zone)
    async with database.reading() as connection:
        moment = datetime(2022, 4, 26, hour, tzinfo=UTC)
        screen = await NOTICES["announcements.part"](connection, reader, {"announcement": id_}, moment)
    assert screen is not None
    assert screen.silent is silent


async def test_every_further_use_case_asks_who_it_is(both_databases: Database) -> None:
    desk = await Desk.open(both_databases)
    id_ = await sent(desk, "sent", "sent", "sent")
    event, nobody = desk.event, Actor(2, 2, desk.ann, None, None, desk.event.id)
    acts: list[Act] = [
        lambda uow: announcements.write(uow, event, nobody, id_, "lt", LUNCH),
        lambda uow: announcements.remove_language(uow, event, nobody, id_, "lt"),
        lambda uow: announcements.name_language(uow, event, nobody, id_, "lt"),
        lambda uow: announcements.send_to_oneself(uow, event, nobody, id_),
        lambda uow: announcements.unschedule(uow, event, nobody, id_),
        lambda uow: announcements.rewrite(uow, event, nobody, id_, "en", LUNCH),
        lambda uow: announcements.correct(uow, event, nobody, id_, NEW, revision=1, shown_in=None),
        lambda uow: announcements.readers(uow, event, nobody, id_, read=True, page=0),
        lambda uow: announcements.remind(uow, event, nobody, desk.ann, id_),
        lambda uow: announcements.numbers(uow, event, nobody),
        lambda uow: announcements.page(uow, event, nobody, list(AnnouncementStatus), limit=5, offset=0),
    ]
    for act in acts:
        with pytest.raises(Refused, match="organisers_only"):
            async with desk.hall.acting() as uow:
                await act(uow)


async def test_a_correction_is_measured_as_what_it_corrects(both_databases: Database) -> None:
    desk = await Desk.open(both_databases)
    photo = Composed(Screen("Lunch", attachment=Attachment("photo", file_id="1")), "Lunch")
    id_ = await desk.compose(photo)
    await desk.send(id_)
    async with desk.hall.acting() as uow:
        screen = await announcements.rewrite(uow, desk.event, desk.actor, id_, "en", Composed(Screen("New"), "New"))
        assert screen == replace(photo.screen, text="New")
    for composed, code in (
        (Composed(Screen("x" * 1025), "x" * 1025), "announcement_too_long"),
        (photo, "correct_words_only"),
        (Composed(Screen("x"), "x", marks=101), "announcement_too_formatted"),
    ):
        with pytest.raises(Refused, match=code):
            async with desk.hall.acting() as uow:
                await announcements.rewrite(uow, desk.event, desk.actor, id_, "en", composed)


async def test_who_was_forgotten_gets_no_correction(both_databases: Database) -> None:
    desk = await Desk.open(both_databases)
    id_ = await sent(desk, "sent", "sent", "sent")
    async with both_databases.writing() as connection:
        bo = (await people.person_of(connection, desk.hall.ids["Bo"])).id
        await connection.execute(update(persons).where(persons.c.id == bo).values(telegram_id=None))
    await correct(desk, id_)
    assert len(await edits(desk)) == 2
