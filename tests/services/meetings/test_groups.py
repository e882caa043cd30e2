"""Groups: more people join what two have agreed; who sits where, who hears what, and when it stands."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select

from bot.domain.events import PlaceKind
from bot.domain.meetings import Meeting, MemberStatus, Status
from bot.domain.people import Mode
from bot.domain.refusals import Refused
from bot.services import meetings as service
from bot.services.meetings import Organiser, Outcome
from storage import agenda, people
from storage import meetings as stored
from storage.database import Database
from storage.tables import confirmations, placings, unavailable_slots
from tests.meetings import Hall, at


@pytest.fixture
async def hall(database: Database) -> Hall:
    """Five people in the hall and one online; three tables, two rooms."""
    opened = await Hall.open(database)
    await opened.join("Ann", "Bo", "Cy", "Di", "Eve")
    await opened.join("Ona", mode=Mode.ONLINE)
    return opened


async def invite(hall: Hall, meeting: Meeting, who: str, by: str = "Ann") -> Outcome:
    me = await hall.who(by)
    async with hall.acting() as uow:
        return await service.invite(uow, meeting.id, hall.ids[who], by=me)


async def group(hall: Hall, *members: str, clock: str = "10:00") -> Meeting:
    """Ann meets Bo, and these have joined."""
    meeting = await hall.agreed("Ann", "Bo", clock)
    for who in members:
        await invite(hall, meeting, who)
        await hall.accept(meeting, who)
    return await hall.meeting(meeting.id)


async def leave(hall: Hall, meeting: Meeting, who: str, *, for_all: bool = False) -> Outcome:
    me = await hall.who(who)
    async with hall.acting() as uow:
        return await service.cancel(uow, meeting.id, by=me, for_all=for_all)


def kind(hall: Hall, meeting: Meeting) -> PlaceKind:
    assert meeting.place_id is not None
    return hall.event.place(meeting.place_id).kind


def names(hall: Hall, ids: tuple[int, ...]) -> list[str]:
    return sorted(name for name, i in hall.ids.items() if i in ids)


async def test_somebody_invited_takes_a_seat_by_accepting_and_everybody_else_is_told(hall: Hall) -> None:
    meeting = await hall.agreed("Ann", "Bo", "10:00")
    await invite(hall, meeting, "Cy")
    assert (await hall.views("Cy"))[-1] == "meetings.invited"
    assert len(await hall.seats_of(meeting)) == 2, "an invitation holds no seat"
    joined = (await hall.accept(meeting, "Cy")).meeting
    assert names(hall, joined.sides) == ["Ann", "Bo", "Cy"]
    assert len(await hall.seats_of(meeting)) == 3
    assert (await hall.views("Ann"))[-1] == (await hall.views("Bo"))[-1] == "meetings.joined"
    assert sorted(bell.attendee_id for bell in await hall.bells(joined)) == sorted(joined.sides)
    for name in ("Ann", "Bo", "Cy"):
        async with hall.database.reading() as connection:
            entries = await agenda.entries(connection, hall.ids[name])
        assert [entry.meeting_id for entry in entries] == [meeting.id], name


async def test_accepting_or_inviting_twice_is_once(hall: Hall) -> None:
    meeting = await hall.agreed("Ann", "Bo", "10:00")
    assert (await invite(hall, meeting, "Cy")).changed
    assert not (await invite(hall, meeting, "Cy")).changed
    assert (await hall.accept(meeting, "Cy")).changed
    before = len(await hall.notices())
    assert not (await hall.accept(meeting, "Cy")).changed
    assert len(await hall.notices()) == before
    with pytest.raises(Refused, match="in_it_already"):
        await invite(hall, meeting, "Cy")


async def test_with_somebody_online_the_group_goes_to_a_virtual_room_and_back_when_they_leave(hall: Hall) -> None:
    meeting = await group(hall, "Cy")
    assert kind(hall, meeting) is PlaceKind.TABLE
    await invite(hall, meeting, "Ona")
    online = (await hall.accept(meeting, "Ona")).meeting
    assert (kind(hall, online), online.slot_id) == (PlaceKind.ROOM, meeting.slot_id)
    async with hall.database.reading() as connection:
        taken = (await connection.execute(select(placings.c.place_id))).scalars().all()
    assert taken == [online.place_id], "the table is free again"
    back = (await leave(hall, online, "Ona")).meeting
    assert kind(hall, back) is PlaceKind.TABLE
    assert names(hall, back.sides) == ["Ann", "Bo", "Cy"]


async def test_without_a_free_room_somebody_online_is_told_why_they_cannot_join(database: Database) -> None:
    hall = await Hall.open(database, rooms=0)
    await hall.join("Ann", "Bo")
    await hall.join("Ona", mode=Mode.ONLINE)
    meeting = await hall.agreed("Ann", "Bo", "10:00")
    await invite(hall, meeting, "Ona")
    with pytest.raises(Refused, match="no_room_for_group"):
        await hall.accept(meeting, "Ona")
    assert (await hall.meeting(meeting.id)).booking == meeting.booking
    assert len(await hall.seats_of(meeting)) == 2


async def test_when_the_host_leaves_another_is_host_and_below_two_it_is_cancelled(hall: Hall) -> None:
    meeting = await group(hall, "Cy")
    left = (await leave(hall, meeting, "Ann")).meeting
    assert (left.status, left.requester_id, left.guest_id) == (Status.SCHEDULED, hall.ids["Bo"], hall.ids["Cy"])
    assert (await hall.views("Bo"))[-1] == (await hall.views("Cy"))[-1] == "meetings.dropped"
    assert [a for _, a in await hall.seats_of(meeting)] == sorted([hall.ids["Bo"], hall.ids["Cy"]])
    assert hall.ids["Ann"] not in {bell.attendee_id for bell in await hall.bells(left)}
    await invite(hall, left, "Di", by="Bo")
    over = (await leave(hall, left, "Cy")).meeting
    assert over.status is Status.CANCELLED
    assert (await hall.views("Bo"))[-1] == "meetings.cancelled"
    assert (await hall.views("Di"))[-1] == "meetings.invitation_over"
    assert await hall.seats_of(meeting) == []
    with pytest.raises(Refused, match="invitation_over"):
        await hall.accept(left, "Di")


async def test_the_host_cancels_for_all_and_a_member_may_not(hall: Hall) -> None:
    meeting = await group(hall, "Cy")
    with pytest.raises(Refused, match="host_only"):
        await leave(hall, meeting, "Cy", for_all=True)
    assert (await leave(hall, meeting, "Ann", for_all=True)).meeting.status is Status.CANCELLED
    assert (await hall.views("Bo"))[-1] == (await hall.views("Cy"))[-1] == "meetings.cancelled"


async def test_only_the_host_and_organisers_invite_and_move(hall: Hall) -> None:
    meeting = await group(hall, "Cy")
    for who in ("Bo", "Cy"):
        with pytest.raises(Refused, match="host_only"):
            await invite(hall, meeting, "Di", by=who)
        me = await hall.who(who)
        with pytest.raises(Refused, match="host_only"):
            async with hall.acting() as uow:
                await service.move(uow, meeting.id, by=me, slot=hall.slot("10:25"))
    with pytest.raises(Refused, match="not_yours"):
        await invite(hall, meeting, "Di", by="Eve")
    desk = Organiser((await hall.who("Eve")).person_id)
    async with hall.acting() as uow:
        assert (await service.invite(uow, meeting.id, hall.ids["Di"], by=desk)).changed


async def test_moving_a_group_moves_every_seat_and_tells_all_others(hall: Hall) -> None:
    meeting = await group(hall, "Cy", "Di")
    me = await hall.who("Ann")
    async with hall.acting() as uow:
        moved = (await service.move(uow, meeting.id, by=me, slot=hall.slot("10:50"))).meeting
    assert await hall.seats_of(moved) == [(hall.slot("10:50"), i) for i in sorted(meeting.sides)]
    for name in ("Bo", "Cy", "Di"):
        assert (await hall.views(name))[-1] == "meetings.changed"
    async with hall.database.reading() as connection:
        waiting = await stored.unconfirmed(connection, hall.event.id)
    assert {attendee for _, attendee, _ in waiting} == {hall.ids[n] for n in ("Bo", "Cy", "Di")}


async def test_a_group_moves_only_where_all_of_it_is_free(hall: Hall) -> None:
    meeting = await group(hall, "Cy")
    await hall.agreed("Cy", "Di", "10:50")
    me = await hall.who("Ann")
    with pytest.raises(Refused, match="slot_taken"):
        async with hall.acting() as uow:
            await service.move(uow, meeting.id, by=me, slot=hall.slot("10:50"))
    async with hall.acting() as uow:
        free = await service.free_slots(uow, hall.event, meeting.id, me)
    assert hall.slot("10:50") not in {slot.id for slot in free}


async def test_who_is_not_free_then_cannot_be_asked_nor_join(hall: Hall) -> None:
    meeting = await hall.agreed("Ann", "Bo", "10:00")
    await hall.agreed("Cy", "Di", "10:00")
    with pytest.raises(Refused, match="not_free_then"):
        await invite(hall, meeting, "Cy")
    await invite(hall, meeting, "Eve")
    async with hall.acting() as uow:
        await uow.connection.execute(
            unavailable_slots.insert().values(attendee_id=hall.ids["Eve"], slot_id=hall.slot("10:00"))
        )
    with pytest.raises(Refused, match="you_not_free_then"):
        await hall.accept(meeting, "Eve")


async def test_the_group_has_a_limit_that_counts_those_asked(database: Database) -> None:
    hall = await Hall.open(database, group_limit=3)
    await hall.join("Ann", "Bo", "Cy", "Di")
    meeting = await hall.agreed("Ann", "Bo", "10:00")
    await invite(hall, meeting, "Cy")
    with pytest.raises(Refused, match="group_full"):
        await invite(hall, meeting, "Di")
    me = await hall.who("Cy")
    async with hall.acting() as uow:
        await service.decline(uow, meeting.id, by=me)
    assert (await hall.views("Ann"))[-1] == "meetings.turned_down"
    assert (await invite(hall, meeting, "Di")).changed
    assert not (await hall.meeting(meeting.id)).sides[2:]


async def test_an_invitation_left_unanswered_closes_itself_and_host_and_invited_hear(hall: Hall) -> None:
    meeting = await hall.agreed("Ann", "Bo", "10:00")
    await invite(hall, meeting, "Cy")
    async with hall.database.reading() as connection:
        due = await service.next_answer_by(connection)
        listed = await stored.awaiting_answer(connection, hall.ids["Cy"])
    assert due is not None
    assert listed == 1
    hall.now = due
    async with hall.acting() as uow:
        assert await service.expire_due(uow) == 1
        assert await service.next_answer_by(uow.connection) is None
    member = (await hall.meeting(meeting.id)).member(hall.ids["Cy"])
    assert member is not None
    assert member.status is MemberStatus.EXPIRED
    assert (await hall.views("Ann"))[-1] == "meetings.turned_down"
    assert (await hall.views("Cy"))[-1] == "meetings.invitation_over"
    assert (await invite(hall, meeting, "Cy")).changed, "they may be asked again"


async def test_who_leaves_the_event_leaves_groups_and_turns_invitations_down(hall: Hall) -> None:
    meeting = await group(hall, "Cy")
    await invite(hall, meeting, "Di")
    for who in ("Cy", "Di"):
        async with hall.acting() as uow:
            await service.leave_all(uow, hall.ids[who])
    now = await hall.meeting(meeting.id)
    assert (names(hall, now.sides), now.invited, now.status) == (["Ann", "Bo"], (), Status.SCHEDULED)


async def test_members_of_one_group_may_not_ask_each_other_again(hall: Hall) -> None:
    await group(hall, "Cy", "Di")
    with pytest.raises(Refused, match="open_with_them"):
        await hall.request("Cy", "Di")
    with pytest.raises(Refused, match="open_with_them"):
        await hall.request("Bo", "Cy")
    assert (await hall.request("Cy", "Eve")).status is Status.PENDING


async def test_two_who_join_at_once_get_one_seat_each_and_the_last_room_once(both_databases: Database) -> None:
    hall = await Hall.open(both_databases, rooms=1)
    await hall.join("Ann", "Bo", "Cy", "Di")
    await hall.join("Ona", "Pam", mode=Mode.ONLINE)
    one, two = await hall.agreed("Ann", "Bo", "10:00"), await hall.agreed("Cy", "Di", "10:00")
    await invite(hall, one, "Ona")
    await invite(hall, two, "Pam", by="Cy")

    async def join(meeting: Meeting, who: str) -> str:
        try:
            return (await hall.accept(meeting, who)).meeting.status.value
        except Refused as no:
            return no.code

    assert sorted(await asyncio.gather(join(one, "Ona"), join(two, "Pam"))) == ["no_room_for_group", "scheduled"]
    async with hall.database.reading() as connection:
        rows = (await connection.execute(select(placings))).all()
    assert len({row.place_id for row in rows}) == len(rows) == 2


async def test_what_was_awaited_of_a_change_is_dropped_when_a_batch_tells_it_anew(hall: Hall) -> None:
    meeting = await group(hall, "Cy")
    batch = service.Batch()
    desk = Organiser((await hall.who("Eve")).person_id)
    before = len(await hall.notices())
    async with hall.acting() as uow:
        await service.move(uow, meeting.id, by=desk, slot=hall.slot("10:25"), batch=batch)
        await service.move(uow, meeting.id, by=desk, slot=hall.slot("10:50"), batch=batch)
    assert len(await hall.notices()) == before, "nobody is told one by one"
    changes = batch.by_attendee()
    assert set(changes) == set(meeting.sides)
    for mine in changes.values():
        assert [(c.before.slot_id, c.after.slot_id) for c in mine] == [(hall.slot("10:00"), hall.slot("10:50"))]
    async with hall.database.reading() as connection:
        assert (
            await connection.execute(select(confirmations).where(confirmations.c.confirmed_at.is_(None)))
        ).all() == []


async def test_a_member_who_is_forgotten_is_out_of_the_group(hall: Hall) -> None:
    meeting = await group(hall, "Cy", clock="10:25")
    hall.now = at("09:00", 26)
    async with hall.acting() as uow:
        await service.leave_all(uow, hall.ids["Cy"])
    async with hall.database.reading() as connection:
        assert await stored.live_of(connection, hall.ids["Cy"]) == ()
        assert (await people.person_of(connection, hall.ids["Cy"])).name == "Cy"
    assert len(await hall.seats_of(meeting)) == 2
