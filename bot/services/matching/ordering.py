"""The desk's *Matches*: ordered with a tap, worked out beside everything else, looked at, made or dropped."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.domain.events import Event
from bot.domain.ids import AttendeeId, EventId, MeetingId
from bot.domain.meetings import AGREED
from bot.domain.notices import Lane
from bot.domain.people import Attendee, Person, Role
from bot.domain.refusals import Refused
from bot.services.matching.apart import SHOWN_FEWER
from bot.services.matching.sets import Made, make, wanted_of
from bot.services.matching.sheets import rows_of, to_csv
from bot.services.matching.suggesting import reasons
from bot.services.notices import Renderer, notify
from bot.views.matching import arranged as arranged_views
from bot.views.matching import sets as views
from bot.views.screens import Screen
from bot.views.words import Words
from storage import audit, events, meetings, organisers, people
from storage.audit import Act
from storage.database import Connection
from storage.matching import MatchList, MatchStatus, lists
from storage.unit_of_work import UnitOfWork

SAMPLE = 4  # pairs shown
ABOVE = 5  # at most so many meetings more than at least


def most_of(event: Event, at_least: int) -> int:
    """The most meetings for one person beside `at_least`: as there is room for between them."""
    return min(max(at_least, len(event.slots) or at_least), at_least + ABOVE)


async def order(uow: UnitOfWork, event: Event, person: Person, at_least: int) -> MatchList:
    """Begin to work out a set, unless one is under way or waits for a word: then it is that. Role checked before."""
    lists_open = await lists.open_one(uow.connection, event.id)
    if lists_open is not None:
        return lists_open
    options = {"at_least": at_least, "at_most": most_of(event, at_least), "seed": 0}
    number = await lists.add(uow.connection, event.id, options, by=person.id, now=uow.now)
    await _record(uow, event, person, "order_matches", number)
    return await find(uow.connection, event, number)


async def find(connection: Connection, event: Event, number: int | None, *, lock: bool = False) -> MatchList:
    """The set of that number; ``matches_over`` when there is none at this event."""
    found = None if number is None else await lists.load(connection, number, lock=lock)
    if found is None or found.event_id != event.id:
        raise Refused("matches_over")
    return found


async def drop(uow: UnitOfWork, event: Event, person: Person, number: int | None) -> None:
    """Nothing of it is made; one that is made already stays made (``matches_over``)."""
    found = await find(uow.connection, event, number, lock=True)
    was = (MatchStatus.WAITING, MatchStatus.RUNNING, MatchStatus.READY, MatchStatus.FAILED)
    if found.status is MatchStatus.DROPPED:
        return
    if not await lists.settle(uow.connection, found.id, was=was, status=MatchStatus.DROPPED, now=uow.now):
        raise Refused("matches_over")
    await _record(uow, event, person, "drop_matches", found.id)


async def make_of(uow: UnitOfWork, event: Event, person: Person, number: int | None) -> Made | None:
    """Make its meetings; None when they were made before. ``matches_over`` for one that was dropped or is not ready."""
    found = await find(uow.connection, event, number, lock=True)
    if found.status is MatchStatus.PUBLISHED:
        return None
    settled = await lists.settle(
        uow.connection, found.id, was=(MatchStatus.READY,), status=MatchStatus.PUBLISHED, now=uow.now
    )
    if not settled or found.result is None:
        raise Refused("matches_over")
    return await make(uow, event, wanted_of(found.result), by=person, source=f"matches:{found.id}")


async def order_sheet(uow: UnitOfWork, event: Event, person: Person, number: int | None) -> None:
    """All of its pairs as a sheet, made when it is sent."""
    found = await find(uow.connection, event, number)
    notify(
        uow,
        person,
        "matching.sheet",
        {"event": event.id, "list": found.id},
        lane=Lane.REPLY,
        kind="export",
        event_id=event.id,
    )
    await _record(uow, event, person, "export", found.id)


def tell_ready(uow: UnitOfWork, event_id: EventId, person: Person, number: int) -> None:
    """Whoever ordered it sees what came out."""
    notify(
        uow,
        person,
        "matching.ready",
        {"event": event_id, "list": number},
        lane=Lane.REPLY,
        kind="matches",
        event_id=event_id,
        subject=f"matchlist:{number}",
        once_key=f"matches:{number}:ready",
    )


async def screen_of(connection: Connection, event: Event, found: MatchList, w: Words) -> Screen:
    """A set as it stands."""
    if found.status in {MatchStatus.WAITING, MatchStatus.RUNNING}:
        return views.working(w, found.id)
    if found.status is MatchStatus.READY and found.result is not None:
        return await _proposed(connection, event, found, w, found.result)
    if found.status is MatchStatus.FAILED:
        return views.failed(w)
    if found.status is MatchStatus.DROPPED:
        return views.dropped(w)
    raise Refused("matches_over")


async def _proposed(
    connection: Connection, event: Event, found: MatchList, w: Words, result: Mapping[str, Any]
) -> Screen:
    best = sorted(result["matches"], key=lambda match: -float(match[2]))[:SAMPLE]
    few = result["fewer"][:SHOWN_FEWER][: views.SHOWN_FEWER]
    ids = {AttendeeId(int(i)) for one, two, _ in best for i in (one, two)} | {AttendeeId(int(row[0])) for row in few}
    known = await people.attendees(connection, ids)
    sample = []
    for one, two, _ in best:
        first, second = known.get(AttendeeId(int(one))), known.get(AttendeeId(int(two)))
        if first is not None and second is not None:
            sample.append(views.Pair(first, second, reasons(event, first, [second]).get(second.id)))
    fewer = [(known[AttendeeId(int(i))], int(n), str(code)) for i, n, code in few if AttendeeId(int(i)) in known]
    return views.proposed(w, event, found.id, result, sample, fewer, int(found.options["at_least"]))


async def _record(uow: UnitOfWork, event: Event, person: Person, act: str, number: int) -> None:
    await audit.record(
        uow.connection, Act(uow.now, act, f"matches:{number}", "organiser", event.id, person.id, {"list": number})
    )


async def _organises(connection: Connection, person: Person, event_id: EventId) -> bool:
    if person.telegram_id is None:
        return False
    return await organisers.role_in(connection, person.telegram_id, event_id) in {Role.OWNER, Role.DESK}


async def _ready(connection: Connection, person: Person, facts: Mapping[str, Any], _now: datetime) -> Screen | None:
    event = await events.event(connection, EventId(int(facts["event"])))
    found = await lists.load(connection, int(facts["list"]))
    if found is None or not await _organises(connection, person, event.id):
        return None
    if found.status not in {MatchStatus.READY, MatchStatus.FAILED}:
        return None
    return await screen_of(connection, event, found, Words(person.language, person.zone(event.timezone)))


async def _sheet(connection: Connection, person: Person, facts: Mapping[str, Any], _now: datetime) -> Screen | None:
    event = await events.event(connection, EventId(int(facts["event"])))
    found = await lists.load(connection, int(facts["list"]))
    if found is None or found.result is None or not await _organises(connection, person, event.id):
        return None
    text = to_csv(event, await rows_of(connection, event, found.result))
    return views.sheet(Words(person.language, person.zone(event.timezone)), event, found.id, text)


async def _made(connection: Connection, person: Person, facts: Mapping[str, Any], _now: datetime) -> Screen | None:
    """Those of their meetings that still stand."""
    event = await events.event(connection, EventId(int(facts["event"])))
    me = (await people.attendees(connection, [AttendeeId(int(facts["to"]))])).get(AttendeeId(int(facts["to"])))
    found = await meetings.load_many(connection, [MeetingId(int(i)) for i in facts["meetings"]])
    if me is None:
        return None
    standing = [one for _, one in sorted(found.items()) if me.id in one.sides and one.status in AGREED]
    others: dict[AttendeeId, Attendee] = await people.attendees(connection, [one.other(me.id) for one in standing])
    why = reasons(event, me, list(others.values()))
    shown = [
        arranged_views.Arranged(one, others[one.other(me.id)], why.get(one.other(me.id)))
        for one in standing
        if one.other(me.id) in others
    ]
    if not shown:
        return None
    elsewhere = person.current_event_id not in {None, event.id}
    return arranged_views.arranged(
        Words(person.language, person.zone(event.timezone)), event, shown, elsewhere=elsewhere
    )


NOTICES: dict[str, Renderer] = {"matching.ready": _ready, "matching.sheet": _sheet, "matching.made": _made}
