"""A timetable (or a repair) takes effect: all of it in one transaction, and one notice for each person.

What was planned on the event as it was then is held against the event as it is now: a meeting that has changed since
is left alone, one whose time or place somebody else has taken gets the best that is free, or none.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain import meetings as rules
from bot.domain.changes import Item, meeting_item
from bot.domain.events import Event
from bot.domain.ids import AttendeeId, MeetingId, SessionId
from bot.domain.meetings import Booking, Meeting, Status
from bot.domain.reminders import Bell, bells, minutes_of
from bot.domain.timetable.books import Books
from bot.services.changes.telling import redraw, tell_people
from bot.services.meetings.cases import Organiser
from bot.services.timetable.deciding import AT_ONCE, Move, Work, place_otherwise, settle
from bot.services.timetable.loading import load
from storage import audit, events, meetings, reminders
from storage import changes as stored_changes
from storage import timetables as stored
from storage.unit_of_work import UnitOfWork

ROUNDS = 3  # of placing anew what another process took meanwhile (PostgreSQL)
MOST_REDRAWN = 2_000  # older messages; past that a press on one of them shows the meeting as it is now anyway
SAVED_AT_ONCE = 400
Bells = list[tuple[Bell, MeetingId | None, SessionId | None]]


@dataclass(frozen=True, slots=True)
class Published:
    """What came of it, in meetings: `placed` have a time for the first time, `moved` another time, `elsewhere` another
    place, `dropped` had a time and have none. `left_alone` had changed since it was planned; `otherwise` could not
    have what was planned (their new place or time is among the others). `people` get one notice each.
    """

    placed: int = 0
    moved: int = 0
    elsewhere: int = 0
    dropped: int = 0
    left_alone: tuple[MeetingId, ...] = ()
    otherwise: tuple[MeetingId, ...] = ()
    people: int = 0


async def publish(
    uow: UnitOfWork,
    event: Event,
    moves: Iterable[Move],
    by: Organiser | None,
    *,
    act: str = "timetable",
    role: str = "organiser",
) -> Published:
    """Write where meetings go now, with seats, places, bells, notices and the audit record: all of it, or nothing.

    Publishing twice moves nothing the second time: the versions have risen. `act` is ``timetable`` (from then on the
    event has one) or ``repair``; `role` is ``clock`` for what nobody asked for.
    """
    asked = {move.meeting: move for move in moves}
    ids = sorted(asked)
    first = event.timetable_at is None and act == "timetable"
    await stored_changes.rise(uow.connection, event.id)  # whoever else changes the event waits here
    event = await events.event(uow.connection, event.id)
    parties = await meetings.parties(uow.connection, await stored.people_of(uow.connection, ids), lock=True)
    known = await stored.lock_agreed(uow.connection, ids)
    late = {who for meeting in known.values() for who in meeting.sides} - set(parties)
    parties |= await meetings.parties(uow.connection, late)
    fresh = await load(uow.connection, event, uow.now, keep=timedelta(0))
    work = Work(event, known, parties, fresh, Books(fresh.problem))
    await settle(work, asked)
    await _write(uow, work)
    await _ring(uow, work)
    if act == "timetable":
        await stored.published(uow.connection, event.id, uow.now)
    told = await _told(work, uow.now, unplaced=first)
    await tell_people(uow, event, told, work.parties, {meeting.id for meeting in work.changed})
    await _redraw(uow, work)
    result = _result(work, len(told))
    await _record(uow, work, result, by, act, role)
    return result


async def _write(uow: UnitOfWork, work: Work) -> None:
    """Seats and places change hands together: all get up, then all sit down."""
    changing = [m for m, booking in work.wanted.items() if work.known[m].booking != booking]
    await stored_changes.take_seats_off(uow.connection, [m for m in changing if work.known[m].booking is not None])
    waiting = [m for m in changing if work.wanted[m] is not None]
    index = work.index
    for _ in range(ROUNDS):
        booked = [(m, booking, work.known[m].sides) for m in waiting if (booking := work.wanted[m]) is not None]
        lost = await stored_changes.reseat(uow.connection, booked)
        for meeting_id in lost:
            seat = work.books.where[index[meeting_id]]
            work.books.stand_up(index[meeting_id])
            if seat is not None:
                work.books.close(*seat)
            place_otherwise(work, index[meeting_id])
            work.otherwise.append(meeting_id)
        waiting = [m for m in lost if work.wanted[m] is not None]
        if not waiting:
            break
    for meeting_id in waiting:
        work.wanted[meeting_id] = None
    for turn, meeting_id in enumerate(changing):
        meeting, booking = work.known[meeting_id], work.wanted[meeting_id]
        if meeting.booking != booking:
            work.changed.append(_changed(meeting, booking, uow))
        if turn % AT_ONCE == 0:
            await asyncio.sleep(0)
    await stored.book(uow.connection, work.changed)


def _changed(meeting: Meeting, booking: Booking | None, uow: UnitOfWork) -> Meeting:
    if booking is None:
        return rules.unplace(meeting, uow.now).meeting
    if meeting.status is Status.ACCEPTED:
        return rules.place(meeting, uow.now, booking).meeting
    return rules.move(meeting, None, uow.now, booking).meeting


async def _ring(uow: UnitOfWork, work: Work) -> None:
    """Bells of what has another time are derived anew; those of the old time never ring."""
    moved = [m for m in work.changed if m.slot_id != work.known[m.id].slot_id]
    await reminders.silence_meetings(uow.connection, [m.id for m in moved if work.known[m.id].slot_id is not None])
    starts = {slot.id: slot.starts_at for slot in work.event.slots}
    minutes = {who: minutes_of(work.event, party.attendee) for who, party in work.parties.items()}
    for start in range(0, len(moved), AT_ONCE):
        derived: Bells = []
        for meeting in moved[start : start + AT_ONCE]:
            if meeting.slot_id is not None:
                for who in meeting.sides:
                    found = bells(who, minutes[who], starts[meeting.slot_id], uow.now)
                    derived += [(bell, meeting.id, None) for bell in found]
        await stored_changes.new_bells(uow.connection, work.event.id, derived)


async def _told(work: Work, now: datetime, *, unplaced: bool) -> dict[AttendeeId, list[Item]]:
    """The lines of each person's notice, in order of time; `unplaced`: also of what waits for a time still."""
    slots = {slot.id: slot for slot in (*work.event.former_slots, *work.event.slots)}
    places = {place.id: place for place in (*work.event.former_places, *work.event.places)}
    changed = {meeting.id: meeting for meeting in work.changed}
    wanted = [*work.changed]
    if unplaced:
        wanted += [work.known[m] for m, booking in work.wanted.items() if booking is None and m not in changed]
    wanted.sort(key=lambda m: (m.slot_id is None, slots[m.slot_id].starts_at if m.slot_id else now, m.id))
    told: dict[AttendeeId, list[Item]] = {}
    for turn, meeting in enumerate(wanted):
        before = work.known[meeting.id]
        slot = slots[before.slot_id] if before.slot_id is not None else None
        place = places.get(before.place_id) if before.place_id is not None else None
        item = meeting_item(before, slot, place, meeting.version)
        for who in meeting.sides:
            told.setdefault(who, []).append(item)
        if turn % AT_ONCE == 0:
            await asyncio.sleep(0)
    return told


