"""A changed event takes effect for people, in the transaction that changes it: all of it, or nothing.

Meetings that no longer fit are placed anew or wait for their people to choose; bells are derived again; open requests
for a time that is gone are for any time; and everybody concerned is owed one notice with all of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain import meetings as rules
from bot.domain.changes import Effect, Misfit, Replaced, replace_misfits
from bot.domain.events import Event
from bot.domain.ids import AttendeeId, MeetingId, SessionId
from bot.domain.meetings import Meeting, Status
from bot.domain.reminders import Bell, bells, minutes_of
from bot.services.changes.planning import Plan, make_plan
from bot.services.changes.telling import tell
from bot.services.meetings.cases import Organiser, act_on
from storage import audit, meetings, reminders, slots
from storage import changes as stored
from storage.unit_of_work import UnitOfWork

ROUNDS = 3  # of placing anew what somebody else took meanwhile (other processes on PostgreSQL)
SAVED_AT_ONCE = 50  # meetings a statement: between two of them others have their turn on the event loop
Bells = list[tuple[Bell, MeetingId | None, SessionId | None]]


async def apply(uow: UnitOfWork, before: Event, after: Event, by: Organiser | None) -> Effect:
    """Everything that follows from `before` becoming `after` (which is in the tables already)."""
    plan = await make_plan(uow.connection, before, after, uow.now)
    if not plan.changes:
        return plan.effect()
    await stored.carry_unavailable(uow.connection, plan.carried)
    changed = await _seat(uow, plan)
    for start in range(0, len(changed), SAVED_AT_ONCE):
        await meetings.save_many(uow.connection, changed[start : start + SAVED_AT_ONCE])
    await _requests(uow, plan)
    await stored.leave_sessions(uow.connection, [(session, who) for session, who, _ in plan.left])
    await _ring(uow, plan, changed)
    await audit.record(
        uow.connection,
        *(act_on(uow, meeting, by, "refit", slot=meeting.slot_id, place=meeting.place_id) for meeting in changed),
        *(act_on(uow, meeting, by, "any_time") for meeting in plan.requests),
        *(_left(uow, after, by, session, who, meeting) for session, who, meeting in plan.left),
    )
    await tell(uow, plan, changed)
    return plan.effect()


async def _seat(uow: UnitOfWork, plan: Plan) -> list[Meeting]:
    """Write where meetings sit now; the meetings as they are then."""
    ids = [r.misfit.meeting_id for r in plan.replaced]
    await stored.take_seats_off(uow.connection, ids)
    waiting = [r for r in plan.replaced if r.booking is not None]
    for _ in range(ROUNDS):
        booked = [(r.misfit.meeting_id, r.booking, r.misfit.people) for r in waiting if r.booking is not None]
        lost = set(await stored.reseat(uow.connection, booked))
        if not lost:
            break
        waiting = await _again(uow, plan, [r.misfit for r in waiting if r.misfit.meeting_id in lost])
    else:
        for again in waiting:
            _note(plan, Replaced(again.misfit, None))
    changed = [replace(m, version=m.version + 1, changed_at=uow.now) for m in plan.touched]
    for replaced in plan.replaced:
        meeting = plan.meetings[replaced.misfit.meeting_id]
        if replaced.booking is None:
            changed.append(rules.unplace(meeting, uow.now).meeting)
        else:
            changed.append(rules.move(meeting, None, uow.now, replaced.booking).meeting)
    return changed


async def _again(uow: UnitOfWork, plan: Plan, lost: Sequence[Misfit]) -> list[Replaced]:
    """Somebody else's booking came first: look at the books again."""
    people = sorted({who for misfit in lost for who in misfit.people})
    diaries = await slots.diaries(uow.connection, [plan.parties[who].attendee for who in people])
    taken = await stored.taken_places(uow.connection, plan.after.id, uow.now)
    unseated = [replace(misfit, slot_gone=True) for misfit in lost]
    found = list(replace_misfits(plan.after, unseated, diaries, taken, uow.now))
    for replaced in found:
        _note(plan, replaced)
    return [r for r in found if r.booking is not None]


def _note(plan: Plan, newer: Replaced) -> None:
    plan.replaced = [newer if r.misfit.meeting_id == newer.misfit.meeting_id else r for r in plan.replaced]


