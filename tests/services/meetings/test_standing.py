"""Only who takes part may ask and answer; everybody else is told why not, and what to do."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update

from bot.domain.meetings import Status
from bot.domain.people import AttendeeStatus
from bot.domain.refusals import Refused
from bot.services import meetings as service
from bot.views.refusals import refused
from bot.views.words import Words
from storage.database import Database
from storage.tables import attendees
from tests.meetings import Hall

CODES = {
    AttendeeStatus.WAITING: ("you_not_approved", "waiting list"),
    AttendeeStatus.APPLIED: ("you_applied", "looking at your registration"),
    AttendeeStatus.REFUSED: ("you_refused", "/ask"),
    AttendeeStatus.CANCELLED: ("you_cancelled", "/start"),
}


async def becomes(hall: Hall, name: str, status: AttendeeStatus) -> None:
    async with hall.database.writing() as connection:
        await connection.execute(update(attendees).where(attendees.c.id == hall.ids[name]).values(status=status.value))


@pytest.fixture
async def hall(database: Database) -> Hall:
    opened = await Hall.open(database)
    await opened.join("Ann", "Bo")
    return opened


@pytest.mark.parametrize("status", list(CODES))
async def test_who_does_not_take_part_can_ask_nobody_and_reads_why(hall: Hall, status: AttendeeStatus) -> None:
    await becomes(hall, "Ann", status)
    with pytest.raises(Refused) as no:
        await hall.request("Ann", "Bo", "10:00")
    code, says = CODES[status]
    assert no.value.code == code
    for language in ("en", "lt"):
        screen = refused(Words(language, ZoneInfo("Europe/Vilnius")), code, no.value.facts)
        assert language == "lt" or says in screen.text


@pytest.mark.parametrize("status", list(CODES))
async def test_who_no_longer_takes_part_can_neither_accept_nor_counter(hall: Hall, status: AttendeeStatus) -> None:
    meeting = await hall.request("Ann", "Bo", "10:00")
    await becomes(hall, "Bo", status)
    me = await hall.who("Bo")
    with pytest.raises(Refused, match=CODES[status][0]):
        await hall.accept(meeting, "Bo")
    with pytest.raises(Refused, match=CODES[status][0]):
        async with hall.acting() as uow:
            await service.counter(uow, meeting.id, by=me, proposed=hall.slot("10:25"))
    async with hall.acting() as uow:
        assert (await service.decline(uow, meeting.id, by=me)).meeting.status is Status.DECLINED


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (AttendeeStatus.WAITING, "not_approved"),
        (AttendeeStatus.APPLIED, "not_approved"),
        (AttendeeStatus.REFUSED, "gone"),
        (AttendeeStatus.CANCELLED, "gone"),
    ],
)
async def test_nobody_asks_who_does_not_take_part(hall: Hall, status: AttendeeStatus, code: str) -> None:
    await becomes(hall, "Bo", status)
    with pytest.raises(Refused, match=code):
        await hall.request("Ann", "Bo", "10:00")


async def test_a_counter_offer_taken_back_leaves_the_time_before_and_its_own_deadline(hall: Hall) -> None:
    meeting = await hall.request("Ann", "Bo", "10:00")
    bo, ann = await hall.who("Bo"), await hall.who("Ann")
    async with hall.acting() as uow:
        with pytest.raises(Refused, match="not_your_turn"):
            await service.take_back(uow, meeting.id, by=ann)
        for clock in ("10:25", "10:50"):
            countered = await service.counter(uow, meeting.id, by=bo, proposed=hall.slot(clock))
        assert countered.meeting.turn_id == ann.id
        back = (await service.take_back(uow, meeting.id, by=bo)).meeting
        assert (back.turn_id, back.proposed_slot_id) == (bo.id, hall.slot("10:00"))
        assert back.answer_by is not None
        assert back.answer_by <= hall.event.slot(hall.slot("10:00")).starts_at
        assert not (await service.take_back(uow, meeting.id, by=bo)).changed, "a second tap"
    assert (await hall.accept(meeting, "Bo")).meeting.slot_id == hall.slot("10:00")
