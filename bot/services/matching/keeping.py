"""One index of everybody at an event, in memory, kept true by what the rows say changed.

It is read in portions, so that the loop is never held for long, and brought up to date with every look: whoever was
written since the last one is read again. Other processes write too, a transaction may commit later than its own moment
says, and one that was read from may be undone: so each look goes back a little further than the last, and what was
read from that stretch before is held against what stands there now.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.events import Event
from bot.domain.ids import AttendeeId
from bot.domain.matching import Index
from bot.services.matching.profiles import new_index, profile_of, shape_of
from bot.services.uncollected import uncollected
from storage import matching as stored
from storage import people
from storage.database import Connection, shelf
from storage.matching import Stamp
from storage.people.writing import TOUCHED

OVERLAP = timedelta(seconds=60)  # longer than any transaction takes
AT_ONCE = 200  # attendees a read
PORTION = 10  # profiles between two breaths of the loop
FEW = 800  # people whom a tap may wait for; more are read beside everything else
COUNT_EVERY = timedelta(seconds=60)  # how old may be what is known of who stands before whom


@dataclass
class Kept:
    """The index of one event, and what it was made from."""

    shape: tuple[object, ...]
    index: Index
    looked_at: datetime
    stamps: dict[int, datetime] = field(default_factory=dict)  # of whom the index holds: their row's last change
    recent: dict[int, datetime] = field(default_factory=dict)  # those of the last stretch looked at
    backlog: dict[int, None] = field(default_factory=dict)  # to be read, too many for one look
    exposure: dict[int, int] = field(default_factory=dict)
    counted_at: datetime | None = None
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


async def ready(connection: Connection, event: Event, now: datetime) -> Kept | None:
    """The event's index as it stands in this transaction; None while a large event is still being read.

    For a tap: it never waits for more than FEW people to be read.
    """
    kept = _kept(connection).get(event.id)
    if kept is None or kept.shape != shape_of(event):
        if await stored.number_listed(connection, event.id) > FEW:
            return None
        kept = await _build(connection, event, now)
    async with kept.lock:
        await _catch_up(connection, event, kept, now, most=FEW)
        if kept.counted_at is None or (len(kept.index) <= FEW and now - kept.counted_at >= COUNT_EVERY):
            kept.exposure, kept.counted_at = await stored.exposure(connection, event.id), now
    return kept


async def prepare(connection: Connection, event: Event, now: datetime) -> Kept:
    """The same for whoever has time: everything is read, in portions."""
    kept = _kept(connection).get(event.id)
    if kept is None or kept.shape != shape_of(event):
        kept = await _build(connection, event, now)
    async with kept.lock:
        await _catch_up(connection, event, kept, now, most=None)
        kept.exposure, kept.counted_at = await stored.exposure(connection, event.id), now
    return kept


def forget(connection: Connection, keep: Collection[int]) -> None:
    """Let go of the indexes of events that are over."""
    held = _kept(connection)
    for event_id in set(held) - set(keep):
        del held[event_id]


def _kept(connection: Connection) -> dict[int, Kept]:
    held: dict[int, Kept] = shelf(connection).setdefault("matching", {})
    return held


async def _build(connection: Connection, event: Event, now: datetime) -> Kept:
    # The first index of a process reads the lexicon, which takes its time.
    kept = Kept(shape_of(event), await asyncio.to_thread(new_index, event), now)
    with uncollected(kept=True):
        after = 0
        while ids := await stored.ids_after(connection, event.id, after, AT_ONCE):
            await _read(connection, event, kept, await stored.stamps_of(connection, event.id, ids))
            after = ids[-1]
    kept.recent = dict(kept.stamps)
    _kept(connection)[event.id] = kept
    return kept


async def _catch_up(connection: Connection, event: Event, kept: Kept, now: datetime, *, most: int | None) -> None:
    since = min(kept.looked_at, now) - OVERLAP
    stands = await stored.changed_since(connection, event.id, since)
    touched: set[int] = shelf(connection).get(TOUCHED, set())
    wanted = {
        who: stamp
        for who, stamp in stands.items()
        if (stamp.listed and kept.stamps.get(who) != stamp.changed_at)
        or (not stamp.listed and who in kept.stamps)
        or who in touched
    }
    touched -= stands.keys()
    undone = [who for who, at in kept.recent.items() if at >= since and who not in stands]
    gone = set(undone)
    if undone:
        found = await stored.stamps_of(connection, event.id, undone)
        wanted |= found
        gone -= found.keys()
    for who in gone:
        _drop(kept, who)
    if kept.backlog:
        wanted = await stored.stamps_of(connection, event.id, [w for w in kept.backlog if w not in wanted]) | wanted
        kept.backlog.clear()
    if most is not None and len(wanted) > most:
        later = list(wanted)[most:]
        kept.backlog.update(dict.fromkeys(later))
        wanted = {who: stamp for who, stamp in wanted.items() if who not in kept.backlog}
    await _read(connection, event, kept, wanted)
    kept.recent = {who: stamp.changed_at for who, stamp in stands.items() if stamp.listed}
    kept.looked_at = now


async def _read(connection: Connection, event: Event, kept: Kept, stamps: dict[int, Stamp]) -> None:
    for who, stamp in stamps.items():
        if not stamp.listed:
            _drop(kept, who)
    listed = [AttendeeId(who) for who, stamp in stamps.items() if stamp.listed]
    for start in range(0, len(listed), AT_ONCE):
        found = await people.attendees(connection, listed[start : start + AT_ONCE])
        for number, attendee in enumerate(found.values()):
            if number % PORTION == 0:
                await asyncio.sleep(0)
            kept.index.put(profile_of(event, attendee))
            kept.stamps[attendee.id] = stamps[attendee.id].changed_at


def _drop(kept: Kept, who: int) -> None:
    kept.index.drop(who)
    kept.stamps.pop(who, None)
