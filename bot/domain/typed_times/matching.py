"""Which slots of a programme a reading can mean."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.domain.typed_times.facts import Part
from bot.domain.typed_times.reading import Kind, Reading


def matching_slots(reading: Reading, starts: Sequence[tuple[int, datetime, datetime]]) -> tuple[int, ...]:
    """Ids of the slots (id, start, end; aware) that the reading can mean, in the order given.

    A moment means the slots that start at it, else those that are running then. A day means all that start on it, or
    those in the part of the day that was named, if there are any; where it was named in hours ("after 3"), those only.
    Other readings mean none.
    """
    if reading.kind is Kind.DAY:
        return _on_the_day(reading, starts)
    wanted: set[int] = set()
    for moment in reading.moments:
        exact = {slot for slot, start, _ in starts if start == moment}
        wanted |= exact or {slot for slot, start, end in starts if start <= moment < end}
    return tuple(slot for slot, _, _ in starts if slot in wanted)


def _on_the_day(reading: Reading, starts: Sequence[tuple[int, datetime, datetime]]) -> tuple[int, ...]:
    of_day: list[int] = []
    in_part: list[int] = []
    part = Part(*reading.hours) if reading.hours is not None else None
    for slot, start, _ in starts:
        local = start.astimezone(reading.zone) if reading.zone is not None else start
        minute = local.hour * 60 + local.minute
        if local.date() == reading.day:
            of_day.append(slot)
            if part is not None and part.start <= minute < part.end:
                in_part.append(slot)
    return tuple(in_part if reading.window else in_part or of_day)
