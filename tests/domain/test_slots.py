"""Which slot suits two people best, and which place."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import slots
from bot.domain.events import Event, Place, PlaceKind, Session, Slot
from bot.domain.ids import AttendeeId, EventId, PersonId, PlaceId, SessionId, SlotId
from bot.domain.people import Attendee, AttendeeStatus, AttendeeType, Mode
from bot.domain.slots import Diary
from tests.domain.test_meetings import NOW, SLOTS, START, event

DAY = START.date()


def attendee(number: int, mode: Mode = Mode.ONSITE) -> Attendee:
    return Attendee(
        AttendeeId(number),
        EventId(1),
        PersonId(number),
        f"P{number}",
        "Org",
        AttendeeType.BUSINESS,
        "LT",
        AttendeeStatus.REGISTERED,
        False,
        None,
        {DAY: mode},
        (),
        NOW,
    )


def diary(number: int, *busy: int, mode: Mode = Mode.ONSITE, **more: object) -> Diary:
    return Diary(attendee(number, mode), {SlotId(n): PlaceId(1) for n in busy}, **more)  # type: ignore[arg-type]


def hall(**changed: object) -> Event:
    places = tuple(Place(PlaceId(n), PlaceKind.TABLE, n, "A" if n < 4 else "B") for n in range(1, 7))
    return event(places=(*places, Place(PlaceId(9), PlaceKind.ROOM, 1, None, "https://x.example")), **changed)


@pytest.mark.parametrize(
    ("one", "two", "kind"),
    [
        (Mode.ONSITE, Mode.ONSITE, PlaceKind.TABLE),
        (Mode.ONSITE, Mode.ONLINE, PlaceKind.ROOM),
        (Mode.ONLINE, Mode.ONLINE, PlaceKind.ROOM),
        (Mode.ONSITE, Mode.ABSENT, None),
        (Mode.ABSENT, Mode.ABSENT, None),
    ],
)
def test_venue(one: Mode, two: Mode, kind: PlaceKind | None) -> None:
    assert slots.venue(hall(), SLOTS[0], attendee(1, one), attendee(2, two)) is kind


def ids(found: tuple[Slot, ...]) -> list[int]:
    return [slot.id for slot in found]


def test_a_slot_suits_who_is_there_free_and_in_no_session() -> None:
    session = Session(SessionId(1), "s", "S", "panel", SLOTS[1].ends_at, SLOTS[2].starts_at + timedelta(minutes=1))
    there = hall(sessions=(session,))
    mine = diary(1, 1, unavailable=frozenset({SlotId(4)}), sessions=frozenset({SessionId(1)}))
    assert ids(slots.free_slots(there, mine, NOW)) == [2]
    assert ids(slots.free_slots(there, diary(2), SLOTS[1].starts_at)) == [3, 4]
    assert ids(slots.free_slots(there, diary(3, mode=Mode.ABSENT), NOW)) == []


@pytest.mark.parametrize(
    ("busy", "added", "cost"),
    [((), 2, 0), ((1,), 2, 0), ((1,), 3, 4), ((1,), 4, 5), ((1, 4), 2, 4), ((1, 4), None, 5), ((1, 3), 2, 0)],
)
def test_waiting_costs_three_a_break_and_one_an_idle_slot(busy: tuple[int, ...], added: int | None, cost: int) -> None:
    assert slots.idle_cost(hall(), diary(1, *busy), None if added is None else SlotId(added)) == cost


def test_the_best_slot_leaves_both_the_fewest_gaps_then_is_the_earliest() -> None:
    free = [slot for slot in SLOTS if slot.id != 3]
    assert ids(slots.best_first(hall(), free, diary(1, 3), diary(2))) == [2, 4, 1]
    assert ids(slots.best_first(hall(), SLOTS, diary(1), diary(2))) == [1, 2, 3, 4]


def test_three_alternatives_in_order_of_time() -> None:
    free = [slot for slot in SLOTS if slot.id != 3]
    assert ids(slots.alternatives(hall(), free, diary(1, 3), diary(2))) == [1, 2, 4]


@pytest.mark.parametrize(
    ("seats", "taken", "table"),
    [
        ({}, set(), 1),
        ({1: 3}, set(), 3),
        ({1: 3}, {3}, 2),
        ({1: 5}, {5}, 4),
        ({1: 1, 3: 3}, set(), 1),
        ({}, {1, 2, 3, 4, 5, 6}, None),
    ],
)
def test_the_place_nearest_to_the_meetings_around(seats: dict[int, int], taken: set[int], table: int | None) -> None:
    mine = Diary(attendee(1), {SlotId(s): PlaceId(p) for s, p in seats.items()})
    place = slots.nearest_place(hall(), SLOTS[1], PlaceKind.TABLE, {PlaceId(t) for t in taken}, [mine, diary(2)])
    assert (place.number if place else None) == table


def test_tables_of_the_same_zone_are_near_and_others_far() -> None:
    places = {place.number: place for place in hall().places if place.kind is PlaceKind.TABLE}
    assert slots.distance(places[1], places[3]) < slots.distance(places[3], places[4])


@given(
    st.sets(st.integers(1, 4)),
    st.sets(st.integers(1, 4)),
    st.dictionaries(st.integers(1, 4), st.integers(0, 2)),
    st.integers(-60, 120),
)
def test_shared_slots_are_free_for_both_ahead_and_have_a_place(
    mine: set[int], theirs: set[int], left: dict[int, int], minutes: int
) -> None:
    now: datetime = START + timedelta(minutes=minutes)
    room = {SlotId(n): {PlaceKind.TABLE: count} for n, count in left.items()}
    found = slots.shared_slots(hall(), diary(1, *mine), diary(2, *theirs), room, now)
    assert [s.id for s in found] == [
        s.id for s in SLOTS if s.id not in mine | theirs and left.get(s.id, 0) > 0 and s.starts_at > now
    ]


def test_a_removed_place_is_not_offered() -> None:
    there = replace(hall(), places=hall().places[1:])
    place = slots.nearest_place(there, SLOTS[0], PlaceKind.TABLE, set(), [diary(1), diary(2)])
    assert place is not None
    assert place.number == 2
