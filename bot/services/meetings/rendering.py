"""Notices about meetings, drawn at the moment of sending; one that has been overtaken is no longer owed.

A notice belongs to one version of the meeting: whatever came after it was told, or done, by its receiver.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.domain.ids import AttendeeId, MeetingId
from bot.domain.meetings import AGREED, Status
from bot.domain.people import Attendee, Person
from bot.domain.slots import free_slots
from bot.services.meetings.reading import seen_by
from bot.services.notices import Renderer
from bot.views import meetings as views
from bot.views.meetings import Shown
from bot.views.screens import Screen
from bot.views.words import Words
from storage import meetings, people, slots
from storage.database import Connection

OTHERS_SHOWN = 3
LOOKED_AT = 12  # people who fit, before it is known whether they have time
View = Callable[[Words, Shown], Screen]


async def shown_to(connection: Connection, facts: Mapping[str, Any], now: datetime) -> Shown | None:
    """The meeting of a notice as its receiver sees it; None when there is no such meeting."""
    meeting = await meetings.load(connection, MeetingId(int(facts["meeting"])))
    if meeting is None:
        return None
    return (await seen_by(connection, [meeting], AttendeeId(int(facts["to"])), now))[0]


def words_for(person: Person, shown: Shown) -> Words:
    """The receiver's language and zone."""
    return Words(person.language, person.zone(shown.event.timezone))


def _current(view: View, *statuses: Status) -> Renderer:
    async def render(connection: Connection, person: Person, facts: Mapping[str, Any], now: datetime) -> Screen | None:
        shown = await shown_to(connection, facts, now)
        if shown is None or shown.meeting.version != facts["version"] or shown.meeting.status not in statuses:
            return None
        return view(words_for(person, shown), shown)

    return render


def _waiting(view: View) -> Renderer:
    """For what can be answered: only while it is the receiver's turn and the deadline ahead."""
    inner = _current(view, Status.PENDING)

    async def render(connection: Connection, person: Person, facts: Mapping[str, Any], now: datetime) -> Screen | None:
        shown = await shown_to(connection, facts, now)
        late = shown is None or (shown.meeting.answer_by is not None and shown.meeting.answer_by <= now)
        if shown is None or late or not shown.my_turn:
            return None
        return await inner(connection, person, facts, now)

    return render


def _lost(
    view: Callable[[Words, Shown, Sequence[Attendee]], Screen], *statuses: Status, if_known: bool = False
) -> Renderer:
    """For a meeting that does not come about: with people who fit as well and could be asked instead."""

    async def render(connection: Connection, person: Person, facts: Mapping[str, Any], now: datetime) -> Screen | None:
        shown = await shown_to(connection, facts, now)
        if shown is None or shown.meeting.version != facts["version"] or shown.meeting.status not in statuses:
            return None
        asked = shown.me.id == shown.meeting.requester_id  # they know of it, whatever their phone shows
        if if_known and not asked and not await _known(connection, person, facts):
            return None
        return view(words_for(person, shown), shown, await others_to_ask(connection, shown))

    return render


async def _known(connection: Connection, person: Person, facts: Mapping[str, Any]) -> bool:
    if person.telegram_id is None:
        return False
    return await meetings.was_shown(connection, person.telegram_id, f"meeting:{facts['meeting']}")


def _about_one(view: Callable[[Words, Shown, Attendee], Screen], *, newest: bool = True) -> Renderer:
    """For what somebody else has done in a group; `newest`: only while nothing has followed."""

    async def render(connection: Connection, person: Person, facts: Mapping[str, Any], now: datetime) -> Screen | None:
        shown = await shown_to(connection, facts, now)
        if shown is None or shown.meeting.status not in AGREED:
            return None
        left = facts["who"] == facts["to"]  # what became of the others afterwards is not theirs to hear
        if newest and not left and shown.meeting.version != facts["version"]:
            return None
        who = await people.attendee(connection, AttendeeId(int(facts["who"])))
        return view(words_for(person, shown), shown, who)

    return render


async def _invited(connection: Connection, person: Person, facts: Mapping[str, Any], now: datetime) -> Screen | None:
    shown = await shown_to(connection, facts, now)
    if shown is None or not shown.am_invited or (shown.answer_by is not None and shown.answer_by <= now):
        return None
    return views.requested(words_for(person, shown), shown)


