"""What a change of the event means for everybody, worked out before anything is written."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.changes import (
    Changes,
    Effect,
    Item,
    Misfit,
    Replaced,
    changes_between,
    left_item,
    meeting_item,
    replace_misfits,
    request_item,
    same_parts,
    session_item,
    zone_item,
)
from bot.domain.events import Event, Place, Session, Slot
from bot.domain.ids import AttendeeId, MeetingId, SessionId, SlotId
from bot.domain.meetings import Meeting, Party
from bot.domain.slots import Diary, overlap
from bot.services.changes.rescuing import rescue
from storage import changes as stored
from storage import meetings, slots
from storage.database import Connection

AT_ONCE = 5  # meetings placed before others have their turn on the event loop
DIARIES_AT_ONCE = 1_000


@dataclass(slots=True)
class Plan:
    """Everything that follows from a change; `told` are the lines of each person's notice."""

    before: Event
    after: Event
    changes: Changes
    meetings: dict[MeetingId, Meeting] = field(default_factory=dict)
    sitting: dict[MeetingId, tuple[AttendeeId, ...]] = field(default_factory=dict)
    parties: dict[AttendeeId, Party] = field(default_factory=dict)
    replaced: list[Replaced] = field(default_factory=list)
    touched: list[Meeting] = field(default_factory=list)  # stay where they are, with another end, zone or link
    requests: list[Meeting] = field(default_factory=list)
    joined: list[tuple[SessionId, AttendeeId]] = field(default_factory=list)
    left: list[tuple[SessionId, AttendeeId, MeetingId]] = field(default_factory=list)
    carried: list[tuple[SlotId, SlotId]] = field(default_factory=list)  # marked unavailable: old slot, new slot
    told: dict[AttendeeId, list[Item]] = field(default_factory=lambda: defaultdict(list))

    def effect(self, overruled: tuple[str, ...] = ()) -> Effect:
        """The plan in numbers."""
        return Effect(
            changes=self.changes,
            people=len(self.told),
            new_time=sum(r.booking is not None and not r.same_time for r in self.replaced),
            new_place=sum(r.same_time for r in self.replaced),
            touched=len(self.touched),
            choose=sum(r.booking is None for r in self.replaced),
            requests=len(self.requests),
            joined=len({who for _, who in self.joined}),
            left=len({who for _, who, _ in self.left}),
            overruled=overruled,
        )


async def make_plan(connection: Connection, before: Event, after: Event, now: datetime) -> Plan:
    """Read everything that the change touches and decide where it goes. Writes nothing."""
    plan = Plan(before, after, changes_between(before, after))
    plan.carried = [
        (old.id, new.id)
        for new in plan.changes.slots_new
        for old in plan.changes.slots_gone
        if new.starts_at > now and old.starts_at < new.ends_at and new.starts_at < old.ends_at
    ]
    await _find_meetings(connection, plan, now)
    await _replace(connection, plan, now)
    await rescue(connection, plan, now)
    await _find_requests(connection, plan)
    await _find_sessions(connection, plan, now)
    await _find_zones(connection, plan, now)
    missing = [who for who in plan.told if who not in plan.parties]
    plan.parties |= await meetings.parties(connection, missing)
    return plan


async def _find_meetings(connection: Connection, plan: Plan, now: datetime) -> None:
    """Every scheduled meeting, not begun, whose slot or place is not as it was; locked with its people."""
    changes = plan.changes
    slot_ids = [s.id for s in changes.slots_gone] + [new.id for _, new in changes.slots_resized]
    place_ids = [p.id for p in changes.places_gone] + [new.id for _, new in changes.places_changed]
    found = await stored.misfits(connection, plan.after.id, slot_ids, place_ids, now)
    sitting = await stored.people_in(connection, found)
    plan.parties = await meetings.parties(connection, {who for people in sitting.values() for who in people}, lock=True)
    plan.meetings = {m.id: m for m in await stored.lock_scheduled(connection, found)}
    plan.sitting = {meeting.id: sitting.get(meeting.id) or meeting.sides for meeting in plan.meetings.values()}
    unseated = {who for people in plan.sitting.values() for who in people if who not in plan.parties}
    plan.parties |= await meetings.parties(connection, unseated)


async def _replace(connection: Connection, plan: Plan, now: datetime) -> None:
    slots_there = {s.id for s in plan.after.slots}
    places_there = {p.id for p in plan.after.places}
    misfits: list[Misfit] = []
    for meeting in plan.meetings.values():
        assert meeting.slot_id is not None
        slot, place = plan.before.slot(meeting.slot_id), _place(plan.before, meeting)
        slot_gone = meeting.slot_id not in slots_there
        if slot_gone or meeting.place_id not in places_there:
            misfits.append(Misfit(meeting.id, plan.sitting[meeting.id], slot, place, slot_gone))
        else:
            plan.touched.append(meeting)
            for who in plan.sitting[meeting.id]:
                plan.told[who].append(meeting_item(meeting, slot, place, meeting.version + 1))
    if not misfits:
        return
    people = sorted({who for misfit in misfits for who in misfit.people})
    diaries = await _diaries(connection, plan, people)
    taken = await stored.taken_places(connection, plan.after.id, now)
    placing = replace_misfits(plan.after, misfits, diaries, taken, now, same_parts(plan.before, plan.after))
    for number, replaced in enumerate(placing, 1):
        plan.replaced.append(replaced)
        meeting = plan.meetings[replaced.misfit.meeting_id]
        for who in replaced.misfit.people:
            item = meeting_item(meeting, replaced.misfit.slot, replaced.misfit.place, meeting.version + 1)
            plan.told[who].append(item)
        if number % AT_ONCE == 0:
            await asyncio.sleep(0)


