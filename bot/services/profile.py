"""One's own profile, changed field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.domain.events import Event
from bot.domain.ids import TopicId
from bot.domain.people import Attendee, AttendeeStatus, Interest, Mode, Side
from bot.domain.refusals import Refused
from bot.domain.registration import Admission, Chosen, add_words, admission, choose, drop_words
from bot.domain.typed_words import read_field
from storage import people
from storage.people.writing import modes_json, searchable
from storage.unit_of_work import UnitOfWork


def _standing(attendee: Attendee) -> None:
    if attendee.status not in {AttendeeStatus.REGISTERED, AttendeeStatus.WAITING}:
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


async def set_mode(uow: UnitOfWork, event: Event, attendee: Attendee, day: date, mode: Mode) -> Attendee:
    """Another mode on one day.

    Raises Refused: ``mode_has_meetings`` (facts: day, n) when meetings are agreed on that day, since their places
    depend on it; ``no_day`` when no day would be left; ``online_only`` for the hall when late comers are online only.
    """
    if day not in event.days or attendee.mode_on(day) is mode:
        return attendee
    modes: Mapping[date, Mode] = {d: attendee.mode_on(d) for d in event.days} | {day: mode}
    if all(one is Mode.ABSENT for one in modes.values()):
        raise Refused("no_day")
    if mode is Mode.ONSITE and _late_is_online(uow, event):
        raise Refused("online_only")
    starts = await people.agreed_starts(uow.connection, attendee.id)
    number = sum(event.day_of(start) == day for start in starts)
    if number:
        raise Refused("mode_has_meetings", day=day, n=number)
    return await _save(uow, attendee, replace(attendee, modes=dict(modes)))


def _late_is_online(uow: UnitOfWork, event: Event) -> bool:
    try:
        return admission(event, uow.now) is Admission.ONLINE
    except Refused:
        return False
