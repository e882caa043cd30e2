"""The use cases of announcements: who may, once, when, and what is left behind; on both databases."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from bot.domain.announcements import AnnouncementStatus
from bot.domain.events import Event
from bot.domain.ids import AnnouncementId
from bot.domain.people import Actor, Person, Role
from bot.domain.refusals import Refused
from bot.domain.segments import Segment
from bot.services import announcements
from bot.services.announcements import Composed, Standing
from bot.views.screens import Attachment, Screen
from storage import audit, people
from storage.database import Database
from storage.tables import outbox
from storage.unit_of_work import UnitOfWork
from tests.meetings import Hall
from tests.people import add_event

Act = Callable[[UnitOfWork], Awaitable[object]]
LUNCH = Composed(Screen("<b>Lunch</b>"), "Lunch")


class Desk:
    """Ann organises, Bo and Cy take part."""

    def __init__(self, hall: Hall, ann: Person) -> None:
        self.hall = hall
        self.ann = ann
        self.actor = Actor(1, 1, ann, None, Role.OWNER, hall.event.id)

    @classmethod
    async def open(cls, database: Database) -> Desk:
        """The hall with its people."""
        hall = await Hall.open(database)
        await hall.join("Ann", "Bo", "Cy")
        async with database.reading() as connection:
            return cls(hall, await people.person_of(connection, hall.ids["Ann"]))

    @property
    def event(self) -> Event:
        """The event."""
        return self.hall.event

    async def compose(self, composed: Composed = LUNCH) -> AnnouncementId:
        """A draft."""
        async with self.hall.acting() as uow:
            return await announcements.compose(uow, self.event, self.actor, self.ann, composed)

    async def send(self, id_: AnnouncementId) -> Standing:
        """Send now."""
        async with self.hall.acting() as uow:
            return await announcements.send_now(uow, self.event, self.actor, id_, shown_in=7)

    async def stop(self, id_: AnnouncementId) -> Standing:
        """Stop."""
        async with self.hall.acting() as uow:
            return await announcements.stop(uow, self.event, self.actor, id_)

    async def look(self, id_: AnnouncementId) -> Standing:
        """How it stands."""
        async with self.hall.acting() as uow:
            return await announcements.look(uow, self.event, self.actor, id_)

    async def turn(self, id_: AnnouncementId, old: str, new: str, limit: int = 100) -> None:
        """Some of its notices go from one state to another, as the sender would have them."""
        async with self.hall.database.writing() as connection:
            some = select(outbox.c.id).where(outbox.c.announcement_id == id_, outbox.c.state == old).limit(limit)
            ids = list((await connection.execute(some)).scalars())
            await connection.execute(update(outbox).where(outbox.c.id.in_(ids)).values(state=new))

    async def progress_notices(self) -> int:
        """How many pictures of the progress are owed."""
        async with self.hall.database.reading() as connection:
            query = select(func.count()).where(outbox.c.view == "announcements.progress")
            return int((await connection.execute(query)).scalar_one())

    async def show(self) -> None:
        """The job that shows progress."""
        async with self.hall.acting() as uow:
            await announcements.show_progress(uow)


async def test_every_use_case_asks_who_it_is(both_databases: Database) -> None:
    desk = await Desk.open(both_databases)
    id_ = await desk.compose()
    bo = Actor(2, 2, desk.ann, None, None, desk.event.id)
    event, later = desk.event, desk.hall.now + timedelta(hours=1)
    acts: list[Act] = [
        lambda uow: announcements.compose(uow, event, bo, desk.ann, LUNCH),
        lambda uow: announcements.look(uow, event, bo, id_),
        lambda uow: announcements.aim(uow, event, bo, id_, Segment()),
        lambda uow: announcements.toggle_read_button(uow, event, bo, id_),
        lambda uow: announcements.discard(uow, event, bo, id_),
        lambda uow: announcements.send_now(uow, event, bo, id_, shown_in=None),
        lambda uow: announcements.send_later(uow, event, bo, id_, later, shown_in=None),
        lambda uow: announcements.stop(uow, event, bo, id_),
    ]
    for act in acts:
        with pytest.raises(Refused, match="organisers_only"):
            async with desk.hall.acting() as uow:
                await act(uow)
    assert (await desk.look(id_)).announcement.status is AnnouncementStatus.DRAFT


async def test_an_organiser_of_another_event_finds_nothing(both_databases: Database) -> None:
    desk = await Desk.open(both_databases)
    id_ = await desk.compose()
    async with both_databases.writing() as connection:
        other = await add_event(connection, slug="riga")
    with pytest.raises(Refused, match="no_announcement"):
        async with desk.hall.acting() as uow:
            await announcements.send_now(uow, other, desk.actor, id_, shown_in=None)


async def test_pressed_twice_at_once_it_begins_once(both_databases: Database) -> None:
    desk = await Desk.open(both_databases)
    id_ = await desk.compose()
    standings = await asyncio.gather(*(desk.send(id_) for _ in range(4)))
    assert {standing.size for standing in standings} == {3}
    assert (await desk.look(id_)).progress.left == 3  # type: ignore[union-attr]
    async with both_databases.reading() as connection:
        acts = [act.act for act in await audit.acts_on(connection, [f"announcement:{id_}"], ["announcement.send"])]
    assert acts == ["announcement.send"]


async def test_who_registers_afterwards_is_not_in_it(both_databases: Database) -> None:
    desk = await Desk.open(both_databases)
    id_ = await desk.compose()
    await desk.send(id_)
    await desk.hall.join("Late")
    standing = await desk.look(id_)
    assert standing.progress is not None
    assert (standing.size, standing.progress.total) == (3, 3)


async def test_what_was_sent_can_no_longer_be_aimed_or_given_a_button(both_databases: Database) -> None:
    desk = await Desk.open(both_databases)
    id_ = await desk.compose()
    await desk.send(id_)
    acts: list[Act] = [
        lambda uow: announcements.aim(uow, desk.event, desk.actor, id_, Segment(country="LT")),
        lambda uow: announcements.toggle_read_button(uow, desk.event, desk.actor, id_),
    ]
    for act in acts:
        with pytest.raises(Refused, match="announcement_sent"):
            async with desk.hall.acting() as uow:
                await act(uow)


async def test_stopping_twice_is_stopping_once_and_nothing_begins_again(both_databases: Database) -> None:
    desk = await Desk.open(both_databases)
    id_ = await desk.compose()
    await desk.send(id_)
    await desk.turn(id_, "queued", "sent", limit=1)
    for standing in (await desk.stop(id_), await desk.stop(id_), await desk.send(id_)):
        assert standing.announcement.status is AnnouncementStatus.STOPPED
        assert standing.progress is not None
        assert (standing.progress.sent, standing.progress.stopped, standing.progress.left) == (1, 2, 0)


async def test_one_on_its_way_when_it_is_stopped_keeps_the_numbers_moving(both_databases: Database) -> None:
    desk = await Desk.open(both_databases)
    id_ = await desk.compose()
    await desk.send(id_)
    await desk.turn(id_, "queued", "sending", limit=1)
    assert (await desk.stop(id_)).announcement.finished_at is None
    await desk.turn(id_, "sending", "sent")
    desk.hall.now += timedelta(seconds=3)
    await desk.show()
    standing = await desk.look(id_)
    assert standing.announcement.status is AnnouncementStatus.STOPPED
    assert standing.announcement.finished_at == desk.hall.now
    assert await desk.progress_notices() == 1


async def test_progress_is_shown_when_it_changed_and_closes_when_nothing_is_left(both_databases: Database) -> None:
    desk = await Desk.open(both_databases)
    id_ = await desk.compose()
    await desk.send(id_)
    await desk.show()
    assert await desk.progress_notices() == 0, "not within three seconds"
    for sent, pictures in ((1, 1), (0, 1), (2, 2)):
        desk.hall.now += timedelta(seconds=3)
        await desk.turn(id_, "queued", "sent", limit=sent)
        await desk.show()
        assert await desk.progress_notices() == pictures
    assert (await desk.look(id_)).announcement.status is AnnouncementStatus.DONE


async def test_a_segment_that_is_empty_at_the_time_is_sent_to_nobody_and_closed(both_databases: Database) -> None:
    desk = await Desk.open(both_databases)
    id_ = await desk.compose()
    async with desk.hall.acting() as uow:
        await announcements.aim(uow, desk.event, desk.actor, id_, Segment(country="EE"))
        at = desk.hall.now + timedelta(hours=1)
        await announcements.send_later(uow, desk.event, desk.actor, id_, at, shown_in=7)
    desk.hall.now = at
    async with desk.hall.acting() as uow:
        await announcements.start_due(uow)
        assert await announcements.next_start(uow.connection) is None
    desk.hall.now += timedelta(seconds=3)
    await desk.show()
    standing = await desk.look(id_)
    assert (standing.announcement.status, standing.size) == (AnnouncementStatus.DONE, 0)


async def test_a_scheduled_one_can_be_put_off_and_then_begins_once(both_databases: Database) -> None:
    desk = await Desk.open(both_databases)
    id_ = await desk.compose()
    for hours in (1, 2):
        async with desk.hall.acting() as uow:
            at = desk.hall.now + timedelta(hours=hours)
            await announcements.send_later(uow, desk.event, desk.actor, id_, at, shown_in=7)
    start = desk.hall.now
    for hours, status in ((1, AnnouncementStatus.SCHEDULED), (2, AnnouncementStatus.SENDING)):
        desk.hall.now = start + timedelta(hours=hours)
        for _ in range(2):
            async with desk.hall.acting() as uow:
                await announcements.start_due(uow)
        assert (await desk.look(id_)).announcement.status is status
    assert (await desk.look(id_)).size == 3


async def test_too_long_is_refused_before_anything_is_stored(both_databases: Database) -> None:
    desk = await Desk.open(both_databases)
    photo = Composed(Screen("x" * 1025, attachment=Attachment("photo", file_id="1")), "x" * 1025)
    with pytest.raises(Refused, match="announcement_too_long"):
        await desk.compose(photo)
    with pytest.raises(Refused, match="announcement_too_long"):
        await desk.compose(Composed(Screen("x" * 4097), "x" * 4097))
    with pytest.raises(Refused, match="no_announcement"):
        await desk.look(AnnouncementId(1))
