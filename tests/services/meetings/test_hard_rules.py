"""The most meetings in a block, the order of meetings and times that are kept: each path says which rule it was."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, update

from bot.domain.meetings import Meeting, Status
from bot.domain.people import Mode, PeopleFilter
from bot.domain.refusals import Refused
from bot.services import agenda, people
from bot.services import meetings as service
from bot.services.after import calling, refilling
from bot.services.meetings import Organiser
from bot.views.refusals import refused
from bot.views.screens import Screen
from bot.views.words import Words
from storage.database import Database
from storage.tables import meetings, places, slots, unavailable_slots
from tests.meetings import Hall, at
from tests.services.meetings.books import faults_of
from tests.services.meetings.test_placing import floor_changes, goes

CLOCKS = ("10:00", "10:25", "10:50", "13:00", "13:25", "13:50")


@pytest.fixture
async def hall(database: Database) -> Hall:
    """Two blocks of three slots; nobody has more than two meetings in one."""
    opened = await Hall.open(database, tables=4, times=CLOCKS, afternoon="13:00", meetings_per_block=2)
    await opened.join("Ann", "Bo", "Cy", "Di", "Eve", "Fay")
    return opened


def read(no: Refused, language: str = "en") -> Screen:
    """What somebody reads."""
    return refused(Words(language, ZoneInfo("Europe/Vilnius")), no.code, no.facts)


async def busy_morning(hall: Hall) -> Meeting:
    """Ann has two meetings in the morning: the second one is returned."""
    await hall.agreed("Ann", "Bo", "10:00")
    return await hall.agreed("Ann", "Cy", "10:50")


async def decide(hall: Hall, meeting: Meeting, **values: Any) -> Meeting:
    """The organisers decide something about a meeting."""
    async with hall.database.writing() as connection:
        await connection.execute(update(meetings).where(meetings.c.id == meeting.id).values(**values))
    return await hall.meeting(meeting.id)


async def move(hall: Hall, meeting: Meeting, name: str, clock: str) -> service.Outcome:
    me = await hall.who(name)
    async with hall.acting() as uow:
        return await service.move(uow, meeting.id, by=me, slot=hall.slot(clock))


async def desk_moves(hall: Hall, meeting: Meeting, clock: str) -> service.Outcome:
    desk = Organiser((await hall.who("Fay")).person_id)
    async with hall.acting() as uow:
        return await service.move(uow, meeting.id, by=desk, slot=hall.slot(clock))


async def test_a_full_block_is_offered_to_nobody_and_the_other_one_is(hall: Hall) -> None:
    await busy_morning(hall)
    ann, di = await hall.who("Ann"), await hall.who("Di")
    async with hall.acting() as uow:
        for one, two in ((ann, di), (di, ann)):
            free = await service.free_slots_for_both(uow, hall.event, one, two.id)
            assert {slot.id for slot in free} == {hall.slot(clock) for clock in CLOCKS[3:]}
        gaps = [gap for day in await agenda.agenda_of(uow, hall.event, ann) for gap in day.gaps]
        assert hall.slot("10:25") not in {slot.id for gap in gaps for slot in gap.slots}
        then = await people.free_then(uow, hall.event, di, [hall.slot("10:25")], 0)
        assert "Ann" not in {one.name for one in then.found.people}
        found = await people.find(uow, hall.event, di, PeopleFilter(free=True), 0)
        assert "Ann" in {one.name for one in found.people}, "she has the afternoon"


async def test_asking_for_a_time_in_a_full_block_says_whose_it_is(hall: Hall) -> None:
    await busy_morning(hall)
    with pytest.raises(Refused, match="block_full") as mine:
        await hall.request("Ann", "Di", "10:25")
    assert "You have 2 meetings in that part of the day" in read(mine.value).text
    assert "Toje dienos dalyje turite 2 susitikimus" in read(mine.value, "lt").text
    with pytest.raises(Refused, match="block_full") as theirs:
        await hall.request("Di", "Ann", "10:25")
    assert "Ann has 2 meetings in that part of the day" in read(theirs.value).text


async def test_accepting_what_would_be_one_too_many_books_nothing_and_offers_other_times(hall: Hall) -> None:
    asked = await hall.request("Di", "Ann", "10:25")
    await busy_morning(hall)
    outcome = await hall.accept(asked, "Ann")
    assert (outcome.changed, outcome.gone) == (False, True)
    assert outcome.because is not None
    assert outcome.because.code == "block_full"
    assert "You have 2" in read(outcome.because).text
    assert {slot.id for slot in outcome.alternatives} == {hall.slot(clock) for clock in CLOCKS[3:]}
    any_time = await hall.agreed("Eve", "Ann")
    assert any_time.slot_id in {hall.slot(clock) for clock in CLOCKS[3:]}


async def test_countering_and_moving_keep_the_most_but_a_move_within_the_block_is_none_more(hall: Hall) -> None:
    second = await busy_morning(hall)
    later = await hall.agreed("Ann", "Di", "13:00")
    with pytest.raises(Refused, match="block_full"):
        await move(hall, later, "Di", "10:25")
    with pytest.raises(Refused, match="block_full"):
        await desk_moves(hall, later, "10:25")
    assert (await move(hall, second, "Ann", "10:25")).changed
    asked = await hall.request("Eve", "Ann", "13:25")
    me = await hall.who("Ann")
    with pytest.raises(Refused, match="block_full"):
        async with hall.acting() as uow:
            await service.counter(uow, asked.id, by=me, proposed=hall.slot("10:50"))
    assert await faults_of(hall) == []


async def test_who_has_all_that_one_may_have_is_told_so(hall: Hall) -> None:
    await busy_morning(hall)
    await hall.agreed("Ann", "Di", "13:00")
    await hall.agreed("Ann", "Eve", "13:25")
    fay, ann = await hall.who("Fay"), await hall.who("Ann")
    for asker, guest, words in (
        (fay, ann, "Ann has as many meetings as one may have"),
        (ann, fay, "You have as many meetings as one may have at this event: 2"),
    ):
        with pytest.raises(Refused, match="no_time_for_more") as no:
            async with hall.acting() as uow:
                await service.may_request(uow, hall.event, asker, guest.id)
        assert words in read(no.value).text


async def test_a_group_takes_nobody_beyond_the_most(hall: Hall) -> None:
    await busy_morning(hall)
    group = await hall.agreed("Di", "Eve", "10:25")
    host, ann, fay = await hall.who("Di"), await hall.who("Ann"), await hall.who("Fay")
    with pytest.raises(Refused, match="block_full"):
        async with hall.acting() as uow:
            await service.invite(uow, group.id, ann.id, by=host)
    async with hall.acting() as uow:
        await service.invite(uow, group.id, fay.id, by=host)
    await hall.agreed("Fay", "Bo", "10:50")
    await hall.agreed("Fay", "Cy", "10:00")
    with pytest.raises(Refused, match="block_full") as no:
        async with hall.acting() as uow:
            await service.accept(uow, group.id, by=fay)
    assert no.value.facts["name"] is None


async def test_what_is_placed_anew_goes_into_no_full_block(hall: Hall) -> None:
    await busy_morning(hall)
    later = await hall.agreed("Ann", "Di", "13:00")
    await floor_changes(hall, update(slots).where(slots.c.id == later.slot_id).values(removed=True))
    async with hall.acting() as uow:
        outcome = await service.replace_meeting(uow, later.id)
    assert outcome.meeting.slot_id in {hall.slot("13:25"), hall.slot("13:50")}


async def test_a_slot_left_free_is_not_offered_to_who_has_the_most(database: Database) -> None:
    hall = await Hall.open(database, tables=4, times=CLOCKS, afternoon="13:00", meetings_per_block=2)
    await hall.join("Ann", "Bo", "Cy", "Di", "Eve")
    missed = await hall.agreed("Bo", "Cy", "10:25")
    await hall.agreed("Ann", "Di", "10:00")
    await hall.agreed("Ann", "Eve", "10:50")
    hall.now = at("10:25") + timedelta(minutes=3)
    bo = await hall.who("Bo")
    async with hall.acting() as uow:
        call, _ = await calling.call_missing(uow, missed.id, by=bo)
        asked = await refilling.offer_slot(uow, call)
    assert set(asked) == {hall.ids["Di"], hall.ids["Eve"]}, "Ann is free then, but has her two"


async def test_a_meeting_begins_only_when_the_one_before_it_has_ended(hall: Hall) -> None:
    first = await hall.agreed("Ann", "Bo", "10:25")
    asked = await decide(hall, await hall.request("Ann", "Cy", "10:00"), after_id=first.id)
    outcome = await hall.accept(asked, "Cy")
    assert (outcome.changed, outcome.gone) == (False, True)
    assert outcome.because is not None
    assert "Choose a time from Wed 27 April, 10:45 on" in read(outcome.because).text
    assert all(slot.starts_at >= at("10:45") for slot in outcome.alternatives)
    second = (await hall.accept(asked, "Cy", "10:50")).meeting
    assert second.slot_id == hall.slot("10:50")
    with pytest.raises(Refused, match="too_late") as no:
        await move(hall, first, "Bo", "13:00")
    assert "Choose a time that ends by Wed 27 April, 10:50" in read(no.value).text
    with pytest.raises(Refused, match="too_late"):
        await desk_moves(hall, first, "13:00")
    with pytest.raises(Refused, match="too_early"):
        await desk_moves(hall, second, "10:00")
    assert (await move(hall, first, "Ann", "10:00")).changed
    assert (await move(hall, second, "Ann", "10:25")).changed
    assert await faults_of(hall) == []


async def test_any_time_and_placing_anew_keep_the_order(hall: Hall) -> None:
    first = await hall.agreed("Ann", "Bo", "13:00")
    asked = await decide(hall, await hall.request("Ann", "Cy"), after_id=first.id)
    second = (await hall.accept(asked, "Cy")).meeting
    assert second.slot_id == hall.slot("13:25"), "not in the morning, and next to the first"
    await floor_changes(hall, update(slots).where(slots.c.id == first.slot_id).values(removed=True))
    async with hall.acting() as uow:
        moved = (await service.replace_meeting(uow, first.id)).meeting
    assert moved.slot_id in {hall.slot(clock) for clock in CLOCKS[:3]}
    assert await faults_of(hall) == []


async def test_what_has_no_time_or_is_off_hinders_nobody(hall: Hall) -> None:
    first = await hall.agreed("Ann", "Bo", "13:50")
    second = await decide(hall, await hall.request("Ann", "Cy", "10:00"), after_id=first.id)
    bo = await hall.who("Bo")
    async with hall.acting() as uow:
        await service.cancel(uow, first.id, by=bo)
    assert (await hall.accept(second, "Cy")).changed


async def test_a_kept_time_is_moved_by_organisers_alone_and_may_be_cancelled(hall: Hall) -> None:
    kept = await decide(hall, await hall.agreed("Ann", "Bo", "10:00"), fixed=True)
    me = await hall.who("Bo")
    with pytest.raises(Refused, match="fixed_time") as no:
        await move(hall, kept, "Bo", "10:25")
    screen = read(no.value)
    assert "The organisers keep this time." in screen.text
    assert screen.buttons[0][0].label == "Cancel"
    with pytest.raises(Refused, match="fixed_time"):
        async with hall.acting() as uow:
            await service.free_slots(uow, hall.event, kept.id, me)
    moved = (await desk_moves(hall, kept, "10:25")).meeting
    assert (moved.slot_id, moved.fixed) == (hall.slot("10:25"), True)
    async with hall.acting() as uow:
        assert (await service.cancel(uow, kept.id, by=me)).changed


async def test_the_bot_leaves_a_kept_time_and_changes_only_the_place(hall: Hall) -> None:
    kept = await decide(hall, await hall.agreed("Ann", "Bo", "10:00"), fixed=True)
    async with hall.acting() as uow:
        row = {"attendee_id": hall.ids["Ann"], "slot_id": kept.slot_id}
        await uow.connection.execute(insert(unavailable_slots).values(**row))
        same = await service.replace_meeting(uow, kept.id, keep_slot=False)
    assert not same.changed
    await floor_changes(hall, update(places).where(places.c.id == kept.place_id).values(out_of_use=True))
    async with hall.acting() as uow:
        elsewhere = (await service.replace_meeting(uow, kept.id)).meeting
    assert elsewhere.slot_id == kept.slot_id
    assert elsewhere.place_id != kept.place_id
    await goes(hall, "Bo", Mode.ONLINE)
    now = await hall.meeting(kept.id)
    assert now.slot_id == kept.slot_id
    assert hall.event.place(now.place_id).kind == "room"  # type: ignore[arg-type]
    await floor_changes(hall, update(slots).where(slots.c.id == kept.slot_id).values(removed=True))
    async with hall.acting() as uow:
        gone = (await service.replace_meeting(uow, kept.id)).meeting
    assert (gone.status, gone.booking) == (Status.ACCEPTED, None), "there is no such time any more"


async def test_of_times_with_equal_gaps_the_one_with_the_shorter_walk_is_taken(database: Database) -> None:
    hall = await Hall.open(database, tables=8, times=("10:00", "10:25", "10:50", "13:00", "13:25", "13:50"))
    await hall.join("Ann", "Bo", *(f"P{n}" for n in range(16)))
    for n in range(7):  # at 10:00 only table 8 is free, at 10:50 all but the first
        await hall.agreed(f"P{2 * n}", f"P{2 * n + 1}", "10:00")
    middle = await hall.agreed("Ann", "P14", "10:25")
    assert middle.place_id == hall.table(1)
    booked = await hall.agreed("Ann", "Bo")
    assert booked.slot_id == hall.slot("10:50"), "10:00 leaves as few gaps and is earlier, but is at the other end"
    assert booked.place_id == hall.table(1)
