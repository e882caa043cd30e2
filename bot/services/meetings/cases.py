"""One meeting in hand: loaded and locked, with its event and both sides, and written back with all that follows."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.domain.events import Event, Slot
from bot.domain.ids import AttendeeId, MeetingId, PersonId
from bot.domain.meetings import Decision, Meeting, Party, Status, Word, expire, pass_by
from bot.domain.people import Attendee
from bot.domain.refusals import Refused
from bot.services import bells
from bot.services.meetings.telling import tell
from storage import audit, events, meetings, slots
from storage.audit import Act
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Organiser:
    """An organiser of the event, who may do anything in it; the caller has checked the role."""

    person_id: PersonId


By = Attendee | Organiser


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it. `changed` False: nothing was done (a second tap, or a button of an older version).

    `gone`: the time is no longer free, nothing was changed, and `alternatives` are the three best others.
    """

    meeting: Meeting
    event: Event
    changed: bool
    gone: bool = False
    alternatives: tuple[Slot, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """A meeting with its event and both sides; `overtaken`: the clock has just changed it."""

    meeting: Meeting
    event: Event
    parties: dict[AttendeeId, Party]
    overtaken: bool = False

    def gone_on(self, version: int | None) -> bool:
        """Whether the meeting is no longer what the tapped button was drawn for (None: not said)."""
        return self.overtaken or (version is not None and version != self.meeting.version)

    def as_it_stands(self) -> Outcome:
        """Nothing was done."""
        return Outcome(self.meeting, self.event, changed=False)

    def party(self, side: AttendeeId) -> Party:
        """One side."""
        return self.parties[side]


def side_of(by: By | None) -> AttendeeId | None:
    """Who acts, for the rules: an attendee, or None for an organiser and the clock."""
    return by.id if isinstance(by, Attendee) else None


async def open_case(uow: UnitOfWork, meeting_id: MeetingId, by: By | None, *, booking: bool = False) -> Case:
    """Take a meeting in hand; with `booking` the diaries of both sides are locked too.

    What the clock has not come to yet happens here first: a request past its deadline expires, a meeting whose slot is
    over was held. Refused: no_such_meeting, not_yours.
    """
    meeting = await meetings.load(uow.connection, meeting_id)
    if meeting is None:
        raise Refused("no_such_meeting")
    side = side_of(by)
    if side is not None and side not in meeting.sides:
        raise Refused("not_yours")
    parties = await meetings.parties(uow.connection, meeting.sides, lock=booking)
    meeting = await meetings.lock(uow.connection, meeting)
    case = Case(meeting, await events.event(uow.connection, meeting.event_id), parties)
    case = await settle(uow, case, expire(meeting, uow.now), None, "expire")
    if meeting.slot_id is not None:
        ended = pass_by(meeting, case.event.slot(meeting.slot_id).ends_at, uow.now)
        case = await settle(uow, case, ended, None, "held")
    return replace(case, overtaken=case.meeting.version != meeting.version)


async def settle(
    uow: UnitOfWork,
    case: Case,
    decision: Decision,
    by: By | None,
    act: str,
    **detail: object,
) -> Case:
    """Write a decision with everything that follows: seats, bells, notices, who has to confirm, the audit record."""
    if not decision.changed:
        return case
    before, meeting = case.meeting, decision.meeting
    await meetings.save(uow.connection, meeting)
    if before.status is Status.SCHEDULED and meeting.status in {Status.ACCEPTED, Status.CANCELLED}:
        await slots.release(uow.connection, meeting.id)
        await bells.silence(uow, meeting)
    elif meeting.status is Status.SCHEDULED and before.slot_id != meeting.slot_id:
        await bells.ring_for(uow, case.event, meeting, case.parties.values())
    settled = replace(case, meeting=meeting)
    tell(uow, case.event, meeting, case.parties, decision.tell)
    confirming = [owed.to for owed in decision.tell if owed.word in {Word.CHANGED, Word.CANCELLED}]
    await meetings.told(uow.connection, meeting, confirming, uow.now)
    await audit.record(uow.connection, act_on(uow, meeting, by, act, **detail))
    return settled


def act_on(uow: UnitOfWork, meeting: Meeting, by: By | None, act: str, **detail: object) -> Act:
    """The audit line of an act on a meeting."""
    if isinstance(by, Attendee):
        role = "requester" if by.id == meeting.requester_id else "guest"
    else:
        role = "clock" if by is None else "organiser"
    return Act(
        at=uow.now,
        act=act,
        subject=f"meeting:{meeting.id}",
        role=role,
        event_id=meeting.event_id,
        person_id=by.person_id if by is not None else None,
        detail={"version": meeting.version, "status": meeting.status.value, **detail},
    )
