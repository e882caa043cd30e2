"""Notices after a meeting and about somebody missing, drawn at the moment of sending."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bot.domain.after import GapOffer, OfferState, Said
from bot.domain.ids import AttendeeId, GapOfferId
from bot.domain.meetings import Status
from bot.domain.people import Person
from bot.services.meetings.rendering import shown_to, words_for
from bot.services.notices import Renderer
from bot.views import after as views
from bot.views.meetings import Shown
from bot.views.screens import Screen
from bot.views.words import Words
from storage import after, events, people
from storage.database import Connection

Facts = Mapping[str, Any]
ENDED = {Status.HELD, Status.MISSED}


async def _ask(connection: Connection, person: Person, facts: Facts, now: datetime) -> Screen | None:
    shown = await shown_to(connection, facts, now)
    if shown is None or shown.meeting.status is not Status.HELD:
        return None
    said = await after.said_of(connection, [shown.meeting.id])
    mine = next((one for one in said if one.attendee_id == shown.me.id), None)
    if mine is not None and mine.happened is not None:
        return None
    return views.question(words_for(person, shown), shown, Said(shown.meeting.id, shown.me.id, now), silent=True)


def _about(view: Callable[[Words, Shown], Screen], *statuses: Status) -> Renderer:
    async def render(connection: Connection, person: Person, facts: Facts, now: datetime) -> Screen | None:
        shown = await shown_to(connection, facts, now)
        if shown is None or (statuses and shown.meeting.status not in statuses):
            return None
        return view(words_for(person, shown), shown)

    return render


async def _contact(connection: Connection, person: Person, facts: Facts, now: datetime) -> Screen | None:
    shown = await shown_to(connection, facts, now)
    if shown is None:
        return None
    said = await after.said_of(connection, [shown.meeting.id])
    agreed = {one.attendee_id for one in said if one.shares_contact}
    if not {shown.me.id, shown.other.id} <= agreed:
        return None  # one of them has thought better of it
    return views.contact_card(words_for(person, shown), shown)


async def _called(connection: Connection, person: Person, facts: Facts, now: datetime) -> Screen | None:
    shown, call = await shown_to(connection, facts, now), await _call(connection, facts)
    if shown is None or call is None or call.state is not OfferState.PINGED:
        return None
    return views.called(words_for(person, shown), shown, call)


async def _offer(connection: Connection, person: Person, facts: Facts, now: datetime) -> Screen | None:
    call = await _call(connection, facts)
    if call is None or call.state is not OfferState.OFFERED:
        return None
    event = await events.event(connection, call.event_id)
    slot = event.slot(call.slot_id)
    if slot.ends_at <= now:
        return None
    waiting = await people.attendee(connection, call.waiting_id)
    return views.offer(Words(person.language, person.zone(event.timezone)), event, call, slot, waiting)


async def _offer_taken(connection: Connection, person: Person, facts: Facts, _now: datetime) -> Screen | None:
    call = await _call(connection, facts)
    if call is None:
        return None
    event = await events.event(connection, call.event_id)
    return views.offer_over(Words(person.language, person.zone(event.timezone)))


async def _call(connection: Connection, facts: Facts) -> GapOffer | None:
    return await after.load_call(connection, GapOfferId(int(facts["offer"])))


async def _desk(connection: Connection, person: Person, facts: Facts, now: datetime) -> Screen | None:
    shown = await shown_to(connection, {**facts, "to": AttendeeId(int(facts["to"]))}, now)
    if shown is None or shown.meeting.status is not Status.SCHEDULED:
        return None
    return views.desk(words_for(person, shown), shown)


NOTICES: dict[str, Renderer] = {
    "after.ask": _ask,
    "after.missed": _about(views.missed, Status.MISSED),
    "after.wants_contact": _about(views.wants_contact),
    "after.contact": _contact,
    "after.called": _called,
    "after.coming": _about(views.coming, Status.SCHEDULED),
    "after.both_here": _about(views.both_here, Status.SCHEDULED),
    "after.offering": _about(views.offering),
    "after.nobody_near": _about(views.nobody_near),
    "after.offer": _offer,
    "after.offer_taken": _offer_taken,
    "after.filled": _about(views.filled, Status.SCHEDULED),
    "after.desk": _desk,
}