async def _redraw(uow: UnitOfWork, work: Work) -> None:
    """What stands on a phone about a meeting from before has no button that is pressed in vain."""
    shown = await stored.shown_on(uow.connection, [meeting.id for meeting in work.changed])
    if len(shown) > MOST_REDRAWN:
        return
    for meeting in work.changed:
        for who in meeting.sides:
            if (meeting.id, work.parties[who].person.id) in shown:
                redraw(uow, work.event, meeting, work.parties[who].person, who)


def _result(work: Work, people: int) -> Published:
    was = work.known
    placed = [m for m in work.changed if m.slot_id is not None and was[m.id].slot_id is None]
    dropped = [m for m in work.changed if m.slot_id is None]
    moved = [m for m in work.changed if m.slot_id is not None and was[m.id].slot_id not in {None, m.slot_id}]
    return Published(
        placed=len(placed),
        moved=len(moved),
        elsewhere=len(work.changed) - len(placed) - len(dropped) - len(moved),
        dropped=len(dropped),
        left_alone=tuple(sorted(work.left_alone)),
        otherwise=tuple(sorted(set(work.otherwise))),
        people=people,
    )


async def _record(uow: UnitOfWork, work: Work, result: Published, by: Organiser | None, act: str, role: str) -> None:
    person = by.person_id if by is not None else None

    def line(subject: str, what: str, **detail: object) -> audit.Act:
        return audit.Act(uow.now, what, subject, role, work.event.id, person, detail)

    whole = replace(result, left_alone=(), otherwise=())
    numbers = {name: getattr(whole, name) for name in ("placed", "moved", "elsewhere", "dropped", "people")}
    numbers |= {"left_alone": len(result.left_alone), "otherwise": len(result.otherwise)}
    await audit.record(uow.connection, line(f"event:{work.event.id}", f"publish_{act}", **numbers))
    for start in range(0, len(work.changed), SAVED_AT_ONCE):
        acts = [
            line(
                f"meeting:{m.id}",
                act,
                version=m.version,
                status=m.status.value,
                slot=m.slot_id,
                place=m.place_id,
            )
            for m in work.changed[start : start + SAVED_AT_ONCE]
        ]
        await audit.record(uow.connection, *acts)
