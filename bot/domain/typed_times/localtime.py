"""What a wall clock's time means in a zone: one moment, two when clocks go back, none when they go forward."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo


def moments_at(local: datetime, zone: ZoneInfo) -> tuple[datetime, ...]:
    """The moments, in order, at which a clock in the zone shows the naive time `local`.

    zoneinfo gives an hour that does not exist an offset all the same; the way to UTC and back shows it (PEP 495).
    """
    found: list[datetime] = []
    for fold in (0, 1):
        there = local.replace(tzinfo=zone, fold=fold)
        back = there.astimezone(UTC).astimezone(zone)
        if back.replace(tzinfo=None) == local and all(back.timestamp() != other.timestamp() for other in found):
            found.append(back)
    return tuple(found)
