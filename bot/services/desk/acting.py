"""The desk acts for participants: every side is told, and it is recorded who at the desk did it."""

from __future__ import annotations

from bot.domain.events import Event, Place, Slot
from bot.domain.ids import AttendeeId, MeetingId, PlaceId, SlotId
from bot.domain.meetings import Meeting, Status
from bot.domain.people import Person, Role
from bot.domain.refusals import Refused
from bot.domain.roles import check_desk
from bot.services import meetings
from bot.services.meetings import Organiser, Outcome
from bot.services.meetings.booking import shared_time
from bot.views.desk import Office
from storage import desk, slots
from storage import meetings as stored
from storage.audit import Act, record
from storage.unit_of_work import UnitOfWork


async def _of_event(uow: UnitOfWork, event: Event, role: Role | None, meeting_id: MeetingId) -> Meeting:
    check_desk(role)
    meeting = await stored.load(uow.connection, meeting_id)
    if meeting is None or meeting.event_id != event.id:
        raise Refused("not_at_this_event", event=event.name)
    return meeting


async def office(
    uow: UnitOfWork, event: Event, role: Role | None, meeting_id: MeetingId, of: AttendeeId | None
) -> Office:
    """The meeting as the desk sees it. Refused: organisers_only, desk_only, not_at_this_event."""
    meeting = await _of_event(uow, event, role, meeting_id)
    sides = {}
    for side in dict.fromkeys(meeting.sides):
        one = await desk.participant(uow.connection, side, event.id)
        if one is not None:
            sides[side] = one
    unconfirmed = await desk.unconfirmed_in(uow.connection, meeting_id)
    return Office(event, meeting, sides, unconfirmed, uow.now, of)


async def accept(
    uow: UnitOfWork,
    event: Event,
    role: Role | None,
    by: Person,
    meeting_id: MeetingId,
    version: int,
    slot: SlotId | None = None,
) -> Outcome:
    """Accept for the side whose turn it is, at the proposed time or at `slot`.

    Refused: organisers_only, desk_only, not_at_this_event, already, gone.
    """
    await _of_event(uow, event, role, meeting_id)
    return await meetings.accept(uow, meeting_id, by=Organiser(by.id), slot=slot, version=version)


async def add_to_meeting(
    uow: UnitOfWork, event: Event, role: Role | None, by: Person, meeting_id: MeetingId, who: AttendeeId
) -> Outcome:
    """Ask one more person into an agreed meeting; they answer themselves.

    Refused: organisers_only, desk_only, not_at_this_event, and as :func:`bot.services.meetings.invite`.
    """
    await _of_event(uow, event, role, meeting_id)
    return await meetings.invite(uow, meeting_id, who, by=Organiser(by.id))


async def decline(
    uow: UnitOfWork, event: Event, role: Role | None, by: Person, meeting_id: MeetingId, version: int
) -> Outcome:
    """Decline for the side whose turn it is. Refused: organisers_only, desk_only, not_at_this_event, already."""
    await _of_event(uow, event, role, meeting_id)
    return await meetings.decline(uow, meeting_id, by=Organiser(by.id), version=version)


async def withdraw(
    uow: UnitOfWork, event: Event, role: Role | None, by: Person, meeting_id: MeetingId, version: int
) -> Outcome:
    """Take a request back for whoever made it. Refused: organisers_only, desk_only, not_at_this_event, already."""
    await _of_event(uow, event, role, meeting_id)
    return await meetings.withdraw(uow, meeting_id, by=Organiser(by.id), version=version)


async def cancel(
    uow: UnitOfWork, event: Event, role: Role | None, by: Person, meeting_id: MeetingId, version: int
) -> Outcome:
    """Call an agreed meeting off for everybody. Refused: organisers_only, desk_only, not_at_this_event, already."""
    await _of_event(uow, event, role, meeting_id)
    return await meetings.cancel(uow, meeting_id, by=Organiser(by.id), version=version)


async def times(uow: UnitOfWork, event: Event, role: Role | None, meeting_id: MeetingId) -> tuple[Slot, ...]:
    """The slots into which the meeting could go: they suit everybody in it and have a place left; not its own."""
    meeting = await _of_event(uow, event, role, meeting_id)
    parties = await stored.parties(uow.connection, meeting.sides)
    everybody = [parties[side].attendee for side in meeting.sides]
    free = (await shared_time(uow, event, *everybody, meeting=meeting)).free
    return tuple(slot for slot in free if slot.id != meeting.slot_id)


async def at_slot(
    uow: UnitOfWork,
    event: Event,
    role: Role | None,
    by: Person,
    meeting_id: MeetingId,
    version: int,
    slot: SlotId,
) -> Outcome:
    """A time was chosen: a request is accepted at it, a meeting without a time placed in it, another moved to it.

    Refused: organisers_only, desk_only, and what the service says.
    """
    meeting = await _of_event(uow, event, role, meeting_id)
    if meeting.status is Status.PENDING:
        return await meetings.accept(uow, meeting_id, by=Organiser(by.id), slot=slot, version=version)
    return await meetings.move(uow, meeting_id, by=Organiser(by.id), slot=slot, version=version)


async def free_tables(
    uow: UnitOfWork, event: Event, role: Role | None, meeting_id: MeetingId
) -> tuple[Slot, tuple[Place, ...]]:
    """The places of the meeting's own kind that are free in its slot. Refused: organisers_only, desk_only,
    not_at_this_event; already for one without a place.
    """
    meeting = await _of_event(uow, event, role, meeting_id)
    if meeting.status is not Status.SCHEDULED or meeting.slot_id is None or meeting.place_id is None:
        raise Refused("already", status=meeting.status.value)
    kind = event.place(meeting.place_id).kind
    taken = await slots.taken_places(uow.connection, meeting.slot_id)
    free = tuple(place for place in event.places if place.kind is kind and place.id not in taken)
    return event.slot(meeting.slot_id), tuple(sorted(free, key=lambda place: place.number))


async def at_place(
    uow: UnitOfWork,
    event: Event,
    role: Role | None,
    by: Person,
    meeting_id: MeetingId,
    version: int,
    slot: SlotId,
    place: PlaceId,
) -> Outcome:
    """A table was chosen. Refused: organisers_only, desk_only, and as :func:`bot.services.meetings.move`."""
    await _of_event(uow, event, role, meeting_id)
    return await meetings.move(uow, meeting_id, by=Organiser(by.id), slot=slot, place=place, version=version)


async def told(
    uow: UnitOfWork, event: Event, role: Role | None, by: Person, meeting_id: MeetingId, version: int, side: AttendeeId
) -> bool:
    """The desk has told `side` of the change itself; False when it was confirmed, or changed again since.

    Refused: organisers_only, desk_only, not_at_this_event.
    """
    meeting = await _of_event(uow, event, role, meeting_id)
    if version not in {0, meeting.version}:
        return False
    seen = await stored.confirm(uow.connection, meeting_id, side, meeting.version, uow.now)
    if seen:
        detail = {"side": side, "version": meeting.version}
        await record(
            uow.connection, Act(uow.now, "told", f"meeting:{meeting_id}", "organiser", event.id, by.id, detail)
        )
    return seen
