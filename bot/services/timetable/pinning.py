"""What the desk says about one meeting to the engine: it keeps its time, it must happen."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.events import Event
from bot.domain.ids import MeetingId, PersonId
from bot.domain.meetings import AGREED, Meeting, Priority
from bot.domain.people import Role
from bot.domain.refusals import Refused
from bot.domain.roles import check_desk
from storage import audit, meetings
from storage.unit_of_work import UnitOfWork


async def pin(
    uow: UnitOfWork, event: Event, role: Role | None, by: PersonId, meeting_id: MeetingId, *, pinned: bool
) -> None:
    """The engine leaves this meeting at its time, or may move it again. Refused: organisers_only, desk_only,
    no_such_meeting, already.
    """
    meeting = await _of_event(uow, event, role, meeting_id)
    if meeting.fixed != pinned:
        await meetings.save(uow.connection, replace(meeting, fixed=pinned))
        await _record_meeting(uow, meeting, by, "pin" if pinned else "unpin")


async def must_happen(
    uow: UnitOfWork, event: Event, role: Role | None, by: PersonId, meeting_id: MeetingId, *, must: bool
) -> None:
    """This meeting is placed before others, or like any other again. Refused: as :func:`pin`."""
    meeting = await _of_event(uow, event, role, meeting_id)
    wanted = Priority.MUST if must else Priority.MUTUAL
    if (meeting.priority is Priority.MUST) != must:
        await meetings.save(uow.connection, replace(meeting, priority=wanted))
        await _record_meeting(uow, meeting, by, "must" if must else "like_others")


async def _of_event(uow: UnitOfWork, event: Event, role: Role | None, meeting_id: MeetingId) -> Meeting:
    check_desk(role)
    meeting = await meetings.load(uow.connection, meeting_id)
    if meeting is None or meeting.event_id != event.id:
        raise Refused("no_such_meeting")
    meeting = await meetings.lock(uow.connection, meeting)
    if meeting.status not in AGREED:
        raise Refused("already", status=meeting.status.value)
    return meeting


async def _record_meeting(uow: UnitOfWork, meeting: Meeting, by: PersonId, act: str) -> None:
    line = audit.Act(uow.now, act, f"meeting:{meeting.id}", "organiser", meeting.event_id, by, {})
    await audit.record(uow.connection, line)
