"""Where a change of the event would leave a meeting without a time, others make room for it by moving along a chain.

Only then: who stands well is not moved to make somebody else's day smoother.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from bot.domain.changes import Misfit, Replaced, meeting_item
from bot.domain.ids import MeetingId
from bot.domain.meetings import Booking
from bot.services.mending import mend
from storage import changes as stored
from storage import meetings
from storage.database import Connection

if TYPE_CHECKING:
    from bot.services.changes.planning import Plan
    from bot.services.timetable.loading import Loaded

Places = dict[MeetingId, Booking | None]


async def rescue(connection: Connection, plan: Plan, now: datetime) -> None:
    """Find times for those of the plan that have none, by moving others; the plan then says so of all of them.

    Not where new slots were cut: what people marked in the old ones is carried over only when that is written.
    """
    lost = {replaced.misfit.meeting_id for replaced in plan.replaced if replaced.booking is None}
    if not lost or plan.changes.slots_new:
        return
    # Not above: publishing a timetable tells people as a change of the event does, and loading belongs to it.
    from bot.services.timetable.loading import load  # noqa: PLC0415

    seated: Places = {replaced.misfit.meeting_id: replaced.booking for replaced in plan.replaced}
    loaded = await load(connection, plan.after, now, seated=seated)
    wanted = [n for n, meeting in enumerate(loaded.meetings) if meeting in lost]
    done, _ = await mend(loaded.problem, wanted)
    if not done.placed:
        return
    changed: Places = {}
    for number in done.changed:
        slot, spot = done.table.slots[number], done.table.spots[number]
        booking = None if slot is None or spot is None else Booking(loaded.slots[slot], loaded.places[spot])
        changed[loaded.meetings[number]] = booking
    others = [meeting for meeting in changed if meeting not in seated]
    if await _take_in(connection, plan, loaded, others):
        _note(plan, changed)


async def _take_in(connection: Connection, plan: Plan, loaded: Loaded, others: list[MeetingId]) -> bool:
    """Lock the others that make room, with their people; whether they still are what was reckoned with."""
    if not others:
        return True
    sitting = await stored.people_in(connection, others)
    people = {who for those in sitting.values() for who in those}
    plan.parties |= await meetings.parties(connection, people, lock=True)
    locked = {meeting.id: meeting for meeting in await stored.lock_scheduled(connection, others)}
    versions = dict(zip(loaded.meetings, loaded.versions, strict=True))
    if any(one not in locked or locked[one].version != versions[one] for one in others):
        return False
    plan.meetings |= locked
    plan.sitting |= {one: sitting.get(one) or locked[one].sides for one in others}
    return True


def _note(plan: Plan, changed: Places) -> None:
    plan.replaced = [
        Replaced(replaced.misfit, changed.pop(replaced.misfit.meeting_id))
        if replaced.misfit.meeting_id in changed
        else replaced
        for replaced in plan.replaced
    ]
    for meeting_id, booking in changed.items():
        meeting = plan.meetings[meeting_id]
        assert meeting.slot_id is not None
        slot = plan.before.slot(meeting.slot_id)
        place = None if meeting.place_id is None else plan.before.place(meeting.place_id)
        plan.replaced.append(
            Replaced(Misfit(meeting_id, plan.sitting[meeting_id], slot, place, slot_gone=False), booking)
        )
        touched = [one for one in plan.touched if one.id != meeting_id]
        if len(touched) == len(plan.touched):  # else it is in their notice already
            for who in plan.sitting[meeting_id]:
                plan.told[who].append(meeting_item(meeting, slot, place, meeting.version + 1))
        plan.touched = touched
