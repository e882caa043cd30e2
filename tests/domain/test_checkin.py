"""What a scanned table means, minute by minute."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.checkin import Sitting, Spot, at_table
from bot.domain.ids import MeetingId, PlaceId, SlotId

TEN = datetime(2022, 4, 27, 10, tzinfo=UTC)
HERE, THERE = PlaceId(7), PlaceId(8)


def sitting(number: int, place: PlaceId | None, minutes: int) -> Sitting:
    starts = TEN + timedelta(minutes=minutes)
    return Sitting(MeetingId(number), 1, SlotId(number), place, starts, starts + timedelta(minutes=20))


@pytest.mark.parametrize(
    ("sittings", "minute", "spot", "meeting"),
    [
        ([], 0, Spot.NOTHING, None),
        ([sitting(1, HERE, 0)], -4, Spot.RIGHT, 1),
        ([sitting(1, HERE, 0)], 19, Spot.RIGHT, 1),
        ([sitting(1, HERE, 0)], 20, Spot.NOTHING, None),
        ([sitting(1, HERE, 0)], -31, Spot.EARLY, 1),
        ([sitting(1, THERE, 0)], -4, Spot.ELSEWHERE, 1),
        ([sitting(1, THERE, 0)], -31, Spot.LATER, 1),
        ([sitting(1, None, 0)], -4, Spot.ELSEWHERE, 1),
        # On the way from one table to the next, a little early: the next one counts.
        ([sitting(1, THERE, 0), sitting(2, HERE, 25)], 18, Spot.RIGHT, 2),
        ([sitting(2, HERE, 120), sitting(1, THERE, 0)], -4, Spot.ELSEWHERE, 1),
    ],
)
def test_a_scan_means_what_the_minute_and_the_place_say(
    sittings: list[Sitting], minute: int, spot: Spot, meeting: int | None
) -> None:
    found = at_table(sittings, HERE, TEN + timedelta(minutes=minute))
    assert found.spot is spot
    assert (found.sitting.meeting_id if found.sitting else None) == meeting
