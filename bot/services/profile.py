"""One's own profile, changed field by field."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.domain.contacts import read_email
from bot.domain.events import Event, Slot
from bot.domain.ids import TopicId
from bot.domain.meetings import Status
from bot.domain.people import Attendee, AttendeeType, Interest, Mode, Side
from bot.domain.refusals import Refused
from bot.domain.registration import (
    Admission,
    Chosen,
    add_words,
    admission,
    choose,
    choose_language,
    drop_words,
    standing,
)
from bot.domain.typed_words import read_field
from bot.services.meetings import refit
from storage import meetings, people
from storage.people.writing import modes_json, searchable
from storage.unit_of_work import UnitOfWork


def _standing(attendee: Attendee) -> None:
    if not standing(attendee):
        raise Refused("not_registered")


async def _save(uow: UnitOfWork, before: Attendee, after: Attendee) -> Attendee:
    _standing(before)
    if after == before:
        return before
    if after.interests != before.interests:
        await people.set_interests(uow.connection, after.id, after.interests)
    await people.change_attendee(
        uow.connection,
        after.id,
        now=uow.now,
        name=after.name,
        organisation=after.organisation,
        type=after.type.value,
        country=after.country,
        languages=list(after.languages),
        interpreter=after.interpreter,
        email=after.email,
        phone=after.phone,
        about=after.about,
        hidden=after.hidden,
        modes=modes_json(after.modes),
        folded=searchable(after.name, after.organisation, after.about, after.interests),
    )
    return after


async def rename(uow: UnitOfWork, attendee: Attendee, text: str | None) -> Attendee:
    """Another name, here and as the person's; ``not_text``, ``empty_text``, ``too_long``."""
    after = await _save(uow, attendee, replace(attendee, name=read_field("name", text)))
    await people.change_person(uow.connection, attendee.person_id, name=after.name)
    return after


async def set_organisation(uow: UnitOfWork, attendee: Attendee, text: str | None) -> Attendee:
    """Another organisation; ``not_text``, ``empty_text``, ``too_long``."""
    return await _save(uow, attendee, replace(attendee, organisation=read_field("organisation", text)))


async def set_about(uow: UnitOfWork, attendee: Attendee, text: str | None) -> Attendee:
    """A line about oneself; ``not_text``, ``empty_text``, ``too_long``."""
    return await _save(uow, attendee, replace(attendee, about=read_field("about", text)))


async def clear_about(uow: UnitOfWork, attendee: Attendee) -> Attendee:
    """No line about oneself."""
    return await _save(uow, attendee, replace(attendee, about=None))


async def hide(uow: UnitOfWork, attendee: Attendee, hidden: bool) -> Attendee:
    """Leave the list of people, or come back to it; meetings stay."""
    return await _save(uow, attendee, replace(attendee, hidden=hidden))


def chosen(attendee: Attendee, side: Side) -> Chosen:
    """Topics (ids) and own words of one side, in their order."""
    return tuple(
        interest.words or "" if interest.topic_id is None else interest.topic_id
        for interest in attendee.interests
        if interest.side is side
    )


async def _set_chosen(uow: UnitOfWork, attendee: Attendee, side: Side, now_chosen: Chosen) -> Attendee:
    own = tuple(
        Interest(side, None, one) if isinstance(one, str) else Interest(side, TopicId(one)) for one in now_chosen
    )
    others = tuple(interest for interest in attendee.interests if interest.side is not side)
    interests = (*own, *others) if side is Side.OFFER else (*others, *own)
    return await _save(uow, attendee, replace(attendee, interests=interests))


async def set_topic(
    uow: UnitOfWork, event: Event, attendee: Attendee, side: Side, topic_id: TopicId, wanted: bool
) -> Attendee:
    """Offer or need a topic, or no longer; a topic that the event does not have changes nothing."""
    if all(topic.id != topic_id for topic in event.topics):
        return attendee
    return await _set_chosen(uow, attendee, side, choose(chosen(attendee, side), topic_id, wanted))


async def add_own_words(uow: UnitOfWork, event: Event, attendee: Attendee, side: Side, text: str | None) -> Attendee:
    """Own words besides the topics; refused as in :func:`bot.domain.registration.add_words`."""
    return await _set_chosen(uow, attendee, side, add_words(chosen(attendee, side), event, text))


