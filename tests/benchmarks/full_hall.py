"""A full hall in a real database, written fast: people, tables, and meetings in 95 % of what there is room for."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Table, insert

from bot.domain.events import Event, PlaceKind, Rules
from bot.domain.ids import AttendeeId
from storage import events
from storage.database import Connection, Database
from storage.events import EventRows, rules_to_json
from storage.tables import attendees, meetings, persons, placings, seats

DAYS = (date(2022, 4, 26), date(2022, 4, 27))
BEFORE = datetime(2022, 4, 20, 9, tzinfo=UTC)
SLOTS = 17  # with 2,500 tables: room for 42,500 meetings, of which 40,000 are 94 %
PER_PERSON = 8  # meetings of one person at the start
ZONE = 100  # tables of one zone
ROWS = 5_000  # written at once


@dataclass(frozen=True)
class Size:
    """How much of everything."""

    people: int
    meetings: int

    @property
    def tables(self) -> int:
        """As many as leave one in twenty free."""
        return round(self.meetings / SLOTS / 0.94)


SMALL, MIDDLE, LARGE = Size(250, 1_000), Size(2_500, 10_000), Size(10_000, 40_000)


@dataclass(frozen=True)
class FullHall:
    """The event, and who is there."""

    event: Event
    people: tuple[AttendeeId, ...]
    now: datetime = BEFORE


async def fill(database: Database, size: Size, *, seed: int = 1, **rules: Any) -> FullHall:
    """Everybody has about the same number of meetings, whatever the size; tables of a slot are taken at random in
    every second slot and from the lowest number on in the others.
    """
    rng = random.Random(seed)
    async with database.writing() as connection:
        saved = await events.save(connection, _rows(size, Rules(**rules)), BEFORE)
    async with database.writing() as connection:
        event = await events.event(connection, saved.event_id)
        people = list(range(1, size.people + 1))
        await _write(connection, persons, [_person(n) for n in people])
        await _write(connection, attendees, [_attendee(n, event) for n in people])
        await _meet(connection, event, size, people, rng)
    return FullHall(event, tuple(AttendeeId(n) for n in people))


async def _meet(connection: Connection, event: Event, size: Size, people: list[int], rng: random.Random) -> None:
    tables = [place.id for place in event.places if place.kind is PlaceKind.TABLE]
    made, sitting, standing = [], [], []
    number = 0
    for nth, slot in enumerate(event.slots):
        wanted = size.meetings * (nth + 1) // len(event.slots) - size.meetings * nth // len(event.slots)
        here = rng.sample(people, 2 * wanted)
        there = rng.sample(tables, wanted) if nth % 2 else tables[:wanted]
        for one, two, place in zip(here[::2], here[1::2], there, strict=True):
            number += 1
            made.append(_meeting(number, event, one, two, slot.id, place))
            sitting += [{"slot_id": slot.id, "attendee_id": who, "meeting_id": number} for who in (one, two)]
            standing.append({"slot_id": slot.id, "place_id": place, "meeting_id": number})
    await _write(connection, meetings, made)
    await _write(connection, seats, sitting)
    await _write(connection, placings, standing)


async def _write(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    for start in range(0, len(rows), ROWS):
        await connection.execute(insert(table), rows[start : start + ROWS])


def _rows(size: Size, rules: Rules) -> EventRows:
    first = datetime(2022, 4, 27, 6, tzinfo=UTC)
    starts = [first + timedelta(minutes=25 * n + (60 if n >= SLOTS // 2 else 0)) for n in range(SLOTS)]
    halves = {"morning": starts[: SLOTS // 2], "afternoon": starts[SLOTS // 2 :]}
    length = timedelta(minutes=20)
    return EventRows(
        event={
            "slug": "full",
            "name": "Full hall",
            "city": "Vilnius",
            "country": "LT",
            "timezone": "Europe/Vilnius",
            "days": [day.isoformat() for day in DAYS],
            "registration_opens_at": None,
            "registration_closes_at": None,
            "contact": "desk@example.org",
            "links": {},
            "series": None,
            "rules": rules_to_json(rules),
            "consent_version": "1",
            "consent_text": {"en": "We keep what you tell us."},
            "zones": {},
        },
        sessions=[],
        blocks=[
            {"key": key, "starts_at": at[0], "ends_at": at[-1] + length, "slot_minutes": 20, "gap_minutes": 5}
            for key, at in halves.items()
        ],
        slots=[
            {"block_key": key, "starts_at": start, "ends_at": start + length}
            for key, at in halves.items()
            for start in at
        ],
        places=[
            {"kind": "table", "number": n, "zone": f"Z{n // ZONE}", "link": None} for n in range(1, size.tables + 1)
        ]
        + [{"kind": "room", "number": n, "zone": None, "link": None} for n in range(1, size.tables // 10 + 1)],
        topics=[],
    )


def _person(number: int) -> dict[str, Any]:
    return {
        "id": number,
        "telegram_id": 5_000_000_000 + number,
        "name": f"Person {number}",
        "language": "en",
        "created_at": BEFORE,
    }


def _attendee(number: int, event: Event) -> dict[str, Any]:
    return {
        "id": number,
        "event_id": event.id,
        "person_id": number,
        "name": f"Person {number}",
        "organisation": "Invented Foods",
        "type": "business",
        "country": "LT",
        "status": "registered",
        "modes": {day.isoformat(): "onsite" for day in event.days},
        "folded": f"person {number}",
        "registered_at": BEFORE,
        "changed_at": BEFORE,
    }


def _meeting(number: int, event: Event, one: int, two: int, slot: int, place: int) -> dict[str, Any]:
    return {
        "id": number,
        "event_id": event.id,
        "requester_id": one,
        "guest_id": two,
        "status": "scheduled",
        "slot_id": slot,
        "place_id": place,
        "created_at": BEFORE,
        "changed_at": BEFORE,
    }
