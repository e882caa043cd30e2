"""Places: the waiting list that moves up, and leaving the event."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.events import Event
from bot.domain.ids import AttendeeId, PersonId
from bot.domain.notices import Lane
from bot.domain.people import Attendee, AttendeeStatus
from bot.domain.refusals import Refused
from bot.domain.registration import standing
from bot.services.meetings import leave_all
from bot.services.notices import notify
from bot.services.registration.telling import redraw_for_organisers
from storage import people
from storage.audit import Act, record
from storage.unit_of_work import UnitOfWork


async def withdraw(uow: UnitOfWork, event: Event, attendee: Attendee) -> None:
    """Leave the event: meetings are cancelled and the partners told, and the next one in line moves up.

    Raises Refused ``not_registered`` for somebody who is not (any more).
    """
    await people.lock_registration(uow.connection, event.id)
    attendee = await people.attendee(uow.connection, attendee.id)
    if not standing(attendee):
        raise Refused("not_registered")
    await leave_all(uow, attendee.id)
    await people.change_attendee(uow.connection, attendee.id, now=uow.now, status=AttendeeStatus.CANCELLED.value)
    await record(
        uow.connection,
        Act(uow.now, "withdraw", f"attendee:{attendee.id}", "self", event.id, attendee.person_id),
    )
    if attendee.status is AttendeeStatus.REGISTERED:
        await move_up(uow, event)
    elif attendee.status is AttendeeStatus.APPLIED:
        await redraw_for_organisers(uow, event)


async def move_up(uow: UnitOfWork, event: Event) -> list[AttendeeId]:
    """Somebody left: the first in line get the places that are free, and hear of it; without a capacity one moves up
    a call.
    """
    if event.day_of(uow.now) > event.days[-1]:
        return []
    free = 1
    if event.rules.capacity is not None:
        await people.lock_registration(uow.connection, event.id)
        free = max(0, event.rules.capacity - await people.seats_taken(uow.connection, event.id))
    return await _seat(uow, event, await people.first_waiting(uow.connection, event.id, free) if free else [])


async def fill_places(uow: UnitOfWork, event: Event) -> list[AttendeeId]:
    """The event has changed (a larger capacity, or none any more): whoever has a place now moves up, and hears of it.

    Without a capacity those stay who came too late and wait for that reason. To be called with the event as it is
    now, in the transaction that changed it; calling it again changes nothing. Returns who moved up.
    """
    if event.rules.capacity is not None:
        return await move_up(uow, event)
    if event.day_of(uow.now) > event.days[-1]:
        return []
    await people.lock_registration(uow.connection, event.id)
    closes = event.registration_closes_at if event.rules.late_registration == "waiting_list" else None
    return await _seat(uow, event, await people.first_in_time(uow.connection, event.id, closes))


async def give_place(uow: UnitOfWork, event: Event, attendee_id: AttendeeId, *, by: PersonId) -> bool:
    """An organiser gives somebody of the waiting list a place now, also over the capacity (True, if it is).

    Raises Refused ``already_decided`` for somebody who does not wait.
    """
    await people.lock_registration(uow.connection, event.id)
    waiting = await people.attendee(uow.connection, attendee_id)
    if waiting.event_id != event.id or waiting.status is not AttendeeStatus.WAITING:
        raise Refused("already_decided")
    await _seat(uow, event, [waiting], by=by)
    capacity = event.rules.capacity
    return capacity is not None and await people.seats_taken(uow.connection, event.id) > capacity


async def _seat(
    uow: UnitOfWork, event: Event, lucky: Sequence[Attendee], *, by: PersonId | None = None
) -> list[AttendeeId]:
    persons = await people.persons_of(uow.connection, [one.id for one in lucky])
    role, act = ("clock", "move_up") if by is None else ("organiser", "give_place")
    for one in lucky:
        await people.change_attendee(uow.connection, one.id, now=uow.now, status=AttendeeStatus.REGISTERED.value)
        await record(uow.connection, Act(uow.now, act, f"attendee:{one.id}", role, event.id, by))
        notify(
            uow,
            persons[one.id],
            "registration.moved_up",
            {"event": event.id, "attendee": one.id},
            lane=Lane.BELL,
            kind="change",
            event_id=event.id,
        )
    return [one.id for one in lucky]
