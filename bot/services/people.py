"""The people list, the card, and who is free in a gap, as a participant of the event may see them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.domain.events import Event, Slot
from bot.domain.ids import AttendeeId, MeetingId, SlotId
from bot.domain.meetings import Meeting, Status
from bot.domain.openings import Opening, openings, types_to_ask
from bot.domain.people import Attendee, AttendeeStatus, Found, PeopleFilter
from bot.domain.refusals import Refused
from bot.domain.slots import RoomLeft, shared_slots
from storage import free_places, meetings, people, slots
from storage.database import Connection
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class FreeThen:
    """People who are free in a gap, and the first slot of it that suits each; `slots` are what is left of the gap."""

    found: Found
    at: dict[AttendeeId, Slot]
    slots: tuple[Slot, ...]


def may_take_part(reader: Attendee) -> None:
    """Whether somebody takes part: sees others, is free or not, joins sessions.

    Refused: waiting, applied, not_registered.
    """
    if reader.status is AttendeeStatus.WAITING:
        raise Refused("waiting")
    if reader.status is AttendeeStatus.APPLIED:
        raise Refused("applied")
    if reader.status is not AttendeeStatus.REGISTERED:
        raise Refused("not_registered")


async def find(uow: UnitOfWork, event: Event, reader: Attendee, wanted: PeopleFilter, page: int) -> Found:
    """One page of the people the reader can see, without themselves; ``waiting``, ``applied``, ``not_registered``."""
    may_take_part(reader)
    when = (await _openings(uow, event, reader))[0] if wanted.free else None
    return await people.search(uow.connection, reader.event_id, wanted, page, without=reader.id, openings=when)


async def card(connection: Connection, reader: Attendee, who: AttendeeId) -> Attendee:
    """Somebody's card; ``person_gone`` when they are hidden, have left, or are at another event."""
    may_take_part(reader)
    found = (await people.attendees(connection, [who])).get(who)
    if found is None or found.event_id != reader.event_id or not (found.listed or found.id == reader.id):
        raise Refused("person_gone")
    return found


async def between(connection: Connection, reader: Attendee, who: AttendeeId) -> Meeting | None:
    """What these two have with each other: agreed before open before held; None when there is nothing."""
    live = await meetings.between(connection, reader.id, who)
    agreed = [one for one in live if one.status in {Status.SCHEDULED, Status.ACCEPTED}]
    if agreed or live:
        return (agreed or list(live))[0]
    met = await people.held_together(connection, reader.id, who)
    return None if met is None else await meetings.load(connection, MeetingId(met))


async def countries(connection: Connection, reader: Attendee) -> list[str]:
    """Countries people come from, the most frequent first."""
    return [country for country, _ in await people.countries(connection, reader.event_id)]


async def languages(connection: Connection, reader: Attendee) -> list[str]:
    """Languages people speak, the most frequent first."""
    return [code for code, _ in await people.languages(connection, reader.event_id)]


async def free_then(
    uow: UnitOfWork,
    event: Event,
    reader: Attendee,
    gap: Collection[SlotId],
    page: int,
    *,
    best: Sequence[AttendeeId] = (),
) -> FreeThen:
    """Who could be met in one of these slots: free then, of a type that may be asked, not met and not asked yet.

    Those of `best` come first, in that order, then those whose topics fit. ``waiting``, ``applied``,
    ``not_registered``.
    """
    may_take_part(reader)
    when, left = await _openings(uow, event, reader, only=gap)
    open_slots = {slot_id for opening in when for slot_id in opening.slots}
    known = await people.known_to(uow.connection, reader.id)
    found = await people.free_people(
        uow.connection,
        event.id,
        when,
        page,
        reader=reader,
        types=types_to_ask(event, reader),
        without=known,
        first=best,
    )
    diaries = await slots.diaries(uow.connection, [reader, *found.people])
    at: dict[AttendeeId, Slot] = {}
    for one in found.people:
        shared = shared_slots(event, diaries[reader.id], diaries[one.id], left, uow.now)
        first = next((slot for slot in shared if slot.id in open_slots), None)
        if first is not None:
            at[one.id] = first
    return FreeThen(found, at, tuple(slot for slot in event.slots if slot.id in open_slots))


async def _openings(
    uow: UnitOfWork, event: Event, reader: Attendee, *, only: Collection[SlotId] | None = None
) -> tuple[tuple[Opening, ...], RoomLeft]:
    diary = (await slots.diaries(uow.connection, [reader]))[reader.id]
    ahead = [slot.id for slot in event.slots if slot.starts_at > uow.now and (only is None or slot.id in only)]
    left = await free_places.room_left(uow.connection, ahead)
    return openings(event, diary, left, uow.now, only=only), left


async def first_shared(
    uow: UnitOfWork, event: Event, reader: Attendee, other: Attendee, gap: Collection[SlotId]
) -> Slot | None:
    """The first slot of a gap that suits both and still has a place; None when it has gone."""
    diaries = await slots.diaries(uow.connection, [reader, other])
    ahead = [slot.id for slot in event.slots if slot.id in gap]
    left = await free_places.room_left(uow.connection, ahead)
    shared = shared_slots(event, diaries[reader.id], diaries[other.id], left, uow.now)
    return next((slot for slot in shared if slot.id in gap), None)
