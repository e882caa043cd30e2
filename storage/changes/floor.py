"""The desk's changes of the floor: a session, places out of use, a block cut anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from bot.domain.ids import BlockId, EventId, PlaceId, SessionId
from storage.changes.affected import chunks
from storage.database import Connection
from storage.events import changed_here
from storage.tables import blocks, events, places, sessions, slots


async def rise(connection: Connection, event_id: EventId) -> None:
    """The event's revision rises, so that everybody reads it anew."""
    await connection.execute(update(events).where(events.c.id == event_id).values(revision=events.c.revision + 1))
    changed_here(connection, event_id)


async def set_session(
    connection: Connection, event_id: EventId, session_id: SessionId, values: Mapping[str, Any]
) -> None:
    """Columns of a session of this event."""
    await connection.execute(
        update(sessions).where(sessions.c.id == session_id, sessions.c.event_id == event_id).values(dict(values))
    )


async def set_in_use(connection: Connection, event_id: EventId, ids: Sequence[PlaceId], *, out_of_use: bool) -> None:
    """Places of this event go out of use, or come back."""
    for some in chunks(ids):
        await connection.execute(
            update(places)
            .where(places.c.id.in_(list(some)), places.c.event_id == event_id)
            .values(out_of_use=out_of_use)
        )


async def recut(
    connection: Connection,
    event_id: EventId,
    block_id: BlockId,
    span: tuple[datetime, datetime],
    wanted: Sequence[tuple[datetime, datetime]],
) -> None:
    """A block of this event has other bounds and these slots; what is there keeps its number, what goes is marked."""
    await connection.execute(
        update(blocks)
        .where(blocks.c.id == block_id, blocks.c.event_id == event_id)
        .values(starts_at=span[0], ends_at=span[1])
    )
    rows = (await connection.execute(select(slots).where(slots.c.event_id == event_id))).all()
    known = {row.starts_at: row for row in rows}
    for starts_at, ends_at in wanted:
        row = known.get(starts_at)
        if row is not None and (row.removed or row.ends_at != ends_at or row.block_id != block_id):
            await connection.execute(
                update(slots).where(slots.c.id == row.id).values(removed=False, ends_at=ends_at, block_id=block_id)
            )
    new = [
        {"event_id": event_id, "block_id": block_id, "starts_at": starts_at, "ends_at": ends_at}
        for starts_at, ends_at in wanted
        if starts_at not in known
    ]
    if new:
        await connection.execute(insert(slots), new)
    starts = {starts_at for starts_at, _ in wanted}
    gone = [row.id for row in rows if row.block_id == block_id and not row.removed and row.starts_at not in starts]
    for some in chunks(gone):
        await connection.execute(update(slots).where(slots.c.id.in_(list(some))).values(removed=True))
