"""What people answer to a notice of changes: *Got it*, and *Go to the session instead*."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.ids import AttendeeId, ChangeNoticeId, MeetingId, SessionId
from bot.domain.meetings import Meeting
from bot.domain.people import Attendee, Person
from bot.domain.refusals import Refused
from bot.domain.slots import overlap
from bot.services import meetings, programme
from storage import audit, events, people
from storage import changes as stored
from storage.audit import Act
from storage.changes import Kept
from storage.unit_of_work import UnitOfWork


async def got_it(uow: UnitOfWork, notice_id: ChangeNoticeId, person: Person, likely: Attendee | None) -> Kept:
    """This person has seen everything in the notice. Twice is once; of a notice that has become part of a newer one
    the newer one is returned, unconfirmed: there is more in it. Refused: not_yours, no_changes.
    """
    kept = await notice_of(uow, notice_id, person, likely)
    if kept.id == notice_id and await stored.confirm(uow.connection, notice_id, uow.now):
        await audit.record(
            uow.connection,
            Act(
                at=uow.now,
                act="confirm",
                subject=f"change_notice:{notice_id}",
                role="self",
                event_id=kept.event_id,
                person_id=person.id,
                detail={"changes": len(kept.items)},
            ),
        )
        kept = await stored.notice(uow.connection, notice_id) or kept
    return kept


async def notice_of(uow: UnitOfWork, notice_id: ChangeNoticeId, person: Person, likely: Attendee | None) -> Kept:
    """The notice, or the newer one that it has become part of; this person's own. Refused: not_yours, no_changes."""
    kept = await stored.notice(uow.connection, notice_id)
    if kept is None and likely is not None:
        kept = await stored.newest_of(uow.connection, likely.id)
    if kept is None:
        raise Refused("no_changes")
    if (await people.attendee(uow.connection, kept.attendee_id)).person_id != person.id:
        raise Refused("not_yours")
    return kept


@dataclass(frozen=True, slots=True)
class Instead:
    """What came of *Go to the session instead*: the meeting as it is now; `changed` False: it had gone on since."""

    meeting: Meeting
    changed: bool


async def go_instead(
    uow: UnitOfWork, me: AttendeeId, session_id: SessionId, meeting_id: MeetingId, version: int
) -> Instead:
    """Move the meeting that lies over the session to the nearest time that suits everybody in it, and join the session.

    The others are told of the move. Refused: session_gone, no_time_instead, and what moving and joining refuse.
    """
    attendee = await people.attendee(uow.connection, me)
    event = await events.event(uow.connection, attendee.event_id)
    session = next((s for s in event.sessions if s.id == session_id and s.ends_at > uow.now), None)
    if session is None:
        raise Refused("session_gone")
    shown = await meetings.shown(uow, meeting_id, attendee)
    old = shown.slot
    if shown.meeting.version != version or shown.meeting.slot_id is None or old is None:
        return Instead(shown.meeting, changed=False)
    if overlap(old, session):
        free = await meetings.free_slots(uow, event, meeting_id, attendee)
        suiting = [slot for slot in free if not overlap(slot, session)]
        if not suiting:
            raise Refused("no_time_instead")
        nearest = min(suiting, key=lambda slot: (abs(slot.starts_at - old.starts_at), slot.starts_at))
        moved = await meetings.move(uow, meeting_id, by=attendee, slot=nearest.id, version=version)
        if not moved.changed:
            return Instead(moved.meeting, changed=False)
    await programme.join(uow, event, attendee, session_id)
    return Instead((await meetings.shown(uow, meeting_id, attendee)).meeting, changed=True)
