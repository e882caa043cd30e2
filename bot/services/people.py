"""The people list and the card, as a participant of the event may see them."""

from __future__ import annotations

from bot.domain.ids import AttendeeId
from bot.domain.people import Attendee, AttendeeStatus, Found, PeopleFilter
from bot.domain.refusals import Refused
from storage import people
from storage.database import Connection


def _may_look(reader: Attendee) -> None:
    if reader.status is AttendeeStatus.WAITING:
        raise Refused("waiting")
    if reader.status is not AttendeeStatus.REGISTERED:
        raise Refused("not_registered")


async def find(connection: Connection, reader: Attendee, wanted: PeopleFilter, page: int) -> Found:
    """One page of the people the reader can see, without themselves; ``waiting``, ``not_registered``."""
    _may_look(reader)
    return await people.search(connection, reader.event_id, wanted, page, without=reader.id)


async def card(connection: Connection, reader: Attendee, who: AttendeeId) -> Attendee:
    """Somebody's card; ``person_gone`` when they are hidden, have left, or are at another event."""
    _may_look(reader)
    found = (await people.attendees(connection, [who])).get(who)
    if found is None or found.event_id != reader.event_id or not (found.listed or found.id == reader.id):
        raise Refused("person_gone")
    return found


async def countries(connection: Connection, reader: Attendee) -> list[str]:
    """Countries people come from, the most frequent first."""
    return [country for country, _ in await people.countries(connection, reader.event_id)]
