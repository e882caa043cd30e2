"""Events and their floor: saved from an event file, read as one :class:`Event`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, Table, bindparam, insert, select, update

from bot.domain.events import Block, Event, Place, PlaceKind, Rules, Session, Slot, Topic
from bot.domain.ids import BlockId, EventId
from storage.database import Connection
from storage.tables import blocks, events, places, sessions, slots, topics

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class EventRows:
    """An event as columns; `slots` name their block by ``block_key``."""

    event: Row
    sessions: Sequence[Row]
    blocks: Sequence[Row]
    slots: Sequence[Row]
    places: Sequence[Row]
    topics: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Saved:
    """What saving changed: rows by kind."""

    event_id: EventId
    revision: int
    created: bool
    added: dict[str, int]
    changed: dict[str, int]
    removed: dict[str, int]


@dataclass(slots=True)
class _Tally:
    added: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    changed: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    removed: dict[str, int] = field(default_factory=lambda: defaultdict(int))


async def lock(connection: Connection, slug: str) -> None:
    """Changes of this event wait for each other until the transaction ends (SQLite has one writer anyway)."""
    await connection.execute(select(events.c.id).where(events.c.slug == slug).with_for_update())


async def save(connection: Connection, rows: EventRows, now: datetime) -> Saved:
    """Insert or update by slug and key: what is there keeps its id, what has gone is marked, the revision rises."""
    known = (
        await connection.execute(
            select(events.c.id, events.c.revision).where(events.c.slug == rows.event["slug"]).with_for_update()
        )
    ).one_or_none()
    if known is None:
        values = {**rows.event, "revision": 1, "loaded_at": now}
        event_id = (await connection.execute(insert(events).values(values).returning(events.c.id))).scalar_one()
        revision = 1
    else:
        event_id, revision = known.id, known.revision + 1
        values = {**rows.event, "revision": revision, "loaded_at": now}
        await connection.execute(update(events).where(events.c.id == event_id).values(values))
    changed_here(connection, EventId(event_id))
    tally = _Tally()
    await _merge(connection, sessions, event_id, ("key",), rows.sessions, tally)
    block_ids = await _merge(connection, blocks, event_id, ("key",), rows.blocks, tally)
    cut = [
        {**{k: v for k, v in s.items() if k != "block_key"}, "block_id": block_ids[s["block_key"],]} for s in rows.slots
    ]
    await _merge(connection, slots, event_id, ("starts_at",), cut, tally)
    await _merge(connection, places, event_id, ("kind", "number"), rows.places, tally)
    await _merge(connection, topics, event_id, ("key",), rows.topics, tally)
    return Saved(
        event_id=EventId(event_id),
        revision=revision,
        created=known is None,
        added=dict(tally.added),
        changed=dict(tally.changed),
        removed=dict(tally.removed),
    )


async def _merge(
    connection: Connection, table: Table, event_id: int, key: tuple[str, ...], wanted: Sequence[Row], tally: _Tally
) -> dict[tuple[Any, ...], int]:
    """Bring one kind of rows to what is wanted; the ids by key."""
    existing = {
        tuple(row[name] for name in key): row
        for row in (await connection.execute(select(table).where(table.c.event_id == event_id))).mappings()
    }
    ids = {identity: int(row["id"]) for identity, row in existing.items()}
    marks = {"removed": False} if "removed" in table.c else {}
    new: list[Row] = []
    for values in wanted:
        identity = tuple(values[name] for name in key)
        old = existing.pop(identity, None)
        row = {**values, **marks}
        if old is None:
            new.append({**row, "event_id": event_id})
        elif any(old[name] != value for name, value in row.items()):
            await connection.execute(update(table).where(table.c.id == old["id"]).values(row))
            tally.changed[table.name] += 1
    if new:
        await connection.execute(insert(table), new)
        tally.added[table.name] += len(new)
        stored = await connection.execute(
            select(table.c.id, *(table.c[name] for name in key)).where(table.c.event_id == event_id)
        )
        ids = {tuple(row[1:]): int(row[0]) for row in stored}
    gone = [row["id"] for row in existing.values() if marks and not row["removed"]]
    if gone:
        await connection.execute(update(table).where(table.c.id.in_(gone)).values(removed=True))
        tally.removed[table.name] += len(gone)
    return ids


# Put together once: these are asked for with every update.
_VERSION = select(events.c.revision, events.c.loaded_at).where(events.c.id == bindparam("event_id"))
_BY_SLUG = select(events.c.id).where(events.c.slug == bindparam("slug"))
_OPEN = select(events.c.id).where(events.c.purged_at.is_(None))
_ALL = select(events.c.id).order_by(events.c.id)

# One kept event per id and engine, so that two databases in one process never share; looked at by revision.
_kept: WeakKeyDictionary[Engine, dict[int, tuple[tuple[int, datetime], Event]]] = WeakKeyDictionary()
# Whose revision was looked at already in this transaction (a connection of the pool is taken for one transaction).
_seen: WeakKeyDictionary[Connection, dict[int, Event]] = WeakKeyDictionary()
# Which events this transaction has changed: until it commits, nobody else may see what it reads.
_changed: WeakKeyDictionary[Connection, set[int]] = WeakKeyDictionary()


def changed_here(connection: Connection, event_id: EventId) -> None:
    """The event has been written in this transaction: it is read anew, and kept for nobody else."""
    _seen.pop(connection, None)
    _changed.setdefault(connection, set()).add(event_id)


async def event(connection: Connection, event_id: EventId) -> Event:
    """The event with its floor, kept between calls while its revision stays; KeyError if there is none."""
    seen = _seen.setdefault(connection, {})
    if event_id in seen:
        return seen[event_id]
    if event_id in _changed.get(connection, ()):
        seen[event_id] = await _read(connection, event_id)
        return seen[event_id]
    row = (await connection.execute(_VERSION, {"event_id": event_id})).one_or_none()
    if row is None:
        raise KeyError(event_id)
    version = (row.revision, row.loaded_at)
    kept = _kept.setdefault(connection.sync_engine, {})
    if event_id not in kept or kept[event_id][0] != version:
        kept[event_id] = (version, await _read(connection, event_id))
    seen[event_id] = kept[event_id][1]
    return seen[event_id]


async def event_by_slug(connection: Connection, slug: str) -> Event | None:
    """The event of that name, or None."""
    for one in _seen.get(connection, {}).values():
        if one.slug == slug:
            return one
    found = (await connection.execute(_BY_SLUG, {"slug": slug})).scalar_one_or_none()
    return None if found is None else await event(connection, EventId(found))


async def open_events(connection: Connection, now: datetime) -> tuple[Event, ...]:
    """Events that are not over (the end of the last day, event time) and not purged, the next one first."""
    found = (await connection.execute(_OPEN)).scalars()
    current = [await event(connection, EventId(event_id)) for event_id in found.all()]
    return tuple(
        sorted((e for e in current if e.day_of(now) <= e.days[-1]), key=lambda e: (e.days[0], e.days[-1], e.slug))
    )


async def all_events(connection: Connection) -> tuple[Event, ...]:
    """Every event, in the order of loading."""
    found = (await connection.execute(_ALL)).scalars()
    return tuple([await event(connection, EventId(event_id)) for event_id in found.all()])


async def _read(connection: Connection, event_id: EventId) -> Event:
    async def rows(table: Table, *order: str) -> list[Any]:
        query = select(table).where(table.c.event_id == event_id).order_by(*(table.c[name] for name in order))
        return list((await connection.execute(query)).all())

    head = (await connection.execute(select(events).where(events.c.id == event_id))).one()
    programme = [(r, _session(r)) for r in await rows(sessions, "starts_at", "id")]
    times = [(r, Slot(r.id, r.block_id, r.starts_at, r.ends_at)) for r in await rows(slots, "starts_at")]
    floor = [
        (r, Place(r.id, PlaceKind(r.kind), r.number, r.zone, r.link, bool(r.out_of_use), r.code))
        for r in await rows(places, "kind", "number")
    ]
    cut = {r.block_id for r, _ in times if not r.removed}
    periods = [
        Block(BlockId(r.id), r.key, r.starts_at, r.ends_at, r.slot_minutes, r.gap_minutes)
        for r in await rows(blocks, "starts_at", "id")
        if r.id in cut
    ]
    subjects = [(r, Topic(r.id, r.key, r.labels)) for r in await rows(topics, "id")]
    return Event(
        id=event_id,
        slug=head.slug,
        name=head.name,
        city=head.city,
        country=head.country,
        timezone=head.timezone,
        days=tuple(date.fromisoformat(day) for day in head.days),
        registration_opens_at=head.registration_opens_at,
        registration_closes_at=head.registration_closes_at,
        contact=head.contact,
        links=head.links,
        series=head.series,
        rules=rules_from_json(head.rules),
        consent_version=head.consent_version,
        consent_text=head.consent_text,
        sessions=tuple(session for r, session in programme if not r.removed),
        slots=tuple(slot for r, slot in times if not r.removed),
        places=tuple(place for r, place in floor if not r.removed and not r.out_of_use),
        topics=tuple(topic for r, topic in subjects if not r.removed),
        revision=head.revision,
        zones=head.zones,
        timetable_at=head.timetable_at,
        blocks=tuple(periods),
        former_sessions=tuple(session for r, session in programme if r.removed),
        former_slots=tuple(slot for r, slot in times if r.removed),
        former_places=tuple(place for r, place in floor if r.removed or r.out_of_use),
        former_topics=tuple(topic for r, topic in subjects if r.removed),
    )


def _session(row: Any) -> Session:
    return Session(
        row.id,
        row.key,
        row.title,
        row.kind,
        row.starts_at,
        row.ends_at,
        row.room,
        row.stream_url,
        row.speaker,
        row.seats,
    )


def rules_to_json(rules: Rules) -> Row:
    """Rules as the column keeps them."""
    return asdict(rules) | {
        "closed_type_pairs": sorted(sorted(pair) for pair in rules.closed_type_pairs),
        "booking_opens_at": rules.booking_opens_at and rules.booking_opens_at.isoformat(),
        "booking_closes_at": rules.booking_closes_at and rules.booking_closes_at.isoformat(),
        "bell_minutes": list(rules.bell_minutes),
    }


def rules_from_json(kept: Row) -> Rules:
    """Rules from the column; what an older version did not keep has its default."""
    values = dict(kept)
    for name in ("booking_opens_at", "booking_closes_at"):
        if values.get(name):
            values[name] = datetime.fromisoformat(values[name])
    values["closed_type_pairs"] = frozenset(frozenset(pair) for pair in values.get("closed_type_pairs", ()))
    values["bell_minutes"] = tuple(values.get("bell_minutes", (15,)))
    return Rules(**{name: value for name, value in values.items() if name in Rules.__dataclass_fields__})
