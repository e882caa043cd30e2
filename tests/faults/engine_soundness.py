"""What must hold of times and places, bells and proposals, whoever put meetings where they are."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from sqlalchemy import func, select

from bot.domain.events import Event
from bot.domain.ids import AttendeeId
from bot.domain.reminders import minutes_of
from bot.domain.timetable import faults
from bot.services.events import event as load_event
from bot.services.timetable import load
from storage import people
from storage.tables import audit, meetings, reminders, timetables
from tests.faults.scenes import rows
from tests.floor import Floor

DESK_MAY = {"person_not_free", "slot_not_allowed", "wrong_kind_of_place"}  # moving a meeting by hand


async def of_the_engine(floor: Floor) -> list[str]:
    """Everything that is wrong, in words; empty when all is well."""
    async with floor.app.database.reading() as connection:
        event = await load_event(connection, floor.event.id)
    return [*await _rules(floor, event), *await _bells(floor, event), *await _proposals(floor)]


async def _rules(floor: Floor, event: Event) -> list[str]:
    """The independent checker looks at every agreed meeting as it stands."""
    async with floor.app.database.reading() as connection:
        loaded = await load(connection, event, floor.clock.now(), keep=timedelta(0))
    moved = await rows(floor, select(audit.c.subject).where(audit.c.act == "move", audit.c.role == "organiser"))
    by_hand = {row.subject for row in moved}
    found = faults(loaded.problem, loaded.problem.as_it_stands())
    return [
        f"meeting {loaded.meetings[fault.meeting]} breaks a rule: {fault}"
        for fault in found
        if not (fault.rule in DESK_MAY and f"meeting:{loaded.meetings[fault.meeting]}" in by_hand)
    ]


async def _bells(floor: Floor, event: Event) -> list[str]:
    """Each side of a scheduled meeting has the bells they chose, each once, at the right moments."""
    now = floor.clock.now()
    waiting: dict[tuple[int, int], list[datetime]] = defaultdict(list)
    query = select(reminders).where(
        reminders.c.state == "waiting", reminders.c.kind == "bell", reminders.c.meeting_id.is_not(None)
    )
    for bell in await rows(floor, query):
        waiting[bell.meeting_id, bell.attendee_id].append(bell.due_at)
    scheduled = await rows(floor, select(meetings).where(meetings.c.status == "scheduled"))
    ids = {AttendeeId(one) for row in scheduled for one in (row.requester_id, row.guest_id)}
    async with floor.app.database.reading() as connection:
        known = await people.attendees(connection, sorted(ids))
    wrong = []
    for row in scheduled:
        starts = event.slot(row.slot_id).starts_at
        for side in (row.requester_id, row.guest_id):
            moments = {starts - timedelta(minutes=n) for n in minutes_of(event, known[AttendeeId(side)])}
            ahead = sorted(moment for moment in moments if moment > now)
            rings = sorted(moment for moment in waiting[row.id, side] if moment > now)
            if rings != ahead:
                wrong.append(f"bells of meeting {row.id} for {side} ring at {rings}, not at {ahead}")
    return wrong


async def _proposals(floor: Floor) -> list[str]:
    """None failed; at most one timetable of an event waits to be published, or is worked on."""
    query = select(timetables.c.id, timetables.c.kind, timetables.c.reason).where(timetables.c.status == "failed")
    wrong = [f"{row.kind} {row.id} failed: {row.reason}" for row in await rows(floor, query)]
    open_ones = ("waiting", "running", "ready", "publishing")
    many = select(func.count()).where(timetables.c.kind == "timetable", timetables.c.status.in_(open_ones))
    number = (await rows(floor, many))[0][0]
    if number > 1:
        wrong.append(f"{number} timetables are open at once")
    return wrong
