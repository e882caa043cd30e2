"""Where meetings go, when what was planned is held against the event as it is now."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.domain.events import Event
from bot.domain.ids import AttendeeId, MeetingId, PlaceId, SlotId
from bot.domain.meetings import Booking, Meeting, Party
from bot.domain.timetable.books import Books
from bot.services.timetable.loading import Loaded

AT_ONCE = 500  # meetings or people dealt with before others have their turn on the event loop
LOST_AT_ONCE = 20  # the same, of meetings whose new time is looked for


@dataclass(frozen=True, slots=True)
class Move:
    """Where a meeting of that version is to go; no slot: it keeps or gets none.

    `pinned`: whoever planned this knew that an organiser had pinned it (a repair may have to move it all the same).
    """

    meeting: MeetingId
    version: int
    slot: SlotId | None
    place: PlaceId | None
    pinned: bool = False


def moves_of(loaded: Loaded, slots: Sequence[int | None], spots: Sequence[int | None]) -> list[Move]:
    """What a result of the engine changes, and what it leaves without a time; what stays where it is is left out."""
    found = []
    for number, meeting in enumerate(loaded.problem.meetings):
        slot, spot = slots[number], spots[number]
        if number in loaded.gone or (slot is not None and (slot, spot) == (meeting.at, meeting.spot)):
            continue
        found.append(
            Move(
                loaded.meetings[number],
                loaded.versions[number],
                None if slot is None else loaded.slots[slot],
                None if spot is None else loaded.places[spot],
                pinned=number in loaded.pinned,
            )
        )
    return found


@dataclass(slots=True)
class Work:
    """A publication under way: what is known, the books, and what was decided."""

    event: Event
    known: dict[MeetingId, Meeting]
    parties: dict[AttendeeId, Party]
    fresh: Loaded
    books: Books
    wanted: dict[MeetingId, Booking | None] = field(default_factory=dict)
    left_alone: list[MeetingId] = field(default_factory=list)
    otherwise: list[MeetingId] = field(default_factory=list)
    changed: list[Meeting] = field(default_factory=list)

    @property
    def index(self) -> dict[MeetingId, int]:
        """Meetings of the problem by their number in the database."""
        return {meeting: number for number, meeting in enumerate(self.fresh.meetings)}


async def settle(work: Work, asked: dict[MeetingId, Move]) -> None:
    """Decide where each goes, on the books as they are now."""
    index, problem = work.index, work.fresh.problem
    moving: dict[int, Move] = {}
    for meeting_id, move in asked.items():
        if _as_planned(work, move, index.get(meeting_id)):
            moving[index[meeting_id]] = move
        elif not _done(work, move):
            work.left_alone.append(meeting_id)
    for number, meeting in enumerate(problem.meetings):
        if number not in moving and meeting.at is not None and meeting.spot is not None:
            work.books.sit(number, meeting.at, meeting.spot)
        if number % AT_ONCE == 0:
            await asyncio.sleep(0)
    slots = {slot: t for t, slot in enumerate(work.fresh.slots)}
    places = {place: p for p, place in enumerate(work.fresh.places)}
    lost: list[int] = []
    by_priority = sorted(moving, key=lambda number: (-problem.meetings[number].priority, number))
    for turn, number in enumerate(by_priority):
        move = moving[number]
        if move.slot is None or move.place is None:
            work.wanted[move.meeting] = None
            continue
        slot, spot = slots.get(move.slot), places.get(move.place)
        if slot is not None and spot is not None and work.books.fits(number, slot, spot):
            work.books.sit(number, slot, spot)
            work.wanted[move.meeting] = Booking(move.slot, move.place)
        else:
            lost.append(number)
        if turn % AT_ONCE == 0:
            await asyncio.sleep(0)
    for turn, number in enumerate(lost):
        work.otherwise.append(work.fresh.meetings[number])
        place_otherwise(work, number)
        if turn % LOST_AT_ONCE == 0:
            await asyncio.sleep(0)


def _as_planned(work: Work, move: Move, number: int | None) -> bool:
    """Whether the meeting is still the one that was planned with, and may go elsewhere."""
    meeting = work.known.get(move.meeting)
    if meeting is None or number is None or number in work.fresh.gone or meeting.version != move.version:
        return False
    return move.pinned or not meeting.fixed or meeting.booking == _booking(move) or meeting.slot_id is None


def _done(work: Work, move: Move) -> bool:
    """Whether it is already there, whoever put it there."""
    meeting = work.known.get(move.meeting)
    return meeting is not None and meeting.booking == _booking(move)


def _booking(move: Move) -> Booking | None:
    return None if move.slot is None or move.place is None else Booking(move.slot, move.place)


def place_otherwise(work: Work, number: int) -> None:
    """Where it stands, if that is free still; else the best time that is; else it waits for one."""
    meeting_id, problem = work.fresh.meetings[number], work.fresh.problem
    at, spot = problem.meetings[number].at, problem.meetings[number].spot
    if at is not None and spot is not None and work.books.fits(number, at, spot):
        seat: tuple[int, int] | None = (at, spot)
    else:
        seat = work.books.best(number)
    if seat is None:
        work.wanted[meeting_id] = None
        return
    work.books.sit(number, *seat)
    work.wanted[meeting_id] = Booking(work.fresh.slots[seat[0]], work.fresh.places[seat[1]])
