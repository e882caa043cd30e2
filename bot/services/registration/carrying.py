"""The profile of an earlier event of the series, carried over to this one."""

from __future__ import annotations

from bot.domain.events import Event
from bot.domain.people import Mode, Person, Side
from bot.domain.registration import Form
from bot.domain.typed_words import fold
from storage import people
from storage.database import Connection


async def stored_form(connection: Connection, person: Person, event: Event) -> tuple[str, Form] | None:
    """The profile of an earlier event of the series, as a form for this one, with that event's name.

    Topics are found again by key; those that this event does not have become own words. The days are those of the
    other event: they say only whether somebody came to the hall.
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
        modes={day.isoformat(): mode.value for day, mode in then.modes.items()},
        languages=then.languages,
        spoken=True,
        interpreter=then.interpreter,
        offers=chosen(Side.OFFER),
        needs=chosen(Side.NEED),
        about=then.about,
        timezone=person.timezone,
        email=then.email,
        phone=then.phone,
    )
    return earlier.event_name, form


def usual_mode(form: Form) -> Mode:
    """How they took part then: online if they were never in the hall."""
    return Mode.ONSITE if not form.modes or Mode.ONSITE in form.modes.values() else Mode.ONLINE
