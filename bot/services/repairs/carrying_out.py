"""A repair takes effect: times marked, meetings moved or called off, one notice a person; all of it, or nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from bot.domain.absences import Absence, comes_no_more, missed
from bot.domain.changes import Item, meeting_item
from bot.domain.events import Event
from bot.domain.ids import AttendeeId, MeetingId, PersonId
from bot.domain.meetings import AGREED
from bot.domain.proposals import Proposal
from bot.services.changes.telling import tell_people
from bot.services.meetings.cases import Batch, By, Organiser
from bot.services.meetings.changing import cancel
from bot.services.timetable import Move, publish
from storage import availability, meetings
from storage import changes as stored_changes
from storage.unit_of_work import UnitOfWork

REASON = "absent"


async def carry_out(uow: UnitOfWork, event: Event, found: Proposal, moves: Sequence[Move]) -> Mapping[str, Any]:
    """Do what was worked out; what came of it, as the numbers of :class:`bot.services.timetable.Published`."""
    who = AttendeeId(int(found.options["who"]))
    absence = Absence.from_json(found.options["absence"])
    by = Organiser(PersonId(int(found.options["by"]))) if found.options.get("by") else None
    await stored_changes.rise(uow.connection, event.id)  # whoever else changes the event waits here
    await meetings.parties(uow.connection, [who], lock=True)
    await availability.mark_away(uow.connection, who, [slot.id for slot in missed(event, absence, uow.now)])
    if comes_no_more(event, absence, found.made_at):
        return await _call_off(uow, event, who, by)
    came = await publish(uow, event, moves, by, act="repair", role="organiser" if by else "clock")
    return {
        "moved": came.moved + came.elsewhere,
        "lost": came.dropped,
        "people": came.people,
        "left_alone": len(came.left_alone),
    }


async def agreed_ahead(uow: UnitOfWork, event: Event, who: AttendeeId) -> list[MeetingId]:
    """What somebody has agreed to and has not begun, with a time or without."""
    slots = event.slots_by_id
    return [
        meeting.id
        for meeting in await meetings.live_of(uow.connection, who)
        if meeting.status in AGREED and (meeting.slot_id is None or slots[meeting.slot_id].starts_at > uow.now)
    ]


async def _call_off(uow: UnitOfWork, event: Event, who: AttendeeId, by: Organiser | None) -> Mapping[str, Any]:
    """They come no more: their meetings are cancelled; a group meets without them."""
    batch = Batch()
    me = (await meetings.parties(uow.connection, [who]))[who].attendee
    ids = await agreed_ahead(uow, event, who)
    known = await meetings.load_many(uow.connection, ids)
    for meeting_id in ids:
        acting: By = me if by is None or len(known[meeting_id].sides) > 2 else by
        await cancel(uow, meeting_id, by=acting, batch=batch)
    told = await _tell(uow, event, batch, ids)
    return {"cancelled": len(ids), "people": told}


async def _tell(uow: UnitOfWork, event: Event, batch: Batch, ids: Collection[MeetingId]) -> int:
    places = {place.id: place for place in (*event.former_places, *event.places)}
    told: dict[AttendeeId, list[Item]] = {}
    for who, changes in batch.by_attendee().items():
        for change in changes:
            before = change.before
            slot = event.slot(before.slot_id) if before.slot_id is not None else None
            place = places.get(before.place_id) if before.place_id is not None else None
            told.setdefault(who, []).append(meeting_item(before, slot, place, change.after.version))
    parties = await meetings.parties(uow.connection, told)
    await tell_people(uow, event, told, parties, ids)
    return len(told)
