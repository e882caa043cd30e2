"""The numbers of the desk's first screen, counted by the database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, func, or_, select

from bot.domain.desk import Numbers, current_slot, desk_day, slots_of_day
from bot.domain.events import Event, PlaceKind
from bot.domain.ids import SlotId
from bot.domain.meetings import Status
from bot.domain.people import AttendeeStatus, AttendeeType
from storage.database import Connection
from storage.desk.meetings import count_unconfirmed
from storage.tables import attendees, meetings, persons, places, placings, questions

OPEN_QUESTIONS = ("open", "taken")


async def numbers(connection: Connection, event: Event, now: datetime) -> Numbers:
    """What matters now, at this event."""
    day = desk_day(event, now)
    people = await _people(connection, event)
    of_day = [slot.id for slot in slots_of_day(event, day)]
    running = [slot.id for slot in slots_of_day(event, day) if slot.starts_at <= now < slot.ends_at]
    by_status, going_on = await _meetings(connection, event, of_day, running)
    unanswered, oldest, unplaced = await _open(connection, event)
    slot = current_slot(event, now)
    taken = await tables_taken(connection, [slot.id]) if slot else {}
    return Numbers(
        day=day,
        by_status=people.by_status,
        by_type=people.by_type,
        by_country=people.by_country,
        checked_in=people.checked_in,
        unreachable=people.unreachable,
        without_telegram=people.without_telegram,
        meetings=by_status,
        going_on=going_on,
        unanswered=unanswered,
        oldest_at=oldest,
        unplaced=unplaced,
        unconfirmed=await count_unconfirmed(connection, event.id, now),
        questions=await _questions(connection, event),
        tables=sum(place.kind is PlaceKind.TABLE for place in event.places),
        tables_taken=taken.get(slot.id, 0) if slot else 0,
        tables_in=slot,
    )


async def tables_taken(connection: Connection, slot_ids: Sequence[SlotId]) -> dict[SlotId, int]:
    """How many of the tables in use are taken, slot by slot; a slot without any is left out."""
    rows = await connection.execute(
        select(placings.c.slot_id, func.count())
        .join(places, places.c.id == placings.c.place_id)
        .where(
            placings.c.slot_id.in_(list(slot_ids)),
            places.c.kind == PlaceKind.TABLE.value,
            places.c.removed.is_(False),
            places.c.out_of_use.is_(False),
        )
        .group_by(placings.c.slot_id)
    )
    return {SlotId(slot_id): int(number) for slot_id, number in rows}


async def _people(connection: Connection, event: Event) -> Numbers:
    """Everybody's status, type and country, who is here, and who cannot be written to."""
    rows = await connection.execute(
        select(
            attendees.c.status,
            attendees.c.type,
            attendees.c.country,
            func.count().label("n"),
            func.count(attendees.c.checked_in_at).label("here"),
        )
        .where(attendees.c.event_id == event.id)
        .group_by(attendees.c.status, attendees.c.type, attendees.c.country)
    )
    statuses: Counter[AttendeeStatus] = Counter()
    types: Counter[AttendeeType] = Counter()
    countries: Counter[str] = Counter()
    counted: Counter[str] = Counter()
    for row in rows:
        status = AttendeeStatus(row.status)
        statuses[status] += row.n
        if status is not AttendeeStatus.REGISTERED:
            continue
        types[AttendeeType(row.type)] += row.n
        countries[row.country] += row.n
        counted["here"] += row.here
    offline = persons.c.telegram_id.is_(None)
    silent = await connection.execute(
        select(offline, func.count())
        .join_from(persons, attendees, attendees.c.person_id == persons.c.id)
        .where(
            or_(offline, persons.c.reachable.is_(False)),
            attendees.c.event_id == event.id,
            attendees.c.status == AttendeeStatus.REGISTERED.value,
        )
        .group_by(offline)
    )
    for is_offline, number in silent:
        counted["offline" if is_offline else "unreachable"] += number
    return Numbers(
        day=event.days[0],
        by_status=dict(statuses),
        by_type=dict(types.most_common()),
        by_country=dict(sorted(countries.items(), key=lambda one: (-one[1], one[0]))),
        checked_in=counted["here"],
        unreachable=counted["unreachable"],
        without_telegram=counted["offline"],
    )


async def _meetings(
    connection: Connection, event: Event, of_day: Sequence[SlotId], running: Sequence[SlotId]
) -> tuple[dict[Status, int], int]:
    if not of_day:
        return {}, 0
    on_now = and_(
        meetings.c.slot_id.in_(list(running) or [0]),
        meetings.c.status.in_([Status.SCHEDULED.value, Status.HELD.value]),
    )
    rows = await connection.execute(
        select(meetings.c.status, func.count(), func.count().filter(on_now))
        .where(
            meetings.c.event_id == event.id,
            meetings.c.status.in_([s.value for s in (Status.SCHEDULED, Status.HELD, Status.MISSED, Status.CANCELLED)]),
            meetings.c.slot_id.in_(list(of_day)),
        )
        .group_by(meetings.c.status)
    )
    by_status: dict[Status, int] = {}
    going_on = 0
    for status, number, now_on in rows:
        by_status[Status(status)] = int(number)
        going_on += int(now_on)
    return by_status, going_on


async def _open(connection: Connection, event: Event) -> tuple[int, datetime | None, int]:
    rows = await connection.execute(
        select(meetings.c.status, func.count(), func.min(meetings.c.created_at))
        .where(
            meetings.c.event_id == event.id,
            or_(meetings.c.status == Status.PENDING.value, meetings.c.status == Status.ACCEPTED.value),
        )
        .group_by(meetings.c.status)
    )
    found = {Status(status): (int(number), oldest) for status, number, oldest in rows}
    unanswered, oldest = found.get(Status.PENDING, (0, None))
    return unanswered, oldest, found.get(Status.ACCEPTED, (0, None))[0]


async def _questions(connection: Connection, event: Event) -> int:
    query = select(func.count()).where(questions.c.event_id == event.id, questions.c.state.in_(OPEN_QUESTIONS))
    return int((await connection.execute(query)).scalar_one())
