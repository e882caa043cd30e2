"""The life of a meeting, use case by use case, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import insert, select, update

from bot.domain.meetings import Status
from bot.domain.people import AttendeeStatus, AttendeeType, Mode
from bot.domain.refusals import Refused
from bot.services import meetings as service
from bot.services import reminders as bells
from storage.database import Database
from storage.tables import attendees, audit, confirmations, joined_sessions, placings, unavailable_slots
from tests.meetings import Hall, at


@pytest.fixture
async def hall(both_databases: Database) -> Hall:
    hall = await Hall.open(both_databases)
    await hall.join("Ann", "Bo", "Cy", "Di")
    return hall


async def test_a_request_is_pending_and_holds_no_slot(hall: Hall) -> None:
    meeting = await hall.request("Ann", "Bo", "10:00", note=" Shall we talk? ")
    assert (meeting.status, meeting.turn_id) == (Status.PENDING, hall.ids["Bo"])
    assert meeting.note == "Shall we talk?"
    assert meeting.answer_by == hall.now + timedelta(hours=24)
    assert await hall.seats_of(meeting) == []
    assert await hall.views("Bo") == ["meetings.requested"]
    assert await hall.views("Ann") == []


async def test_accepting_gives_slot_place_and_bells_to_both(hall: Hall) -> None:
    meeting = await hall.agreed("Ann", "Bo", "10:25")
    slot = hall.slot("10:25")
    assert (meeting.status, meeting.slot_id) == (Status.SCHEDULED, slot)
    assert meeting.place_id == hall.table(1)
    assert await hall.seats_of(meeting) == [(slot, hall.ids["Ann"]), (slot, hall.ids["Bo"])]
    rung = await hall.bells(meeting)
    assert [b.attendee_id for b in rung] == [hall.ids["Ann"], hall.ids["Bo"]]
    assert {b.due_at for b in rung} == {at("10:10")}
    assert {b.useful_until for b in rung} == {at("10:25")}
    assert await hall.views("Ann") == ["meetings.scheduled"]
    assert await hall.meeting(meeting.id) == meeting


async def test_any_time_takes_the_slot_that_leaves_fewest_gaps(hall: Hall) -> None:
    await hall.agreed("Ann", "Cy", "10:50")
    meeting = await hall.agreed("Ann", "Bo")
    assert meeting.slot_id in {hall.slot("10:25"), hall.slot("11:15")}
    assert meeting.slot_id == hall.slot("10:25")  # the earlier of two that are as good


async def test_the_place_is_where_one_of_them_sits_already(hall: Hall) -> None:
    await hall.agreed("Cy", "Di", "10:00")
    first = await hall.agreed("Ann", "Bo", "10:00")
    assert first.place_id == hall.table(2)
    second = await hall.agreed("Ann", "Cy", "10:25")
    assert second.place_id in {hall.table(1), hall.table(2)}
    third = await hall.agreed("Bo", "Di", "10:50")
    assert third.status is Status.SCHEDULED


async def test_online_people_get_a_room(hall: Hall) -> None:
    await hall.join("Eve", mode=Mode.ONLINE)
    meeting = await hall.agreed("Ann", "Eve", "10:00")
    assert meeting.place_id is not None
    assert hall.event.place(meeting.place_id).link == "https://rooms.example.org/1"


async def test_a_time_that_has_gone_shows_the_three_best_others_and_one_tap_books(hall: Hall) -> None:
    wanted = await hall.request("Ann", "Bo", "10:00")
    await hall.agreed("Bo", "Cy", "10:00")
    outcome = await hall.accept(wanted, "Bo")
    assert outcome.gone
    assert not outcome.changed
    assert [s.id for s in outcome.alternatives] == [hall.slot(c) for c in ("10:25", "10:50", "11:15")]
    assert (await hall.meeting(wanted.id)).status is Status.PENDING
    booked = await hall.accept(wanted, "Bo", "10:25")
    assert booked.changed
    assert booked.meeting.slot_id == hall.slot("10:25")


async def test_a_full_hall_counts_as_gone(hall: Hall) -> None:
    await hall.join("E1", "E2", "E3", "E4")
    waiting = await hall.request("E3", "E4", "10:00")
    for one, two in (("Ann", "Bo"), ("Cy", "Di"), ("E1", "E2")):
        await hall.agreed(one, two, "10:00")
    outcome = await hall.accept(waiting, "E4")
    assert outcome.gone
    assert hall.slot("10:00") not in {s.id for s in outcome.alternatives}
    assert await hall.seats_of(waiting) == []


async def test_sessions_joined_and_slots_marked_are_not_offered(hall: Hall) -> None:
    async with hall.database.writing() as connection:
        session = hall.event.sessions[0]
        await connection.execute(
            insert(joined_sessions).values(attendee_id=hall.ids["Ann"], session_id=session.id, joined_at=hall.now)
        )
        await connection.execute(
            insert(unavailable_slots).values(attendee_id=hall.ids["Bo"], slot_id=hall.slot("10:00"))
        )
    ann = await hall.who("Ann")
    async with hall.acting() as uow:
        free = await service.free_slots_for_both(uow, hall.event, ann, hall.ids["Bo"])
    # 10:50 to 11:10, 11:15 to 11:35 overlap the session of 11:00 to 11:40; 11:40 begins when it ends
    assert [s.id for s in free] == [hall.slot(c) for c in ("10:25", "11:40", "12:05")]


@pytest.mark.parametrize("twice", [False, True])
async def test_the_same_tap_twice_does_it_once(hall: Hall, twice: bool) -> None:
    async def again(times: int = 1 + twice) -> range:
        return range(times)

    for _ in await again():
        meeting = await hall.request("Ann", "Bo", "10:00")
    ann, bo = await hall.who("Ann"), await hall.who("Bo")
    for _ in await again():
        async with hall.acting() as uow:
            await service.counter(uow, meeting.id, by=bo, proposed=hall.slot("10:25"))
    for _ in await again():
        async with hall.acting() as uow:
            await service.accept(uow, meeting.id, by=ann)
    for _ in await again():
        async with hall.acting() as uow:
            await bells.answer(uow, meeting.id, hall.slot("10:25"), bells.BellAnswer.LATE, by=ann)
    for _ in await again():
        async with hall.acting() as uow:
            await service.move(uow, meeting.id, by=ann, slot=hall.slot("10:50"))
    moved = await hall.meeting(meeting.id)
    for _ in await again():
        async with hall.acting() as uow:
            await service.confirm_change(uow, meeting.id, by=bo, version=moved.version)
    for _ in await again():
        async with hall.acting() as uow:
            await service.cancel(uow, meeting.id, by=ann)
    async with hall.database.reading() as connection:
        acts = list((await connection.execute(select(audit.c.act).order_by(audit.c.id))).scalars())
    assert acts == ["request", "counter", "accept", "late", "move", "confirm", "cancel"]
    assert (await hall.meeting(meeting.id)).version == 5
    assert await hall.views("Bo") == [
        "meetings.requested",
        "meetings.scheduled",
        "reminders.answered",
        "meetings.changed",
        "meetings.cancelled",
    ]


async def test_a_second_request_to_the_same_person_is_refused_unless_it_is_the_same(hall: Hall) -> None:
    first = await hall.request("Ann", "Bo", "10:00")
    assert (await hall.request("Ann", "Bo", "10:00")).id == first.id
    for one, two, clock in (("Ann", "Bo", "10:25"), ("Bo", "Ann", "10:00")):
        with pytest.raises(Refused) as refused:
            await hall.request(one, two, clock)
        assert refused.value.code == "open_with_them"


async def test_only_the_side_whose_turn_it_is_answers(hall: Hall) -> None:
    meeting = await hall.request("Ann", "Bo")
    for who, code in (("Ann", "not_your_turn"), ("Cy", "not_yours")):
        with pytest.raises(Refused) as refused:
            await hall.accept(meeting, who)
        assert refused.value.code == code
    async with hall.acting() as uow:
        with pytest.raises(Refused, match="not_yours"):
            await service.withdraw(uow, meeting.id, by=await hall.who("Bo"))


async def test_a_counter_offer_passes_the_turn_and_starts_the_clock_again(hall: Hall) -> None:
    meeting = await hall.request("Ann", "Bo", "10:00")
    hall.now += timedelta(hours=20)
    async with hall.acting() as uow:
        outcome = await service.counter(uow, meeting.id, by=await hall.who("Bo"), proposed=hall.slot("10:50"))
    assert outcome.meeting.turn_id == hall.ids["Ann"]
    assert outcome.meeting.answer_by == hall.now + timedelta(hours=24)
    assert await hall.views("Ann") == ["meetings.countered"]
    booked = await hall.accept(outcome.meeting, "Ann")
    assert booked.meeting.slot_id == hall.slot("10:50")


async def test_an_older_button_changes_nothing(hall: Hall) -> None:
    meeting = await hall.request("Ann", "Bo", "10:00")
    bo = await hall.who("Bo")
    async with hall.acting() as uow:
        await service.counter(uow, meeting.id, by=bo, proposed=hall.slot("10:50"), version=1)
    async with hall.acting() as uow:
        outcome = await service.decline(uow, meeting.id, by=await hall.who("Ann"), version=1)
    assert not outcome.changed
    assert outcome.meeting.status is Status.PENDING


async def test_withdrawing_draws_the_other_message_anew(hall: Hall) -> None:
    meeting = await hall.request("Ann", "Bo")
    async with hall.acting() as uow:
        await service.withdraw(uow, meeting.id, by=await hall.who("Ann"))
    edit, told = (await hall.notices("Bo"))[-2:]
    assert (edit.action, edit.target_subject) == ("edit", f"meeting:{meeting.id}")
    assert (told.action, told.view) == ("send", "meetings.withdrawn")


async def test_moving_takes_the_bells_along(hall: Hall) -> None:
    meeting = await hall.agreed("Ann", "Bo", "10:00")
    async with hall.acting() as uow:
        moved = (await service.move(uow, meeting.id, by=await hall.who("Ann"), slot=hall.slot("11:15"))).meeting
    assert {b.due_at for b in await hall.bells(meeting)} == {at("11:00")}
    assert len(await hall.bells(meeting)) == 2
    assert await hall.seats_of(meeting) == [(hall.slot("11:15"), hall.ids[n]) for n in ("Ann", "Bo")]
    async with hall.database.reading() as connection:
        places = (await connection.execute(select(placings))).all()
        waiting = (await connection.execute(select(confirmations))).all()
    assert [(p.slot_id, p.place_id) for p in places] == [(moved.slot_id, moved.place_id)]
    assert [(c.attendee_id, c.confirmed_at) for c in waiting] == [(hall.ids["Bo"], None)]


async def test_cancelling_frees_the_slot_and_silences_the_bells(hall: Hall) -> None:
    meeting = await hall.agreed("Ann", "Bo", "10:00")
    async with hall.acting() as uow:
        await service.cancel(uow, meeting.id, by=await hall.who("Bo"), reason="cant_come")
    assert await hall.bells(meeting) == []
    assert await hall.seats_of(meeting) == []
    again = await hall.agreed("Ann", "Bo", "10:00")
    assert again.id != meeting.id


async def test_an_unanswered_request_nudges_once_then_expires_and_tells_both(hall: Hall) -> None:
    meeting = await hall.request("Ann", "Bo")
    start = hall.now
    for hours, views in ((15.9, []), (16.1, ["meetings.nudge"]), (17, ["meetings.nudge"])):
        hall.now = start + timedelta(hours=hours)
        async with hall.acting() as uow:
            await service.look(uow)
        assert (await hall.views("Bo"))[1:] == views
    assert (await hall.meeting(meeting.id)).version == 1
    hall.now = start + timedelta(hours=24)
    for _ in range(2):
        async with hall.acting() as uow:
            assert await service.look(uow) is None
    assert (await hall.meeting(meeting.id)).status is Status.EXPIRED
    assert (await hall.views("Bo"))[-1] == "meetings.expired"
    assert await hall.views("Ann") == ["meetings.expired"]


async def test_a_tap_after_the_deadline_finds_the_request_expired_even_before_the_clock_looked(hall: Hall) -> None:
    meeting = await hall.request("Ann", "Bo")
    hall.now += timedelta(hours=24)
    bo = await hall.who("Bo")
    async with hall.acting() as uow:
        outcome = await service.accept(uow, meeting.id, by=bo)
    assert not outcome.changed
    assert outcome.meeting.status is Status.EXPIRED


async def test_a_meeting_whose_slot_is_over_was_held(hall: Hall) -> None:
    meeting = await hall.agreed("Ann", "Bo", "10:00")
    async with hall.database.reading() as connection:
        assert await service.next_end(connection) == at("10:20")
    hall.now = at("10:19")
    async with hall.acting() as uow:
        assert await service.pass_due(uow) == 0
    hall.now = at("10:20")
    async with hall.acting() as uow:
        assert await service.pass_due(uow) == 1
        assert await service.pass_due(uow) == 0
    assert (await hall.meeting(meeting.id)).status is Status.HELD
    async with hall.acting() as uow:
        with pytest.raises(Refused) as refused:
            await service.cancel(uow, meeting.id, by=await hall.who("Ann"))
    assert refused.value.facts["status"] == "held"


async def test_leaving_ends_everything_and_tells_the_others(hall: Hall) -> None:
    agreed = await hall.agreed("Ann", "Bo", "10:00")
    sent = await hall.request("Ann", "Cy")
    received = await hall.request("Di", "Ann")
    async with hall.acting() as uow:
        assert await service.leave_all(uow, hall.ids["Ann"]) == 3
    found = [(await hall.meeting(m.id)).status for m in (agreed, sent, received)]
    assert found == [Status.CANCELLED, Status.WITHDRAWN, Status.DECLINED]
    assert [(await hall.views(n))[-1] for n in ("Bo", "Cy", "Di")] == [
        "meetings.cancelled",
        "meetings.withdrawn",
        "meetings.declined",
    ]
    assert await hall.bells() == []


async def test_an_organiser_may_do_anything_and_both_are_told(hall: Hall) -> None:
    meeting = await hall.request("Ann", "Bo", "10:00")
    async with hall.database.reading() as connection:
        from storage import people

        desk = service.Organiser((await people.person_of(connection, hall.ids["Di"])).id)
    async with hall.acting() as uow:
        assert (await service.accept(uow, meeting.id, by=desk)).changed
    assert (await hall.views("Ann"))[-1] == (await hall.views("Bo"))[-1] == "meetings.scheduled"


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("hidden", {"hidden": True}),
        ("not_approved", {"status": AttendeeStatus.WAITING.value}),
        ("gone", {"status": AttendeeStatus.CANCELLED.value}),
    ],
)
async def test_somebody_who_cannot_be_asked_is_not_asked(hall: Hall, code: str, change: dict[str, object]) -> None:
    async with hall.database.writing() as connection:
        await connection.execute(update(attendees).where(attendees.c.id == hall.ids["Bo"]).values(**change))
    with pytest.raises(Refused) as refused:
        await hall.request("Ann", "Bo")
    assert refused.value.code == code


async def test_nobody_asks_themselves(hall: Hall) -> None:
    with pytest.raises(Refused, match="self"):
        await hall.request("Ann", "Ann")


async def test_the_quota_counts_open_requests_only(database: Database) -> None:
    hall = await Hall.open(database, quota_open_requests=2)
    await hall.join("Ann", "Bo", "Cy", "Di")
    first = await hall.request("Ann", "Bo")
    await hall.request("Ann", "Cy")
    with pytest.raises(Refused) as refused:
        await hall.request("Ann", "Di")
    assert (refused.value.code, refused.value.facts["limit"]) == ("quota", 2)
    async with hall.acting() as uow:
        await service.decline(uow, first.id, by=await hall.who("Bo"))
    assert (await hall.request("Ann", "Di")).status is Status.PENDING


async def test_closed_type_pairs_and_the_booking_window(database: Database) -> None:
    hall = await Hall.open(
        database,
        closed_type_pairs=frozenset({frozenset({"business"}), frozenset({"business", "investor"})}),
        booking_opens_at=at("08:00", 20),
        booking_closes_at=at("12:00", 25),
    )
    await hall.join("Ann", "Bo")
    await hall.join("Ida", type=AttendeeType.INVESTOR)
    await hall.join("Rex", type=AttendeeType.RESEARCH)
    for guest in ("Bo", "Ida"):
        with pytest.raises(Refused, match="closed_types"):
            await hall.request("Ann", guest)
    for moment in (at("07:59", 20), at("12:00", 25)):
        hall.now = moment
        with pytest.raises(Refused, match="window"):
            await hall.request("Ann", "Rex")
    hall.now = at("08:00", 20)
    assert (await hall.request("Ann", "Rex")).status is Status.PENDING


async def test_no_common_time_is_said_before_anything_is_asked(hall: Hall) -> None:
    await hall.join("Far", modes={hall.event.days[0]: Mode.ONSITE, hall.event.days[1]: Mode.ABSENT})
    ann = await hall.who("Ann")
    async with hall.acting() as uow:
        with pytest.raises(Refused, match="no_common_time"):
            await service.may_request(uow, hall.event, ann, hall.ids["Far"])
    with pytest.raises(Refused, match="no_common_time"):
        await hall.request("Ann", "Far")