async def drop_own_words(uow: UnitOfWork, attendee: Attendee, side: Side, key: str) -> Attendee:
    """Take own words off again."""
    return await _set_chosen(uow, attendee, side, drop_words(chosen(attendee, side), key))


async def set_type(uow: UnitOfWork, attendee: Attendee, kind: AttendeeType) -> tuple[Attendee, int]:
    """Another type, and how many agreed meetings there are: they stay, only new requests look at the type."""
    agreed = await meetings.live_of(uow.connection, attendee.id, {Status.ACCEPTED, Status.SCHEDULED})
    return await _save(uow, attendee, replace(attendee, type=kind)), len(agreed)


async def set_country(uow: UnitOfWork, attendee: Attendee, country: str) -> Attendee:
    """Another country (ISO 3166, known to exist)."""
    return await _save(uow, attendee, replace(attendee, country=country))


async def set_language(uow: UnitOfWork, attendee: Attendee, code: str, wanted: bool) -> Attendee:
    """A language (ISO 639-1, known to exist) is spoken, or not; ``too_many_languages``."""
    return await _save(uow, attendee, replace(attendee, languages=choose_language(attendee.languages, code, wanted)))


async def wish_interpreter(uow: UnitOfWork, attendee: Attendee, wished: bool) -> Attendee:
    """An interpreter is wished for, or not."""
    return await _save(uow, attendee, replace(attendee, interpreter=wished))


async def set_email(uow: UnitOfWork, attendee: Attendee, text: str | None) -> Attendee:
    """Another address; ``not_text``, ``no_email``."""
    return await _save(uow, attendee, replace(attendee, email=read_email(text)))


async def clear_email(uow: UnitOfWork, attendee: Attendee) -> Attendee:
    """No address."""
    return await _save(uow, attendee, replace(attendee, email=None))


async def set_phone(uow: UnitOfWork, attendee: Attendee, number: str | None) -> Attendee:
    """Another number, as :func:`bot.domain.contacts.read_phone` gives it; None takes it off."""
    return await _save(uow, attendee, replace(attendee, phone=number))


async def meetings_on(
    uow: UnitOfWork, event: Event, attendee: Attendee, day: date
) -> list[tuple[Slot, tuple[Attendee, ...]]]:
    """Meetings of that day that are still to come, with everybody else in them, in order of time."""
    found = []
    for meeting in await meetings.live_of(uow.connection, attendee.id, {Status.SCHEDULED}):
        if meeting.slot_id is None or meeting.event_id != event.id:
            continue
        slot = event.slot(meeting.slot_id)
        if event.day_of(slot.starts_at) == day and slot.starts_at > uow.now:
            others = await people.attendees(uow.connection, [one for one in meeting.sides if one != attendee.id])
            found.append((slot, tuple(others.values())))
    return sorted(found, key=lambda one: one[0].starts_at)


def may_be(uow: UnitOfWork, event: Event, attendee: Attendee, day: date, mode: Mode) -> None:
    """Whether they may take part like that on that day.

    Raises Refused: ``no_day`` when no day would be left; ``online_only`` for the hall when late comers are online only.
    """
    modes = {one: attendee.mode_on(one) for one in event.days} | {day: mode}
    if all(one is Mode.ABSENT for one in modes.values()):
        raise Refused("no_day")
    if mode is Mode.ONSITE and _late_is_online(uow, event):
        raise Refused("online_only")


async def set_mode(uow: UnitOfWork, event: Event, attendee: Attendee, day: date, mode: Mode) -> tuple[Attendee, int]:
    """Another mode on one day; meetings whose place or day no longer fits are placed anew, and all in them are told.

    Returns the attendee and how many meetings changed. Refused as :func:`may_be` says.
    """
    if day not in event.days or attendee.mode_on(day) is mode:
        return attendee, 0
    may_be(uow, event, attendee, day, mode)
    modes = {one: attendee.mode_on(one) for one in event.days} | {day: mode}
    after = await _save(uow, attendee, replace(attendee, modes=modes))
    return after, len(await refit(uow, event, after, by=after))


def _late_is_online(uow: UnitOfWork, event: Event) -> bool:
    try:
        return admission(event, uow.now) is Admission.ONLINE
    except Refused:
        return False