async def _diaries(connection: Connection, plan: Plan, people: list[AttendeeId]) -> dict[AttendeeId, Diary]:
    """What they have on; a slot marked unavailable stays so under its new time."""
    found: dict[AttendeeId, Diary] = {}
    for start in range(0, len(people), DIARIES_AT_ONCE):
        some = [plan.parties[who].attendee for who in people[start : start + DIARIES_AT_ONCE]]
        found |= await slots.diaries(connection, some)
    return {
        who: Diary(
            diary.attendee,
            diary.seats,
            diary.unavailable | {new for old, new in plan.carried if old in diary.unavailable},
            diary.sessions,
        )
        for who, diary in found.items()
    }


async def _find_requests(connection: Connection, plan: Plan) -> None:
    """Open requests whose proposed time is gone."""
    gone = {slot.id: slot for slot in plan.changes.slots_gone}
    plan.requests = await stored.proposing(connection, list(gone))
    for request in plan.requests:
        assert request.proposed_slot_id is not None
        for who in request.sides:
            plan.told[who].append(request_item(request, gone[request.proposed_slot_id]))


async def _find_sessions(connection: Connection, plan: Plan, now: datetime) -> None:
    """Who joined a session that changes, and who cannot be there any more because a meeting is then.

    The meeting stays: it is an agreement with somebody else, who has nothing to do with the session. They are told,
    and one tap turns it round.
    """
    changed = {c.session_id: c for c in plan.changes.sessions if c.seen and c.concerns(now)}
    plan.joined = await stored.joined(connection, list(changed))
    resized = {new.id for _, new in plan.changes.slots_resized}
    sitting = {who for meeting in plan.touched if meeting.slot_id in resized for who in plan.sitting[meeting.id]}
    people = sorted({who for _, who in plan.joined} | sitting)
    busy = await _busy(connection, plan, people, now)
    out: set[tuple[SessionId, AttendeeId]] = set()

    def check(session: Session | None, who: AttendeeId, among: Iterable[tuple[Slot, MeetingId]]) -> None:
        over = [m for slot, m in among if session is not None and session.ends_at > now and overlap(slot, session)]
        if session is not None and over and (session.id, who) not in out:
            out.add((session.id, who))
            plan.left.append((session.id, who, over[0]))
            plan.told[who].append(left_item(session.id, over[0]))

    for session_id, who in plan.joined:
        change = changed[session_id]
        what = "cancelled" if change.after is None else "back" if change.before is None else "changed"
        plan.told[who].append(session_item(session_id, change.before, what))
        check(change.after, who, busy[who])
    if sitting:
        joined = await stored.joined(connection, [s.id for s in plan.after.sessions if s.ends_at > now])
        sessions = {s.id: s for s in plan.after.sessions}
        for session_id, who in joined:
            if who in sitting:
                check(sessions[session_id], who, [(slot, m) for slot, m in busy[who] if slot.id in resized])


async def _busy(
    connection: Connection, plan: Plan, people: list[AttendeeId], now: datetime
) -> dict[AttendeeId, list[tuple[Slot, MeetingId]]]:
    """When these people have meetings after the change."""
    moved = {r.misfit.meeting_id: r.booking for r in plan.replaced}
    known = {s.id: s for s in (*plan.after.former_slots, *plan.after.slots)}
    found: dict[AttendeeId, list[tuple[Slot, MeetingId]]] = {who: [] for who in people}
    for who, seats in (await stored.meetings_of_people(connection, people, now)).items():
        for slot_id, meeting_id in seats:
            booking = moved.get(meeting_id)
            if meeting_id not in moved:
                found[who].append((known[slot_id], meeting_id))
            elif booking is not None:
                found[who].append((known[booking.slot_id], meeting_id))
    return found


async def _find_zones(connection: Connection, plan: Plan, now: datetime) -> None:
    """Who sits in a zone that is to be found another way, unless their notice shows the place anyway."""
    for zone, (was, _) in plan.changes.zones.items():
        place_ids = [p.id for p in plan.after.places if p.zone == zone]
        found = await stored.misfits(connection, plan.after.id, [], place_ids, now)
        shown = set(plan.meetings)
        people = await stored.people_in(connection, [m for m in found if m not in shown])
        for who in sorted({who for sitting in people.values() for who in sitting}):
            plan.told[who].append(zone_item(zone, was))


def _place(event: Event, meeting: Meeting) -> Place | None:
    return None if meeting.place_id is None else event.place(meeting.place_id)
