"""Numbers that must add up at the end of a rehearsal, counted from the rows themselves."""

from __future__ import annotations

from typing import Any

from bot.domain.ids import EventId
from storage import counting
from storage.database import Connection


async def tallies(connection: Connection, event_id: EventId) -> dict[str, Any]:
    """Attendees and meetings by status; bells in time, late, dropped; messages by lane and state; what is left over."""
    return {
        "attendees": await counting.attendees_by_status(connection, event_id),
        "meetings": await counting.meetings_by_status(connection, event_id),
        "bells": await counting.bells(connection, event_id),
        "messages": await counting.messages(connection),
        "left": await counting.left_over(connection),
    }
