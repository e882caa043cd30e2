"""Getting in: the form becomes a registration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.countries import likely_countries
from bot.domain.events import Event
from bot.domain.ids import AttendeeId, PersonId
from bot.domain.people import Actor, Attendee, AttendeeStatus, Mode, Person, Role
from bot.domain.refusals import Refused
from bot.domain.registration import Admission, Form, admission, complete, standing
from bot.services.registration.telling import tell_organisers
from bot.views.country_names import country_of_language, only_zone
from storage import people
from storage.audit import Act, record
from storage.database import Connection
from storage.people.writing import modes_json, searchable
from storage.unit_of_work import UnitOfWork

DECIDES = frozenset({Role.OWNER, Role.DESK})


@dataclass(frozen=True, slots=True)
class Registered:
    """How it came out: the attendee, and the place in line if they wait (1 is next)."""

    attendee: Attendee
    place_in_line: int | None = None
    new: bool = True  # False: they had registered before, and nothing was changed


async def register(
    uow: UnitOfWork, event: Event, form: Form, actor: Actor, *, username: str | None, language: str
) -> Registered:
    """Make the person of the form an attendee: registered, on the waiting list when full or late, or with the
    organisers where they approve everybody first.

    Raises Refused: ``incomplete``, ``no_day``, ``consent_changed`` (the notice is a newer one than they agreed to),
    ``turned_down`` (fact: event) when the organisers have said no, and what
    :func:`bot.domain.registration.admission` says. Registering twice has the effect of once.
    """
    admitted = admission(event, uow.now)
    if not complete(form):
        raise Refused(
            "no_day" if form.modes and all(mode == Mode.ABSENT for mode in form.modes.values()) else "incomplete"
        )
    if form.consent != event.consent_version:
        raise Refused("consent_changed")
    await people.lock_registration(uow.connection, event.id)
    # Read under the lock: the actor was loaded before it.
    person = await people.person_by_telegram(uow.connection, actor.telegram_id)
    earlier = await people.attendee_of(uow.connection, person.id, event.id) if person else None
    if earlier is not None and standing(earlier):
        return Registered(earlier, await line_of(uow, earlier), new=False)
    if earlier is not None and earlier.status is AttendeeStatus.REFUSED:
        raise Refused("turned_down", event=event)
    status = await status_now(uow, event, actor, admitted)
    person_id = await _person(uow, event, form, actor, person, username=username, language=language)
    attendee_id = await _attendee(uow, event, form, person_id, earlier, status, admitted)
    await people.unask_date(uow.connection, event.id, person_id)
    await record(
        uow.connection,
        Act(uow.now, "register", f"attendee:{attendee_id}", "self", event.id, person_id, {"status": status.value}),
    )
    attendee = await people.attendee(uow.connection, attendee_id)
    if status is AttendeeStatus.APPLIED:
        await tell_organisers(uow, event, attendee)
    return Registered(attendee, await line_of(uow, attendee))


async def status_now(uow: UnitOfWork, event: Event, actor: Actor, admitted: Admission) -> AttendeeStatus:
    """What a registration would be now: with a place, on the waiting list, or up to the organisers."""
    if event.rules.approval:
        role = await people.role_in(uow.connection, event.id, actor.telegram_id)
        if role not in DECIDES:
            return AttendeeStatus.APPLIED
    if admitted is Admission.WAITING or await is_full(uow, event):
        return AttendeeStatus.WAITING
    return AttendeeStatus.REGISTERED


async def is_full(uow: UnitOfWork, event: Event) -> bool:
    """Whether every place of the event is taken; to be asked under the registration's lock."""
    capacity = event.rules.capacity
    return capacity is not None and await people.seats_taken(uow.connection, event.id) >= capacity


async def _person(
    uow: UnitOfWork,
    event: Event,
    form: Form,
    actor: Actor,
    person: Person | None,
    *,
    username: str | None,
    language: str,
) -> PersonId:
    assert form.name is not None
    assert form.consent_at is not None
    timezone = form.zone(event, only_zone(form.country or ""))
    values: dict[str, Any] = {
        "name": form.name,
        "username": username,
        "consent_version": form.consent,
        "consent_at": datetime.fromisoformat(form.consent_at),
    }
    if person is None:
        return await people.add_person(
            uow.connection,
            telegram_id=actor.telegram_id,
            language=language,
            timezone=timezone,
            event_id=event.id,
            now=uow.now,
            **values,
        )
    kept = timezone if form.timezone is not None else person.timezone or timezone
    await people.change_person(uow.connection, person.id, timezone=kept, current_event_id=event.id, **values)
    return person.id


async def _attendee(
    uow: UnitOfWork,
    event: Event,
    form: Form,
    person_id: PersonId,
    earlier: Attendee | None,
    status: AttendeeStatus,
    admitted: Admission,
) -> AttendeeId:
    assert form.name is not None
    assert form.organisation is not None
    assert form.type is not None
    assert form.country is not None
    modes: Mapping[Any, Mode] = form.day_modes(event)
    if admitted is Admission.ONLINE:
        modes = {day: Mode.ONLINE if mode is Mode.ONSITE else mode for day, mode in modes.items()}
    topics = form.interests(event)
    if earlier is None:
        return await people.add_attendee(
            uow.connection,
            event_id=event.id,
            person_id=person_id,
            name=form.name,
            organisation=form.organisation,
            type=form.type,
            country=form.country,
            status=status,
            modes=modes,
            topics=topics,
            about=form.about,
            languages=form.languages,
            interpreter=form.interpreter,
            email=form.email,
            phone=form.phone,
            now=uow.now,
        )
    await people.change_attendee(
        uow.connection,
        earlier.id,
        now=uow.now,
        name=form.name,
        organisation=form.organisation,
        type=form.type.value,
        country=form.country,
        status=status.value,
        hidden=False,
        about=form.about,
        languages=list(form.languages),
        interpreter=form.interpreter,
        email=form.email or earlier.email,
        phone=form.phone or earlier.phone,
        modes=modes_json(modes),
        folded=searchable(form.name, form.organisation, form.about, topics),
        registered_at=uow.now,
    )
    await people.set_interests(uow.connection, earlier.id, topics)
    return earlier.id


async def line_of(uow: UnitOfWork, attendee: Attendee) -> int | None:
    """The place on the waiting list; None for whoever is not on it."""
    if attendee.status is not AttendeeStatus.WAITING:
        return None
    return await people.place_in_line(uow.connection, attendee)


async def countries_to_offer(connection: Connection, event: Event, language_code: str | None) -> tuple[str, ...]:
    """Countries for buttons, the likeliest first: by the phone's language, the host, those who are registered."""
    present = [country for country, _ in await people.countries(connection, event.id)]
    return likely_countries(event.country, present, country_of_language(language_code))


async def visit(uow: UnitOfWork, person: Person, event: Event) -> None:
    """From now on the person is at this event: menu, people and agenda are its."""
    if person.current_event_id != event.id:
        await people.change_person(uow.connection, person.id, current_event_id=event.id)
