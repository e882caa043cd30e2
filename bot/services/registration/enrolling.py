"""Getting in, the waiting list, and leaving."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.countries import likely_countries
from bot.domain.events import Event
from bot.domain.ids import AttendeeId, EventId
from bot.domain.notices import Lane
from bot.domain.people import Actor, Attendee, AttendeeStatus, Mode, Person, Side
from bot.domain.refusals import Refused
from bot.domain.registration import Admission, Form, admission, complete
from bot.domain.typed_words import fold
from bot.services.events import event as load_event
from bot.services.meetings import leave_all
from bot.services.notices import notify
from bot.views import registration as views
from bot.views.country_names import country_of_language, only_zone
from bot.views.screens import Screen
from bot.views.words import Words
from storage import people
from storage.audit import Act, record
from storage.database import Connection
from storage.people.writing import modes_json, searchable
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Registered:
    """How it came out: the attendee, and the place in line if they wait (1 is next)."""

    attendee: Attendee
    place_in_line: int | None = None
    new: bool = True  # False: they had registered before, and nothing was changed


async def register(
    uow: UnitOfWork, event: Event, form: Form, actor: Actor, *, username: str | None, language: str
) -> Registered:
    """Make the person of the form an attendee: registered, or on the waiting list when full or late.

    Raises Refused: ``incomplete``, ``no_day``, ``consent_changed`` (the notice is a newer one than they agreed to),
    and what :func:`bot.domain.registration.admission` says. Registering twice has the effect of once.
    """
    admitted = admission(event, uow.now)
    if not complete(form):
        raise Refused(
            "no_day" if form.modes and all(mode == Mode.ABSENT for mode in form.modes.values()) else "incomplete"
        )
    if form.consent != event.consent_version:
        raise Refused("consent_changed")
    assert form.name is not None
    assert form.organisation is not None
    assert form.type is not None
    assert form.country is not None
    assert form.consent_at is not None
    await people.lock_registration(uow.connection, event.id)
    # Read under the lock: the actor was loaded before it.
    person = await people.person_by_telegram(uow.connection, actor.telegram_id)
    earlier = await people.attendee_of(uow.connection, person.id, event.id) if person else None
    if earlier is not None and earlier.status in {AttendeeStatus.REGISTERED, AttendeeStatus.WAITING}:
        return Registered(earlier, await _line(uow, earlier), new=False)
    modes = form.day_modes(event)
    if admitted is Admission.ONLINE:
        modes = {day: Mode.ONLINE if mode is Mode.ONSITE else mode for day, mode in modes.items()}
    full = event.rules.capacity is not None and (
        await people.seats_taken(uow.connection, event.id) >= event.rules.capacity
    )
    status = AttendeeStatus.WAITING if full or admitted is Admission.WAITING else AttendeeStatus.REGISTERED
    # Who is in the hall lives by the hall's clock; who is only online lives by their own.
    timezone = only_zone(form.country) if Mode.ONSITE not in modes.values() else None
    consent_at = datetime.fromisoformat(form.consent_at)
    if person is None:
        person_id = await people.add_person(
            uow.connection,
            telegram_id=actor.telegram_id,
            name=form.name,
            username=username,
            language=language,
            timezone=timezone,
            consent_version=form.consent,
            consent_at=consent_at,
            event_id=event.id,
            now=uow.now,
        )
    else:
        person_id = person.id
        await people.change_person(
            uow.connection,
            person_id,
            name=form.name,
            username=username,
            timezone=person.timezone or timezone,
            consent_version=form.consent,
            consent_at=consent_at,
            current_event_id=event.id,
        )
    topics = form.interests(event)
    if earlier is None:
        attendee_id = await people.add_attendee(
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
            now=uow.now,
        )
    else:
        attendee_id = earlier.id
        await people.change_attendee(
            uow.connection,
            attendee_id,
            now=uow.now,
            name=form.name,
            organisation=form.organisation,
            type=form.type.value,
            country=form.country,
            status=status.value,
            hidden=False,
            about=form.about,
            modes=modes_json(modes),
            folded=searchable(form.name, form.organisation, form.about, topics),
            registered_at=uow.now,
        )
        await people.set_interests(uow.connection, attendee_id, topics)
    await record(
        uow.connection,
        Act(uow.now, "register", f"attendee:{attendee_id}", "self", event.id, person_id, {"status": status.value}),
    )
    attendee = await people.attendee(uow.connection, attendee_id)
    return Registered(attendee, await _line(uow, attendee))


async def _line(uow: UnitOfWork, attendee: Attendee) -> int | None:
    if attendee.status is not AttendeeStatus.WAITING:
        return None
    return await people.place_in_line(uow.connection, attendee)


async def stored_form(connection: Connection, person: Person, event: Event) -> tuple[str, Form] | None:
    """The profile of an earlier event of the series, as a form for this one, with that event's name.

    Topics are found again by key; those that this event does not have become own words.
    """
    earlier = await people.earlier_profile(connection, person.id, event)
    if earlier is None:
        return None
    here = {topic.key: topic.id for topic in event.topics}
    labels = {fold(topic.label("en")): topic.id for topic in event.topics}

    def chosen(side: Side) -> tuple[int | str, ...]:
        found: list[int | str] = []
        for interest in earlier.attendee.interests:
            if interest.side is not side:
                continue
            if interest.topic_id is None:
                found.append(interest.words or "")
                continue
            key, names = earlier.topics[interest.topic_id]
            found.append(here.get(key) or labels.get(fold(names["en"])) or names["en"])
        return tuple(dict.fromkeys(one for one in found if one))

    then = earlier.attendee
    form = Form(
        event=event.slug,
        name=then.name,
        organisation=then.organisation,
        type=then.type,
        country=then.country,
        offers=chosen(Side.OFFER),
        needs=chosen(Side.NEED),
        about=then.about,
    )
    return earlier.event_name, form


async def countries_to_offer(connection: Connection, event: Event, language_code: str | None) -> tuple[str, ...]:
    """Countries for buttons, the likeliest first: by the phone's language, the host, those who are registered."""
    present = [country for country, _ in await people.countries(connection, event.id)]
    return likely_countries(event.country, present, country_of_language(language_code))


