"""Slots that attendees have marked as not free."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.ids import AttendeeId, SlotId
from storage.database import Connection
from storage.tables import unavailable_slots


async def mark_away(connection: Connection, attendee_id: AttendeeId, slots: Sequence[SlotId]) -> None:
    """They cannot be met in these slots; marking twice is marking once."""
    if not slots:
        return
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    rows = [{"attendee_id": attendee_id, "slot_id": slot_id} for slot_id in slots]
    await connection.execute(insert(unavailable_slots).values(rows).on_conflict_do_nothing())


async def mark_free(connection: Connection, attendee_id: AttendeeId, slots: Sequence[SlotId]) -> None:
    """They can be met in these slots again."""
    if slots:
        await connection.execute(
            delete(unavailable_slots).where(
                unavailable_slots.c.attendee_id == attendee_id, unavailable_slots.c.slot_id.in_(slots)
            )
        )
