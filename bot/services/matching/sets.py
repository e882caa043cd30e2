"""A whole set of meetings: everybody gathered, worked out apart, made into agreed meetings."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from bot.apart import run_apart
from bot.domain.events import Event
from bot.domain.ids import AttendeeId, MeetingId
from bot.domain.meetings import Meeting, Priority, Status
from bot.domain.notices import Lane
from bot.domain.people import Attendee, Person
from bot.services.matching.apart import PACK, Everybody, packed, work_out
from bot.services.matching.profiles import profile_of, topics_of
from bot.services.notices import notify
from storage import audit, people
from storage import matching as stored
from storage.audit import Act
from storage.database import Connection
from storage.matching.made import COUNTED
from storage.unit_of_work import UnitOfWork

AT_ONCE = 200  # attendees a read
PATIENCE = 900.0  # seconds of the wall for the whole set


@dataclass(frozen=True, slots=True)
class Wanted:
    """A meeting that the organisers want; `after`: the place in the list of the one it begins after."""

    one: AttendeeId
    two: AttendeeId
    priority: Priority = Priority.MUST
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """What came of it: the meetings, and how many were left out, by reason (``gone``, ``already``, ``closed``)."""

    meetings: tuple[Meeting, ...]
    left_out: Mapping[str, int]
    people: int  # who hear of them


async def gather(connection: Connection, event: Event) -> Everybody:
    """Everybody of an event whom others can see, read in portions."""
    packs: list[bytes] = []
    ids: list[AttendeeId] = []
    after = 0
    while part := await stored.ids_after(connection, event.id, after, AT_ONCE):
        found = list((await people.attendees(connection, part)).values())
        packs += await packs_of(event, found)
        ids += part
        after = part[-1]
    already: dict[int, set[int]] = {}
    never: dict[int, set[int]] = {}
    for number, ((one, two), status) in enumerate((await stored.live_pairs(connection, event.id)).items()):
        if number % 2_000 == 0:
            await asyncio.sleep(0)
        kept = already if status in COUNTED else never
        kept.setdefault(one, set()).add(two)
        kept.setdefault(two, set()).add(one)
    for who, others in (await stored.mutual_distaste(connection, ids)).items():
        if others:
            never.setdefault(who, set()).update(others)
    return Everybody(tuple(packs), topics_of(event), event.rules.closed_type_pairs, already, never)


async def packs_of(event: Event, attendees: Sequence[Attendee]) -> list[bytes]:
    """These people for the way into the worker, in portions."""
    packs = []
    for start in range(0, len(attendees), PACK):
        await asyncio.sleep(0)
        packs.append(packed([profile_of(event, one) for one in attendees[start : start + PACK]]))
    return packs


async def propose(
    everybody: Everybody, *, at_least: int, at_most: int, seed: int, patience: float = PATIENCE
) -> dict[str, Any]:
    """A set of meetings (:func:`bot.services.matching.apart.work_out`), worked out in a process of its own."""
    return await run_apart(work_out, everybody, at_least, at_most, seed, patience=patience)


def wanted_of(result: Mapping[str, Any]) -> list[Wanted]:
    """The meetings of a set that was worked out."""
    return [Wanted(AttendeeId(int(one)), AttendeeId(int(two))) for one, two, _score in result["matches"]]


async def make(uow: UnitOfWork, event: Event, wanted: Sequence[Wanted], *, by: Person | None, source: str) -> Made:
    """Make them: agreed meetings without a time, which the timetable places; everybody hears once of all of theirs.

    Who has left meanwhile, and what exists already, is left out: done twice it is done once. The caller has checked
    the role; `by` None is somebody at the command line.
    """
    there = {one.id: one for one in await stored.listed_people(uow.connection, event.id)}
    pairs = await stored.live_pairs(uow.connection, event.id)
    left_out: dict[str, int] = {}
    new: list[Meeting] = []
    place: dict[int, int] = {}  # in `wanted` -> in `new`
    for number, one in enumerate(wanted):
        if number % 500 == 0:
            await asyncio.sleep(0)
        pair = (min(one.one, one.two), max(one.one, one.two))
        code = _obstacle(event, there, pair, pairs)
        if code is not None:
            left_out[code] = left_out.get(code, 0) + 1
            continue
        pairs[pair] = Status.ACCEPTED
        place[number] = len(new)
        new.append(_meeting(event, one, uow.now))
    after = {
        place[number]: place[one.after]
        for number, one in enumerate(wanted)
        if number in place and one.after is not None and one.after in place
    }
    made = await stored.add_meetings(uow.connection, new, after)
    await _record(uow, event, made, by, source)
    heard = await _tell(uow, event, made)
    return Made(tuple(made), left_out, heard)


ASKED_BEFORE = frozenset({Status.DECLINED, Status.CANCELLED, Status.MISSED})  # the organisers may want it all the same


def _obstacle(
    event: Event,
    there: Mapping[int, stored.ListedPerson],
    pair: tuple[int, int],
    pairs: Mapping[tuple[int, int], Status],
) -> str | None:
    one, two = there.get(pair[0]), there.get(pair[1])
    if one is None or two is None or pair[0] == pair[1]:
        return "gone"
    if frozenset({one.type, two.type}) in event.rules.closed_type_pairs:
        return "closed"
    if pairs.get(pair, Status.DECLINED) not in ASKED_BEFORE:
        return "already"
    return None


def _meeting(event: Event, one: Wanted, now: datetime) -> Meeting:
    return Meeting(
        id=MeetingId(0),
        event_id=event.id,
        requester_id=one.one,
        guest_id=one.two,
        status=Status.ACCEPTED,
        created_at=now,
        changed_at=now,
        priority=one.priority,
    )


async def _record(uow: UnitOfWork, event: Event, made: Sequence[Meeting], by: Person | None, source: str) -> None:
    who = None if by is None else by.id
    whole = Act(
        uow.now,
        "make_matches",
        f"event:{event.id}",
        "organiser",
        event.id,
        who,
        {"meetings": len(made), "source": source},
    )
    single = (
        Act(
            uow.now,
            "match",
            f"meeting:{meeting.id}",
            "organiser",
            event.id,
            who,
            {"version": meeting.version, "status": meeting.status.value, "priority": meeting.priority.value},
        )
        for meeting in made
    )
    await audit.record(uow.connection, whole, *single)


async def _tell(uow: UnitOfWork, event: Event, made: Sequence[Meeting]) -> int:
    theirs: dict[AttendeeId, list[MeetingId]] = {}
    for meeting in made:
        for side in (meeting.requester_id, meeting.guest_id):
            theirs.setdefault(side, []).append(meeting.id)
    persons = await people.persons_of(uow.connection, theirs)
    end = datetime.combine(event.days[-1] + timedelta(days=1), time(), tzinfo=event.zone)
    for number, (who, ids) in enumerate(sorted(theirs.items())):
        if number % 200 == 199:
            await uow.flush()
        if who in persons:
            notify(
                uow,
                persons[who],
                "matching.made",
                {"event": event.id, "to": who, "meetings": ids},
                lane=Lane.NUDGE,  # many at once: no bell waits for them
                kind="change",
                event_id=event.id,
                subject=f"matches:{who}",
                useful_until=end,
                once_key=f"matches:{ids[0]}:{who}",
            )
    await uow.flush()
    return len(theirs)
