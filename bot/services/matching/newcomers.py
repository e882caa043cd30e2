"""Once a day people hear who new fits them: at most three, only where somebody really does, and never twice.

Newcomers are few and those who hear many: whom a newcomer fits is asked once for each newcomer, in portions between
which the loop breathes; then people are told in portions of a transaction each. What a crash leaves undone is done by
the next look, because up to when somebody has heard is written with what they are told.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.clock import Clock
from bot.domain.events import Event
from bot.domain.ids import AttendeeId, EventId
from bot.domain.notices import Lane
from bot.domain.people import Person
from bot.services.matching.keeping import Kept, prepare
from bot.services.matching.suggesting import Suggested, reasons
from bot.services.notices import Renderer, notify
from bot.views import matching as views
from bot.views.screens import Screen
from bot.views.words import Words
from storage import events, people
from storage import matching as stored
from storage.database import Connection, Database, shelf
from storage.matching import Hearer
from storage.unit_of_work import UnitOfWork, unit_of_work

AT_MOST = 3  # people in one message
GOOD = 0.2  # of a suggestion's score, where about 1 is a fit in everything: below it nobody is disturbed
TOLD_OF = 30  # those whom a newcomer fits best: one newcomer is not announced to everybody
MOST_NEW = 1_000  # newcomers looked at in one pass, the latest first
PORTION = 100  # people a transaction
USEFUL = timedelta(hours=10)  # what could not be said by then waits for the next day


@dataclass
class Pass:
    """One day's pass over an event: newcomer by newcomer, then whom each fits, the best first."""

    registered: dict[int, datetime] = field(default_factory=dict)
    fits: dict[int, list[tuple[float, int]]] = field(default_factory=dict)  # hearer -> score, newcomer


def moment_of(event: Event, day: date) -> datetime | None:
    """When people hear on that day; None when they do not."""
    if event.rules.newcomers is None or day > event.days[-1]:
        return None
    hour, minute = map(int, event.rules.newcomers.split(":"))
    return datetime.combine(day, time(hour, minute), tzinfo=event.zone)


async def next_pass(connection: Connection, now: datetime) -> datetime | None:
    """When people hear next; in the past while some of today's are left."""
    done: dict[EventId, datetime] = shelf(connection).setdefault("newcomers told", {})
    found = []
    for event in await events.open_events(connection, now):
        today = moment_of(event, event.day_of(now))
        tomorrow = moment_of(event, event.day_of(now) + timedelta(days=1))
        if today is not None and now < today:
            found.append(today)
            continue
        if today is not None and now < today + USEFUL and done.get(event.id) != today:
            if await stored.hearers_left(connection, event.id, today) is not None:
                found.append(today)
                continue
            done[event.id] = today
        if tomorrow is not None:
            found.append(tomorrow)
    return min(found, default=None)


async def tell_newcomers(database: Database, clock: Clock, lead: Callable[[UnitOfWork], Awaitable[bool]]) -> int:
    """Tell everybody who is to hear now; how many heard of somebody. `lead`: whether this process is to do it."""
    told = 0
    async with database.reading() as connection:
        open_now = await events.open_events(connection, clock.now())
    for event in open_now:
        now = clock.now()
        moment = moment_of(event, event.day_of(now))
        if moment is None or not moment <= now < moment + USEFUL:
            continue
        async with database.reading() as connection:
            since = await stored.hearers_left(connection, event.id, moment)
            if since is None:
                continue
            found = await _pass(connection, event, since, now)
        while True:
            async with unit_of_work(database, clock.now()) as uow:
                heard, some = await _tell_some(uow, event, moment, found) if await lead(uow) else (0, 0)
            told += some
            if not heard:
                break
    return told


async def _pass(connection: Connection, event: Event, since: datetime, now: datetime) -> Pass:
    found = Pass(registered=await stored.newest(connection, event.id, since, MOST_NEW))
    if not found.registered:
        return found
    kept = await prepare(connection, event, now)
    for newcomer in found.registered:
        await asyncio.sleep(0)
        _fits(kept, newcomer, found)
    for ranked in found.fits.values():
        ranked.sort(key=lambda one: (-one[0], one[1]))
    return found


def _fits(kept: Kept, newcomer: int, found: Pass) -> None:
    if newcomer not in kept.index:
        return
    for score, one in kept.index.best(newcomer, limit=TOLD_OF):
        if score >= GOOD:
            found.fits.setdefault(one, []).append((score, newcomer))


async def _tell_some(uow: UnitOfWork, event: Event, moment: datetime, found: Pass) -> tuple[int, int]:
    """The next portion: how many have now heard up to this moment, and how many of them of somebody."""
    hearers = await stored.hearers(uow.connection, event.id, moment, PORTION)
    concerned = [one.attendee_id for one in hearers if one.attendee_id in found.fits]
    engaged = await stored.engaged_pairs(uow.connection, concerned)
    waved = await stored.mutual_distaste(uow.connection, concerned)
    seen = await stored.shown_to(uow.connection, concerned)
    told: dict[AttendeeId, list[AttendeeId]] = {}
    for hearer in hearers:
        me = hearer.attendee_id
        without = engaged.get(me, set()) | waved.get(me, set()) | seen.get(me, set())
        new = _new_to(hearer, found, without)
        if new:
            told[me] = new
            _owe(uow, event, hearer, new, moment)
    await stored.mark_told(uow.connection, told, uow.now)
    await stored.heard(uow.connection, [one.attendee_id for one in hearers], uow.now)
    return len(hearers), len(told)


def _new_to(hearer: Hearer, found: Pass, without: set[int]) -> list[AttendeeId]:
    return [
        AttendeeId(newcomer)
        for _score, newcomer in found.fits.get(hearer.attendee_id, ())
        if found.registered[newcomer] > hearer.since and newcomer not in without
    ][:AT_MOST]


def _owe(uow: UnitOfWork, event: Event, hearer: Hearer, new: Sequence[AttendeeId], moment: datetime) -> None:
    notify(
        uow,
        hearer.person,
        "matching.newcomers",
        {"event": event.id, "to": hearer.attendee_id, "who": list(new)},
        lane=Lane.NUDGE,
        kind="digest",
        event_id=event.id,
        useful_until=moment + USEFUL,
        once_key=f"newcomers:{hearer.attendee_id}:{event.day_of(moment).isoformat()}",
    )


async def _drawn(connection: Connection, person: Person, facts: Mapping[str, Any], _now: datetime) -> Screen | None:
    """Those who are still there and with whom nothing has begun meanwhile; nothing is owed when nobody is left."""
    event = await events.event(connection, EventId(int(facts["event"])))
    ids = [AttendeeId(int(i)) for i in facts["who"]]
    found = await people.attendees(connection, [AttendeeId(int(facts["to"])), *ids])
    me = found.get(AttendeeId(int(facts["to"])))
    if me is None or not me.digests:
        return None
    known = await stored.met_or_asked(connection, me.id)
    there = [found[i] for i in ids if i in found and found[i].listed and i not in known]
    why = reasons(event, me, there)
    lines = [Suggested(one, why[one.id], None) for one in there if one.id in why]
    if not lines:
        return None
    words = Words(person.language, person.zone(event.timezone))
    elsewhere = person.current_event_id not in {None, event.id}
    return views.newcomers(
        words, event, [views.Line(one.attendee, one.why, None) for one in lines], elsewhere=elsewhere
    )


NOTICES: dict[str, Renderer] = {"matching.newcomers": _drawn}
