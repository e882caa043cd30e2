"""Asking for a meeting on behalf of somebody."""

from __future__ import annotations

from bot.domain.events import Event, Slot
from bot.domain.ids import AttendeeId, SlotId
from bot.domain.notices import Lane
from bot.domain.people import Attendee, Person, Role
from bot.domain.refusals import Refused
from bot.domain.roles import check_desk
from bot.services import meetings
from bot.services.meetings import Organiser, Outcome
from bot.services.notices import notify
from storage import desk
from storage.unit_of_work import UnitOfWork


async def _two(
    uow: UnitOfWork, event: Event, role: Role | None, one: AttendeeId, two: AttendeeId
) -> tuple[Attendee, Attendee, Person]:
    check_desk(role)
    first = await desk.participant(uow.connection, one, event.id)
    second = await desk.participant(uow.connection, two, event.id)
    if first is None or second is None:
        raise Refused("not_at_this_event", event=event.name)
    return first.attendee, second.attendee, first.person


async def times_for(
    uow: UnitOfWork, event: Event, role: Role | None, one: AttendeeId, two: AttendeeId
) -> tuple[Attendee, Attendee, tuple[Slot, ...]]:
    """Both, and the times that suit them. Refused: organisers_only, desk_only, not_at_this_event, and what keeps
    `one` from asking `two` (:func:`bot.domain.meetings.check_request`).
    """
    first, second, _person = await _two(uow, event, role, one, two)
    await meetings.may_request(uow, event, first, second.id)
    return first, second, await meetings.free_slots_for_both(uow, event, first, second.id)


async def request_for(
    uow: UnitOfWork,
    event: Event,
    role: Role | None,
    by: Person,
    one: AttendeeId,
    two: AttendeeId,
    slot: SlotId | None,
) -> Outcome:
    """`one` asks `two` for a meeting, by the desk: `two` is asked, `one` is told. The same twice is once.

    Refused: as :func:`times_for`, and as :func:`bot.services.meetings.request`.
    """
    first, second, person = await _two(uow, event, role, one, two)
    outcome = await meetings.request(uow, event, first, second.id, proposed=slot, by=Organiser(by.id))
    if not outcome.changed:
        return outcome
    meeting = outcome.meeting
    notify(
        uow,
        person,
        "desk.requested_for",
        {"meeting": meeting.id},
        lane=Lane.BELL,
        kind="change",
        event_id=event.id,
        meeting_id=meeting.id,
        meeting_version=meeting.version,
        subject=f"meeting:{meeting.id}",
    )
    return outcome
