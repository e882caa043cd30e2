"""What the matching engine is given: people and topics as plain data."""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain import matching
from bot.domain.events import Event
from bot.domain.matching import Profile, Topic, Wish
from bot.domain.people import Attendee, Mode, Side


def topics_of(event: Event) -> tuple[Topic, ...]:
    """The event's topics, those taken out of its file too: people may still name them."""
    return tuple(
        Topic(topic.id, tuple(dict.fromkeys([*topic.labels.values(), topic.key.replace("-", " ")])))
        for topic in (*event.topics, *event.former_topics)
    )


def new_index(event: Event) -> matching.Index:
    """An empty index for this event."""
    return matching.Index(topics_of(event), event.rules.closed_type_pairs)


def shape_of(event: Event) -> tuple[object, ...]:
    """What of an event is inside an index: with another shape a new one is needed."""
    slots = tuple((slot.id, event.day_of(slot.starts_at)) for slot in event.slots)
    return topics_of(event), event.rules.closed_type_pairs, event.days, slots


def profile_of(event: Event, attendee: Attendee) -> Profile:
    """Somebody as they are compared. `free` are the slots of the days on which they take part: what they have on is
    looked up when they are suggested.
    """
    present = {day for day in event.days if attendee.mode_on(day) is not Mode.ABSENT}
    return Profile(
        id=attendee.id,
        type=attendee.type.value,
        country=attendee.country,
        languages=attendee.languages,
        interpreter=attendee.interpreter,
        days_onsite=_days(event, attendee, Mode.ONSITE),
        days_online=_days(event, attendee, Mode.ONLINE),
        offers=_wishes(attendee, Side.OFFER),
        needs=_wishes(attendee, Side.NEED),
        about=attendee.about,
        organisation=attendee.organisation,
        free=_mask(number for number, slot in enumerate(event.slots) if event.day_of(slot.starts_at) in present),
    )


def _wishes(attendee: Attendee, side: Side) -> tuple[Wish, ...]:
    return tuple(Wish(one.topic_id, one.words) for one in attendee.interests if one.side is side)


def _days(event: Event, attendee: Attendee, mode: Mode) -> int:
    return _mask(number for number, day in enumerate(event.days) if attendee.mode_on(day) is mode)


def _mask(bits: Iterable[int]) -> int:
    found = 0
    for bit in bits:
        found |= 1 << bit
    return found