async def _invitation_over(
    connection: Connection, person: Person, facts: Mapping[str, Any], now: datetime
) -> Screen | None:
    shown = await shown_to(connection, facts, now)
    if shown is None or shown.am_invited or shown.am_in or not await _known(connection, person, facts):
        return None
    return views.invitation_over(words_for(person, shown), shown)


async def _explained(connection: Connection, person: Person, facts: Mapping[str, Any], now: datetime) -> Screen | None:
    shown = await shown_to(connection, facts, now)
    if shown is None or not shown.meeting.ended_note:
        return None
    return views.explained(words_for(person, shown), shown)


async def _redrawn(connection: Connection, person: Person, facts: Mapping[str, Any], now: datetime) -> Screen | None:
    """What a phone shows of a request, drawn anew: not where the message shows something else by now."""
    shown = await shown_to(connection, facts, now)
    if shown is None or person.telegram_id is None or shown.meeting.version != facts["version"]:
        return None
    late = shown.meeting.answer_by is None or shown.meeting.answer_by <= now
    if shown.meeting.status is not Status.PENDING or late:
        return None
    if not await meetings.stands(connection, person.telegram_id, f"meeting:{shown.meeting.id}"):
        return None
    view = views.nudge if shown.my_turn and shown.meeting.nudged_at is not None else views.card
    return view(words_for(person, shown), shown)


async def _earlier(connection: Connection, person: Person, facts: Mapping[str, Any], now: datetime) -> Screen | None:
    """Nothing to tap on an older message; one that shows something else by now (a list, a choice) is left alone."""
    shown = await shown_to(connection, facts, now)
    if shown is None or person.telegram_id is None:
        return None
    if not await meetings.stands(connection, person.telegram_id, f"meeting:{shown.meeting.id}"):
        return None
    return views.earlier(words_for(person, shown), shown)


async def _expired(connection: Connection, person: Person, facts: Mapping[str, Any], now: datetime) -> Screen | None:
    shown = await shown_to(connection, facts, now)
    if shown is None or shown.meeting.status is not Status.EXPIRED:
        return None
    words = words_for(person, shown)
    if shown.i_asked:
        return views.expired_for_requester(words, shown, await others_to_ask(connection, shown))
    return views.expired_for_guest(words, shown) if await _known(connection, person, facts) else None


async def others_to_ask(connection: Connection, shown: Shown) -> list[Attendee]:
    """People who fit as well as the one of a meeting that does not come about: their topics match the reader's, or
    they are of the same type; nothing is open or agreed with them, and both have a free time in common.
    """
    me, event = shown.me, shown.event
    if not any(slot.starts_at > shown.now for slot in event.slots):
        return []
    closed = event.rules.closed_type_pairs
    candidates = [
        one
        for one in await meetings.fitting(connection, me, shown.other.type, LOOKED_AT)
        if one.id != shown.other.id and frozenset({me.type.value, one.type.value}) not in closed
    ]
    diaries = await slots.diaries(connection, [me, *candidates])
    mine = {slot.id for slot in free_slots(event, diaries[me.id], shown.now)}
    return [
        one for one in candidates if any(slot.id in mine for slot in free_slots(event, diaries[one.id], shown.now))
    ][:OTHERS_SHOWN]


NOTICES: dict[str, Renderer] = {
    "meetings.requested": _waiting(views.requested),
    "meetings.countered": _waiting(views.requested),
    "meetings.taken_back": _current(views.taken_back, Status.PENDING),
    "meetings.nudge": _waiting(views.nudge),
    "meetings.redrawn": _redrawn,
    "meetings.scheduled": _current(views.scheduled, Status.SCHEDULED),
    "meetings.accepted": _current(views.accepted, Status.ACCEPTED),
    "meetings.declined": _lost(views.declined, Status.DECLINED),
    "meetings.withdrawn": _lost(views.withdrawn, Status.WITHDRAWN, if_known=True),
    "meetings.expired": _expired,
    "meetings.changed": _current(views.changed, Status.SCHEDULED, Status.ACCEPTED),
    "meetings.cancelled": _lost(views.cancelled, Status.CANCELLED),
    "meetings.explained": _explained,
    "meetings.invited": _invited,
    "meetings.joined": _about_one(views.joined),
    "meetings.dropped": _about_one(views.dropped),
    "meetings.turned_down": _about_one(views.turned_down, newest=False),
    "meetings.invitation_over": _invitation_over,
    "meetings.earlier": _earlier,
}
