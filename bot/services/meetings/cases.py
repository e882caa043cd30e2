"""One meeting in hand: loaded and locked, with its event and both sides, and written back with all that follows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from bot.domain.events import Event, Slot
from bot.domain.ids import AttendeeId, MeetingId, PersonId
from bot.domain.meetings import AGREED, CONFIRMED, Decision, Meeting, Party, Status, expire, pass_by
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
class Change:
    """What happened to one meeting of one attendee while a batch was gathered: as it was, and as it is."""

    attendee_id: AttendeeId
    before: Meeting
    after: Meeting


@dataclass(slots=True)
class Batch:
    """Changes made in one go, to be told together: nobody is told one by one, and no "Got it" is awaited here.

    Whoever opened the batch tells each attendee once of all their changes (product.md, rule 6).
    """

    _changes: dict[tuple[AttendeeId, MeetingId], Change] = field(default_factory=dict)

    def add(self, before: Meeting, after: Meeting, told: Iterable[AttendeeId]) -> None:
        """A meeting has changed, of which these are to hear; of several changes the first state and the last count."""
        for attendee_id in told:
            known = self._changes.get((attendee_id, after.id))
            first = known.before if known else before
            self._changes[attendee_id, after.id] = Change(attendee_id, first, after)

    def by_attendee(self) -> dict[AttendeeId, list[Change]]:
        """Everybody's changes, in the order in which they were made; what came out as it was is left out."""
        found: dict[AttendeeId, list[Change]] = {}
        for change in self._changes.values():
            before, after = change.before, change.after
            if (before.status, before.booking, before.sides) != (after.status, after.booking, after.sides):
                found.setdefault(change.attendee_id, []).append(change)
        return found


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it. `changed` False: nothing was done (a second tap, or a button of an older version).

    `gone`: the time is no longer free, nothing was changed, and `alternatives` are the three best others; `because` of
    which rule, where it is not simply taken.
    """

    meeting: Meeting
    event: Event
    changed: bool
    gone: bool = False
    alternatives: tuple[Slot, ...] = ()
    because: Refused | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A meeting with its event and everybody concerned; `overtaken`: the clock has just changed it."""

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

    @property
    def people(self) -> tuple[Attendee, ...]:
        """Everybody who is in it, requester and guest first."""
        return tuple(self.parties[side].attendee for side in self.meeting.sides)


def side_of(by: By | None) -> AttendeeId | None:
    """Who acts, for the rules: an attendee, or None for an organiser and the clock."""
    return by.id if isinstance(by, Attendee) else None


async def open_case(uow: UnitOfWork, meeting_id: MeetingId, by: By | None, *, booking: bool = False) -> Case:
    """Take a meeting in hand; with `booking` the diaries of all sides are locked too.

    What the clock has not come to yet happens here first: a request past its deadline expires, a meeting whose slot is
    over was held. Refused: no_such_meeting, not_yours.
    """
    meeting = await meetings.load(uow.connection, meeting_id)
    if meeting is None:
        raise Refused("no_such_meeting")
    side = side_of(by)
    if side is not None and side not in meeting.concerned and meeting.member(side) is None:
        raise Refused("not_yours")
    known = meeting.concerned if side is None else (*meeting.concerned, side)
    parties = await meetings.parties(uow.connection, known, lock=booking)
    meeting = await meetings.lock(uow.connection, meeting)
    joined = [one for one in meeting.concerned if one not in parties]  # while the lock was waited for
    if joined:
        parties |= await meetings.parties(uow.connection, joined)
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
    *,
    batch: Batch | None = None,
    **detail: object,
) -> Case:
    """Write a decision with everything that follows: members, seats, bells, notices, who has to confirm, the audit
    record. With `batch` the notices are gathered there instead. ``case.parties`` holds everybody who is told.
    """
    if not decision.changed:
        return case
    before, meeting = case.meeting, decision.meeting
    await meetings.save(uow.connection, meeting)
    if before.members != meeting.members:
        await meetings.save_members(uow.connection, meeting.id, before.members, meeting.members)
    if before.status is Status.SCHEDULED and meeting.status in {Status.ACCEPTED, Status.CANCELLED}:
        await slots.release(uow.connection, meeting.id)
        await bells.silence(uow, meeting)
    elif meeting.status is Status.SCHEDULED and before.slot_id != meeting.slot_id:
        await bells.ring_for(uow, case.event, meeting, [case.party(side) for side in meeting.sides])
    elif meeting.status is Status.SCHEDULED and before.sides != meeting.sides:
        await _seats_of_a_group(uow, case, meeting)
    settled = replace(case, meeting=meeting)
    if isinstance(by, Attendee) and before.status in AGREED:
        await meetings.overtaken(uow.connection, meeting, [by.id])  # who acts has seen what they were told
    await _say(uow, settled, before, decision, batch)
    await audit.record(uow.connection, act_on(uow, meeting, by, act, **detail))
    return settled


async def _seats_of_a_group(uow: UnitOfWork, case: Case, meeting: Meeting) -> None:
    """Bells for those who have joined (their seats are taken already); none, and no seat, for those who have left."""
    for side in set(meeting.sides) - set(case.meeting.sides):
        await bells.ring_for_one(uow, case.event, meeting, case.party(side))
    for side in set(case.meeting.sides) - set(meeting.sides):
        await bells.silence_one(uow, meeting, side)
        await slots.release_seat(uow.connection, meeting.id, side)


async def _say(uow: UnitOfWork, case: Case, before: Meeting, decision: Decision, batch: Batch | None) -> None:
    meeting = decision.meeting
    if batch is not None:
        told = [owed.to for owed in decision.tell]
        batch.add(before, meeting, told)
        await meetings.overtaken(uow.connection, meeting, told)
        return
    tell(uow, case.event, meeting, case.parties, decision.tell)
    confirming = [owed.to for owed in decision.tell if owed.word in CONFIRMED]
    await meetings.told(uow.connection, meeting, confirming, uow.now)


def act_on(uow: UnitOfWork, meeting: Meeting, by: By | None, act: str, **detail: object) -> Act:
    """The audit line of an act on a meeting."""
    if isinstance(by, Attendee):
        role = {meeting.requester_id: "requester", meeting.guest_id: "guest"}.get(by.id, "member")
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
