"""A repair in ids of the database: where meetings go, and why one finds no time."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.ids import AttendeeId, MeetingId
from bot.domain.timetable.repairing import Repaired
from bot.services.mending import mend
from bot.services.timetable.deciding import Move
from bot.services.timetable.loading import Loaded


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where meetings go; `lost` have no time any more: why, and because of whom."""

    moves: tuple[Move, ...]
    lost: tuple[tuple[MeetingId, str, tuple[AttendeeId, ...]], ...]
    people: int
    seconds: float


async def work_out(loaded: Loaded) -> Outcome:
    """The smallest change with which every rule is kept. What waits for a time is left waiting."""
    done, why = await mend(loaded.problem)
    changed = [number for number in done.changed if number not in loaded.gone]
    return Outcome(
        moves=tuple(_move(loaded, done, number) for number in changed),
        lost=tuple((loaded.meetings[n], code, tuple(loaded.attendees[p] for p in people)) for n, code, people in why),
        people=len({person for number in changed for person in loaded.problem.meetings[number].people}),
        seconds=done.seconds,
    )


def _move(loaded: Loaded, done: Repaired, number: int) -> Move:
    slot, spot = done.table.slots[number], done.table.spots[number]
    return Move(
        loaded.meetings[number],
        loaded.versions[number],
        None if slot is None else loaded.slots[slot],
        None if spot is None else loaded.places[spot],
        pinned=number in loaded.pinned,
    )
