"""What falls due after meetings: the question how it was, the offer of a slot, and its end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.domain.ids import AttendeeId, MeetingId
from bot.domain.notices import Lane
from bot.services.after.refilling import end_offer, offer_slot
from bot.services.meetings.clockwork import pass_due
from bot.services.meetings.telling import owe
from storage import after, events, meetings
from storage.database import Connection
from storage.unit_of_work import UnitOfWork

AT_ONCE = 200  # people asked in one transaction
CALLS_AT_ONCE = 20
HOURS_ASKED = timedelta(hours=12)  # how long the question is of use


async def look(uow: UnitOfWork) -> int:
    """Meetings whose slot is over were held and both sides are asked; unanswered calls become offers. How many."""
    passed = await pass_due(uow)
    asked = await after.unasked(uow.connection, uow.now, AT_ONCE)
    await after.ask(uow.connection, asked, uow.now)
    await _ask(uow, asked)
    due = await after.calls_due(uow.connection, uow.now, CALLS_AT_ONCE)
    for call in due:
        await offer_slot(uow, call)
    over = await after.over_calls(uow.connection, uow.now, CALLS_AT_ONCE)
    for call in over:
        await end_offer(uow, call)
    return passed + len(asked) + len(due) + len(over)


async def next_look(connection: Connection) -> datetime | None:
    """When there is something to do again."""
    moments = [await after.next_unasked(connection), await after.next_call(connection)]
    return min((moment for moment in moments if moment is not None), default=None)


async def _ask(uow: UnitOfWork, asked: Sequence[tuple[MeetingId, AttendeeId]]) -> None:
    known = await meetings.load_many(uow.connection, sorted({meeting_id for meeting_id, _ in asked}))
    parties = await meetings.parties(uow.connection, [attendee_id for _, attendee_id in asked])
    for meeting_id, attendee_id in asked:
        event = await events.event(uow.connection, known[meeting_id].event_id)
        owe(
            uow,
            parties[attendee_id].person,
            event,
            "after.ask",
            {"meeting": meeting_id, "to": attendee_id},
            lane=Lane.NUDGE,
            kind="nudge",
            subject=f"after:{meeting_id}",
            useful_until=uow.now + HOURS_ASKED,
            once_key=f"after.ask:{meeting_id}:{attendee_id}",
        )
