"""The rules of a meeting's life, each alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain import meetings as rules
from bot.domain.events import Event, Place, PlaceKind, Rules, Slot
from bot.domain.ids import AttendeeId, BlockId, EventId, MeetingId, PlaceId, SlotId
from bot.domain.meetings import Booking, Meeting, Status, Word
from bot.domain.refusals import Refused

ANN, BO, CY = AttendeeId(1), AttendeeId(2), AttendeeId(3)
NOW = datetime(2022, 4, 20, 9, tzinfo=UTC)
START = datetime(2022, 4, 27, 7, tzinfo=UTC)
BOOKING = Booking(SlotId(1), PlaceId(1))
SLOTS = tuple(
    Slot(SlotId(n + 1), BlockId(1), START + timedelta(minutes=25 * n), START + timedelta(minutes=25 * n + 20))
    for n in range(4)
)


def event(**changed: object) -> Event:
    made = Event(
        id=EventId(1),
        slug="vilnius",
        name="Day",
        city="Vilnius",
        country="LT",
        timezone="Europe/Vilnius",
        days=(date(2022, 4, 26), date(2022, 4, 27)),
        registration_opens_at=None,
        registration_closes_at=None,
        contact="",
        links={},
        series=None,
        rules=Rules(),
        consent_version="1",
        consent_text={},
        slots=SLOTS,
        places=tuple(Place(PlaceId(n), PlaceKind.TABLE, n) for n in range(1, 4)),
    )
    return replace(made, **changed)  # type: ignore[arg-type]


def pending(**changed: object) -> Meeting:
    made = Meeting(
        id=MeetingId(7),
        event_id=EventId(1),
        requester_id=ANN,
        guest_id=BO,
        status=Status.PENDING,
        created_at=NOW,
        changed_at=NOW,
        turn_id=BO,
        answer_by=NOW + timedelta(hours=24),
        nudge_at=NOW + timedelta(hours=16),
    )
    return replace(made, **changed)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("asked", "slot", "expected"),
    [
        (NOW, None, NOW + timedelta(hours=24)),
        (
            datetime(2022, 4, 25, 20, 59, tzinfo=UTC),
            None,
            datetime(2022, 4, 26, 20, 59, tzinfo=UTC),
        ),  # 23:59 the day before
        (datetime(2022, 4, 25, 21, tzinfo=UTC), None, datetime(2022, 4, 25, 23, tzinfo=UTC)),  # midnight: on the day
        (START - timedelta(hours=1), None, START + timedelta(hours=1)),
        (START - timedelta(hours=1), SLOTS[0], START),  # never past the proposed slot
        (START + timedelta(minutes=5), None, SLOTS[-1].starts_at),  # never past the last
    ],
)
def test_answer_by(asked: datetime, slot: Slot | None, expected: datetime) -> None:
    assert rules.answer_by(event(), asked, slot) == expected


def test_the_nudge_comes_when_two_thirds_are_gone() -> None:
    assert rules.nudge_at(Rules(), NOW, NOW + timedelta(hours=3)) == NOW + timedelta(hours=2)


STEPS = {
    "accept": lambda m, by: rules.accept(m, by, NOW, BOOKING),
    "decline": lambda m, by: rules.decline(m, by, NOW),
    "withdraw": lambda m, by: rules.withdraw(m, by, NOW),
    "counter": lambda m, by: rules.counter(m, by, NOW, proposed=SlotId(2), until=NOW, nudge=NOW),
    "cancel": lambda m, by: rules.cancel(m, by, NOW),
    "move": lambda m, by: rules.move(m, by, NOW, Booking(SlotId(2), PlaceId(1))),
}
ALLOWED = {
    ("accept", Status.PENDING, BO): (Status.SCHEDULED, [(ANN, Word.SCHEDULED)]),
    ("decline", Status.PENDING, BO): (Status.DECLINED, [(ANN, Word.DECLINED)]),
    ("withdraw", Status.PENDING, ANN): (Status.WITHDRAWN, [(BO, Word.WITHDRAWN)]),
    ("counter", Status.PENDING, BO): (Status.PENDING, [(ANN, Word.COUNTERED)]),
    ("cancel", Status.SCHEDULED, ANN): (Status.CANCELLED, [(BO, Word.CANCELLED)]),
    ("cancel", Status.SCHEDULED, BO): (Status.CANCELLED, [(ANN, Word.CANCELLED)]),
    ("cancel", Status.ACCEPTED, ANN): (Status.CANCELLED, [(BO, Word.CANCELLED)]),
    ("cancel", Status.ACCEPTED, BO): (Status.CANCELLED, [(ANN, Word.CANCELLED)]),
    ("move", Status.SCHEDULED, ANN): (Status.SCHEDULED, [(BO, Word.CHANGED)]),
    ("move", Status.SCHEDULED, BO): (Status.SCHEDULED, [(ANN, Word.CHANGED)]),
}
SILENT = {
    *(("accept", s, who) for s in (Status.ACCEPTED, Status.SCHEDULED, Status.HELD, Status.MISSED) for who in (ANN, BO)),
    ("decline", Status.DECLINED, ANN),
    ("decline", Status.DECLINED, BO),
    ("withdraw", Status.WITHDRAWN, ANN),
    ("cancel", Status.CANCELLED, ANN),
    ("cancel", Status.CANCELLED, BO),
}


@pytest.mark.parametrize("who", [ANN, BO, CY])
@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("step", list(STEPS))
def test_every_step_from_every_status_by_everybody(step: str, status: Status, who: AttendeeId) -> None:
    meeting = pending(status=status, turn_id=BO if status is Status.PENDING else None)
    if status is Status.SCHEDULED:
        meeting = replace(meeting, slot_id=BOOKING.slot_id, place_id=BOOKING.place_id)
    if (step, status, who) in ALLOWED:
        expected, told = ALLOWED[step, status, who]
        decision = STEPS[step](meeting, who)
        assert decision.meeting.status is expected
        assert [(o.to, o.word) for o in decision.tell] == told
        assert decision.meeting.version == meeting.version + 1
        assert (decision.meeting.turn_id is not None) is (expected is Status.PENDING)
    elif (step, status, who) in SILENT:
        decision = STEPS[step](meeting, who)
        assert (decision.changed, decision.tell, decision.meeting) == (False, (), meeting)
    else:
        with pytest.raises(Refused) as refused:
            STEPS[step](meeting, who)
        assert refused.value.code in {"not_yours", "not_your_turn", "already"}
        assert (refused.value.code == "not_yours") >= (who == CY)


def test_a_counter_passes_the_turn_and_a_second_one_of_the_same_is_silent() -> None:
    once = rules.counter(pending(), BO, NOW, proposed=SlotId(2), until=NOW, nudge=NOW).meeting
    assert (once.turn_id, once.proposed_slot_id) == (ANN, SlotId(2))
    assert not rules.counter(once, BO, NOW, proposed=SlotId(2), until=NOW, nudge=NOW).changed


def test_whoever_countered_may_change_the_offer_and_take_it_back_but_who_asked_first_may_not() -> None:
    once = rules.counter(pending(proposed_slot_id=SlotId(1)), BO, NOW, proposed=SlotId(2), until=NOW, nudge=NOW).meeting
    again = rules.counter(once, BO, NOW, proposed=SlotId(3), until=NOW, nudge=NOW)
    assert (again.meeting.turn_id, again.meeting.proposed_slot_id) == (ANN, SlotId(3))
    assert [(o.to, o.word) for o in again.tell] == [(ANN, Word.COUNTERED)]
    back = rules.take_back(again.meeting, BO, NOW, before=SlotId(1), until=START, nudge=NOW)
    assert (back.meeting.turn_id, back.meeting.proposed_slot_id, back.meeting.answer_by) == (BO, SlotId(1), START)
    assert [(o.to, o.word) for o in back.tell] == [(ANN, Word.TAKEN_BACK)]
    assert not rules.take_back(back.meeting, BO, NOW, before=None, until=START, nudge=NOW).changed
    with pytest.raises(Refused, match="not_your_turn"):
        rules.counter(pending(), ANN, NOW, proposed=SlotId(3), until=NOW, nudge=NOW)
    with pytest.raises(Refused, match="not_your_turn"):
        rules.take_back(pending(), ANN, NOW, before=None, until=NOW, nudge=NOW)


def test_the_time_left_is_said_anew_at_few_moments_that_come_closer() -> None:
    until = NOW + timedelta(hours=24)
    moments, now = [], NOW
    while (following := rules.next_countdown(until, now)) is not None:
        moments.append((until - following) / timedelta(minutes=1))
        now = following
    assert moments == [720, 360, 180, 60, 30, 15, 5]
    asked = rules.request(
        EventId(1), ANN, BO, proposed=None, note=None, now=NOW, until=NOW + timedelta(minutes=50), nudge=NOW
    ).meeting
    assert asked.countdown_at == NOW + timedelta(minutes=20)
    assert not rules.count_down(asked, NOW + timedelta(minutes=19)).changed
    counted = rules.count_down(asked, NOW + timedelta(minutes=36)).meeting
    assert (counted.countdown_at, counted.version) == (NOW + timedelta(minutes=45), asked.version)


def test_a_request_expires_at_its_deadline_and_not_before() -> None:
    meeting = pending()
    assert meeting.answer_by is not None
    assert not rules.expire(meeting, meeting.answer_by - timedelta(microseconds=1)).changed
    expired = rules.expire(meeting, meeting.answer_by)
    assert expired.meeting.status is Status.EXPIRED
    assert {o.to for o in expired.tell} == {ANN, BO}
    assert not rules.expire(expired.meeting, meeting.answer_by).changed


def test_the_nudge_goes_out_once_and_leaves_the_buttons_valid() -> None:
    meeting = pending()
    assert not rules.nudge(meeting, NOW + timedelta(hours=15)).changed
    nudged = rules.nudge(meeting, NOW + timedelta(hours=16))
    assert nudged.meeting.version == meeting.version
    assert [(o.to, o.word) for o in nudged.tell] == [(BO, Word.NUDGE)]
    assert not rules.nudge(nudged.meeting, NOW + timedelta(hours=17)).changed
    assert not rules.nudge(meeting, NOW + timedelta(hours=24)).changed


def test_an_organisers_step_tells_both() -> None:
    decision = rules.accept(pending(), None, NOW, BOOKING)
    assert [o.to for o in decision.tell] == [ANN, BO]


def test_a_meeting_without_its_place_waits_and_is_placed_again() -> None:
    scheduled = rules.accept(pending(), BO, NOW, BOOKING).meeting
    waiting = rules.unplace(scheduled, NOW).meeting
    assert (waiting.status, waiting.booking) == (Status.ACCEPTED, None)
    again = rules.place(waiting, NOW, Booking(SlotId(2), PlaceId(2)))
    assert again.meeting.status is Status.SCHEDULED
    assert [o.word for o in again.tell] == [Word.SCHEDULED, Word.SCHEDULED]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (None, None),
        ("  ", None),
        (" a\x00b\x1b ", "ab"),
        ("x" * 300, "x" * 300),
        ("<b>", "<b>"),
        ("שלום 👩‍🔬", "שלום 👩‍🔬"),
    ],
)
def test_a_note_is_kept_harmless(typed: str | None, kept: str | None) -> None:
    assert rules.check_note(typed) == kept


def test_a_note_too_long_names_the_limit() -> None:
    with pytest.raises(Refused) as refused:
        rules.check_note("x" * 301)
    assert refused.value.facts == {"limit": 300, "length": 301}