async def _requests(uow: UnitOfWork, plan: Plan) -> None:
    """Requests whose time is gone are for any time; none can be answered after the last slot has begun."""
    last = max((slot.starts_at for slot in plan.after.slots if slot.starts_at > uow.now), default=None)
    plan.requests = [
        replace(
            request,
            proposed_slot_id=None,
            answer_by=_until(request, last),
            version=request.version + 1,
            changed_at=uow.now,
            countdown_at=uow.now,  # what the cards say is drawn anew
        )
        for request in plan.requests
    ]
    late: list[Meeting] = []
    if last is not None and (plan.changes.slots_gone or plan.changes.slots_new):
        asked = {request.id for request in plan.requests}
        found = await stored.past_deadline(uow.connection, plan.after.id, last)
        late = [replace(r, answer_by=last, countdown_at=uow.now) for r in found if r.id not in asked]
    await meetings.save_many(uow.connection, [*plan.requests, *late])


def _until(request: Meeting, last: datetime | None) -> datetime | None:
    if request.answer_by is None or last is None:
        return request.answer_by
    return min(request.answer_by, last)


async def _ring(uow: UnitOfWork, plan: Plan, changed: Sequence[Meeting]) -> None:
    """Bells of what has another time are derived anew; those of the old time never ring."""
    was = plan.meetings
    moved = [m for m in changed if m.slot_id != was[m.id].slot_id]
    await reminders.silence_meetings(uow.connection, [m.id for m in moved])
    derived: Bells = []
    for meeting in moved:
        if meeting.status is Status.SCHEDULED and meeting.slot_id is not None:
            starts_at = plan.after.slot(meeting.slot_id).starts_at
            for who in plan.sitting[meeting.id]:
                minutes = minutes_of(plan.after, plan.parties[who].attendee)
                derived += [(bell, meeting.id, None) for bell in bells(who, minutes, starts_at, uow.now)]
    sessions = {
        c.session_id: c.after
        for c in plan.changes.sessions
        if c.before is None or c.after is None or c.before.starts_at != c.after.starts_at
    }
    await stored.silence_sessions(uow.connection, list(sessions))
    out = {(session, who) for session, who, _ in plan.left}
    for session_id, who in plan.joined:
        session = sessions.get(session_id)
        if session is not None and (session_id, who) not in out:
            minutes = minutes_of(plan.after, plan.parties[who].attendee)
            found = bells(who, minutes, session.starts_at, uow.now, at_least_one=False)
            derived += [(bell, None, session_id) for bell in found]
    await stored.new_bells(uow.connection, plan.after.id, derived)
    if plan.changes.rule("bell_minutes") is not None:
        await _ring_all(uow, plan.after)


async def _ring_all(uow: UnitOfWork, event: Event) -> None:
    """The event's bells ring at other moments: for all who have chosen none of their own."""
    people = await stored.people_by_default(uow.connection, event.id)
    await stored.silence_people(uow.connection, people)
    derived: Bells = []
    for who, seats in (await stored.meetings_of_people(uow.connection, people, uow.now)).items():
        for slot_id, meeting_id in seats:
            starts_at = event.slot(slot_id).starts_at
            found = bells(who, event.rules.bell_minutes, starts_at, uow.now, at_least_one=False)
            derived += [(bell, meeting_id, None) for bell in found]
    wanted = set(people)
    starts = {session.id: session.starts_at for session in event.sessions if session.starts_at > uow.now}
    for session_id, who in await stored.joined(uow.connection, list(starts)):
        if who in wanted:
            found = bells(who, event.rules.bell_minutes, starts[session_id], uow.now, at_least_one=False)
            derived += [(bell, None, session_id) for bell in found]
    await stored.new_bells(uow.connection, event.id, derived)


def _left(
    uow: UnitOfWork, event: Event, by: Organiser | None, session: SessionId, who: AttendeeId, meeting: MeetingId
) -> audit.Act:
    return audit.Act(
        at=uow.now,
        act="leave_session",
        subject=f"session:{session}",
        role="clock" if by is None else "organiser",
        event_id=event.id,
        person_id=by.person_id if by else None,
        detail={"attendee": who, "meeting": meeting},
    )
