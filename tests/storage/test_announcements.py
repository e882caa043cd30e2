"""The audience of a segment, its freezing, and what is counted; on both databases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from bot.domain.announcements import Announcement, AnnouncementStatus
from bot.domain.ids import AnnouncementId, PersonId
from bot.domain.notices import NoticeState
from bot.domain.people import AttendeeStatus, AttendeeType, Mode
from bot.domain.segments import Segment
from storage import announcements, people
from storage.database import Database
from storage.outbox import stop_announcement
from storage.tables import attendees, outbox, persons
from tests.meetings import DAYS, Hall

FIRST, SECOND = DAYS


async def hall_of_five(database: Database) -> Hall:
    """Ann and Bo onsite (Bo a researcher from Estonia), Cy online on the second day, Di reads Lithuanian, Ed waits."""
    hall = await Hall.open(database)
    await hall.join("Ann", "Di")
    await hall.join("Bo", type=AttendeeType.RESEARCH)
    await hall.join("Cy", modes={FIRST: Mode.ONSITE, SECOND: Mode.ONLINE})
    await hall.join("Ed", status=AttendeeStatus.WAITING)
    await change(hall, "Bo", country="EE")
    await change(hall, "Di", language="lt")
    return hall


async def change(hall: Hall, name: str, **values: object) -> None:
    """Set columns of somebody's rows."""
    async with hall.database.writing() as connection:
        person = await people.person_of(connection, hall.ids[name])
        table = persons if set(values) & {"language", "reachable", "telegram_id"} else attendees
        key = person.id if table is persons else hall.ids[name]
        await connection.execute(update(table).where(table.c.id == key).values(**values))


async def person_id(hall: Hall, name: str) -> PersonId:
    async with hall.database.reading() as connection:
        return (await people.person_of(connection, hall.ids[name])).id


async def draft(hall: Hall, segment: Segment | None = None) -> Announcement:
    """An announcement of Ann's."""
    async with hall.database.writing() as connection:
        author = (await people.person_of(connection, hall.ids["Ann"])).id
        id_ = await announcements.add(connection, hall.event.id, author, {"text": "Lunch"}, hall.now)
        await announcements.change(connection, id_, segment=(segment or Segment()).to_json())
        found = await announcements.announcement(connection, id_)
        assert found is not None
        return found


async def frozen(hall: Hall, found: Announcement, days: Sequence[date] = DAYS) -> list[str]:
    """The names whose part is owed."""
    async with hall.database.writing() as connection:
        size = await announcements.audience_size(connection, hall.event.id, found.segment, days)
        owed = await announcements.freeze(connection, found, days, hall.now)
        assert owed == size, "the size that was shown is the number that is frozen"
        rows = await connection.execute(
            select(persons.c.name)
            .join(outbox, outbox.c.person_id == persons.c.id)
            .where(outbox.c.announcement_id == found.id)
            .order_by(persons.c.name)
        )
        return list(rows.scalars())


@pytest.mark.parametrize(
    ("segment", "days", "names"),
    [
        (Segment(), DAYS, "Ann Bo Cy Di"),
        (Segment(mode=Mode.ONSITE), DAYS, "Ann Bo Cy Di"),
        (Segment(mode=Mode.ONSITE), (SECOND,), "Ann Bo Di"),
        (Segment(mode=Mode.ONLINE), DAYS, "Cy"),
        (Segment(mode=Mode.ONLINE), (FIRST,), ""),
        (Segment(type=AttendeeType.RESEARCH), DAYS, "Bo"),
        (Segment(country="EE"), DAYS, "Bo"),
        (Segment(language="lt"), DAYS, "Di"),
        (Segment(no_meetings=True), DAYS, "Cy Di"),
        (Segment(unanswered=True), DAYS, "Di"),
        (Segment(unanswered=True, language="lt", no_meetings=True), DAYS, "Di"),
        (Segment(no_meetings=True, mode=Mode.ONSITE), (SECOND,), "Di"),
        (Segment(country="EE", type=AttendeeType.BUSINESS), DAYS, ""),
    ],
)
async def test_each_condition_and_several(
    both_databases: Database, segment: Segment, days: Sequence[date], names: str
) -> None:
    hall = await hall_of_five(both_databases)
    await hall.agreed("Ann", "Bo", "10:00")
    await hall.request("Cy", "Di")
    assert await frozen(hall, await draft(hall, segment), days) == names.split()


async def test_a_second_freeze_owes_nobody_a_second_part(both_databases: Database) -> None:
    hall = await hall_of_five(both_databases)
    found = await draft(hall)
    assert len(await frozen(hall, found)) == 4
    with pytest.raises(IntegrityError):
        await frozen(hall, found)
    async with both_databases.reading() as connection:
        assert (await announcements.progress(connection, found)).left == 4


