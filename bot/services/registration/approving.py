"""Organisers decide about registrations: approve, refuse, all at once."""

from __future__ import annotations

from datetime import datetime

from bot.domain.events import Event
from bot.domain.ids import AttendeeId, PersonId
from bot.domain.notices import Lane
from bot.domain.people import Attendee, AttendeeStatus
from bot.domain.refusals import Refused
from bot.domain.typed_words import read_field
from bot.services.notices import notify
from bot.services.registration.enrolling import is_full
from bot.services.registration.telling import redraw_for_organisers
from storage import people
from storage.audit import Act, record
from storage.unit_of_work import UnitOfWork

OPEN = frozenset({AttendeeStatus.APPLIED, AttendeeStatus.REFUSED})  # whoever was refused can be approved later


async def approve(uow: UnitOfWork, event: Event, attendee_id: AttendeeId, *, by: PersonId) -> Attendee:
    """The registration stands, or goes to the waiting list when the event is full; the attendee hears.

    Raises Refused ``already_decided`` when it is neither waiting for approval nor refused.
    """
    await people.lock_registration(uow.connection, event.id)
    approved = await _approve(uow, event, attendee_id, by)
    if approved is None:
        raise Refused("already_decided")
    await redraw_for_organisers(uow, event, but=by)
    return approved


async def approve_all(uow: UnitOfWork, event: Event, *, until: datetime, by: PersonId) -> tuple[int, int]:
    """Approve everybody who applied until then (nobody whom the organiser has not seen); how many, and how many of
    them wait for a place.
    """
    await people.lock_registration(uow.connection, event.id)
    done = [await _approve(uow, event, one, by) for one in await people.applied_until(uow.connection, event.id, until)]
    await redraw_for_organisers(uow, event, but=by)
    approved = [one for one in done if one is not None]
    return len(approved), sum(one.status is AttendeeStatus.WAITING for one in approved)


async def _approve(uow: UnitOfWork, event: Event, attendee_id: AttendeeId, by: PersonId) -> Attendee | None:
    applied = await people.attendee(uow.connection, attendee_id)
    if applied.event_id != event.id or applied.status not in OPEN:
        return None
    status = AttendeeStatus.WAITING if await is_full(uow, event) else AttendeeStatus.REGISTERED
    await _decide(uow, event, applied, status, "approve", by, "registration.approved", {})
    return await people.attendee(uow.connection, attendee_id)


async def refuse(
    uow: UnitOfWork, event: Event, attendee_id: AttendeeId, *, by: PersonId, reason: str | None = None
) -> Attendee:
    """The organisers say no; the attendee hears it, with the reason if one is given.

    Raises Refused ``already_decided`` when it does not wait for approval, ``not_text``, ``empty_text``, ``too_long``.
    """
    await people.lock_registration(uow.connection, event.id)
    applied = await people.attendee(uow.connection, attendee_id)
    if applied.event_id != event.id or applied.status is not AttendeeStatus.APPLIED:
        raise Refused("already_decided")
    said = None if reason is None else read_field("about", reason)
    await _decide(uow, event, applied, AttendeeStatus.REFUSED, "refuse", by, "registration.refused", {"reason": said})
    await redraw_for_organisers(uow, event, but=by)
    return await people.attendee(uow.connection, attendee_id)


async def _decide(
    uow: UnitOfWork,
    event: Event,
    applied: Attendee,
    status: AttendeeStatus,
    act: str,
    by: PersonId,
    view: str,
    facts: dict[str, str | None],
) -> None:
    await people.change_attendee(uow.connection, applied.id, now=uow.now, status=status.value)
    detail = {"status": status.value} | {name: value for name, value in facts.items() if value}
    await record(uow.connection, Act(uow.now, act, f"attendee:{applied.id}", "organiser", event.id, by, detail))
    notify(
        uow,
        await people.person_of(uow.connection, applied.id),
        view,
        {"event": event.id, "attendee": applied.id, **facts},
        lane=Lane.BELL,
        kind="change",
        event_id=event.id,
    )