async def visit(uow: UnitOfWork, person: Person, event: Event) -> None:
    """From now on the person is at this event: menu, people and agenda are its."""
    if person.current_event_id != event.id:
        await people.change_person(uow.connection, person.id, current_event_id=event.id)


async def withdraw(uow: UnitOfWork, event: Event, attendee: Attendee) -> None:
    """Leave the event: meetings are cancelled and the partners told, and the next one in line moves up.

    Raises Refused ``not_registered`` for somebody who is not (any more).
    """
    await people.lock_registration(uow.connection, event.id)
    attendee = await people.attendee(uow.connection, attendee.id)
    if attendee.status not in {AttendeeStatus.REGISTERED, AttendeeStatus.WAITING}:
        raise Refused("not_registered")
    await leave_all(uow, attendee.id)
    await people.change_attendee(uow.connection, attendee.id, now=uow.now, status=AttendeeStatus.CANCELLED.value)
    await record(
        uow.connection,
        Act(uow.now, "withdraw", f"attendee:{attendee.id}", "self", event.id, attendee.person_id),
    )
    if attendee.status is AttendeeStatus.REGISTERED:
        await move_up(uow, event)


async def move_up(uow: UnitOfWork, event: Event) -> list[AttendeeId]:
    """The first in line get the places that are free, and hear of it; without a capacity one moves up a call."""
    if event.day_of(uow.now) > event.days[-1]:
        return []
    free = 1
    if event.rules.capacity is not None:
        await people.lock_registration(uow.connection, event.id)
        free = max(0, event.rules.capacity - await people.seats_taken(uow.connection, event.id))
    lucky = await people.first_waiting(uow.connection, event.id, free) if free else []
    persons = await people.persons_of(uow.connection, [one.id for one in lucky])
    for one in lucky:
        await people.change_attendee(uow.connection, one.id, now=uow.now, status=AttendeeStatus.REGISTERED.value)
        await record(uow.connection, Act(uow.now, "move_up", f"attendee:{one.id}", "clock", event.id))
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


async def _moved_up(connection: Connection, person: Person, facts: Mapping[str, Any], _now: datetime) -> Screen | None:
    attendee = await people.attendee(connection, AttendeeId(facts["attendee"]))
    if attendee.status is not AttendeeStatus.REGISTERED:
        return None
    event = await load_event(connection, EventId(facts["event"]))
    return views.moved_up(Words(person.language, person.zone(event.timezone)), event, attendee)


NOTICES = {"registration.moved_up": _moved_up}