async def test_the_unreachable_are_in_the_audience_and_the_forgotten_are_not(both_databases: Database) -> None:
    hall = await hall_of_five(both_databases)
    await change(hall, "Bo", reachable=False)
    await change(hall, "Cy", telegram_id=None)
    found = await draft(hall)
    assert await frozen(hall, found) == ["Ann", "Bo", "Di"]
    async with both_databases.reading() as connection:
        progress = await announcements.progress(connection, found)
    assert (progress.left, progress.unreachable, progress.total) == (2, 1, 3)


async def test_numbers_come_from_the_notices_and_add_up(both_databases: Database) -> None:
    hall = await hall_of_five(both_databases)
    found = await draft(hall)
    await frozen(hall, found)
    async with both_databases.writing() as connection:
        ids = list(
            (await connection.execute(select(outbox.c.id).where(outbox.c.announcement_id == found.id))).scalars()
        )
        for id_, state in zip(ids, ("sent", "dead", "uncertain", "queued"), strict=True):
            await connection.execute(update(outbox).where(outbox.c.id == id_).values(state=state))
        before = await announcements.progress(connection, found)
        assert (before.sent, before.failed, before.uncertain, before.left) == (1, 1, 1, 1)
        assert await stop_announcement(connection, found.id, now=hall.now) == 1
        after = await announcements.progress(connection, found)
    assert (after.stopped, after.left, after.total) == (1, 0, before.total)


async def test_read_counts_once_and_only_for_who_was_sent_it(both_databases: Database) -> None:
    hall = await hall_of_five(both_databases)
    found = await draft(hall, Segment(country="EE"))
    await frozen(hall, found)
    bo, ann = await person_id(hall, "Bo"), await person_id(hall, "Ann")
    async with both_databases.writing() as connection:
        assert await announcements.mark_read(connection, found.id, bo, hall.now)
        assert await announcements.mark_read(connection, found.id, bo, hall.now)
        assert not await announcements.mark_read(connection, found.id, ann, hall.now)
        assert not await announcements.mark_read(connection, AnnouncementId(999), bo, hall.now)
        assert (await announcements.progress(connection, found)).read == 1


async def test_each_is_shown_again_only_after_its_own_three_seconds(both_databases: Database) -> None:
    hall = await hall_of_five(both_databases)
    sooner, later = await draft(hall), await draft(hall)
    status = AnnouncementStatus.SENDING.value
    async with both_databases.writing() as connection:
        await announcements.change(connection, sooner.id, status=status, progress_at=hall.now)
        await announcements.change(connection, later.id, status=status, progress_at=hall.now + timedelta(seconds=2))
        at_three = hall.now + timedelta(seconds=3)
        assert await announcements.next_progress(connection) == at_three
        assert [one.id for one in await announcements.to_show(connection, at_three)] == [sooner.id]
        assert await announcements.to_show(connection, at_three - timedelta(microseconds=1)) == []
        await announcements.change(connection, sooner.id, status="stopped", finished_at=at_three)
        await announcements.change(connection, later.id, status="stopped")
        at_five = hall.now + timedelta(seconds=5)
        assert [one.id for one in await announcements.to_show(connection, at_five)] == [later.id], "not yet finished"


async def test_those_whose_time_has_come_begin_in_order(both_databases: Database) -> None:
    hall = await hall_of_five(both_databases)
    found = [await draft(hall) for _ in range(3)]
    async with both_databases.writing() as connection:
        assert await announcements.next_start(connection) is None
        for minutes, one in zip((20, 10, 30), found, strict=True):
            at = hall.now + timedelta(minutes=minutes)
            await announcements.change(connection, one.id, status="scheduled", send_at=at)
        due = await announcements.due_to_start(connection, hall.now + timedelta(minutes=20))
        assert [one.id for one in due] == [found[1].id, found[0].id]
        assert await announcements.next_start(connection) == hall.now + timedelta(minutes=10)


async def test_countries_and_languages_of_those_who_take_part_most_people_first(both_databases: Database) -> None:
    hall = await hall_of_five(both_databases)
    await change(hall, "Ed", country="PL")
    async with both_databases.reading() as connection:
        assert await announcements.countries_and_languages(connection, hall.event.id) == (["LT", "EE"], ["en", "lt"])


async def test_states_of_notices_all_count(both_databases: Database) -> None:
    hall = await hall_of_five(both_databases)
    found = await draft(hall, Segment(country="EE"))
    await frozen(hall, found)
    async with both_databases.writing() as connection:
        for state in NoticeState:
            await connection.execute(
                update(outbox).where(outbox.c.announcement_id == found.id).values(state=state.value)
            )
            assert (await announcements.progress(connection, found)).total == 1, state
